"""Which tables of a hearing may ever be published, with their raw counts: never shown before kernel.disclosure saw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ibasho.base.kernel.disclosure.tables import Table
from ibasho.rooms.voices.models import Hearing, Question
from ibasho.rooms.voices.queries import counts
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import FACES, QuestionKind
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.queries import ground

HEADS = "heads"
WHO, DISTRICT = "who", "district"
Grid = list[list[int]]
Found = dict[tuple[int, str, str], int]  # counts.by_who
People = dict[tuple[str, str], int] | None  # counts.answered


def of(hearing: Hearing, day: date, *, one_way: bool = False) -> list[Table]:
    """Who was heard by who × district, and each question by who. `one_way` (a running picture): each alone.

    A question's people are its own, those who answered it. Picks are read before heads: an answer that comes in between
    makes heads more, never fewer."""
    crossed = [(one, counts.by_who(one), _answered(one)) for one in asked(hearing)]
    came = counts.came(hearing)
    met = {(respondent, stage) for respondent, stage, _district in came}
    met |= {(respondent, stage) for _one, found, _people in crossed for _key, respondent, stage in found}
    lines = _lines(hearing, met)
    return [
        _heads(came, lines, list(districts(hearing, day)), one_way=one_way),
        *(_question(*one, lines, one_way=one_way) for one in crossed),
    ]


def districts(hearing: Hearing, day: date) -> dict[str, SchoolDistrict]:
    """By code, as they held when it opened: each of its tables has the same columns, so that two beside each other tell no
    more than one. Who gave a younger district stands among those without one."""
    return {one.code: one for one in ground.named_districts(hearing.opens_on or day)}


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


def _heads(
    came: dict[counts.Head, int], lines: tuple[str, ...], codes: Sequence[str], *, one_way: bool
) -> Table:
    districts = (*codes, who.NO_DISTRICT)
    grid: Grid = [[0] * len(districts) for _ in lines]
    for (respondent, stage, district), n in came.items():
        column = districts.index(district) if district in codes else len(districts) - 1
        grid[lines.index(who.code(respondent, stage, lines))][column] += n
    if one_way:
        return Table(HEADS, ((WHO, *lines),), [[sum(row)] for row in grid])
    return Table(HEADS, ((WHO, *lines), (DISTRICT, *districts)), grid)


def _question(
    question: Question, found: Found, people: People, lines: tuple[str, ...], *, one_way: bool
) -> Table:
    rows = labels(question)
    grid: Grid = [[0] * len(lines) for _ in rows]
    for (key, respondent, stage), n in found.items():
        row = f"f{key}" if question.kind == QuestionKind.FACES else f"c{key}"
        grid[rows.index(row)][lines.index(who.code(respondent, stage, lines))] += n
    base = [0] * len(lines) if people is not None else []
    for (respondent, stage), n in (people or {}).items():
        base[lines.index(who.code(respondent, stage, lines))] += n
    dims: tuple[tuple[str, ...], ...] = ((name(question), *rows), (WHO, *lines))
    if one_way:
        dims, grid, base = dims[:1], [[sum(row)] for row in grid], [sum(base)] if base else []
    return Table(
        name(question), dims, grid, exclusive=question.kind != QuestionKind.MANY, of=name(question), people=base,
        most=(question.picks_max or 0) if base else 0,
    )  # fmt: skip


def _answered(question: Question) -> People:
    """Only where a person may choose many: elsewhere the sums say it."""
    return counts.answered(question) if question.kind == QuestionKind.MANY else None
