"""The slides of 「計画の 資料を データから」: which figures and words of the system stand on which, in the deck's order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ibasho.front.reports.rules.kinds import GoalKind


class Kind(StrEnum):
    TABLE = "table"
    FACT = "fact"
    GOALS = "goals"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Part:
    """`of`: a figure's `<room>.<name>` or the kind of goal. `year`: which 年度 of the deck's own, counted from 0; `LATEST`:
    the running one. `link`: the address name of the page that knows more; empty where only the desk has one."""

    kind: Kind
    of: str = ""
    year: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """`title` may hold one `{nendo}`: the 年度 of its first part."""

    code: str
    title: str
    parts: tuple[Part, ...]


LATEST: Final = -1
SLIDES: Final = (
    Slide("consultations", "取り組みの背景：相談実績", (Part(Kind.TABLE, "care.consultations", 0),)),
    Slide("aims", "取り組みの ねらい", (Part(Kind.GOALS, GoalKind.AIM, link="reports:plan"),)),
    Slide("event", "{nendo}の 試行", (Part(Kind.TABLE, "places.events_counted", 0, "places:events"),)),
    Slide("steps", "{nendo}の 取り組み", (Part(Kind.LINES, year=0, link="reports:plan"),)),
    Slide(
        "second", "{nendo}の 取り組み",
        (Part(Kind.LINES, year=1, link="reports:plan"), Part(Kind.TABLE, "network.meetings", 1)),
    ),
    Slide("voices", "{nendo}に きいた 声", (Part(Kind.TABLE, "voices.hearings_published", 1, "voices:answers"),)),
    Slide("third", "{nendo}の 取り組み", (Part(Kind.LINES, year=2, link="reports:plan"),)),
    Slide(
        "restaurants", "飲食店と つくる こども食堂",
        (
            Part(Kind.TABLE, "mealtickets.meal_price", LATEST, "mealtickets:meals"),
            Part(Kind.FACT, "mealtickets.shops_open", LATEST, "mealtickets:meals"),
        ),
    ),
    Slide("policies", "こどもの居場所充実・確保方針", (Part(Kind.GOALS, GoalKind.POLICY, link="reports:plan"),)),
    Slide("vision", "目指す姿", (Part(Kind.GOALS, GoalKind.VISION, link="reports:plan"), Part(Kind.GOALS, GoalKind.EFFECT, link="reports:plan"))),
)  # fmt: skip
