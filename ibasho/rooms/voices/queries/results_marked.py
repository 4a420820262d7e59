"""A release for the eyes of the desk: every table with its margins, and for the second person why a number is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.rooms.voices.models import Release
from ibasho.rooms.voices.queries import releases, results, tables
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.rooms.voices.rules.releasing import WHY
from ibasho.rooms.voices.rules.wordings import text

WHY_WORDS = {"few": "少ない", "worked_out": "計算で わかる"}


@dataclass(frozen=True, slots=True)
class Mark:
    """`why`: in words, for a hidden number of a release that waits; else empty."""

    number: Number
    why: str = ""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    title: str
    heads: tuple[str, ...]
    lines: tuple[MarkedLine, ...]
    nothing: bool


def of(release: Release, day: date) -> list[Marked]:
    districts = {code: one.name for code, one in tables.districts(release.hearing, day).items()}
    questions = {tables.name(one): one for one in tables.asked(release.hearing)}
    found = []
    for table in releases.shown_of(release):
        question = questions.get(table.name)
        if question is None and table.name != tables.HEADS:
            continue  # a question that is no longer asked
        title = text(question.words, Wording.PARENT) if question else "だれが 答えたか"
        words = results.label_words(question, Wording.PARENT, districts)
        grid = results.grid(table, words)
        lines = _lines(grid, table, release.body.get(WHY, {}).get(table.name))
        found.append(Marked(title, grid.heads, lines, table.nothing))
    return found


def _lines(grid: results.Grid, table: Shown, why: Sequence[Sequence[str]] | None) -> tuple[MarkedLine, ...]:
    """The reasons are of the inner cells; margins have none of their own."""
    first = len(table.dims) - 1  # of two dims the first number of a line is its margin

    def mark(row: int, at: int, number: Number) -> Mark:
        told = why is not None and number is None and row < len(why) and at >= first
        return Mark(number, WHY_WORDS.get(why[row][at - first], "") if told and why else "")

    return tuple(
        MarkedLine(line.words, tuple(mark(row, at, number) for at, number in enumerate(line.numbers)))
        for row, line in enumerate(grid.lines)
    )
