"""Which entry is this row of a file? Cities number their rows anew when one goes, so a number alone proves nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ibasho.base.kernel.kana import search_key

_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one thing from another: `key` is its number in the file (or our own mark, beginning with `~`),
    `spot` its address, or day and venue of an event. `scope` is the municipality. `alias` is the number a row gets
    when its own is taken by something else."""

    scope: str
    key: str
    name: str
    spot: str
    alias: str = ""


@dataclass(slots=True)
class _Pair:
    rows: list[int]
    known: list[int]


By = Callable[[Mark], Hashable | None]


def match(rows: Sequence[Mark], known: Sequence[Mark]) -> list[int | None]:
    """For each row the index of the entry it speaks of, or None: it is new.

    In this order: same number and name; same name and spot (numbered anew); the number it got because its own was
    taken; same number with a name alike or the same spot (renamed or moved); without a number, the same name where
    only one has it.
    """
    found: list[int | None] = [None] * len(rows)
    mine, theirs = [_folded(mark) for mark in rows], [_folded(mark) for mark in known]
    _pair(found, mine, theirs, lambda m: (m.scope, m.key, m.name))
    _pair(found, mine, theirs, lambda m: (m.scope, m.name, m.spot) if m.spot else None)
    _pair(found, mine, theirs, lambda m: (m.scope, m.alias) if m.alias else None, lambda m: (m.scope, m.key))
    _pair(found, mine, theirs, lambda m: (m.scope, m.key), proof=_same_thing)
    _pair(found, mine, theirs, _name_of_numberless, lambda m: (m.scope, m.name), _may_have_moved)
    return found


def _pair(
    found: list[int | None],
    rows: Sequence[Mark],
    known: Sequence[Mark],
    by: By,
    by_known: By | None = None,
    proof: Callable[[Mark, Mark], bool] = lambda _row, _known: True,
) -> None:
    """Pairs what is left over on both sides and alone with its value of `by`."""
    taken = set(found)
    at: defaultdict[Hashable, _Pair] = defaultdict(lambda: _Pair([], []))
    for index, mark in enumerate(rows):
        if found[index] is None and (value := by(mark)) is not None:
            at[value].rows.append(index)
    for index, mark in enumerate(known):
        if index not in taken and (value := (by_known or by)(mark)) in at:
            at[value].known.append(index)
    for pair in at.values():
        if len(pair.rows) == len(pair.known) == 1 and proof(rows[pair.rows[0]], known[pair.known[0]]):
            found[pair.rows[0]] = pair.known[0]


def _name_of_numberless(mark: Mark) -> Hashable | None:
    return (mark.scope, mark.name) if mark.key.startswith("~") else None


def _may_have_moved(row: Mark, known: Mark) -> bool:
    """Two numbers and two addresses would be two things."""
    return known.key.startswith("~") or not row.spot or not known.spot


def _folded(mark: Mark) -> Mark:
    return replace(mark, name=search_key(mark.name), spot=search_key(mark.spot))


def _same_thing(row: Mark, known: Mark) -> bool:
    return (row.spot != "" and row.spot == known.spot) or alike(row.name, known.name)


def alike(one: str, other: str) -> bool:
    """One name within the other, or most letters the same: みどり食堂 and みどりこども食堂."""
    if not one or not other:
        return False
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE
