"""葵 writes, changes, moves, carries on and drops lines; nobody who only reads does; each deed is in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import lines
from ibasho.front.reports.models import Decision, Goal, Indicator, Line, Pilot
from ibasho.front.reports.rules.kinds import LineState
from tests import make
from tests.front.reports.ground import deck
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def by(people: Cast) -> Actor:
    return people.by(people.aoi)


def write(by: Actor, line: Line | None = None, **told: Any) -> Line:
    usual = {} if line else {"code": "R8-1", "nendo": 2026, "title": "交流会"}
    return lines.write(line=line, values={**usual, **told}, by=by, at=AT)


def test_a_new_line_is_an_idea_and_takes_the_indicators_of_its_goals(people: Cast, by: Actor) -> None:
    deck(people)
    row = write(
        by, goals=Goal.objects.filter(code="h1"), lead=people.city, others=[people.council, people.city]
    )
    assert row.state == "idea"
    assert set(row.indicators.all()) == set(Indicator.objects.filter(goals__code="h1"))
    assert dict(row.parts.values_list("organisation__name", "kind")) == {
        people.city.name: "lead", people.council.name: "with"
    }  # fmt: skip
    entry = Entry.objects.filter(verb="reports.line.write").get()
    assert entry.object_id == "R8-1" and entry.data == {"nendo": 2026, "new": True}


def test_what_is_not_given_stays(people: Cast, by: Actor) -> None:
    row = write(by, words="年2回", lead=people.city, begins_on=date(2026, 6, 1))
    changed = write(by, row, title="団体の 交流会")
    assert (changed.words, changed.begins_on, changed.parts.count()) == ("年2回", date(2026, 6, 1), 1)
    emptied = write(by, row, begins_on=None, lead=None, others=[])
    assert (emptied.begins_on, emptied.parts.count(), emptied.code) == (None, 0, "R8-1")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"), ({"code": "r8"}, "code"), ({"nendo": 8}, "nendo"), ({"title": "あ" * 121}, "title"),
        ({"begins_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, "ends_on"), ({"state": "done"}, "state"),
        ({"nendo": 2027, "state": "run"}, "state"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_says_where(by: Actor, told: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(by, **told)
    assert field in refused.value.fields
    assert not Line.objects.exists()


def test_a_my_number_and_a_code_that_is_taken_are_refused(by: Actor) -> None:
    with pytest.raises(Invalid):
        write(by, words="1234-5678-9018")
    write(by)
    with pytest.raises(Conflict, match="もう 使われています"):
        write(by)


def test_moved_on_and_back_and_the_journal_knows(by: Actor) -> None:
    row = write(by)
    for to in (LineState.PLANNED, LineState.RUNNING, LineState.DONE, LineState.RUNNING):
        row = lines.move(line=row, to=to, by=by, at=AT)
    assert row.state == "run"
    moves = [one.data["to"] for one in Entry.objects.filter(verb="reports.line.move").order_by("pk")]
    assert moves == ["plan", "run", "done", "run"]
    with pytest.raises(Conflict, match="にできません|には できません"):
        lines.move(line=row, to=LineState.IDEA, by=by, at=AT)


def test_two_who_press_at_once_the_second_is_told(by: Actor) -> None:
    old = write(by, state="plan")
    lines.move(line=old, to=LineState.RUNNING, by=by, at=AT)
    with pytest.raises(Conflict, match="開きなおして"):
        lines.move(line=old, to=LineState.IDEA, by=by, at=AT)


def test_carried_on_with_goals_indicators_and_sections(people: Cast, by: Actor) -> None:
    before = deck(people)["R7-6-3"]
    row = lines.carry_on(
        line=before,
        nendo=2026,
        code="R8-2",
        title="自習スペース",
        words="",
        state=LineState.RUNNING,
        by=by,
        at=AT,
    )
    assert (row.follows, row.aim, row.state) == (before, before.aim, "run")
    assert set(row.goals.all()) == set(before.goals.all()) and set(row.indicators.all()) == set(
        before.indicators.all()
    )
    assert set(row.parts.values_list("organisation", "kind")) == set(
        before.parts.values_list("organisation", "kind")
    )
    with pytest.raises(Conflict, match="つづいています"):
        lines.move(line=before, to=LineState.RUNNING, by=by, at=AT)


def test_carried_on_only_forward_and_not_what_was_stopped(people: Cast, by: Actor) -> None:
    before = deck(people)["R7-6-3"]
    told: dict[str, Any] = {
        "code": "R8-2",
        "title": "自習",
        "words": "",
        "state": LineState.PLANNED,
        "by": by,
        "at": AT,
    }
    with pytest.raises(Invalid):
        lines.carry_on(line=before, nendo=2025, **told)
    Line.objects.filter(pk=before.pk).update(state="stop")
    with pytest.raises(Conflict, match="やめた"):
        lines.carry_on(line=before, nendo=2026, **told)


def test_dropped_while_nothing_hangs_on_it(by: Actor) -> None:
    row = write(by)
    lines.drop(line=row, by=by, at=AT)
    assert not Line.objects.exists()
    with pytest.raises(NotFound):
        lines.drop(line=row, by=by, at=AT)


HANGING: dict[str, Callable[[Line], object]] = {
    "pilot": lambda row: Pilot.objects.create(
        line=row, title="試行", aim="", begins_on=date(2026, 5, 1), made_at=make.AT, changed_at=make.AT
    ),
    "decision": lambda row: Decision.objects.create(
        line=row, kind="go", reason="よい", decided_on=date(2026, 5, 1), made_at=make.AT
    ),
    "issue": lambda row: row.issues.create(
        tag="people", words="人手", source="other", found_on=date(2026, 5, 1), made_at=make.AT
    ),
    "review": lambda row: row.reviews.create(
        party="third",
        nendo=2026,
        who_words="学識者",
        good="よい",
        said_on=date(2026, 5, 1),
        written_at=make.AT,
    ),
    "follower": lambda row: Line.objects.create(
        code="R9-1", nendo=2027, title="つづき", follows=row, made_at=make.AT, changed_at=make.AT
    ),
}


@pytest.mark.parametrize("what", [*HANGING, "todo"])
def test_what_something_hangs_on_stays(people: Cast, by: Actor, what: str) -> None:
    row = write(by)
    if what == "todo":
        row.todos.create(organisation=people.city, words="する", made_at=make.AT)
    else:
        HANGING[what](row)
    with pytest.raises(Conflict, match="消せません"):
        lines.drop(line=row, by=by, at=AT)
    assert Line.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("who", ["mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_who_only_reads_writes_nothing(people: Cast, by: Actor, who: str) -> None:
    row, other = write(by), people.by(getattr(people, who))
    for deed in (
        lambda: write(other, code="R8-9"),
        lambda: write(other, row, title="x"),
        lambda: lines.move(line=row, to=LineState.PLANNED, by=other, at=AT),
        lambda: lines.drop(line=row, by=other, at=AT),
        lambda: lines.carry_on(
            line=row, nendo=2027, code="R9-9", title="x", words="", state=LineState.IDEA, by=other, at=AT
        ),
    ):
        with pytest.raises(NotFound):
            deed()
    assert Line.objects.get().title == "交流会"
