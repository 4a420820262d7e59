"""決定: what was decided, why, and where it leads. It stays; within a day it is taken back, later one corrects it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import decisions, pilots
from ibasho.front.reports.actions.decisions import Onward
from ibasho.front.reports.models import Decision, Line, Pilot
from ibasho.front.reports.queries import trying as queries
from ibasho.front.reports.rules.kinds import DecisionKind as K
from tests.front.reports import ground, trying_ground
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = trying_ground.TODAY
ONE = timedelta(days=1)
WHY = {"reason": "来る人が ふえた", "decided_on": TODAY}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def lines(people: Cast) -> dict[str, Line]:
    return ground.deck(people)


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


def running(lines: dict[str, Line], code: str = "R7-6-2") -> Line:
    Line.objects.filter(code=code).update(state="run")
    return Line.objects.get(code=code)


def test_the_trial_of_r6_becomes_the_line_of_r7(lines: dict[str, Line], aoi: Actor) -> None:
    line, next_line = lines["R6-4-3"], lines["R7-6-2"]
    pilot = trying_ground.pilot(line, state="end", result_words="たのしかった")
    made = decisions.decide(line=line, pilot=pilot, kind=K.LAUNCH, next_line=next_line, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    assert made.next_line == next_line and Pilot.objects.get().state == "judged"
    assert [one.kind for one in queries.decisions()] == ["launch"]


def test_a_trial_that_runs_or_taught_nothing_is_not_decided(lines: dict[str, Line], aoi: Actor) -> None:
    line = lines["R6-4-3"]
    for state in ("run", "end"):
        pilot = trying_ground.pilot(line, title=state, state=state)
        with pytest.raises(Conflict):
            decisions.decide(line=line, pilot=pilot, kind=K.LAUNCH, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        other = trying_ground.pilot(lines["R7-6-8"], state="judged")
        decisions.decide(line=line, pilot=other, kind=K.LAUNCH, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    assert not Decision.objects.exists()


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"decided_on": TODAY + ONE}, {"next": "R6-4-3"}])
def test_without_a_reason_ahead_or_backwards_it_is_refused(
    lines: dict[str, Line], aoi: Actor, wrong: dict[str, Any]
) -> None:
    next_line = lines.get(wrong.pop("next", ""))
    with pytest.raises(Invalid):
        decisions.decide(
            line=lines["R7-6-2"], kind=K.CONTINUE, next_line=next_line, **{**WHY, **wrong}, by=aoi, at=AT
        )


def test_the_next_line_is_made_on_the_spot_or_nothing_is(lines: dict[str, Line], aoi: Actor) -> None:
    line = lines["R7-6-3"]
    onward = Onward(2027, "R9-3", "自習スペースを 3か所に")
    made = decisions.decide_onward(onward=onward, line=line, kind=K.WIDEN, **WHY, by=aoi, at=AT)
    assert made.next_line is not None and made.next_line.follows == line
    assert set(made.next_line.goals.all()) == set(line.goals.all())
    with pytest.raises(Invalid):
        decisions.decide_onward(
            onward=Onward(2027, "R9-4", "もう1つ"), line=line, kind=K.WIDEN, reason="", decided_on=TODAY, by=aoi, at=AT
        )  # fmt: skip
    assert not Line.objects.filter(code="R9-4").exists()


def test_a_stop_stops_the_line_and_taken_back_lets_it_run(lines: dict[str, Line], aoi: Actor) -> None:
    line = running(lines)
    pilot = trying_ground.pilot(line, state="end", result_words="だれも 来なかった")
    made = decisions.decide(line=line, pilot=pilot, kind=K.STOP, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    assert Line.objects.get(pk=line.pk).state == "stop"
    with pytest.raises(Conflict):
        decisions.take_back(decision=made, by=aoi, at=AT + 2 * ONE)
    decisions.take_back(decision=made, by=aoi, at=AT + timedelta(hours=5))
    assert Line.objects.get(pk=line.pk).state == "run" and Pilot.objects.get().state == "end"
    with pytest.raises(NotFound):
        decisions.take_back(decision=made, by=aoi, at=AT)


def test_a_pilot_judged_before_stays_judged(lines: dict[str, Line], aoi: Actor) -> None:
    line = lines["R6-4-3"]
    pilot = trying_ground.pilot(line, state="end")
    pilots.judge(pilot=pilot, result_words="よかった", by=aoi, at=AT)
    made = decisions.decide(line=line, pilot=pilot, kind=K.LAUNCH, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    decisions.take_back(decision=made, by=aoi, at=AT)
    assert Pilot.objects.get().state == "judged"


def test_later_it_is_corrected_once(lines: dict[str, Line], aoi: Actor) -> None:
    line, later = running(lines), AT + 3 * ONE
    old = decisions.decide(line=line, kind=K.STOP, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="とりけせます"):
        decisions.decide(line=line, kind=K.CONTINUE, corrects=old, **WHY, by=aoi, at=AT)  # type: ignore[arg-type]
    new = decisions.decide(line=line, kind=K.CONTINUE, corrects=old, **WHY, by=aoi, at=later)  # type: ignore[arg-type]
    assert Line.objects.get(pk=line.pk).state == "run" and new.corrects == old
    for deed in (
        lambda: decisions.decide(line=line, kind=K.CHANGE, corrects=old, **WHY, by=aoi, at=later),  # type: ignore[arg-type]
        lambda: decisions.take_back(decision=old, by=aoi, at=AT),
    ):
        with pytest.raises(Conflict):
            deed()
    with pytest.raises(Invalid):
        decisions.decide(line=lines["R7-6-8"], kind=K.CHANGE, corrects=new, **WHY, by=aoi, at=later + 3 * ONE)  # type: ignore[arg-type]
    newest = decisions.decide(line=line, kind=K.CHANGE, corrects=new, **WHY, by=aoi, at=later + 3 * ONE)  # type: ignore[arg-type]
    assert Line.objects.get(pk=line.pk).state == "run"
    decisions.take_back(decision=newest, by=aoi, at=later + 3 * ONE)
    decisions.take_back(decision=new, by=aoi, at=later)
    assert Line.objects.get(pk=line.pk).state == "stop"


def test_the_database_lets_nobody_rewrite_one(lines: dict[str, Line]) -> None:
    made = trying_ground.decision(lines["R7-6-2"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(reason="ちがう わけ")


@pytest.mark.parametrize("who", ["tsubaki", "hana", "tamotsu"])
def test_nobody_else_does(lines: dict[str, Line], people: Cast, who: str) -> None:
    by, made = people.by(getattr(people, who)), trying_ground.decision(lines["R7-6-2"])
    for deed in (
        lambda: decisions.decide(line=lines["R7-6-2"], kind=K.STOP, **WHY, by=by, at=AT),  # type: ignore[arg-type]
        lambda: decisions.decide_onward(onward=Onward(2027, "R9-1", "x"), line=lines["R7-6-2"], kind=K.STOP, **WHY, by=by, at=AT),
        lambda: decisions.take_back(decision=made, by=by, at=AT),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            deed()
