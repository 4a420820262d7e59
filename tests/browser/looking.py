"""What the tests of desk pages share: who is signed in, and what axe and the eye find wrong on a row of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page

from ibasho.town.people.models import Person
from tests.browser.conftest import SIZES
from tests.long import walked
from tests.signing_in import sign_in

BOTH = ("phone", "tablet")
# For tests of one size each: the phone in `make test`, the other in `make long`.
IN_TURN = walked(BOTH, short={"phone"})
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def cookies_of(person: Person) -> list[dict[str, str]]:
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": sign_in(Client(), person).cookies[name].value}]


def look(
    page: Page,
    addresses: Iterable[str],
    axe_findings: Callable[[Page], list[str]],
    *,
    sizes: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Pages that do not answer, scroll sideways or in which axe finds something; empty is the goal.

    With `sizes` each page is asked for once and fits every one of them; axe is asked in the first, which is a phone. On a wide
    screen it is asked of every page in tests/pages."""
    origin = "/".join(page.url.split("/")[:3])
    found: dict[str, Any] = {}
    for address in addresses:
        answer = page.goto(origin + address)
        wrong = [] if answer and answer.ok else [f"answered {answer and answer.status}"]
        for number, size in enumerate(sizes or ("",)):
            if size:
                width, height = SIZES[size]
                page.set_viewport_size({"width": width, "height": height})
            seen = axe_findings(page) if number == 0 else []
            seen += [] if page.evaluate(FITS) else ["scrolls sideways"]
            wrong += [f"{size} {one}" for one in seen]
        if wrong:
            found[address] = wrong
    return found


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Walks by the keyboard alone until the wanted element has the focus."""
    for _ in range(most):
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {selector}")


def arrive(leaving: Locator) -> None:
    """Presses what leads to another page, and waits until that page stands there: a form is sent, answered and led on."""
    with leaving.page.expect_navigation():
        leaving.click()


def until(page: Page, came: Callable[[], bool], tries: int = 200) -> None:
    """Waits for what the page does not say (a row in the database), looking twenty times a second; fails when it never came."""
    while not came():
        tries -= 1
        assert tries, "it never came"
        page.wait_for_timeout(50)
