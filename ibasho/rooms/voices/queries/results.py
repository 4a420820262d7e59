"""Results as pages draw them: each question's picture and the table under it, from what was published and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.rooms.voices.models import Choice, Hearing, PublishedFigure, Question
from ibasho.rooms.voices.queries import releases, tables
from ibasho.rooms.voices.rules import result_pictures as pictures
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import FACE_WORDS, QuestionKind, Wording
from ibasho.rooms.voices.rules.result_pictures import Picture, Thing
from ibasho.rooms.voices.rules.wordings import text
from ibasho.town.places.rules.pictures import FEATURES

_SHAPES: dict[str, Callable[[Sequence[Thing]], Picture]] = {
    QuestionKind.VOTE: pictures.towers,
    QuestionKind.RANK: pictures.podium,
    QuestionKind.FACES: pictures.faces,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: `numbers` None where hidden."""

    words: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`heads` over the numbers; the last line may be the sums."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def hides(self) -> bool:
        return any(number is None for line in self.lines for number in line.numbers)


@dataclass(frozen=True, slots=True)
class Result:
    """`picture` None: nothing of it is out yet. `on`: the day of the numbers. `first`: who was chosen most, if that is
    known. `total`: the people asked, hidden or not."""

    question: Question
    words: str
    picture: Picture | None = None
    grid: Grid | None = None
    on: date | None = None
    first: tuple[Thing, ...] = ()
    total: Number = None


def of(hearing: Hearing, wording: Wording = Wording.SMALL) -> list[Result]:
    """Of every question that gives numbers, in their order."""
    standing = releases.shown(hearing)
    return [_result(one, standing.get(tables.name(one)), wording) for one in tables.asked(hearing)]


def heads(hearing: Hearing) -> tuple[Picture, Number, date] | None:
    """Who was heard, as a picture; of how many altogether; on which day."""
    standing = releases.heads(hearing)
    if standing is None or standing.table.nothing:
        return None
    table = standing.table
    things = [Thing(who.label(one), who.picture(one), table.at(one)) for one in table.labels(0)]
    return pictures.rows(things), table.total, _day(standing)


Heads = tuple[Picture, Number, date]


def page(hearing: Hearing) -> tuple[list[Result], Heads | None]:
    """What stands on the public page together, drawn on one scale: the questions and who was heard."""
    found, who_ = of(hearing), heads(hearing)
    drawn = [one.picture for one in found if one.picture]
    scaled = pictures.on_one_scale([*drawn, *([who_[0]] if who_ else [])])
    told = iter(scaled)
    results = [replace(one, picture=next(told)) if one.picture else one for one in found]
    return results, (next(told), *who_[1:]) if who_ else None


def grid(table: Shown, words: dict[str, str]) -> Grid:
    """With its margins. `words` of the labels of the first dim; those of the second are who and district."""
    rows = table.labels(0)
    if len(table.dims) == 1:
        lines = [Line(words[one], (table.at(one),)) for one in rows]
        return Grid(("みんな",), (*lines, *([Line("合計", (table.total,))] if table.based else [])))
    columns = table.labels(1)
    lines = [Line(words[one], (table.rows[at], *table.counts[at])) for at, one in enumerate(rows)]
    if table.based:
        lines.append(Line("合計" if table.exclusive else "こたえた人", (table.total, *table.columns)))
    return Grid(("みんな", *(words[one] for one in columns)), tuple(lines))


def label_words(question: Question | None, wording: Wording, districts: dict[str, str]) -> dict[str, str]:
    """{label: word} for every dim of a table: of a question, or (None) of the heads."""
    found = _Words(districts)
    if question is None:
        return found
    found.update({f"f{face}": told for face, told in FACE_WORDS.items()})
    found.update({f"c{one.pk}": text(one.words, wording) for one in question.choices.all()})
    return found


class _Words(dict[str, str]):
    """Lines of people say themselves what they are; a district that is gone keeps its code."""

    def __missing__(self, label: str) -> str:
        if label == who.NO_DISTRICT:
            return who.NO_DISTRICT_LABEL
        try:
            return who.label(label)
        except ValueError:
            return label


@dataclass(frozen=True, slots=True)
class Figures:
    """A published group of figures, as it was published; `sum_` is the published total, never our own sum."""

    group: str
    rows: tuple[PublishedFigure, ...]
    sum_: PublishedFigure | None
    unit: int = 0

    @property
    def has_numbers(self) -> bool:
        return any(one.value is not None for one in self.rows)

    @property
    def picture(self) -> Picture:
        return pictures.rows([Thing(one.label, _picture(one), one.value) for one in self.rows], self.unit)


def published(hearing: Hearing) -> list[Figures]:
    """Figures somebody else published of it, group by group, drawn on one scale."""
    groups: dict[str, list[PublishedFigure]] = {}
    for one in PublishedFigure.objects.filter(hearing=hearing).order_by("position"):
        groups.setdefault(one.group, []).append(one)
    found = [
        Figures(
            name,
            tuple(one for one in rows if not one.is_total),
            next((one for one in rows if one.is_total), None),
        )
        for name, rows in groups.items()
    ]
    unit = max((one.picture.each for one in found if one.has_numbers), default=0)
    return [replace(one, unit=unit) for one in found]


def _result(question: Question, standing: releases.Standing | None, wording: Wording) -> Result:
    words = text(question.words, wording)
    if standing is None or standing.table.nothing:
        return Result(question, words)
    table = standing.table
    called = label_words(question, wording, {})
    icons = {f"c{one.pk}": _icon(one) for one in question.choices.all()}
    things = [Thing(called[one], icons.get(one, one), table.at(one)) for one in table.labels(0)]
    picture = _SHAPES.get(question.kind, pictures.rows)(things)
    return Result(
        question, words, picture, grid(table, called), _day(standing), pictures.first(picture), table.total
    )


def _icon(choice: Choice) -> str:
    return choice.picture or FEATURES.get(choice.wish, "")


def _picture(figure: PublishedFigure) -> str:
    if figure.wish:
        return FEATURES.get(figure.wish, "star")
    return "alone" if figure.respondent == "child" else who.picture(figure.respondent or who.OTHER)


def _day(standing: releases.Standing) -> date:
    on = standing.release.released_on
    if on is None:
        raise ValueError("a released table has its day")
    return on
