"""Events in a real browser: a child signs up without scripts, the reception counts in place, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Person
from ibasho.town.places.actions import reports, signups
from ibasho.town.places.models import Event, Session, Signup
from tests import make
from tests.browser.looking import IN_TURN, arrive
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def town() -> Cast:
    return cast()


@pytest.fixture
def event(town: Cast) -> Event:
    return make.event(
        organisation=town.midori, description="いもを やきます。", stages=["lower", "upper"], alone_from="upper",
        free_of_charge=True, phone="000-0000-0001",
    )  # fmt: skip


def day_of(event: Event, days: int) -> Session:
    return make.event_day(event, clock.day(clock.now()) + timedelta(days=days))


def ticket_of(day: Session) -> signups.Ticket:
    return signups.sign_up(
        session=day,
        nickname="ことり",
        heads={"elementary": 2},
        by=Actor.public(),
        at=clock.now() - timedelta(days=3),
    )


def cookies_of(person: Person) -> list[dict[str, str]]:
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": sign_in(Client(), person).cookies[name].value}]


def look(page: Page, addresses: list[str], axe_findings: Callable[[Page], list[str]]) -> dict[str, Any]:
    """What axe finds, and pages that scroll sideways; empty is the goal."""
    origin = "/".join(page.url.split("/")[:3])
    found: dict[str, Any] = {}
    for address in addresses:
        page.goto(origin + address)
        wrong = axe_findings(page) + ([] if page.evaluate(FITS) else ["scrolls sideways"])
        if wrong:
            found[address] = wrong
    return found


@pytest.mark.parametrize("size", IN_TURN)
def test_the_childs_pages_pass_axe_and_fit(
    event: Event, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    day = day_of(event, 2)
    ticket = ticket_of(day)
    here = f"/events/{event.public_id}/"
    pages = [
        "/events/", here, f"{here}days/{day.pk}/", f"/events/ticket/?t={ticket.token}",
        f"/events/ticket/cancel/?t={ticket.token}",
    ]  # fmt: skip
    assert look(open_page("/events/", size=size), pages, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_the_groups_and_the_citys_pages_pass_axe_and_fit(
    town: Cast, event: Event, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    today, yesterday = day_of(event, 0), day_of(event, -1)
    ticket_of(today)
    reports.close(
        session=yesterday, heads={"junior": 3, "helper_senior": 1}, groups=2, volunteers=1,
        by=town.by(town.hana), at=clock.now(),
    )  # fmt: skip
    names = [
        "events/", "events/new/", f"events/{event.public_id}/", f"events/{event.public_id}/edit/",
        f"events/{event.public_id}/cancel/", "reception/", f"reception/{today.pk}/", f"reception/{today.pk}/signup/",
        f"reception/{today.pk}/close/", "sessions/", f"sessions/{yesterday.pk}/report/",
    ]  # fmt: skip
    for door, person in (("ops", town.hana), ("desk", town.aoi)):
        pages = [f"/{door}/{name}" for name in names]
        page = open_page(pages[0], size=size, cookies=cookies_of(person))
        assert look(page, pages, axe_findings) == {}


def test_a_child_signs_up_and_cancels_without_scripts(event: Event, open_page: Callable[..., Page]) -> None:
    day_of(event, 2)
    page = open_page("/events/", javascript=False)
    page.locator(f"a[href$='{event.public_id}/']").click()
    page.locator("a[href*='/days/']").click()
    page.locator("#id_heads_elementary").select_option("2")
    page.locator("#id_nickname").fill("ことり")
    arrive(page.locator("form.dads-form button").first)
    row = Signup.objects.get()
    expect(page.locator(".ticket__code strong")).to_have_text(row.code)
    page.locator("a[href*='cancel']").click()
    page.locator("main form button").click()
    expect(page.locator(".ticket__state")).to_contain_text("とりけしました")
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_the_reception_counts_in_place_and_keeps_the_finger_where_it_is(
    town: Cast, event: Event, open_page: Callable[..., Page]
) -> None:
    day = day_of(event, 0)
    ticket = ticket_of(day)
    page = open_page(f"/ops/reception/{day.pk}/", cookies=cookies_of(town.hana))
    page.evaluate("window.stayed = true")
    for heads in ("1", "2", "3"):
        page.locator("#plus-junior").click()
        expect(page.locator("li", has=page.locator("#plus-junior")).locator("output")).to_have_text(heads)
    assert page.evaluate("document.activeElement.id") == "plus-junior"
    page.locator("#id_code").fill(ticket.signup.code)
    page.keyboard.press("Enter")
    expect(page.locator(".party[data-arrived]")).to_contain_text("ことり")
    assert page.evaluate("window.stayed") is True  # the page was never loaded anew
    assert page.url.endswith(f"/ops/reception/{day.pk}/")


def test_the_reception_works_without_scripts(
    town: Cast, event: Event, open_page: Callable[..., Page]
) -> None:
    day = day_of(event, 0)
    ticket = ticket_of(day)
    page = open_page(f"/ops/reception/{day.pk}/", javascript=False, cookies=cookies_of(town.hana))
    page.locator(f"#arrive-{ticket.signup.code}").click()
    expect(page.locator(".party[data-arrived]")).to_contain_text("ことり")
    page.locator(f"#undo-{ticket.signup.code}").click()
    page.locator("#plus-guardian").click()
    expect(page.locator("li", has=page.locator("#plus-guardian")).locator("output")).to_have_text("1")
