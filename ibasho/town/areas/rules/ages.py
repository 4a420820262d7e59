"""Ages and the five stages of children, pure: which columns of a table say how old people are, and how five-year
ages become stages. Children are counted in exact parts (1/65,536 of a child), so that nothing is lost in rounding.

Stages follow the age on the day of the count (小学生 6–11, 中学生 12–14, 高校生 15–17), not the school year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibasho.town.areas.stages import CHILD_STAGES, Stage

PARTS = 1 << 16  # of one child: sums of floats that are whole parts are exact
STAGE_AGES: dict[Stage, range] = {
    Stage.INFANT: range(6),
    Stage.LOWER: range(6, 9),
    Stage.UPPER: range(9, 12),
    Stage.JUNIOR: range(12, 15),
    Stage.HIGH: range(15, 18),
}
ADULT_FROM = 18
PRIMARY_AND_JUNIOR = 15  # a table that ends at 14 says nothing of 高校生


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Ages from `first` to `last`, both inclusive; `last` None is 「…歳以上」."""

    first: int
    last: int | None

    def __str__(self) -> str:
        if self.last is None:
            return "総数" if self.first == 0 else f"{self.first}歳以上"
        return f"{self.first}歳" if self.first == self.last else f"{self.first}～{self.last}歳"


@dataclass(frozen=True, slots=True)
class Group:
    """A closed span and the columns that give it: the sum of `plus` less `minus`."""

    span: Span
    plus: int
    minus: tuple[int, ...] = ()


def groups_of(columns: Mapping[Span, int]) -> tuple[Group, ...]:
    """The finest unbroken chain of groups from 0 to 17 years or beyond; else one from 0 to 14; else nothing.

    `columns` says which column holds which span. 「15歳以上」 less 「18歳以上」 is 15–17; only where nothing else
    says it, 総数 less the others is taken (people of unknown age are then among them).
    """
    found = _direct(columns)
    for more in ((), _from_total(columns, found)):
        chain = _chain([*found, *more], 0, ADULT_FROM)
        if chain:
            return chain
    return _chain(found, 0, PRIMARY_AND_JUNIOR)


def _direct(columns: Mapping[Span, int]) -> list[Group]:
    closed = [Group(span, column) for span, column in columns.items() if span.last is not None]
    opened = sorted(
        (span.first, column) for span, column in columns.items() if span.last is None and span.first
    )
    known = {group.span for group in closed}
    between = [
        Group(Span(first, second - 1), column, (other,))
        for index, (first, column) in enumerate(opened)
        for second, other in opened[index + 1 :]
    ]
    return closed + [group for group in between if group.span not in known]


def _from_total(columns: Mapping[Span, int], found: Sequence[Group]) -> list[Group]:
    """総数 less 「18歳以上」, and less the ages below where they are known too."""
    total, grown = columns.get(Span(0, None)), columns.get(Span(ADULT_FROM, None))
    if total is None or grown is None:
        return []
    below = [group for group in found if group.span == Span(0, PRIMARY_AND_JUNIOR - 1) and not group.minus]
    rest = [Group(Span(PRIMARY_AND_JUNIOR, ADULT_FROM - 1), total, (group.plus, grown)) for group in below]
    return [*rest, Group(Span(0, ADULT_FROM - 1), total, (grown,))]


def _chain(groups: Sequence[Group], start: int, end: int) -> tuple[Group, ...]:
    """Depth first, the shortest span first: the finest chain comes out first."""
    if start >= end:
        return ()
    nexts = [group for group in groups if group.span.first == start and group.span.last is not None]
    for group in sorted(nexts, key=lambda one: (one.span.last or 0, len(one.minus))):
        after = (group.span.last or 0) + 1
        rest = _chain(groups, after, end)
        if rest or after >= end:
            return (group, *rest)
    return ()


def portions(total: int, weights: Sequence[float]) -> list[int]:
    """`total` whole parts by weight, the largest remainders first: the portions sum to `total` exactly.

    Weights that are all nothing give everything to the first.
    """
    whole = sum(weights)
    if whole <= 0:
        return [total, *[0] * (len(weights) - 1)]
    exact = [total * weight / whole for weight in weights]
    given = [int(each) for each in exact]
    left = total - sum(given)
    order = sorted(range(len(weights)), key=lambda index: given[index] - exact[index])
    for index in order[: max(0, left)]:
        given[index] += 1
    if left < 0:  # floats of a very large total rounded up
        given[order[-1]] += left
    return given


@dataclass(frozen=True, slots=True)
class Split:
    """How each group of a table falls to the five stages and the grown: six weights per group.

    `high` is the weight of 高校生 for each child below 15, for tables that end at 14; None where the table says it.
    `measured` True: every group lies within one stage and nothing is estimated. `by_year` the year of the city's
    single ages, None for an even split.
    """

    weights: tuple[tuple[float, ...], ...]
    high: float | None
    measured: bool
    by_year: int | None

    def stages(self, ages: Sequence[int]) -> tuple[int, ...]:
        """Parts by group → parts by stage (infant … high). What is left over is grown."""
        found = [0] * len(CHILD_STAGES)
        for total, weights in zip(ages, self.weights, strict=True):
            for index, part in enumerate(portions(total, weights)[: len(CHILD_STAGES)]):
                found[index] += part
        if self.high is not None:
            found[-1] = round(sum(found) * self.high)
        return tuple(found)


def split_of(spans: Sequence[Span], ages: Mapping[int, int], year: int | None) -> Split:
    """`ages`: people of the whole city by single year, empty where none are loaded (then evenly within the group)."""
    weights = tuple(_weights(span, ages) for span in spans)
    ends = max((span.last or 0 for span in spans), default=0)
    high = _high(ages) if ends < PRIMARY_AND_JUNIOR else None
    measured = high is None and all(sum(weight > 0 for weight in each) <= 1 for each in weights)
    return Split(weights, high, measured, year if ages else None)


def _weights(span: Span, ages: Mapping[int, int]) -> tuple[float, ...]:
    years = range(span.first, (span.last or 0) + 1)
    counted = {age: ages.get(age, 0) for age in years}
    if not sum(counted.values()):
        counted = dict.fromkeys(years, 1)
    stages = [float(sum(counted.get(age, 0) for age in STAGE_AGES[stage])) for stage in CHILD_STAGES]
    return (*stages, float(sum(people for age, people in counted.items() if age >= ADULT_FROM)))


def _high(ages: Mapping[int, int]) -> float:
    """高校生 for each child below 15: the city's own ratio, else three years to fifteen."""
    below = sum(ages.get(age, 0) for age in range(PRIMARY_AND_JUNIOR))
    above = sum(ages.get(age, 0) for age in STAGE_AGES[Stage.HIGH])
    return above / below if below and above else 3 / PRIMARY_AND_JUNIOR


def stage_shares(ages: Mapping[int, int]) -> tuple[float, ...] | None:
    """The share of each stage (and, last, of all others) in the whole city; None while no single ages are loaded."""
    whole = sum(ages.values())
    if not whole:
        return None
    shares = [sum(ages.get(age, 0) for age in STAGE_AGES[stage]) / whole for stage in CHILD_STAGES]
    return (*shares, 1 - sum(shares))
