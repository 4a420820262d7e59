"""Targets of a 年度, nought among them; a year that is over keeps the one it had. And which indicators are used."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import indicators, targets
from ibasho.front.reports.models import Goal, Indicator, Target
from tests.front.reports import ground
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    found = cast()
    ground.indicators()
    return found


def one() -> Indicator:
    return Indicator.objects.get(code="places_open")


def aim(people: Cast, who: str = "aoi", **other: Any) -> Target:
    told = {"indicator": one(), "nendo": 2026, "value": 40.0, "words": "こども計画", **other}
    return targets.aim(**told, by=people.by(getattr(people, who)), at=AT)


@pytest.mark.parametrize("value", [0, 0.5, 40, 1e9])
def test_a_target_is_set_and_set_again(people: Cast, value: float) -> None:
    aim(people)
    row = aim(people, value=value, words="見なおした")
    assert (Target.objects.get(), row.value, row.words, row.set_by) == (row, value, "見なおした", people.aoi)
    assert Entry.objects.filter(verb="reports.target.aim").latest("pk").data["before"] == 40


@pytest.mark.parametrize("value", [-1, math.inf, math.nan, 1e12])
def test_what_cannot_be_a_target_is_refused(people: Cast, value: float) -> None:
    with pytest.raises(Invalid, match="0も 目標に"):
        aim(people, value=value)


@pytest.mark.parametrize("nendo", [1990, 2100])
def test_a_year_far_away_is_refused(people: Cast, nendo: int) -> None:
    with pytest.raises(Invalid, match="年度は"):
        aim(people, nendo=nendo)


def test_a_year_that_is_over_is_given_its_target_once(people: Cast) -> None:
    aim(people, nendo=2025)
    with pytest.raises(Conflict, match="あとから かえません"):
        aim(people, nendo=2025, value=1)
    with pytest.raises(Conflict, match="あとから かえません"):
        targets.unaim(indicator=one(), nendo=2025, by=people.by(people.aoi), at=AT)
    assert Target.objects.get().value == 40


def test_a_target_is_taken_away(people: Cast) -> None:
    aim(people)
    targets.unaim(indicator=one(), nendo=2026, by=people.by(people.aoi), at=AT)
    assert not Target.objects.exists()
    with pytest.raises(NotFound, match="目標は ありません"):
        targets.unaim(indicator=one(), nendo=2026, by=people.by(people.aoi), at=AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_only_reads_aims_at_nothing(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        aim(people, who)
    with pytest.raises(NotFound):
        targets.unaim(indicator=one(), nendo=2026, by=people.by(getattr(people, who)), at=AT)


def test_an_indicator_is_turned_off_and_joined_to_a_goal(people: Cast) -> None:
    goal = Goal.objects.create(code="h1", kind="policy", words="ひろげる", child_words="ひろげる", order=1)
    row = indicators.arrange(
        indicator=one(), is_used=False, order=7, goals=[goal], by=people.by(people.aoi), at=AT
    )
    assert (row.is_used, row.order, list(row.goals.all())) == (False, 7, [goal])
    assert Entry.objects.get(verb="reports.indicator.arrange").data["goals"] == ["h1"]


def test_an_order_that_is_none_is_refused(people: Cast) -> None:
    with pytest.raises(Invalid, match="順番"):
        indicators.arrange(
            indicator=one(), is_used=True, order=1000, goals=[], by=people.by(people.aoi), at=AT
        )


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_only_reads_arranges_nothing(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        indicators.arrange(
            indicator=one(), is_used=False, order=1, goals=[], by=people.by(getattr(people, who)), at=AT
        )
