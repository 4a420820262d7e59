"""ききに 行く 予定: planned where nobody was heard, done, dropped, taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.voices.actions import outreach as actions
from ibasho.rooms.voices.actions.outreach import Going
from ibasho.rooms.voices.models import Hearing, Outreach
from ibasho.rooms.voices.queries import heard, heard_waiting
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db
FRIDAY = make.TUESDAY + timedelta(days=3)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hearing(people: Cast) -> Hearing:
    heard_ground.town()
    return ground.ground(people).hearing


def going(**changed: Any) -> Going:
    return Going(
        **{"district_code": "M02", "stage": Stage.UPPER, "on": FRIDAY, "words": "月見小の 校門で", **changed}
    )


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki"])
def test_whoever_reads_who_was_heard_plans_to_go_there(who: str, people: Cast, hearing: Hearing) -> None:
    row = actions.plan(hearing=hearing, going=going(), by=people.by(getattr(people, who)), at=make.AT)
    assert (row.district_code, row.stage, row.on, row.planned_by) == (
        "M02",
        "upper",
        FRIDAY,
        getattr(people, who),
    )
    assert Entry.objects.get(verb="voices.outreach.plan").data == {
        "hearing": hearing.pk, "district": "M02", "stage": "upper",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["megumi", "sumi", "hana", "ken", "tamotsu"])
def test_a_stranger_plans_nothing(who: str, people: Cast, hearing: Hearing) -> None:
    by = people.by(getattr(people, who))
    with pytest.raises(NotFound):
        actions.plan(hearing=hearing, going=going(), by=by, at=make.AT)
    row = actions.plan(hearing=hearing, going=going(), by=people.by(people.aoi), at=make.AT)
    for verb in (actions.done, actions.drop, actions.resume):
        with pytest.raises(NotFound):
            verb(outreach=row, by=by, at=make.AT)


def test_the_same_button_pressed_twice_is_one_plan(people: Cast, hearing: Hearing) -> None:
    place = make.place(district_code="M02")
    for _press in range(2):
        actions.plan(
            hearing=hearing, going=going(place=place, words=""), by=people.by(people.aoi), at=make.AT
        )
    assert Outreach.objects.count() == 1
    assert Entry.objects.filter(verb="voices.outreach.plan").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"district_code": "M99"}, "district"),
        ({"stage": Stage.ADULT}, "stage"),
        ({"words": "  "}, "words"),
        ({"words": "校" * 121}, "words"),
        ({"on": make.TUESDAY - timedelta(days=1)}, "on"),
        ({"on": make.TUESDAY + timedelta(days=400)}, "on"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(
    changed: dict[str, Any], field: str, people: Cast, hearing: Hearing
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.plan(hearing=hearing, going=going(**changed), by=people.by(people.aoi), at=make.AT)
    assert field in refusal.value.fields


def test_nobody_goes_for_a_hearing_that_is_over(people: Cast, hearing: Hearing) -> None:
    Hearing.objects.filter(pk=hearing.pk).update(state="closed")
    with pytest.raises(Conflict, match="しめきりました"):
        actions.plan(hearing=hearing, going=going(), by=people.by(people.aoi), at=make.AT)


def test_done_on_its_day_and_taken_back(people: Cast, hearing: Hearing) -> None:
    by = people.by(people.tsubaki)
    row = actions.plan(hearing=hearing, going=going(), by=by, at=make.AT)
    with pytest.raises(Invalid, match="まだ その日"):
        actions.done(outreach=row, by=by, at=make.AT)
    later = make.AT + timedelta(days=4)
    assert actions.done(outreach=row, by=by, at=later).done_on == FRIDAY
    with pytest.raises(Conflict, match="もう"):
        actions.drop(outreach=row, by=by, at=later)
    assert actions.resume(outreach=row, by=by, at=later).done_on is None
    assert actions.drop(outreach=row, by=by, at=later).dropped_on == later.date()
    actions.resume(outreach=row, by=by, at=later)
    with pytest.raises(Conflict, match="まだ"):
        actions.resume(outreach=row, by=by, at=later)


def test_this_week_s_visits_wait_for_the_city_until_somebody_went(people: Cast, hearing: Hearing) -> None:
    by = people.by(people.aoi)
    row = actions.plan(hearing=hearing, going=going(), by=by, at=make.AT)
    actions.plan(hearing=hearing, going=going(on=FRIDAY + timedelta(days=7)), by=by, at=make.AT)
    (line,) = heard_waiting.waiting_for(by, make.AT)
    assert (line.count, line.oldest, line.anchor) == (1, FRIDAY, "plans")
    for stranger in (people.sumi, people.hana):
        assert heard_waiting.waiting_for(people.by(stranger), make.AT) == []
    actions.done(outreach=row, by=by, at=make.AT + timedelta(days=3))
    assert heard_waiting.waiting_for(by, make.AT + timedelta(days=3)) == []


def test_a_gap_knows_the_places_that_are_open_there_next_week(people: Cast, hearing: Hearing) -> None:
    monday = make.TUESDAY + timedelta(days=6)
    place = make.place("月見ひろば", district_code="M02", everyone=None, stages=["upper"])
    make.session(place, day=monday)
    toddlers = make.place("あかちゃん広場", district_code="M02", everyone=None, stages=["infant"])
    make.session(toddlers, day=monday)
    members = make.place(
        "会員の 場所", district_code="M02", restricted=True, restricted_to="会員", everyone=None
    )
    make.session(members, day=monday)
    found = heard.of([hearing], make.TUESDAY)
    chance = next(
        one for one in heard.chances(found, hearing, make.TUESDAY)
        if (one.group.district, one.group.stage) == ("M02", Stage.UPPER)
    )  # fmt: skip
    assert [visit.place for visit in chance.visits] == [place] and not chance.going
    actions.plan(
        hearing=hearing, going=going(place=place, words="", on=monday), by=people.by(people.aoi), at=make.AT
    )
    again = heard.chances(found, hearing, make.TUESDAY)
    assert [one.group.district for one in again if one.going] == ["M02"]


def test_plans_go_after_five_years(people: Cast, hearing: Hearing) -> None:
    job = Actor.of_job("voices.forget_outreach")
    actions.plan(hearing=hearing, going=going(), by=people.by(people.aoi), at=make.AT)
    assert actions.forget(by=job, at=make.AT.replace(year=2032, month=3)) == 0
    with pytest.raises(NotFound):
        actions.forget(by=people.by(people.hana), at=make.AT)
    assert actions.forget(by=job, at=make.AT.replace(year=2032, month=4)) == 1
