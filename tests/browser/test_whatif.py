"""What if in a real browser: the pin is dragged, moved by keys and sent to a candidate; plans fit both screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.actions import plans
from ibasho.rooms.reach.models import Plan
from ibasho.town.people.models import Person
from tests import make
from tests.browser.looking import IN_TURN, arrive
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/desk/reach/whatif/"
SATURDAY = "?do=new&days=5&starts=10:00&ends=12:00&stages=lower&stages=upper&purpose=all&scenario=term"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def cookies_of(person: Person) -> list[dict[str, str]]:
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": sign_in(Client(), person).cookies[name].value}]


def told(page: Page) -> int:
    """Children newly reached, as the page says now."""
    found = re.search(r"こども\s+([\d,]+)\s*人", page.locator("[data-result]").inner_text())
    return int(found.group(1).replace(",", "")) if found else -1


def sound(page: Page, axe_findings: Any) -> None:
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"


def opened(open_page: Callable[..., Page], people: Cast, here: town.Town) -> Page:
    """The page at 1366×768 with the pin on 虹橋, whose children reach a place already."""
    rainbow = here.rainbow_hall
    page = open_page(
        f"{PAGE}{SATURDAY}&lat={rainbow.lat}&lng={rainbow.lng}", size="tablet", cookies=cookies_of(people.aoi)
    )
    page.locator(".whatif-pin").wait_for(timeout=30_000)
    expect(page.locator("[data-result]")).to_contain_text("こども時間", timeout=15_000)
    return page


def test_numbers_change_while_the_pin_is_dragged(
    people: Cast, here: town.Town, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = opened(open_page, people, here)
    assert told(page) == 0
    sound(page, axe_findings)
    pin = page.locator(".whatif-pin").bounding_box()
    stars = page.locator("[data-kind=district]", has_text="星見").bounding_box()
    assert pin is not None
    assert stars is not None
    start = pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] - 4
    end = stars["x"] + stars["width"] / 2, stars["y"] + stars["height"] / 2
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=12)
    expect(page.locator("[data-result]")).to_contain_text("80人", timeout=15_000)  # before the pin is let go
    page.mouse.up()
    expect(page.locator("[data-result]")).to_contain_text("星見")
    assert abs(float(page.locator(".whatif__ask [name=lng]").input_value()) - here.stars_hall.lng) < 0.01


def test_the_pin_is_moved_by_keys_and_from_the_list(
    people: Cast, here: town.Town, open_page: Callable[..., Page]
) -> None:
    page = opened(open_page, people, here)
    lng = page.locator(".whatif__ask [name=lng]")
    before = float(lng.input_value())
    page.locator(".whatif-pin").focus()
    page.keyboard.press("ArrowRight")
    expect(lng).not_to_have_value(str(before))
    once = lng.input_value()
    page.keyboard.press("Shift+ArrowRight")
    expect(lng).not_to_have_value(once)
    after = float(lng.input_value())
    assert 250 < (after - before) * 92_000 < 350  # 50 m and 250 m; a degree is 92 km wide here
    page.get_by_label("候補の場所から えらぶ").select_option("星見会館")
    expect(page.locator("[data-result]")).to_contain_text("星見会館", timeout=15_000)
    assert told(page) == 80
    page.get_by_role("button", name="この案を 計画に 入れる").click()
    expect(page.get_by_role("heading", name="案を 計画に 入れる")).to_be_visible()


def test_without_a_script_the_form_answers(
    people: Cast, here: town.Town, open_page: Callable[..., Page]
) -> None:
    page = open_page(PAGE, size="phone", javascript=False, cookies=cookies_of(people.aoi))
    page.get_by_label("候補の場所から えらぶ").select_option("星見会館")
    page.get_by_role("button", name="ためす").click()
    expect(page.locator("[data-result]")).to_contain_text("星見会館")


@pytest.mark.parametrize("size", IN_TURN)
def test_pages_of_plans_pass_axe_and_fit(
    people: Cast, here: town.Town, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    cookies = cookies_of(people.aoi)
    page = open_page(reverse("reach:plan_new", args=["open"]), size=size, cookies=cookies)
    sound(page, axe_findings)
    arrive(page.get_by_role("button", name="よい計画を さがす"))
    plan = Plan.objects.get()
    tasks.solve_plan(plan_id=plan.pk, run=plans.run_of(plan))
    expect(page.get_by_text("証明できました")).to_be_visible(timeout=15_000)  # the page looks again by itself
    sound(page, axe_findings)
    make.candidate("遠い会館", usable=False)
    for address in ("plans", "candidates", "candidates_import", "compare", "trend", "whatif"):
        page.goto(page.url.split("/desk/")[0] + reverse(f"reach:{address}"))
        sound(page, axe_findings)
