"""Pictures of reach: one bar that shows a whole group of children, by what they lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django import template

from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.shades import kind_of

register = template.Library()
WIDTH = 1000.0


class Counted(Protocol):
    @property
    def blank(self) -> Sequence[float]: ...


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    words: str
    shown: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class StackBar:
    """`words` say the same as the picture."""

    parts: tuple[Part, ...]
    words: str


@register.simple_tag
def stack_bar(line: Counted) -> StackBar:
    """Reached, then the four kinds, in units of a thousandth of the whole."""
    total = sum(line.blank) or 1.0
    parts, begin = [], 0.0
    for kind in Blank:
        width = WIDTH * line.blank[kind] / total
        shown = f"{line.blank[kind]:,.0f}人（{100 * line.blank[kind] / total:.0f}%）"
        parts.append(Part(kind_of(kind).code, kind.label, shown, begin, width))
        begin += width
    return StackBar(tuple(parts), "、".join(f"{part.words} {part.shown}" for part in parts))
