"""A 年度 of rooms: who came (the door's count and the reception's, no day twice), what got better, near misses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.rooms.openhouse import facts
from ibasho.rooms.openhouse.actions import forgetting
from ibasho.rooms.openhouse.models import Improvement, Presence
from ibasho.town.places.models import Headcount, Place
from tests import make
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
R7, R8 = Span.of(2025, make.TUESDAY), Span.of(2026, make.TUESDAY)


def door(place: Place, day: date, **came: int) -> None:
    for stage, count in came.items():
        Presence.objects.create(place=place, day=day, stage=stage, came=count, inside=0)


def reception(place: Place, day: date = make.TUESDAY, **heads: int) -> None:
    row = make.session(place, day)
    for of_class, count in heads.items():
        Headcount.objects.create(session=row, of_class=of_class, heads=count)


def better(place: Place, done_on: date | None = make.TUESDAY, **fields: Any) -> Improvement:
    known: dict[str, Any] = {
        "kind": "wifi", "title": "Wi-Fi", "state": "done" if done_on else "planned", "done_on": done_on,
        "written_at": datetime(2026, 3, 1, 12, tzinfo=JST),
    }  # fmt: skip
    return Improvement.objects.create(place=place, **{**known, **fields})


def test_everybody_who_came_from_the_first_day_of_the_year_to_its_last() -> None:
    place = make.place()
    for day in (date(2026, 3, 31), date(2026, 4, 1), make.TUESDAY, make.TUESDAY + DAY):
        door(place, day, upper=20, adult=5)
    told = facts.YEAR["came"](R8)
    assert (text(told), told.audience, told.as_of) == ("50人", Audience.PUBLIC, make.TUESDAY)
    assert text(facts.YEAR["came"](R7)) == "25人"
    assert "多いほうだけ" in told.source


def test_a_day_that_door_and_reception_counted_is_one_day() -> None:
    place = make.place()
    door(place, make.TUESDAY, upper=12)
    reception(
        place, make.TUESDAY, elementary=15, guardian=3, helper_senior=4
    )  # who helps did not come as a guest
    reception(place, make.TUESDAY - DAY, elementary=11)
    assert text(facts.YEAR["came"](R8)) == "29人"
    assert text(facts.BY_PLACE["came"](R8)[place.pk]) == "29人"


def test_an_event_held_at_a_place_came_to_it() -> None:
    place = make.place()
    row = make.event_day(make.event(place=place))
    Headcount.objects.create(session=row, of_class="children", heads=16)
    assert text(facts.BY_PLACE["came"](R8)[place.pk]) == "16人"


def test_a_day_that_was_open_and_not_counted_makes_it_a_least_number() -> None:
    counted, other = make.place(), make.place()
    door(counted, make.TUESDAY, upper=30)
    make.session(counted, make.TUESDAY)
    make.session(other, make.TUESDAY)
    assert text(facts.YEAR["came"](R8)) == "最低でも30人"
    told = facts.BY_PLACE["came"](R8)
    assert (set(told), told[counted.pk].marks) == ({counted.pk}, frozenset())  # nobody counted at the other


def test_nobody_came_is_a_number_and_nobody_counted_is_none() -> None:
    assert value_text(facts.YEAR["came"](R8)) == "記録なし"
    reception(make.place(), elementary=0)
    assert text(facts.YEAR["came"](R8)) == "0人"


def test_few_heads_are_hidden_and_the_total_does_not_tell_them() -> None:
    few, some, many = make.place(), make.place(state="ended"), make.place()
    for place, heads in ((few, 4), (some, 12), (many, 50)):
        door(place, make.TUESDAY, upper=heads)
    told = facts.BY_PLACE["came"](R8)
    assert {key: value_text(one) for key, one in told.items()} == {
        few.pk: "秘匿", some.pk: "秘匿", many.pk: "50人",
    }  # fmt: skip
    assert facts.YEAR["came"](R8).value == 66
    Presence.objects.exclude(place=few).delete()
    assert value_text(facts.YEAR["came"](R8)) == "秘匿"


def test_restricted_places_are_nobodys_figure() -> None:
    door(make.place(restricted=True, restricted_to="北小の子", everyone=False), make.TUESDAY, upper=30)
    assert (facts.YEAR["came"](R8).value, facts.BY_PLACE["came"](R8)) == (None, {})


def test_what_got_better_in_the_year_it_was_done() -> None:
    assert value_text(facts.YEAR["improvements"](R8)) == "記録なし"
    here, ended, gone = make.place(), make.place(state="ended"), make.place(state="ended")
    for place, day in (
        (here, date(2026, 3, 31)),
        (here, date(2026, 4, 1)),
        (ended, make.TUESDAY),
        (here, None),
    ):
        better(place, day)
    better(gone, date(2026, 3, 1))
    told = facts.YEAR["improvements"](R8)
    assert (text(told), told.audience) == ("2件", Audience.PUBLIC)
    by_place = facts.BY_PLACE["improvements"](R8)
    assert {key: one.value for key, one in by_place.items()} == {here.pk: 1, ended.pk: 1}
    assert facts.YEAR["improvements"](R7).value == 2
    assert facts.YEAR["improvements"](Span.of(2023, make.TUESDAY)).value is None


def test_near_misses_by_the_japanese_day_and_never_a_few() -> None:
    place = make.place()
    assert value_text(facts.YEAR["near_misses"](R8)) == "記録なし"
    ground.incident(place, happened_at=datetime(2026, 3, 31, 23, 59, tzinfo=JST))
    assert text(facts.YEAR["near_misses"](R8)) == "0件"
    for _ in range(10):
        ground.incident(place, happened_at=datetime(2026, 4, 1, 0, 0, tzinfo=JST))
    ground.incident(place, kind="injury")
    assert text(facts.YEAR["near_misses"](R8)) == "10件"
    assert value_text(facts.YEAR["near_misses"](R7)) == "秘匿"


def test_a_year_whose_incidents_were_forgotten_says_so() -> None:
    for year in (2020, 2021):
        ground.incident(make.place(), happened_at=datetime(year, 6, 1, 12, tzinfo=JST))
    forgetting.forget(by=Actor.of_job("openhouse.forget"), at=make.AT)
    assert Mark.PARTIAL in facts.YEAR["near_misses"](Span.of(2020, make.TUESDAY)).marks
    assert Mark.PARTIAL not in facts.YEAR["near_misses"](Span.of(2021, make.TUESDAY)).marks


def test_more_places_ask_no_more_of_the_database() -> None:
    def fill(count: int) -> list[int]:
        for _ in range(count):
            place = make.place()
            door(place, make.TUESDAY, upper=20)
            reception(place, make.TUESDAY - DAY, elementary=20)
            better(place)
            ground.incident(place)
        return [statements(one) for one in (*facts.YEAR.values(), *facts.BY_PLACE.values())]

    assert fill(1) == fill(4)
    assert max(statements(one) for one in facts.BY_PLACE.values()) <= 2


def statements(make_it: Callable[[Span], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        make_it(R8)
    return len(found)
