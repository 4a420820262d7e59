"""Hours and honoraria in a real browser: axe at both sizes, nothing scrolls sideways, a day by two taps without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Attendance, Helper, Month
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import closed, with_account, worked
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 12, 1)
NOW = clock.at(TODAY, time(16))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """November is closed: cash, bank, one without an account, one behind the permit. Somebody forgot 帰った."""
    with transaction.atomic():
        made = ground.ground(people)
        one, _other, third = made.helpers
        with_account(people, one)
        Helper.objects.filter(pk=third.pk).update(pay_way="bank")
        staff = ground.helper(people.midori, "市川 つとむ", pay_kind="city_staff")
        for helper in (*made.helpers, staff):
            worked(people, made.roster, helper)
        payouts.payer()
        closed(people)
        left = worked(people, made.roster, made.helpers[1], date(2026, 11, 30), approved=False)
        Attendance.objects.filter(pk=left.pk).update(left_at=None)
        worked(people, made.roster, third, date(2026, 11, 28), approved=False, minutes=300)
        shift = ground.shift(made.roster, TODAY)
        for slot, helper in enumerate(made.helpers[:2], start=1):
            ground.taken(shift, helper, slot)
    return made


def addresses(door: str, world: Ground) -> list[str]:
    month = Month.objects.get(state="closed")
    here, place = f"/{door}/roster/months/{month.public_id}/", world.place.public_id
    turn = Attendance.objects.filter(left_at=None).get().taken_id
    line = month.lines.get(helper=world.helpers[0]).public_id
    return [
        f"/{door}/roster/hours/", f"/{door}/roster/hours/?show=month", f"/{door}/roster/{place}/today/",
        f"/{door}/roster/{place}/today/month/?month=2026-11",
        f"/{door}/roster/hours/{place}/{turn}/write/", f"/{door}/roster/months/", here, f"{here}do/",
        f"{here}lines/{line}/", f"/{door}/roster/months/accounts/{world.helpers[0].public_id}/",
    ]  # fmt: skip


@pytest.mark.long
def test_the_groups_pages_are_found_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/ops/", cookies=cookies_of(people.hana))
    assert look(page, ["/ops/", *addresses("ops", world)], axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_the_desks_pages_are_found_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    assert look(page, addresses("desk", world), axe_findings, sizes=BOTH) == {}


def test_two_taps_without_javascript(open_page: Callable[..., Any], people: Cast, world: Ground) -> None:
    here = f"/ops/roster/{world.place.public_id}/today/"
    page = open_page(here, javascript=False, cookies=cookies_of(people.hana))
    arrive(page.get_by_role("button", name=re.compile("来た.*みのる")))
    assert page.get_by_text("いま います").is_visible()
    arrive(page.get_by_role("button", name=re.compile("もどす.*みのる")))
    assert not page.get_by_text("いま います").count()
