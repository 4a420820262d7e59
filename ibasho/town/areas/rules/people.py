"""People by squares or small areas, pure: merged figures spread back, doubled border rows summed, stages worked out.

A census hides the figures of squares with few people (秘匿, HTKSYORI 2) and adds them to a neighbour's (合算, HTKSYORI
1); how many people live in each is not hidden. So the neighbour's children are spread over itself and the squares it
stands for, in proportion to people, and marked 推計. No child is lost and none is counted twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.rules.ages import PARTS, Split, portions

AS_IS, HOLDS_OTHERS, SECRET = 0, 1, 2


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One row of a file. `ages` are parts of children by group, None where the file keeps them secret.

    `layer` tells files apart (the same square stands in both prefectures' files, each with its own share). `cities`
    are the municipalities the file names, empty where it names none. `shape` and `spot` for small areas.
    """

    row: int
    code: str
    people: float | None
    ages: tuple[int, ...] | None
    secrecy: int = AS_IS
    merged_into: str = ""
    merged_from: tuple[str, ...] = ()
    name: str = ""
    layer: int = 0
    cities: tuple[str, ...] = ()
    shape: dict[str, Any] | None = None
    spot: Position | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class CellPeople:
    """A square or small area as it is kept; `stages` are children (floats, whole parts) or None where secret."""

    code: str
    name: str
    lat: float
    lng: float
    people: int | None
    stages: tuple[float, ...] | None
    estimated: bool
    secrecy: int
    merged_into: str
    merged_from: tuple[str, ...]
    district_code: str = ""
    shape: dict[str, Any] | None = None

    @property
    def children(self) -> float:
        return sum(self.stages or ())


def parts(children: float) -> int:
    return round(children * PARTS)


def spread(rows: Sequence[PeopleRow]) -> list[PeopleRow]:
    """The figures of every receiver over itself and the secret rows it stands for. In the order of `rows`."""
    at = {(row.layer, row.code): index for index, row in enumerate(rows)}
    anywhere = {row.code: index for index, row in enumerate(rows)}
    found = list(rows)
    for receiver, members in _merged(rows, at, anywhere).items():
        for index, row in _spread(rows, receiver, members):
            found[index] = row
    return found


def _merged(
    rows: Sequence[PeopleRow], at: dict[tuple[int, str], int], anywhere: dict[str, int]
) -> dict[int, list[int]]:
    """Receiver → the secret rows that name it, both as indices; only receivers that have figures."""
    found: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        if row.secrecy != SECRET or row.ages is not None:
            continue
        receiver = at.get((row.layer, row.merged_into), anywhere.get(row.merged_into))
        if receiver is not None and rows[receiver].ages is not None and row.people is not None:
            found.setdefault(receiver, []).append(index)
    return found


def _spread(rows: Sequence[PeopleRow], receiver: int, members: Sequence[int]) -> list[tuple[int, PeopleRow]]:
    indices = [receiver, *members]
    weights = [rows[index].people or 0.0 for index in indices]
    by_group = [portions(total, weights) for total in rows[receiver].ages or ()]
    return [
        (index, replace(rows[index], ages=tuple(group[place] for group in by_group), estimated=True))
        for place, index in enumerate(indices)
    ]


@dataclass(frozen=True, slots=True)
class Summed:
    """`border` codes stood in several files and were summed; `twice` were the same row again and count once."""

    rows: list[PeopleRow]
    border: tuple[str, ...]
    twice: tuple[str, ...]


def doubled(rows: Sequence[PeopleRow]) -> tuple[str, ...]:
    """Codes whose rows are one and the same row again: a file given twice, or a file beside the larger one it was cut
    from. Two prefectures' files share squares only along their border and mostly with other figures; shares that
    happen to be equal there are shares all the same."""
    several = {code: same for code, same in _by_code(rows).items() if len(same) > 1}
    equal = [code for code, same in several.items() if len({_figures(row) for row in same}) == 1]
    if 2 * len(equal) <= len(several):
        return ()
    same_data = _same_data(rows)
    return tuple(code for code in equal if _layers(several[code]) in same_data)


def _layers(rows: Iterable[PeopleRow]) -> frozenset[int]:
    return frozenset(row.layer for row in rows)


def _same_data(rows: Sequence[PeopleRow]) -> set[frozenset[int]]:
    """The sets of files of which more than half of the smallest lies in all others; a file by itself is one too."""
    codes: dict[int, set[str]] = {}
    for row in rows:
        codes.setdefault(row.layer, set()).add(row.code)
    found = {_layers(same) for same in _by_code(rows).values()}
    return {
        layers
        for layers in found
        if 2 * len(set.intersection(*(codes[layer] for layer in layers)))
        > min(len(codes[layer]) for layer in layers)
    }


def _by_code(rows: Iterable[PeopleRow]) -> dict[str, list[PeopleRow]]:
    found: dict[str, list[PeopleRow]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


def _figures(row: PeopleRow) -> tuple[object, ...]:
    return row.people, row.ages, row.secrecy, row.merged_into


def once(rows: Sequence[PeopleRow]) -> Summed:
    """Every code once: what is one row again is dropped before anything is spread."""
    again = set(doubled(rows))
    kept: list[PeopleRow] = []
    seen: set[str] = set()
    for row in rows:
        if row.code not in again or row.code not in seen:
            kept.append(row)
            seen.add(row.code)
    return Summed(kept, (), tuple(sorted(again)))


def summed(rows: Sequence[PeopleRow]) -> Summed:
    """The shares of a border square in several prefectures' files become one row, after merged figures are spread."""
    found = [same[0] if len(same) == 1 else _sum(same) for same in _by_code(rows).values()]
    border = tuple(code for code, count in Counter(row.code for row in rows).items() if count > 1)
    return Summed(found, border, ())


def _sum(same: Sequence[PeopleRow]) -> PeopleRow:
    known = [row.ages for row in same if row.ages is not None]
    heaviest = max(same, key=lambda row: row.secrecy)
    return replace(
        heaviest,
        people=sum(row.people or 0 for row in same) if any(row.people is not None for row in same) else None,
        ages=tuple(sum(group) for group in zip(*known, strict=True)) if known else None,
        merged_from=tuple(dict.fromkeys(code for row in same for code in row.merged_from)),
        cities=tuple(dict.fromkeys(city for row in same for city in row.cities)),
        estimated=any(row.estimated for row in same) or len(known) < len(same),
    )


def staged(row: PeopleRow, spot: Position, split: Split) -> CellPeople:
    stages = None if row.ages is None else tuple(part / PARTS for part in split.stages(row.ages))
    return CellPeople(
        code=row.code,
        name=row.name,
        lat=spot.lat,
        lng=spot.lng,
        people=None if row.people is None else round(row.people),
        stages=stages,
        estimated=stages is not None and (row.estimated or not split.measured),
        secrecy=row.secrecy,
        merged_into=row.merged_into,
        merged_from=row.merged_from,
        shape=row.shape,
    )


def by_share(row: PeopleRow, spot: Position, shares: Sequence[float]) -> CellPeople:
    """Where a file has no ages at all: the city's shares of people; `shares` of the stages and of all others."""
    if row.people is None:
        return staged(replace(row, ages=None), spot, Split((), None, measured=False, by_year=None))
    found = portions(parts(row.people), shares)[:-1]
    cell = staged(replace(row, ages=()), spot, Split((), None, measured=False, by_year=None))
    return replace(cell, stages=tuple(part / PARTS for part in found), estimated=True)
