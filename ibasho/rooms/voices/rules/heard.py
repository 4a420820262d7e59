"""Who was heard and who was not: groups of children against the children who live there. Pure.

A number is always one of a group (小学校区 × 年代), never of a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from ibasho.rooms.voices.rules.kinds import CHILD_STAGES, Respondent
from ibasho.town.areas.stages import Stage

Heads = Mapping[tuple[str, str, str], int]  # (respondent, stage, district code): people
Children = Mapping[str, Mapping[Stage, float]]  # by district code; estimates, so not whole
NOBODY, NONE_LIVE = "s4", "none"
_EDGES = ((0.25, "s3"), (0.5, "s2"), (1.0, "s1"))  # of what would be usual
USUAL = "s0"
INFANTS_MAX = 2
WORTH_A_VISIT = 1.0  # fewer children than this missing is rounding


@dataclass(frozen=True, slots=True)
class Group:
    """`children` None: nobody knows how many live there. `missing`: how many fewer were heard than would be if everywhere
    were heard as many of a hundred as in the whole city (or as were wanted)."""

    district: str
    stage: Stage
    heard: int
    children: float | None
    missing: float

    @property
    def shade(self) -> str:
        return shade([self])

    @property
    def share(self) -> float | None:
        """Heard of a hundred; None where the children are not known. More than 100 where some came twice."""
        return None if not self.children else 100 * self.heard / self.children


@dataclass(frozen=True, slots=True)
class Heard:
    """`groups`: districts in their order, the stages of each in order of age. `by_kind`: people of each kind. `nowhere`:
    children heard of whom stage or district is not known, or who live elsewhere."""

    groups: tuple[Group, ...]
    by_kind: Mapping[Respondent, int]
    nowhere: int
    children: float | None

    @property
    def heard_children(self) -> int:
        return self.by_kind[Respondent.CHILD]

    @property
    def share(self) -> float | None:
        return None if not self.children else 100 * self.heard_children / self.children

    def gaps(self) -> list[Group]:
        """Where most are missing first."""
        found = [one for one in self.groups if one.missing >= WORTH_A_VISIT]
        return sorted(found, key=lambda one: (-one.missing, one.heard, one.district, one.stage.rank))

    def unheard_districts(self) -> list[str]:
        """Where children live and none was heard, in the order of the groups."""
        return [code for code, rows in self.rows() if not any(one.heard for one in rows) and _lives(rows)]

    def rows(self) -> list[tuple[str, list[Group]]]:
        found: dict[str, list[Group]] = {}
        for one in self.groups:
            found.setdefault(one.district, []).append(one)
        return list(found.items())


def heard(
    heads: Heads,
    children: Children | None,
    districts: Sequence[str],
    stages: Iterable[Stage],
    *,
    wanted: int = 0,
) -> Heard:
    """`children` None: not loaded. `stages`: those asked (none: every child). `wanted`: so many children the city would
    like to hear, 0 where it did not say."""
    asked = [stage for stage in CHILD_STAGES if stage in set(stages)] or list(CHILD_STAGES)
    cells = {
        (code, stage): heads.get((Respondent.CHILD.value, stage.value, code), 0)
        for code in districts
        for stage in asked
    }
    live = None if children is None else sum(children.get(code, {}).get(stage, 0.0) for code, stage in cells)
    by_kind = {kind: sum(n for (who, _s, _d), n in heads.items() if who == kind.value) for kind in Respondent}
    placed = sum(cells.values())
    usual = _usual(placed, wanted, live, len(cells))
    groups = []
    for (code, stage), count in cells.items():
        there = None if children is None else children.get(code, {}).get(stage, 0.0)
        expected = usual if there is None else usual * there
        groups.append(Group(code, stage, count, there, max(0.0, expected - count)))
    return Heard(tuple(groups), by_kind, by_kind[Respondent.CHILD] - placed, live)


def shade(groups: Sequence[Group]) -> str:
    """Of one group or of all of a district: `s4` (dark) nobody was heard … `s0` as many as usual; `none`: nobody lives
    there."""
    count, missing = sum(one.heard for one in groups), sum(one.missing for one in groups)
    if not count:
        return NOBODY if _lives(groups) else NONE_LIVE
    return next((found for edge, found in _EDGES if count < edge * (count + missing)), USUAL)


def in_turn(gaps: Sequence[Group], *, most: int) -> list[Group]:
    """Of each age its largest gap, then of each its second, …: nobody is heard of only because they are many. At most
    `INFANTS_MAX` of toddlers, whom one cannot ask themselves."""
    by_stage: dict[Stage, list[Group]] = {}
    for one in gaps:
        by_stage.setdefault(one.stage, []).append(one)
    if Stage.INFANT in by_stage:
        by_stage[Stage.INFANT] = by_stage[Stage.INFANT][:INFANTS_MAX]
    rounds = zip_longest(*by_stage.values())
    return [one for turn in rounds for one in turn if one is not None][:most]


def next_week(today: date) -> tuple[date, date]:
    """The coming Monday and its Sunday."""
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=6)


def _usual(placed: int, wanted: int, live: float | None, groups: int) -> float:
    """How many of one child (or, where nobody knows who lives there, of one group) are heard where all is even. As long
    as nobody was heard anywhere, every child is missing."""
    if live is None:
        return max(placed, wanted, groups) / max(groups, 1)
    if not live:
        return 0.0
    return min(1.0, (max(placed, wanted) or live) / live)


def _lives(rows: Sequence[Group]) -> bool:
    return any(one.children is None or round(one.children) for one in rows)
