"""Reading a study's summary: a view (stages, purpose, layer, 学童) → figures by 小学校区 and for the whole city.

`summary["figures"]` maps `layer|purpose|stage` to rows by district (the last entry: points of no known district).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibasho.rooms.reach.rules.going import STAGES_OF, purposes_for
from ibasho.rooms.reach.rules.layers import Blank, Layer, Purpose
from ibasho.town.areas.stages import CHILD_STAGES, Stage

VERSION = 1
KINDS_OF_BLANK = (Blank.NOWHERE, Blank.CLOSED, Blank.NOT_FOR_ME, Blank.FULL)
# What people call them: one choice may hold several stages.
AGES: dict[str, tuple[str, tuple[Stage, ...]]] = {
    "primary": ("小学生", (Stage.LOWER, Stage.UPPER)),
    **{stage.value: (stage.label, (stage,)) for stage in CHILD_STAGES},
    "school": ("小・中・高校生", (Stage.LOWER, Stage.UPPER, Stage.JUNIOR, Stage.HIGH)),
    "every": ("0～18歳の こども", CHILD_STAGES),
}


def without_clubs(layer: str) -> str:
    """The name under which a layer's figures stand when children in 学童保育 are left out."""
    return f"{layer}~free"


@dataclass(frozen=True, slots=True)
class Look:
    """Which figures somebody wants to see. `without_clubs`: children in 学童保育 are not counted."""

    ages: str = "primary"
    purpose: Purpose = Purpose.ALL
    layer: Layer = Layer.USUAL
    without_clubs: bool = False

    @property
    def asked(self) -> tuple[Stage, ...]:
        return (Stage.INFANT,) if self.purpose is Purpose.INFANTS else AGES[self.ages][1]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Those of the ages asked for that go this way and for this purpose: little ones take no bus by themselves."""
        goes = STAGES_OF[self.layer]
        return tuple(one for one in self.asked if one in goes and self.purpose in purposes_for(one))

    @property
    def label(self) -> str:
        """The children who are counted, never more."""
        if self.stages and self.stages != self.asked:
            return next(
                (words for words, stages in AGES.values() if stages == self.stages),
                "・".join(one.label for one in self.stages),
            )
        return Stage.INFANT.label if self.purpose is Purpose.INFANTS else AGES[self.ages][0]

    def keys(self, there: Iterable[str]) -> list[str]:
        """The keys of the figures that belong together: a stage without 学童 keeps its usual ones."""
        known, found = set(there), []
        for stage in self.stages:
            usual = f"{self.layer.value}|{self.purpose.value}|{stage.value}"
            fewer = f"{without_clubs(self.layer.value)}|{self.purpose.value}|{stage.value}"
            key = fewer if self.without_clubs and fewer in known else usual
            if key in known:
                found.append(key)
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one 小学校区, or of the whole city (`code` ""). Children are not whole: shares of cells."""

    code: str
    name: str
    kana: str
    blank: tuple[float, ...]
    half_hours: float
    kinds: float
    asked: float
    held: bool | None = None

    @property
    def children(self) -> float:
        return sum(self.blank)

    @property
    def unreached(self) -> float:
        return sum(self.blank[1:])

    @property
    def share(self) -> float | None:
        """Of the children, unreached, 0–1; None where no child lives."""
        return self.unreached / self.children if self.children >= 0.5 else None

    @property
    def hours_each(self) -> float | None:
        """Hours a week that a child of the district can reach, in the mean."""
        return self.half_hours / 2 / self.children if self.children >= 0.5 else None

    @property
    def kinds_each(self) -> float | None:
        return self.kinds / self.children if self.children >= 0.5 else None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)


@dataclass(frozen=True, slots=True)
class Picture:
    """`lines` by 小学校区 in the order of their reading, `rest` the children of no known district, `city` all."""

    look: Look
    city: Line
    lines: tuple[Line, ...]
    rest: Line | None

    @property
    def known(self) -> bool:
        return self.city.children >= 0.5

    @property
    def held_share(self) -> float | None:
        """充足率 in percent: districts with at least one こども食堂."""
        return 100 * sum(bool(line.held) for line in self.lines) / len(self.lines) if self.lines else None


def picture(summary: Mapping[str, Any], look: Look) -> Picture:
    figures = summary.get("figures", {})
    rows = [figures[key] for key in look.keys(figures)]
    districts = summary.get("districts", [])
    held = set(summary.get("held", []))
    lines = [
        _line(rows, at, code, name, kana, code in held) for at, (code, name, kana) in enumerate(districts)
    ]
    rest = _line(rows, len(districts), "", "小学校区が わからない", "", None)
    everyone = [*lines, rest]
    city = Line(
        "", "市全体", "", tuple(sum(one.blank[kind] for one in everyone) for kind in range(len(Blank))),
        sum(one.half_hours for one in everyone), sum(one.kinds for one in everyone),
        sum(one.asked for one in everyone),
    )  # fmt: skip
    return Picture(look, city, tuple(lines), rest if rest.children >= 0.5 else None)


def _line(
    rows: Sequence[Mapping[str, Any]], at: int, code: str, name: str, kana: str, held: bool | None
) -> Line:
    return Line(
        code, name, kana, tuple(sum(row["blank"][kind][at] for row in rows) for kind in range(len(Blank))),
        sum(row["half_hours"][at] for row in rows), sum(row["kinds"][at] for row in rows),
        sum(row["asked"][at] for row in rows), held,
    )  # fmt: skip
