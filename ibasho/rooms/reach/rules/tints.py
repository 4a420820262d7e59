"""What a shade of a map is: public and desk name theirs, both show them alike."""

from __future__ import annotations

from enum import Enum


class Tint(Enum):
    """(code as in CSS `data-reach`, colour on the map, words of the legend)."""

    _value_: tuple[str, str, str]

    @property
    def code(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]

    @property
    def words(self) -> str:
        return self.value[2]
