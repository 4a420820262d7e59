"""Two studies side by side: what became better, what worse, by 小学校区 and for the city. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.rooms.reach.rules.summary import Line, Picture

WORTH = 0.5  # children; less is rounding


@dataclass(frozen=True, slots=True)
class Change:
    """One 小学校区 (or the city) before and after; None where it is in one of the studies only."""

    name: str
    kana: str
    before: Line | None
    after: Line | None

    @property
    def unreached(self) -> float | None:
        """Children who reach nothing: more (+) or fewer (-)."""
        if self.before is None or self.after is None:
            return None
        return self.after.unreached - self.before.unreached

    @property
    def child_hours(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return (self.after.half_hours - self.before.half_hours) / 2

    @property
    def children(self) -> float | None:
        """How many more or fewer children live there: people move, not only places."""
        if self.before is None or self.after is None:
            return None
        return self.after.children - self.before.children


@dataclass(frozen=True, slots=True)
class Comparison:
    """`city` all together, `lines` by 小学校区 in the order of their reading."""

    city: Change
    lines: tuple[Change, ...]

    @property
    def people_differ(self) -> bool:
        """The studies count other children: a change is not the places' doing alone."""
        return abs(self.city.children or 0.0) >= WORTH

    @property
    def headline(self) -> str:
        change = self.city.unreached
        if change is None:
            return "2つの しらべの どちらかが この年代・目的・行き方を 数えていないので、くらべられません。"
        if abs(change) < WORTH:
            return "居場所が とどかない こどもの数は かわりません。"
        words = "へります" if change < 0 else "ふえます"
        return f"居場所が とどかない こどもは 約{abs(change):,.0f}人 {words}。"

    @property
    def since(self) -> str:
        """The same of two studies that follow each other: it has happened. "" where nothing is to be said."""
        change = self.city.unreached
        if change is None or abs(change) < WORTH:
            return ""
        words = "へりました" if change < 0 else "ふえました"
        return f"前の しらべから、居場所が とどかない こどもは 約{abs(change):,.0f}人 {words}。"


def compare(before: Picture, after: Picture) -> Comparison:
    """Districts by their code; one that is new or gone stands alone. A study that did not count such children has no
    figures: nought would be a change that is none."""
    old, new = (_by_code(one.lines if one.known else ()) for one in (before, after))
    codes = list(dict.fromkeys([*old, *new]))
    lines = tuple(_change(old.get(code), new.get(code)) for code in codes)
    return Comparison(
        _change(*(one.city if one.known else None for one in (before, after))),
        tuple(sorted(lines, key=lambda one: (one.kana, one.name))),
    )


def _change(before: Line | None, after: Line | None) -> Change:
    named = after or before
    return Change(named.name if named else "市全体", named.kana if named else "", before, after)


def _by_code(lines: Sequence[Line]) -> dict[str, Line]:
    return {line.code: line for line in lines}
