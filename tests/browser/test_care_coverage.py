"""気づきの とどき方, the centre's settings and the list of the 要対協 as people see them: axe finds nothing, nothing
scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.care.models import CouncilMember, NotesFrom
from ibasho.rooms.care.rules.coverage import window
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def town(people: Cast) -> CouncilMember:
    """Three districts: one heard, one silent, one without a place; twelve notes that were thanked for."""
    for at, (code, name, kana) in enumerate(
        [("M01", "虹橋", "にじはし"), ("M02", "月見", "つきみ"), ("M03", "川原", "かわはら")]
    ):
        west, east = 138.10 + at * 0.05, 138.15 + at * 0.05
        ring = [[west, 34.10], [east, 34.10], [east, 34.16], [west, 34.16], [west, 34.10]]
        make.district(code, name, kana, geometry={"type": "Polygon", "coordinates": [ring]})
    month = window(clock.day(clock.now())).last_month
    heard = make.place(district_code="M01", organisation=people.midori)
    NotesFrom.objects.create(place=heard, month=month, notes=14)
    for name in ("月見ひろば", "月見 児童館"):
        make.place(name, district_code="M02", phone="051-000-0002")
    came = datetime(month.year, month.month, 2, 9, tzinfo=clock.JST)
    for hours in range(12):
        done = came + timedelta(hours=4 * hours)
        ground.notice(
            people, heard, received_at=came, taken_at=done, checked_at=done, checked_by=people.sumi, state="answered",
            answered_at=done + timedelta(days=3), answered_by=people.sumi,
        )  # fmt: skip
    today = clock.day(clock.now())
    ground.member(people, people.aozora, starts_on=today + timedelta(days=40))
    ground.member(
        people, people.council, starts_on=today - timedelta(days=99), ends_on=today - timedelta(days=1)
    )
    return ground.member(people, people.midori, ends_on=today + timedelta(days=9), paper="令和8年度 第12号")


def test_where_nothing_comes_from(
    town: CouncilMember,
    people: Cast,
    open_page: Callable[..., Page],
    axe_findings: Callable[[Page], list[str]],
) -> None:
    pages = [reverse("care:desk_coverage"), reverse("care:desk_coverage_places")]
    page = open_page(pages[0], cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_what_the_lead_keeps(
    town: CouncilMember,
    people: Cast,
    open_page: Callable[..., Page],
    axe_findings: Callable[[Page], list[str]],
) -> None:
    names = ("desk_settings", "desk_settings_edit", "desk_council", "desk_council_new")
    pages = [reverse(f"care:{name}") for name in names]
    pages += [reverse(f"care:desk_council_{name}", args=[town.pk]) for name in ("member", "end")]
    page = open_page(pages[0], cookies=cookies_of(people.tomoe))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
