"""A way as a picture: numbered dots and a line, north above. Drawn by the server; the list beside it says the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from ibasho.base.kernel.geo import Position

WIDTH, HEIGHT, MARGIN = 480, 320, 30
_SMALLEST = 0.002  # degrees: halts next door to each other do not fill the picture


@dataclass(frozen=True, slots=True)
class Dot:
    """`numbers`: the halts at this spot: 「1・4」."""

    x: float
    y: float
    numbers: str


@dataclass(frozen=True, slots=True)
class Picture:
    dots: tuple[Dot, ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT


def drawn(halts: Sequence[Position | None]) -> Picture | None:
    """None where fewer than two halts have a position. Halts without one keep their number and have no dot."""
    known = [(number, one) for number, one in enumerate(halts, start=1) if one is not None]
    if len(known) < 2:
        return None
    lats, lngs = [one.lat for _n, one in known], [one.lng for _n, one in known]
    squeeze = cos(radians(sum(lats) / len(lats)))
    tall, wide = max(lats) - min(lats), (max(lngs) - min(lngs)) * squeeze
    unit = max(tall / (HEIGHT - 2 * MARGIN), wide / (WIDTH - 2 * MARGIN), _SMALLEST / WIDTH)
    middle = ((max(lats) + min(lats)) / 2, (max(lngs) + min(lngs)) / 2)

    def spot(one: Position) -> tuple[float, float]:
        x = WIDTH / 2 + (one.lng - middle[1]) * squeeze / unit
        return round(x, 1), round(HEIGHT / 2 - (one.lat - middle[0]) / unit, 1)

    spots: dict[tuple[float, float], list[str]] = {}
    for number, one in known:
        spots.setdefault(spot(one), []).append(str(number))
    dots = tuple(Dot(x, y, "・".join(numbers)) for (x, y), numbers in spots.items())
    return Picture(dots, " ".join(f"{x},{y}" for x, y in (spot(one) for _n, one in known)))
