"""What somebody looks for. Pages read it from their address, the API from its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage

PAGE_SIZE = 20
PAGE_SIZE_MAX = 40
SIZE_MAX = 100  # what a program may ask for at once


class When(StrEnum):
    """How far ahead is looked; each holds the ones before."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Everything given must fit; what is left out narrows nothing. `wishes` are codes of `rules.wishes`, `features` of
    `rules.features`. `home_by` is when the child has to be home (JST); `size` answers stand on a page, at most 100."""

    when: When = When.TODAY
    stage: Stage | None = None
    alone: bool = False
    free: bool = False
    wishes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    kinds: tuple[PlaceKind, ...] = ()
    district: str = ""
    text: str = ""
    home_by: time | None = None
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def size_kept(self) -> int:
        return max(1, min(self.size, SIZE_MAX))

    @property
    def narrows(self) -> bool:
        """Whether anything but the day is asked for."""
        return bool(
            self.stage or self.alone or self.free or self.wishes or self.features or self.kinds
            or self.district or self.text.strip()
        )  # fmt: skip
