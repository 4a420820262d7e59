"""What was told in a 年度: stories, by place too, papers opened, schools that answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span
from ibasho.rooms.bulletin import facts
from ibasho.rooms.bulletin.models import Broadcast, Story
from tests import make
from tests.people import cast
from tests.rooms.bulletin import ground, papers_ground
from tests.rooms.bulletin.ground import Ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)
R6 = Span.of(2024, make.TUESDAY)


@pytest.fixture
def town() -> Ground:
    return ground.ground(cast())


def shown(town: Ground, at: datetime, **changed: Any) -> Story:
    told = {"place": town.place, "state": "shown", "shown_at": at, "shown_by": town.people.aoi, **changed}
    return ground.story(town.people.midori, **told)


def test_stories_lie_in_the_year_in_which_they_were_shown(town: Ground) -> None:
    for at in (
        datetime(2026, 3, 31, 23, 59, tzinfo=JST), datetime(2026, 4, 1, 0, 0, tzinfo=JST),
        datetime(2026, 11, 24, 23, 59, tzinfo=JST), datetime(2026, 11, 25, 0, 0, tzinfo=JST),
    ):  # fmt: skip
        shown(town, at)
    shown(town, make.AT, place=None)
    shown(town, make.AT, state="withdrawn")
    other = make.place("つきの家")
    shown(town, make.AT, place=other)
    make_one = facts.YEAR["stories_shown"]
    assert [make_one(span).value for span in (R8, R7, R6)] == [4, 1, None]
    assert make_one(R8).audience is Audience.PUBLIC and "令和8年度（11月24日まで）" in make_one(R8).source
    by_place = facts.BY_PLACE["stories_shown"]
    assert {key: one.value for key, one in by_place(R8).items()} == {town.place.pk: 2, other.pk: 1}
    assert {key: one.value for key, one in by_place(R7).items()} == {town.place.pk: 1}
    assert by_place(R6) == {}


def test_without_stories_there_were_none() -> None:
    assert facts.YEAR["stories_shown"](R8).value == 0 and facts.BY_PLACE["stories_shown"](R8) == {}


def test_all_places_are_asked_about_at_once(
    town: Ground, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for n in range(5):
        shown(town, make.AT, place=make.place(f"ばしょ{n}"))
    with django_assert_num_queries(1):
        assert len(facts.BY_PLACE["stories_shown"](R8)) == 5
    with django_assert_num_queries(1):
        facts.YEAR["stories_shown"](R8)


def test_openings_are_those_of_the_year_and_few_are_not_counted_out(town: Ground) -> None:
    make_one = facts.YEAR["qr_opened"]
    assert make_one(R8).value == 0
    code = papers_ground.code(town)
    for day, times in (
        (date(2026, 3, 31), 9),
        (date(2026, 4, 1), 6),
        (date(2026, 11, 24), 2),
        (date(2026, 11, 25), 50),
    ):
        papers_ground.opened(code, day, times)
    made = make_one(R8)
    assert made.value == 7 and made.marks == {Mark.AT_LEAST}, "two in November are told as 1～4"
    assert made.audience is Audience.PUBLIC
    assert make_one(R7).value == 9 and not make_one(R7).marks
    assert make_one(R6).value is None, "nobody counted then"


def test_a_school_is_reached_when_it_says_so() -> None:
    paper = ground.handout()
    first, second, third = (ground.school(name=name) for name in ("ひがし小", "にし小", "みなみ小"))
    day = make.TUESDAY
    ground.delivery(paper, first, handed_on=day, received_on=day)
    ground.delivery(paper, second, handed_on=day)
    ground.delivery(paper, third, mailed_on=day)
    made = facts.FACTS["schools_reached"](day)
    assert (made.value, made.n, made.audience) == (2, 3, Audience.PUBLIC)
    assert facts.FACTS["schools_reached"](date(2027, 4, 1)).value == 0


def test_the_months_of_a_year_one_below_the_other(
    town: Ground, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    shown(town, datetime(2026, 4, 30, 23, 59, tzinfo=JST))
    shown(town, datetime(2026, 5, 1, 0, 0, tzinfo=JST))
    shown(town, datetime(2026, 11, 25, 0, 0, tzinfo=JST))  # ahead
    Broadcast.objects.create(
        notice=ground.notice(state="sent"), title="t", words="w", started_at=make.AT, told=41
    )
    code = papers_ground.code(town)
    for day, times in ((date(2026, 4, 1), 6), (date(2026, 11, 2), 2)):
        papers_ground.opened(code, day, times)
    with django_assert_max_num_queries(6):
        told = facts.TABLES["by_month"](R8)
    rows = {one.label: tuple(fact.value for fact in one.facts) for one in told.rows}
    assert (rows["4月"], rows["5月"], rows["11月"]) == ((1, 0, 6), (1, 0, 0), (0, 1, 1))
    assert len(rows) == 8 and Mark.AT_LEAST in told.rows[-1].facts[2].marks
    assert len(facts.TABLES["by_month"](R7).rows) == 12
