"""Stages of age (年代), as the city's plan speaks of them. Pure; the paces that go with them are rows (StagePace)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """乳幼児 … 高校生, and adults for fees. Ordered by age: `Stage.UPPER.rank > Stage.LOWER.rank`."""

    INFANT = "infant"
    LOWER = "lower"
    UPPER = "upper"
    JUNIOR = "junior"
    HIGH = "high"
    ADULT = "adult"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def rank(self) -> int:
        return list(Stage).index(self)


_LABELS = {
    Stage.INFANT: "乳幼児",
    Stage.LOWER: "小学1～3年生",
    Stage.UPPER: "小学4～6年生",
    Stage.JUNIOR: "中学生",
    Stage.HIGH: "高校生",
    Stage.ADULT: "おとな",
}
CHILD_STAGES = tuple(stage for stage in Stage if stage is not Stage.ADULT)
