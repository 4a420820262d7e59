"""What the public may see of a study: shares and rounded numbers, and no small number by any subtraction.

One table for each of four ages that share no child (never both a group and a part of it), one purpose, one way of
going, one scenario: so that two published tables cannot be taken from each other. In a table a row whose children,
reached or unreached are some but fewer than the limit is hidden whole; then more rows are hidden, the smallest first,
until at least two are and what they hide together is no small number either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.summary import AGES, KINDS_OF_BLANK, Line, Look, Picture
from ibasho.rooms.reach.rules.tints import Tint
from ibasho.town.areas.stages import Stage

ROUNDED_TO = 10
NOBODY = 0.5  # less is no child but a share of one
PUBLIC_AGES = {code: AGES[code][0] for code in ("infant", "primary", "junior", "high")}


class Band(Tint):
    """(code as in CSS `data-reach`, colour on the map, words). A share of children, unreached."""

    FEW = ("s0", "#cfe8d5", "10人に 1人まで")
    SOME = ("s1", "#fff0b3", "10人に 2～4人")
    HALF = ("s2", "#ffd08a", "10人に 5～7人")
    MANY = ("s3", "#f58a4b", "10人に 8～9人")
    ALL = ("s4", "#a83200", "ほとんど みんな")
    HIDDEN = ("secret", "#9aa0a6", "こどもが 少ないので 出しません")
    NO_CHILDREN = ("none", "#ffffff", "こどもが 住んでいません")


@dataclass(frozen=True, slots=True)
class Row:
    """`children` and `unreached` are rounded; None where the row is hidden or nobody lives there."""

    code: str
    name: str
    kana: str
    band: Band
    children: int | None = None
    unreached: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """`kinds`: (kind, rounded children) of the whole city, None where hidden. `children` None: too few in all."""

    ages: str
    rows: tuple[Row, ...]
    children: int | None
    unreached: int | None
    kinds: tuple[tuple[Blank, int | None], ...]

    @property
    def full(self) -> int | None:
        """Children who can go somewhere but find no seat: told apart from the others unless it is a small number."""
        return dict(self.kinds).get(Blank.FULL)

    @property
    def without(self) -> int | None:
        """Children who can go nowhere, as the two published numbers say it."""
        return None if self.unreached is None or self.full is None else max(0, self.unreached - self.full)

    @property
    def hidden(self) -> int:
        return sum(row.band is Band.HIDDEN for row in self.rows)


def look_of(ages: str) -> Look:
    """The one look the public gets for an age; an age that is not offered is the usual one."""
    return Look(ages if ages in PUBLIC_AGES else "primary")


def publish(picture: Picture, minimum: int) -> Published:
    """`minimum`: numbers from 1 to below it are not shown."""
    lines = [*picture.lines, *([picture.rest] if picture.rest else [])]
    hidden = hidden_rows(lines, minimum)
    total = picture.city
    whole = not any(is_small(count, minimum) for count in quantities(total)) and total.children >= NOBODY
    rows = tuple(_row(line, at in hidden or not whole) for at, line in enumerate(lines))
    return Published(
        picture.look.ages, rows, rounded(total.children) if whole else None,
        rounded(total.unreached) if whole else None, _kinds(total, minimum) if whole else (),
    )  # fmt: skip


def quantities(line: Line) -> tuple[float, float, float]:
    """What a row tells, also by taking one of its numbers from another."""
    return line.children, line.unreached, line.blank[Blank.REACHED]


def is_small(count: float, minimum: int) -> bool:
    return NOBODY <= count < minimum


def hidden_rows(lines: Sequence[Line], minimum: int) -> frozenset[int]:
    """Indexes of the rows to hide, those beside the small ones included."""
    living = [at for at, line in enumerate(lines) if line.children >= NOBODY]
    hidden = {at for at in living if any(is_small(count, minimum) for count in quantities(lines[at]))}
    rest = sorted((at for at in living if at not in hidden), key=lambda at: lines[at].children)
    while hidden and rest and not _safe([lines[at] for at in hidden], minimum):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def _safe(hidden: Sequence[Line], minimum: int) -> bool:
    """Whoever takes the shown rows from the total learns only the sum of these: of two rows at least, and not small."""
    sums = [sum(counts) for counts in zip(*(quantities(line) for line in hidden), strict=True)]
    return len(hidden) >= 2 and not any(is_small(total, minimum) for total in sums)


def _row(line: Line, hide: bool) -> Row:
    if line.children < NOBODY:
        return Row(line.code, line.name, line.kana, Band.NO_CHILDREN)
    if hide:
        return Row(line.code, line.name, line.kana, Band.HIDDEN)
    band = band_of(line.unreached / line.children)
    return Row(line.code, line.name, line.kana, band, rounded(line.children), rounded(line.unreached))


def band_of(share: float) -> Band:
    edges = ((0.15, Band.FEW), (0.45, Band.SOME), (0.75, Band.HALF), (0.95, Band.MANY))
    return next((band for edge, band in edges if share < edge), Band.ALL)


def rounded(count: float) -> int:
    return round(count / ROUNDED_TO) * ROUNDED_TO


def _kinds(city: Line, minimum: int) -> tuple[tuple[Blank, int | None], ...]:
    """The kinds add up to the unreached: one hidden alone could be worked out, so a second goes with it."""
    counts = {kind: city.blank[kind] for kind in KINDS_OF_BLANK}
    hidden = {kind for kind, count in counts.items() if is_small(count, minimum)}
    rest = sorted((kind for kind in counts if kind not in hidden), key=lambda kind: counts[kind])
    while hidden and rest and not _kinds_safe((counts[kind] for kind in hidden), minimum):
        hidden.add(rest.pop(0))
    return tuple((kind, None if kind in hidden else rounded(count)) for kind, count in counts.items())


def _kinds_safe(hidden: Iterable[float], minimum: int) -> bool:
    """A kind that nobody lacks hides nothing: it does not count as company."""
    some = [count for count in hidden if count >= NOBODY]
    return len(some) >= 2 and sum(some) >= minimum


def stage_words(ages: str) -> str:
    """`小学生`, and for small children whom they go with."""
    return PUBLIC_AGES[ages] if ages != Stage.INFANT else "小学校に入る前の子"
