"""Which tables of a hearing may ever be published, with their raw counts: never shown before engine.disclosure saw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ibasho.rooms.voices.engine.tables import PEOPLE, Table
from ibasho.rooms.voices.models import Hearing, Question
from ibasho.rooms.voices.queries import counts
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import FACES, QuestionKind
from ibasho.town.areas.queries import ground

HEADS = "heads"
WHO, DISTRICT = "who", "district"
NO_ANSWER = "none"
Grid = list[list[int]]
Found = dict[tuple[int, str, str], int]  # counts.by_who


def of(hearing: Hearing, day: date, *, one_way: bool = False) -> list[Table]:
    """Who was heard by who × district, and each question by who. `one_way` (a running picture): each alone.

    The people of a question are the people of the hearing, with a line for those who said nothing to it, so that all
    tables can be looked through together. Picks are read before heads: who is poured in between makes heads more, not fewer."""
    crossed = [(one, counts.by_who(one)) for one in asked(hearing)]
    came = counts.came(hearing)
    met = {(respondent, stage) for respondent, stage, _district in came}
    met |= {(respondent, stage) for _one, found in crossed for _key, respondent, stage in found}
    lines = _lines(hearing, met)
    people = _by_line(came, lines)
    return [
        _heads(came, lines, [one.code for one in ground.districts(day)], one_way=one_way),
        *(_question(one, found, people, one_way=one_way) for one, found in crossed),
    ]


def asked(hearing: Hearing) -> list[Question]:
    """Those that give numbers, with their choices at hand."""
    rows = Question.objects.filter(hearing=hearing).exclude(kind=QuestionKind.TEXT)
    return list(rows.order_by("position").prefetch_related("choices"))


def name(question: Question) -> str:
    """Of its table and of its dim."""
    return f"q{question.pk}"


def labels(question: Question) -> tuple[str, ...]:
    """What could be chosen, as a released table calls it."""
    if question.kind == QuestionKind.FACES:
        return tuple(f"f{face}" for face in FACES)
    return tuple(f"c{one.pk}" for one in question.choices.all())


def _lines(hearing: Hearing, met: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    asked_for = who.asked(hearing.respondents, hearing.stages)
    others = any(who.code(respondent, stage, asked_for) == who.OTHER for respondent, stage in met)
    return (*asked_for, *((who.OTHER,) if others else ()))


def _by_line(came: dict[counts.Head, int], lines: Sequence[str]) -> dict[str, int]:
    found = dict.fromkeys(lines, 0)
    for (respondent, stage, _district), n in came.items():
        found[who.code(respondent, stage, lines)] += n
    return found


def _heads(
    came: dict[counts.Head, int], lines: tuple[str, ...], codes: Sequence[str], *, one_way: bool
) -> Table:
    if one_way:
        found = _by_line(came, lines)
        return Table(HEADS, ((WHO, *lines),), [[found[one]] for one in lines])
    districts = (*codes, who.NO_DISTRICT)
    grid: Grid = [[0] * len(districts) for _ in lines]
    for (respondent, stage, district), n in came.items():
        column = districts.index(district) if district in codes else len(districts) - 1
        grid[lines.index(who.code(respondent, stage, lines))][column] += n
    return Table(HEADS, ((WHO, *lines), (DISTRICT, *districts)), grid)


def _question(question: Question, found: Found, people: dict[str, int], *, one_way: bool) -> Table:
    lines, rows = tuple(people), labels(question)
    grid: Grid = [[0] * len(lines) for _ in rows]
    for (key, respondent, stage), n in found.items():
        row = f"f{key}" if question.kind == QuestionKind.FACES else f"c{key}"
        grid[rows.index(row)][lines.index(who.code(respondent, stage, lines))] += n
    many = question.kind == QuestionKind.MANY
    base = list(people.values())
    if not many:
        rows = (*rows, NO_ANSWER)
        grid.append([n - sum(row[at] for row in grid) for at, n in enumerate(base)])
    known = min((n for row in grid for n in row), default=0) >= 0
    if many:
        known = all(n <= base[at] for row in grid for at, n in enumerate(row))
    elif not known:  # counted by hand without heads: its people are people of its own
        rows, grid = rows[:-1], grid[:-1]
    dims: tuple[tuple[str, ...], ...] = ((name(question), *rows), (WHO, *lines))
    if one_way:
        dims, grid, base = dims[:1], [[sum(row)] for row in grid], [sum(base)]
    return Table(
        name(question), dims, grid, exclusive=not many, of=PEOPLE if known else name(question),
        people=base if many and known else (), most=(question.picks_max or 0) if many and known else 0,
    )  # fmt: skip
