"""空白地区 of みほん市: every page of reach has something to show, and 出張開設 looks as if people ran it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ibasho.rooms.reach.models import Candidate, Rota, Visit
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.models import Event, SessionReport
from ibasho.town.places.rules.calendar import Month
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def mihon(loading: Callable[[str], Any]) -> Iterator[list[str]]:
    with loading("mihon") as told:
        yield told


def test_the_chapter_tells_what_it_did(mihon: list[str]) -> None:
    assert any(line.startswith("空白地区と 出張開設: 候補の場所 45") for line in mihon)


def test_every_school_and_hall_is_a_candidate_in_its_district() -> None:
    codes = set(SchoolDistrict.objects.values_list("code", flat=True))
    assert Candidate.objects.filter(kind="school").count() == len(codes) == 22
    assert set(Candidate.objects.values_list("district_code", flat=True)) == codes
    assert Candidate.objects.get(usable=False).note == "冬は さむい"


def test_visits_are_over_called_off_to_come_and_late() -> None:
    rota = Rota.objects.get(title="おでかけ ひろば")
    states = {state: rota.visits.filter(state=state).count() for state, _ in Visit.State.choices}
    assert states["cancelled"] == 1
    assert states["done"] > 8
    assert queries.unwritten(make.AT).count() == 2  # and this morning
    assert queries.unpaired(make.TUESDAY).count() == 0  # near visits have their two people
    assert rota.visits.filter(second_staff="", state="planned").count() == 3


def test_announced_days_are_published_and_summed_up() -> None:
    events = Event.objects.filter(kind="mobile", place__isnull=True)
    assert {event.state for event in events} == {"published"}
    done = Visit.objects.filter(rota__title="おでかけ ひろば", state="done")
    assert SessionReport.objects.filter(session__event__in=events).count() == done.count()


def test_the_year_before_stands_beside_the_month() -> None:
    found = queries.report(Month.of(make.TUESDAY), None, make.TUESDAY)
    assert found.before is not None
    assert found.before.families
    assert found.total.families
