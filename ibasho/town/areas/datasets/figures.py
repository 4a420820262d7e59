"""Rows of people out of a table: figures that may be secret, the ages of children, what is wrong with a row.

「*」「X」「-」 and empty cells are never nothing: they are unknown. A 「-」 becomes 0 only where the row's other columns
prove it (the coarser group or the total is just what the known ones give).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibasho.town.areas.datasets.agecolumns import EVERYONE
from ibasho.town.areas.rules.ages import Group, Span, groups_of
from ibasho.town.areas.rules.people import parts

_UNKNOWN = re.compile(r"[*＊XxＸ…\-－‐―ー.]*")
_CODE = re.compile(r"[0-9A-Za-z]+")


class NotNumber(ValueError):
    """A cell that is neither a number nor one of the signs for unknown."""


def number(text: str) -> float | None:
    """People in a cell, None where the file keeps them secret or has none. Raises NotNumber."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if _UNKNOWN.fullmatch(plain):
        return None
    try:
        value = float(plain)
    except ValueError as error:
        raise NotNumber(text) from error
    if not 0 <= value < 1e8:
        raise NotNumber(text)
    return value


def codes(text: str) -> tuple[str, ...]:
    """The codes of GASSAN: separated by ; or any other mark."""
    return tuple(_CODE.findall(unicodedata.normalize("NFKC", text)))


@dataclass(frozen=True, slots=True)
class AgeTable:
    """The columns of a table that say ages, and the groups of children that follow from them."""

    columns: Mapping[Span, int]
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, columns: Mapping[Span, int]) -> AgeTable:
        return cls(columns, groups_of(columns))

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(group.span for group in self.groups)

    @property
    def from_total(self) -> bool:
        """Whether a group is 総数 less others: then the total must hold the same people as the others do."""
        return any(group.plus == self.columns.get(EVERYONE) for group in self.groups)

    def used(self) -> list[int]:
        """The columns a row is read in."""
        return sorted(set(self.columns.values()))

    def ages(self, values: Mapping[int, float | None]) -> tuple[int, ...] | None:
        """Parts of children by group, None where one is unknown. `values` by column."""
        known = self._proved(values)
        found = [self._figure(group, known) for group in self.groups]
        whole = [each for each in found if each is not None]
        return tuple(whole) if whole and len(whole) == len(found) else None

    def _figure(self, group: Group, values: Mapping[int, float | None]) -> int | None:
        plus = values[group.plus]
        minus = [values[column] for column in group.minus]
        if plus is None or any(each is None for each in minus):
            return None
        return max(0, parts(plus) - sum(parts(each) for each in minus if each is not None))

    def _proved(self, values: Mapping[int, float | None]) -> Mapping[int, float | None]:
        """Unknown groups are 0 where a known span they tile with known ones leaves nothing over for them."""
        unknown = [span for span, column in self.columns.items() if values[column] is None]
        if not unknown or len(unknown) == len(self.columns):
            return values
        zero = {
            self.columns[piece]: 0.0
            for span, column in self.columns.items()
            if (whole := values[column]) is not None
            for piece in self._nothing_left(span, whole, values)
        }
        return {**values, **zero}

    def _nothing_left(self, span: Span, whole: float, values: Mapping[int, float | None]) -> Sequence[Span]:
        tiles = self._tiles(span)
        known = [values[self.columns[tile]] for tile in tiles]
        if not tiles or sum(each or 0 for each in known) != whole:
            return ()
        return [tile for tile, each in zip(tiles, known, strict=True) if each is None]

    def _tiles(self, whole: Span) -> Sequence[Span]:
        """The finest other spans of the table that fill `whole` without a gap; empty where there are none."""
        found: list[Span] = []
        start = whole.first
        while start is not None:
            inside = [
                span
                for span in self.columns
                if span.first == start and span != whole and _within(span, whole)
            ]
            if not inside:
                return ()
            tile = min(inside, key=lambda span: span.last if span.last is not None else 10_000)
            found.append(tile)
            if tile.last is None or tile.last == whole.last:
                return found
            start = tile.last + 1
        return ()


def _within(span: Span, whole: Span) -> bool:
    return whole.last is None or (span.last is not None and span.last <= whole.last)
