"""The bar of shares, as the deck draws it: what has a share stands in its width, what has none is one grey part without a
number. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.rooms.care.rules.consultations import percent

WIDTH = 1_000  # one unit is one thousandth
HEIGHT = 56


@dataclass(frozen=True, slots=True)
class Share:
    """`per_mille` None: named without a share (内訳なし, or hidden)."""

    label: str
    per_mille: int | None

    @property
    def percent(self) -> str:
        return percent(self.per_mille)


@dataclass(frozen=True, slots=True)
class Part:
    """From `x`, `width` of WIDTH. `tint`: 1 the darkest; 0 grey, what has no share of its own."""

    share: Share
    x: int
    width: int
    tint: int


@dataclass(frozen=True, slots=True)
class Bar:
    """`rest`: how many categories share the grey part."""

    parts: tuple[Part, ...]
    rest: int
    width: int = WIDTH
    height: int = HEIGHT


_TINTS = 9  # from the seventh on a tint is hatched


def bar(shares: Sequence[Share]) -> Bar | None:
    """In the order given. None where not one share is known."""
    known = [one for one in shares if one.per_mille is not None]
    if not known:
        return None
    whole = max(WIDTH, sum(one.per_mille or 0 for one in known))
    parts, x = [], 0
    for at, one in enumerate(known):
        width = round(WIDTH * (one.per_mille or 0) / whole)
        parts.append(Part(one, x, width, min(at + 1, _TINTS)))
        x += width
    rest = len(shares) - len(known)
    if rest and x < WIDTH:
        parts.append(Part(Share("", None), x, WIDTH - x, 0))
    return Bar(tuple(parts), rest)
