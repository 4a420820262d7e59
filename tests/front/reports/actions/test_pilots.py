"""試行: Aoi writes one down, tries it, and judges what it taught."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import pilots
from ibasho.front.reports.models import Line, Pilot
from ibasho.front.reports.queries import trying as queries
from ibasho.front.reports.rules.kinds import PilotState
from ibasho.front.reports.rules.pilots import Written
from tests.front.reports import ground, trying_ground
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = trying_ground.TODAY
ONE = timedelta(days=1)
TOLD = Written(
    "土曜日の 自習スペース", "学校が ない日にも すごせる", TODAY, hypothesis="あければ 中学生が 来る"
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def line(people: Cast) -> Line:
    return ground.deck(people)["R7-6-3"]


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


def test_aoi_tries_it_and_judges_what_it_taught(line: Line, aoi: Actor) -> None:
    made = pilots.write(pilot=None, line=line, values=TOLD, by=aoi, at=AT)
    assert made.state == "plan" and made.line == line
    pilots.begin(pilot=made, by=aoi, at=AT)
    ended = pilots.end(pilot=made, by=aoi, at=AT + 7 * ONE)
    assert ended.ends_on == TODAY + 7 * ONE
    with pytest.raises(Conflict):
        pilots.judge(pilot=made, by=aoi, at=AT + 8 * ONE)
    assert queries.find(made.public_id).state == "end"  # type: ignore[union-attr]
    judged = pilots.judge(pilot=made, result_words="中学生が 12人 来た", by=aoi, at=AT + 8 * ONE)
    assert (judged.state, judged.result_words) == ("judged", "中学生が 12人 来た")
    verbs = Entry.objects.filter(noun="reports.Pilot").order_by("pk").values_list("verb", flat=True)
    assert [one.rpartition(".")[2] for one in verbs] == ["write", "begin", "end", "judge"]


def test_one_issue_is_enough_to_judge(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line, state="end")
    trying_ground.issue(line, pilot=made)
    assert pilots.judge(pilot=made, by=aoi, at=AT).state == "judged"


def test_the_journal_keeps_no_word_of_it(line: Line, aoi: Actor) -> None:
    made = pilots.write(pilot=None, line=line, values=TOLD, by=aoi, at=AT)
    pilots.learn(pilot=made, result_words="ひみつの ことば", by=aoi, at=AT)
    assert all(
        "ひみつ" not in str(one.data) and "自習" not in str(one.data)
        for one in Entry.objects.filter(noun="reports.Pilot")
    )


def test_it_does_not_begin_before_its_day(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line, begins_on=TODAY + ONE)
    with pytest.raises(Conflict):
        pilots.begin(pilot=made, by=aoi, at=AT)
    assert pilots.begin(pilot=made, by=aoi, at=AT + ONE).state == "run"


def test_what_is_judged_is_changed_only_after_a_step_back(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line, state="judged", result_words="よかった")
    for deed in (
        lambda: pilots.write(pilot=made, line=line, values=TOLD, by=aoi, at=AT),
        lambda: pilots.learn(pilot=made, result_words="ちがった", by=aoi, at=AT),
    ):
        with pytest.raises(Conflict):
            deed()
    pilots.back(pilot=made, by=aoi, at=AT)
    changed = pilots.write(pilot=made, line=line, values=replace(TOLD, title="日曜日"), by=aoi, at=AT)
    assert (changed.title, changed.state, changed.result_words) == ("日曜日", "end", "よかった")


def test_dropped_and_taken_back(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line, state="run")
    assert pilots.drop(pilot=made, by=aoi, at=AT).state == "off"
    assert pilots.back(pilot=made, by=aoi, at=AT).state == "plan"
    trying_ground.decision(line, pilot=made)
    Pilot.objects.filter(pk=made.pk).update(state="judged")
    with pytest.raises(Conflict):
        pilots.back(pilot=made, by=aoi, at=AT)


def test_a_my_number_is_refused(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line, state="run")
    with pytest.raises(Invalid):
        pilots.learn(pilot=made, result_words="番号は 123456789018", by=aoi, at=AT)


@pytest.mark.parametrize("who", ["tsubaki", "megumi", "sumi", "hana", "ken", "tamotsu"])
def test_nobody_else_does(line: Line, people: Cast, who: str) -> None:
    made, by = trying_ground.pilot(line), people.by(getattr(people, who))
    for deed in (
        lambda: pilots.write(pilot=None, line=line, values=TOLD, by=by, at=AT),
        lambda: pilots.begin(pilot=made, by=by, at=AT),
        lambda: pilots.drop(pilot=made, by=by, at=AT),
        lambda: pilots.back(pilot=made, by=by, at=AT),
        lambda: pilots.learn(pilot=made, result_words="", by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_one_that_is_gone_is_not_found(line: Line, aoi: Actor) -> None:
    made = trying_ground.pilot(line)
    Pilot.objects.all().delete()
    with pytest.raises(NotFound):
        pilots.begin(pilot=made, by=aoi, at=AT)


def test_what_waits_for_a_judgement_comes_first(line: Line) -> None:
    for state in ("plan", "judged", "run", "end", "off"):
        trying_ground.pilot(line, title=state, state=state)
    assert [one.state for one in queries.shelves()] == [
        PilotState.ENDED, PilotState.RUNNING, PilotState.PLANNED, PilotState.JUDGED, PilotState.DROPPED
    ]  # fmt: skip


def test_the_heads_of_its_event_stand_on_it_as_they_were_counted(line: Line) -> None:
    (day,) = queries.event_days(trying_ground.trial_day())
    assert (day.on, day.total, day.groups, day.volunteers) == (date(2024, 2, 16), 29, 10, 26)
    assert day.heads == [("乳幼児～小学生（内訳なし）", 16), ("保護者", 13)]
    assert queries.event_days(None) == []
