"""A helper's own page and what staff do about turns, in a real browser: axe finds nothing, nothing scrolls sideways, and
everything goes without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.roster.actions import links
from ibasho.rooms.roster.models import Offer, Swap, Taken
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def today() -> date:
    return clock.day(clock.now())


@pytest.fixture
def world(people: Cast, today: date) -> ground.Ground:
    """みのる has a turn he was asked about, one he wants to swap, an offer and a swap put to him, and free shifts."""
    with transaction.atomic():
        made = ground.ground(people, day=today + timedelta(days=2), remind_hours=200)
        minoru, keiko, hiro = made.helpers
        mine = ground.taken(ground.shift(made.roster, today + timedelta(days=2)), minoru)
        ground.taken(mine.shift, keiko, slot=2)
        Swap.objects.create(taken=mine, to=hiro, asked_at=clock.now())
        hers = ground.taken(ground.shift(made.roster, today + timedelta(days=3), wanted=1), keiko)
        Swap.objects.create(taken=hers, to=minoru, asked_at=clock.now())
        hole = ground.shift(made.roster, today + timedelta(days=4), note="折り紙の日です")
        reasons = ["この時間が 空いている", "学区の まんなかから 歩いて 12分", "この8週間で 1回"]
        Offer.objects.create(shift=hole, helper=minoru, turn=1, reasons=reasons, sent_at=clock.now())
        ground.shift(made.roster, today + timedelta(days=5), skill="算数")
        ground.taken(ground.shift(made.roster, today - timedelta(days=7)), minoru)
    return made


def link(world: ground.Ground, people: Cast) -> str:
    given = links.give(helper=world.helpers[0], mail=False, by=people.by(people.hana), at=clock.now())
    return f"{reverse('roster:shift_open')}?t={given.token}"


def test_a_helpers_pages_are_whole(
    open_page: Callable[..., Page], world: ground.Ground, people: Cast,
    axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    page = open_page(reverse("roster:shifts"))
    assert look(page, ["/shifts/"], axe_findings, sizes=BOTH) == {}
    page.goto(page.url.split("/shifts")[0] + link(world, people))
    mine = Taken.objects.filter(helper=world.helpers[0]).latest("held_from")
    own = ["/shifts/", *(reverse(f"roster:shift_{name}", args=[mine.pk]) for name in ("give_up", "swap"))]
    assert look(page, own, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_what_staff_see_of_turns_is_whole(
    open_page: Callable[..., Page], world: ground.Ground, people: Cast,
    axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    mine = Taken.objects.filter(helper=world.helpers[0]).latest("held_from")
    hole, code = Offer.objects.get().shift.public_id, world.helpers[0].public_id
    for person, side in ((people.hana, "ops"), (people.aoi, "desk")):
        own = [reverse(f"roster:{side}_{name}") for name in ("open_shifts", "links", "answers", "fairness")]
        own += [reverse(f"roster:{side}_offers", args=[hole]), reverse(f"roster:{side}_link", args=[code])]
        own += [reverse(f"roster:{side}_give_up", args=[mine.pk])]
        page = open_page("/", cookies=cookies_of(person))
        assert look(page, own, axe_findings, sizes=BOTH) == {}
    arrive(page.get_by_role("link", name="もどる"))
    page.goto(page.url.split("/desk")[0] + reverse("roster:desk_link", args=[code]))
    page.get_by_role("button", name="作って").click()
    page.get_by_role("img", name="見守りの ページの QRコード").wait_for()
    assert axe_findings(page) == []


def test_the_thumb_of_a_man_of_seventy_is_enough_without_a_script(
    open_page: Callable[..., Page], world: ground.Ground, people: Cast, today: date
) -> None:
    free = ground.shift(world.roster, today + timedelta(days=9), time(9), time(11))
    page = open_page(link(world, people), javascript=False)
    asked = page.locator("section:has(#asked-head)")
    arrive(asked.locator("button[value='yes']").first)
    assert Taken.objects.filter(confirmed_at__isnull=False).exists()
    arrive(asked.locator("button[value='no']").first)
    assert Offer.objects.get().answer == "no"
    arrive(page.locator(f"form:has(input[value='{free.public_id}']) button"))
    assert Taken.objects.filter(shift=free, state="taken").exists()
    arrive(page.locator("form[action$='/undo/'] button"))
    assert not Taken.objects.filter(shift=free, state="taken").exists()
    small = [
        box
        for box in page.locator("main button").all()
        if (box.bounding_box() or {"height": 99})["height"] < 44
    ]
    assert small == []
