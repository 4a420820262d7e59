"""Which figures may be published: small ones are hidden, and as many more as it takes that nobody works them out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ibasho.base.kernel.disclosure.hiding import Hiding
from ibasho.base.kernel.disclosure.knowledge import Known, known
from ibasho.base.kernel.disclosure.model import Impossible
from ibasho.base.kernel.disclosure.reading import Reader
from ibasho.base.kernel.disclosure.tables import PEOPLE, Key, Number, Shown, Table, as_json, from_json

__all__ = [
    "PEOPLE",
    "Found",
    "Key",
    "Shown",
    "Table",
    "as_json",
    "attack",
    "from_json",
    "poorer",
    "protect",
    "shares",
    "why_hidden",
]


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody with all releases can work out: this cell of that release (0 first) lies between `low` and `high`."""

    release: int
    key: Key
    low: int
    high: int


def protect(tables: Sequence[Table], earlier: Sequence[Sequence[Shown]], minimum: int) -> list[Shown]:
    """The tables of one hearing, or one year, as they may be published now. `earlier`: all its releases so far, oldest
    first; they cannot be taken back, and counts only grow. Deterministic. ValueError where equal margins differ."""
    whole = [table.whole() for table in tables]
    true = _agreed(whole)
    whole = [_placed(one, whole, true) for one in whole]
    few = [key for key, number in true.items() if _is_few(key, number, earlier, minimum)]
    for grows in (True, False):
        told = [replace(one, grows=grows) for one in whole]
        try:
            hiding = Hiding(earlier, told, minimum)
            hiding.run(few)
        except Impossible:
            continue
        return [_without(one, set(hiding.hidden)) for one in told]
    return [_without(one, set(true)) for one in whole]


def attack(releases: Sequence[Sequence[Shown]], minimum: int) -> list[Found]:
    """What somebody finds who holds all releases of one thing beside each other (oldest first): hidden cells known more
    narrowly than `minimum`, and figures below it that are shown. Empty is good."""
    found = [
        Found(at, key, number, number)
        for at, release in enumerate(releases)
        for key, number in _numbers(release).items()
        if number is not None and _is_few(key, number, releases[:at], minimum)
    ]
    shown = [number or 0 for release in releases for number in _numbers(release).values()]
    knows = known(releases, cap=float(4 * max([*shown, 0]) + 100 * minimum))
    if not knows.column:
        return found
    try:
        return found + _narrow(knows, minimum)
    except Impossible:  # something was taken back: then it need not grow
        apart = [[replace(one, grows=False) for one in release] for release in releases]
        return found + _narrow(known(apart, cap=float(4 * max([*shown, 0]) + 100 * minimum)), minimum)


def _narrow(knows: Known, minimum: int) -> list[Found]:
    if knows.clash:
        raise Impossible
    reader, columns = Reader(knows, knows.low, knows.high), [*knows.column.values()]
    reader.glance(columns, minimum)
    cell = {column: one for one, column in knows.column.items()}
    spans = {column: reader.span(column) for column in reader.narrow(columns, minimum)}
    return [Found(*cell[column], low, high) for column, (low, high) in spans.items() if high - low < minimum]


def shares(shown: Shown) -> tuple[tuple[float | None, ...], ...]:
    """float[rows][columns], 0 … 1: of the people of its column (of one dim: of all). None unless both figures are shown."""
    base = shown.columns if len(shown.dims) > 1 else (shown.total,)
    return tuple(
        tuple(_share(n, base[at] if shown.based else None) for at, n in enumerate(row))
        for row in shown.counts
    )


def why_hidden(table: Table, shown: Shown, minimum: int) -> tuple[tuple[str, ...], ...]:
    """For the desk only, never to be published: for every cell of the grid "" (shown), "few" or "worked_out" (it would
    give a few away, here or beside an earlier release)."""
    return tuple(
        tuple("" if n is not None else "few" if true < minimum else "worked_out"
              for true, n in zip(trues, row, strict=True))
        for trues, row in zip(table.counts, shown.counts, strict=True)
    )  # fmt: skip


def poorer(shown: Sequence[Shown], latest: Sequence[Shown]) -> bool:
    """Whether a figure the latest release shows is hidden in this one: then a picture may better wait."""
    now = _numbers(shown)
    return any(n is not None and key in now and now[key] is None for key, n in _numbers(latest).items())


def _agreed(whole: Sequence[Shown]) -> dict[Key, int]:
    """Every figure of the open release; ValueError where two tables say different things of the same people."""
    true: dict[Key, int] = {}
    for one in whole:
        for key, number in one.cells().items():
            if true.setdefault(key, number or 0) != number:
                raise ValueError(f"{one.name}: {key} is {number} here and {true[key]} in another table")
    return true


def _placed(one: Shown, whole: Sequence[Shown], true: dict[Key, int]) -> Shown:
    """With what anybody may suppose of whom it counts: the PEOPLE of the release, all of them or some."""
    if one.of == PEOPLE or not one.based:
        return one
    both = [(true[key], true[PEOPLE, key[1]]) for key in one.cells() if (PEOPLE, key[1]) in true]
    if not both or any(some > most for some, most in both):
        return one
    return replace(one, within=PEOPLE, all_of_them=all(some == most for some, most in both))


def _is_few(key: Key, number: int, earlier: Sequence[Sequence[Shown]], minimum: int) -> bool:
    """A small cell; or one that differs by a few from the last figure shown of it."""
    if number < minimum:
        return True
    last = next((n for release in reversed(earlier) if (n := _numbers(release).get(key)) is not None), number)
    return 0 < abs(number - last) < minimum


def _numbers(release: Sequence[Shown]) -> dict[Key, Number]:
    return {key: number for one in release for key, number in one.cells().items()}


def _without(one: Shown, hidden: set[Key]) -> Shown:
    return one.filled({key: None if key in hidden else n for key, n in one.cells().items()})


def _share(number: Number, of: Number) -> float | None:
    return number / of if number is not None and of else None
