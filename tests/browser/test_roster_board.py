"""The roster's board in a real browser, on a phone and on a tablet: axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import staffing
from ibasho.rooms.roster.models import Pattern, Shift
from ibasho.town.places.models import Session
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.roster.ground import Ground, ground, helper, shift, taken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    """Today is full, tomorrow lacks one, the day after has a pupil and nobody else."""
    with transaction.atomic():
        today = clock.day(clock.now())
        made = ground(people, day=today)
        made.helpers[0].subjects = ["算数"]
        made.helpers[0].save()
        Pattern.objects.create(roster=made.roster, weekday=1, starts=time(15, 30), ends=time(20))
        young = helper(people.midori, "綿谷 あん", age_band="youth")
        there: tuple[list[Any], ...] = (list(made.helpers[:2]), [made.helpers[0]], [young])
        for ahead, who in enumerate(there):
            _day(made, ahead, who)
        make.place("まだ 名簿のない 学習室", organisation=people.midori)
        days = {today + timedelta(days=ahead) for ahead in range(3)}
        staffing.settle(place=made.place, days=days, by=Actor.of_job("test"), at=clock.now())
    return made


def _day(here: Ground, ahead: int, who: list[Any]) -> None:
    day = here.session.day + timedelta(days=ahead)
    hours = {"starts": here.session.starts, "ends": here.session.ends}
    Session.objects.get_or_create(
        place=here.place, day=day, starts=hours["starts"], defaults={"ends": hours["ends"]}
    )
    wish = shift(here.roster, day)
    for slot, one in enumerate(who, start=1):
        taken(wish, one, slot)


@pytest.mark.long
def test_the_pages_of_the_board_are_whole(
    open_page: Callable[..., Page], people: Cast, here: Ground, axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    own, wish = here.place.public_id, Shift.objects.latest("day").public_id
    names = ("board", "patterns", "settings", "switch", "shift_new")

    def of(side: str) -> list[str]:
        pages = [reverse(f"roster:{side}_{name}", args=[own]) for name in names]
        return [*pages, reverse(f"roster:{side}_rosters"), reverse(f"roster:{side}_shift", args=[wish])]

    addresses: dict[Any, list[str]] = {
        None: [reverse("places:place", args=[own])],
        people.hana: ["/ops/", *of("ops")],
        people.aoi: ["/desk/", *of("desk")],
    }
    for person, pages in addresses.items():
        page = open_page("/", cookies=cookies_of(person) if person else ())
        assert look(page, pages, axe_findings, sizes=BOTH) == {}, person
