"""The segments the city makes in its own LINE tool: district × age × interest, each with a code that never changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.wishes import WISHES

ALL = "all"
ALL_LABEL = "ぜんぶ"


@dataclass(frozen=True, slots=True)
class Segment:
    """`code`: 「M01-lower-food」; `all` in the place of what is not chosen. `name`: as it stands in the tool."""

    district: str
    district_name: str
    stage: str
    stage_name: str
    wish: str
    wish_name: str

    @property
    def code(self) -> str:
        return f"{self.district}-{self.stage}-{self.wish}"

    @property
    def name(self) -> str:
        return f"{self.district_name}／{self.stage_name}／{self.wish_name}"


def segments(districts: Iterable[tuple[str, str]]) -> list[Segment]:
    """`districts`: code and name. Each with every age and every interest, and with all of either."""
    stages = [(ALL, ALL_LABEL), *((stage.value, stage.label) for stage in Stage)]
    wishes = [(ALL, ALL_LABEL), *((wish.code, wish.label) for wish in WISHES)]
    return [
        Segment(code, name, stage, stage_name, wish, wish_name)
        for code, name in [(ALL, ALL_LABEL), *districts]
        for stage, stage_name in stages
        for wish, wish_name in wishes
    ]
