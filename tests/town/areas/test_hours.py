"""帰宅時刻 and free times: defaults with sources, and the city's own in their place."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.town.areas import actions, queries, travel
from ibasho.town.areas.rules import DEFAULT_FREE_TIMES, DEFAULT_HOME_TIMES, DEFAULT_PACES
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from tests import make
from tests.people import cast

SERVER = Actor.of_job("test")


@pytest.mark.parametrize(
    ("month", "home"),
    [(11, "16:30"), (12, "16:30"), (1, "16:30"), (2, "16:30"), (3, "17:00"), (4, "17:00"), (5, "18:00"),
     (8, "18:00"), (9, "17:00"), (10, "17:00")],
)  # fmt: skip
def test_a_pupil_is_home_earlier_in_winter(month: int, home: str) -> None:
    for stage in (Stage.LOWER, Stage.UPPER):
        assert DEFAULT_HOME_TIMES[stage].by_month[month - 1] == time.fromisoformat(home)


def test_every_stage_of_children_has_defaults_marked_as_such_with_a_source() -> None:
    assert set(DEFAULT_HOME_TIMES) == set(DEFAULT_FREE_TIMES) == set(CHILD_STAGES)
    for stage in CHILD_STAGES:
        home, free = DEFAULT_HOME_TIMES[stage], DEFAULT_FREE_TIMES[stage]
        assert len(home.by_month) == 12
        assert home.default and free.default and home.source and free.source
        assert all(len(words) <= 200 for words in (home.source, free.source, DEFAULT_PACES[stage].source))


def test_older_children_come_home_later_and_ride_further() -> None:
    winter = [DEFAULT_HOME_TIMES[stage].by_month[0] for stage in (Stage.UPPER, Stage.JUNIOR, Stage.HIGH)]
    assert winter == sorted(winter)
    upper = DEFAULT_PACES[Stage.UPPER]
    assert (upper.cycle_metres_per_minute, upper.cycle_minutes_max, upper.cycle_in_district) == (
        150,
        20,
        True,
    )
    assert DEFAULT_PACES[Stage.LOWER].cycle_minutes_max is None


@pytest.mark.django_db
def test_the_citys_months_replace_the_defaults_and_the_rest_stays_marked() -> None:
    actions.set_home_time(
        stage=Stage.LOWER, by_month={12: time(16), 1: time(16)}, source="市の きまり", by=SERVER, at=make.AT
    )
    found = queries.home_hours()[Stage.LOWER]
    assert (found.by_month[0], found.by_month[1], found.by_month[11]) == (time(16), time(16, 30), time(16))
    assert found.default and found.source.startswith("市の きまり、")
    actions.set_home_time(
        stage=Stage.LOWER,
        by_month=dict.fromkeys(range(1, 13), time(17)),
        source="市の きまり",
        by=SERVER,
        at=make.AT,
    )
    whole = queries.home_hours()[Stage.LOWER]
    assert (whole.default, whole.source, set(whole.by_month)) == (False, "市の きまり", {time(17)})
    assert queries.home_times()[Stage.HIGH] == DEFAULT_HOME_TIMES[Stage.HIGH].by_month


@pytest.mark.django_db
def test_the_citys_free_times_replace_the_defaults() -> None:
    actions.set_free_time(
        stage=Stage.UPPER,
        school_day_from=time(16),
        other_day_from=time(10),
        source="市",
        by=SERVER,
        at=make.AT,
    )
    found = queries.free_times()
    assert (found[Stage.UPPER].school_day_from, found[Stage.UPPER].default) == (time(16), False)
    assert found[Stage.LOWER] == DEFAULT_FREE_TIMES[Stage.LOWER]


@pytest.mark.django_db
def test_adults_have_no_time_to_be_home_and_no_month_is_the_thirteenth() -> None:
    for stage, by_month in ((Stage.ADULT, {1: time(17)}), (Stage.LOWER, {13: time(17)}), (Stage.LOWER, {})):
        with pytest.raises(Invalid):
            actions.set_home_time(stage=stage, by_month=by_month, source="市", by=SERVER, at=make.AT)
    with pytest.raises(Invalid):
        actions.set_free_time(
            stage=Stage.ADULT,
            school_day_from=time(16),
            other_day_from=time(9),
            source="市",
            by=SERVER,
            at=make.AT,
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "may"), [("fumi", True), ("aoi", False), ("hana", False), ("tamotsu", False)]
)
def test_only_the_citys_administrator_sets_the_hours(who: str, may: bool) -> None:
    people = cast()
    by = people.by(getattr(people, who))
    if may:
        actions.set_home_time(stage=Stage.LOWER, by_month={1: time(16)}, source="市", by=by, at=make.AT)
        return
    with pytest.raises(NotAllowed):
        actions.set_home_time(stage=Stage.LOWER, by_month={1: time(16)}, source="市", by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        actions.set_free_time(
            stage=Stage.LOWER,
            school_day_from=time(15),
            other_day_from=time(9),
            source="市",
            by=by,
            at=make.AT,
        )


@pytest.mark.django_db
def test_a_citys_pace_takes_its_bicycle_along() -> None:
    actions.set_pace(stage=Stage.UPPER, pace=DEFAULT_PACES[Stage.JUNIOR], by=SERVER, at=make.AT)
    assert travel.paces()[Stage.UPPER] == DEFAULT_PACES[Stage.JUNIOR]
