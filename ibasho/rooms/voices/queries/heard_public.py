"""Who was heard, as it may be told to everybody: from what was released, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.rooms.voices.models import Hearing, PublishedFigure
from ibasho.rooms.voices.queries import heard, releases, tables
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.stages import Stage

BAR = 400


@dataclass(frozen=True, slots=True)
class Line:
    """`count` None: hidden. `of_thousand`: of the children of this age in the city; None where either is not known."""

    label: str
    kana: str
    picture: str
    count: Number
    width: float
    of_thousand: int | None = None


@dataclass(frozen=True, slots=True)
class Public:
    """`released_on` None: as somebody else published it."""

    total: Number
    lines: Sequence[Line]
    districts: Sequence[Line]
    released_on: date | None

    @property
    def hides(self) -> bool:
        return any(one.count is None for one in (*self.lines, *self.districts))

    @property
    def has_districts(self) -> bool:
        """Whether any of them has a number to show."""
        return any(one.count is not None for one in self.districts)

    @property
    def silent(self) -> list[Line]:
        """The districts without one."""
        return [one for one in self.districts if one.count is None]


def public(hearing: Hearing, today: date) -> Public | None:
    """None while nothing is out."""
    if hearing.source_name:
        return _elsewhere(hearing)
    standing = releases.heads(hearing)
    if standing is None:
        return None
    shown = standing.table
    return Public(
        shown.total,
        _who(shown),
        _where(shown, tables.districts(hearing, today)),
        standing.release.released_on,
    )


def _who(shown: Shown) -> list[Line]:
    counts = {code: shown.at(code) for code in shown.labels(0)}
    top, children = _top(list(counts.values())), _children()
    return [
        Line(who.label(code), "", who.picture(code), counts[code], _width(counts[code], top), _share(code, counts[code], children))
        for code in who.sort(counts)
    ]  # fmt: skip


def _where(shown: Shown, known: Mapping[str, SchoolDistrict]) -> list[Line]:
    """Districts in their order, then who gave none; nothing in a running picture, which has no districts."""
    if len(shown.dims) < 2:
        return []
    counts = dict(zip(shown.labels(1), shown.columns, strict=True))
    top = _top(list(counts.values()))
    found = []
    for code, count in counts.items():
        district = known.get(code)
        label = who.NO_DISTRICT_LABEL if code == who.NO_DISTRICT else district.name if district else code
        found.append(Line(label, district.kana if district else "", "house", count, _width(count, top)))
    return found


def _elsewhere(hearing: Hearing) -> Public:
    """The figures of each kind of people as they were published, and their published total; no split is made up."""
    rows = list(
        PublishedFigure.objects.filter(hearing=hearing, wish="").exclude(respondent="").order_by("position")
    )
    totals = PublishedFigure.objects.filter(hearing=hearing, is_total=True, wish="").order_by("position")
    total = next((one.value for one in totals if not one.respondent), None)
    parts = [one for one in rows if not one.is_total]
    top = _top([one.value for one in parts])
    lines = [
        Line(
            Respondent(one.respondent).label,
            "",
            who.picture(one.respondent),
            one.value,
            _width(one.value, top),
        )
        for one in parts
    ]
    return Public(total, lines, [], None)


def _share(code: str, count: Number, children: dict[Stage, float] | None) -> int | None:
    """From a shown figure only (statement 55)."""
    if count is None or children is None or not who.is_child(code):
        return None
    there = children.get(Stage(code.partition(".")[2]), 0.0)
    return round(1_000 * count / there) if there else None


def _children() -> dict[Stage, float] | None:
    found = heard.children()
    if found is None:
        return None
    return {stage: sum(one.get(stage, 0.0) for one in found.values()) for stage in Stage}


def _top(counts: Sequence[Number]) -> int:
    return max((one for one in counts if one is not None), default=0) or 1


def _width(count: Number, top: int) -> float:
    return round(BAR * (count or 0) / top, 1)
