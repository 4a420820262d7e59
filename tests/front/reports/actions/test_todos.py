"""葵 gives a section a to-do; who is of that section ticks it, may take the tick back for a day, and nobody else does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import lines, todos
from ibasho.front.reports.models import Line, Todo
from ibasho.town.people.models import Organisation
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def line(people: Cast) -> Line:
    told = {"code": "R8-1", "nendo": 2026, "title": "交流会"}
    return lines.write(line=None, values=told, by=people.by(people.aoi), at=AT)


def add(people: Cast, line: Line, organisation: Organisation, words: str = "案内を 出す") -> Todo:
    return todos.add(
        line=line,
        organisation=organisation,
        words=words,
        due_on=date(2026, 12, 1),
        by=people.by(people.aoi),
        at=AT,
    )


def test_added_done_undone_within_a_day_and_dropped(people: Cast, line: Line) -> None:
    todo, by = add(people, line, people.city), people.by(people.aoi)
    done = todos.done(todo=todo, by=by, at=AT)
    assert (done.done_at, done.done_by) == (AT, people.aoi)
    with pytest.raises(Conflict, match="もう すんで"):
        todos.done(todo=todo, by=by, at=AT)
    with pytest.raises(Conflict, match="消せません"):
        todos.drop(todo=todo, by=by, at=AT)
    undone = todos.undone(todo=todo, by=by, at=AT + timedelta(hours=24))
    assert (undone.done_at, undone.done_by) == (None, None)
    with pytest.raises(Conflict, match="24時間"):
        todos.undone(todo=todo, by=by, at=AT)
    todos.drop(todo=todo, by=by, at=AT)
    with pytest.raises(Conflict, match="ほかの人"):
        todos.done(todo=todo, by=by, at=AT)
    verbs = (
        Entry.objects.filter(verb__startswith="reports.todo.").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == [f"reports.todo.{one}" for one in ("add", "done", "undone", "drop")]


def test_a_tick_of_yesterday_stays(people: Cast, line: Line) -> None:
    todo, by = add(people, line, people.city), people.by(people.aoi)
    todos.done(todo=todo, by=by, at=AT)
    with pytest.raises(Conflict):
        todos.undone(todo=todo, by=by, at=AT + timedelta(hours=24, seconds=1))


@pytest.mark.parametrize("words", ["", "  ", "あ" * 201, "1234-5678-9018"])
def test_words_that_cannot_be(people: Cast, line: Line, words: str) -> None:
    with pytest.raises(Invalid):
        add(people, line, people.city, words)


def test_a_line_that_is_gone_gets_no_todo(people: Cast, line: Line) -> None:
    lines.drop(line=line, by=people.by(people.aoi), at=AT)
    with pytest.raises(NotFound):
        add(people, line, people.city)


@pytest.mark.parametrize(
    ("who", "of", "may"),
    [
        ("aoi", "council", True), ("fumi", "council", True), ("mado", "city", True), ("mado", "council", False),
        ("tsubaki", "council", True), ("tsubaki", "city", False), ("megumi", "council", False), ("hana", "midori", False),
        ("ken", "midori", False), ("tamotsu", "city", False),
    ],
)  # fmt: skip
def test_who_ticks(people: Cast, line: Line, who: str, of: str, may: bool) -> None:
    todo, by = add(people, line, getattr(people, of)), people.by(getattr(people, who))
    if may:
        assert todos.done(todo=todo, by=by, at=AT).done_at == AT
        assert todos.undone(todo=todo, by=by, at=AT).done_at is None
    else:
        with pytest.raises(NotFound):
            todos.done(todo=todo, by=by, at=AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_only_reads_adds_and_drops_nothing(people: Cast, line: Line, who: str) -> None:
    todo, by = add(people, line, people.council), people.by(getattr(people, who))
    with pytest.raises(NotFound):
        todos.add(line=line, organisation=people.council, words="x", due_on=None, by=by, at=AT)
    with pytest.raises(NotFound):
        todos.drop(todo=todo, by=by, at=AT)
