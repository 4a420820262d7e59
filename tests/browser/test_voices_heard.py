"""Who was heard, wishes and the centre's inbox as people see them: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.voices.models import Outreach
from ibasho.rooms.voices.rules.heard import next_week
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.rules.kinds import Outcome
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices import heard_ground
from tests.rooms.voices.ground import Ground
from tests.town.concerns import ground as concerns_ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ground(people: Cast) -> Ground:
    """Open today; 虹橋 was heard, 月見 was not, and a place of 月見 opens next week."""
    heard_ground.town()
    for at, row in enumerate(SchoolDistrict.objects.order_by("code")):
        west, east = 138.10 + at * 0.05, 138.15 + at * 0.05
        ring = [[west, 34.10], [east, 34.10], [east, 34.16], [west, 34.16], [west, 34.10]]
        row.geometry = {"type": "Polygon", "coordinates": [ring]}
        row.save()
    today = clock.day(clock.now())
    made = grounds.ground(people, opens_on=today, closes_on=None)
    heard_ground.answers(made, 14, district="M01")
    heard_ground.answers(made, 3, district="M01", stage="junior")
    monday = next_week(today)[0]
    for name, code, wish in (("虹橋児童館", "M01", "table_tennis"), ("月見ひろば", "M02", "games")):
        make.session(make.place(name, district_code=code, features=[wish]), day=monday)
    Outreach.objects.create(
        hearing=made.hearing, district_code="M02", stage="upper", words="月見小の 校門で", on=today
    )
    Outreach.objects.create(
        hearing=made.hearing, district_code="M01", stage="junior", words="駅前", on=today, done_on=today
    )
    heard_ground.release(made.hearing, heard_ground.heads_table(), heard_ground.wishes_table(made))
    return made


def test_who_was_heard_and_wishes_for_children_and_at_the_desk(
    ground: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    told = heard_ground.deck(people)
    child = [
        reverse("voices:heard", args=[ground.hearing.public_id]),
        reverse("voices:heard", args=[told.public_id]),
        reverse("voices:wishes"),
        reverse("voices:wish", args=["table_tennis"]),
    ]
    page = open_page(child[0])
    assert look(page, child, axe_findings, sizes=BOTH) == {}
    desk = [reverse(f"voices:{name}") for name in ("desk_heard", "desk_heard_plan", "desk_wishes")]
    page = open_page(desk[0], cookies=cookies_of(people.aoi))
    assert look(page, desk, axe_findings, sizes=BOTH) == {}


def test_statement_34_the_centre_s_inbox_and_its_quick_exit(
    ground: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    by, at = people.by(people.sumi), clock.now()
    row, taken, ended = (concerns_ground.concern(place=make.place(), at=at) for _each in range(3))
    for one in (taken, ended):
        concerns.take(concern=one, by=by, at=at)
    concerns.close(concern=ended, outcome=Outcome.KNOWN, by=by, at=at)
    pages = [reverse("concerns:desk_inbox")]
    pages += [reverse("concerns:desk_concern", args=[one.public_id]) for one in (row, taken, ended)]
    page = open_page(pages[0], cookies=cookies_of(people.sumi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
    assert "たたかれる" not in page.title()
    for address in pages[:2]:
        page.goto("/".join(page.url.split("/")[:3]) + address)
    page.click("[data-quick-exit]")
    page.wait_for_url("**/desk/")
    page.go_back()
    page.wait_for_load_state()
    assert page.url.endswith(pages[0])
    assert concerns_ground.WORDS not in page.content()
