"""The slides of 「計画の 資料を データから」: which figures and words of the system stand on which, in the deck's order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ibasho.base.kernel.labelled import Labelled
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


class Title(Labelled):
    """What stands above a slide, behind its 年度 where it has one."""

    CONSULTATIONS = "consultations", "取り組みの背景：相談の 数"
    AIMS = "aims", "取り組みの ねらい"
    EVENT = "event", "試しに ひらいた日"
    STEPS = "steps", "取り組みの すすめかた"
    SECOND = "second", "取り組みと 交流会"
    VOICES = "voices", "きいた 声"
    THIRD = "third", "検討段階の 取り組み"
    RESTAURANTS = "restaurants", "お店と つくる こども食堂"
    POLICIES = "policies", "居場所を ふやし、よくする 方針"
    VISION = "vision", "目指す姿"


@dataclass(frozen=True, slots=True)
class Slide:
    title: Title
    parts: tuple[Part, ...]


LATEST: Final = -1
SLIDES: Final = (
    Slide(Title.CONSULTATIONS, (Part(Kind.TABLE, "care.consultations", 0),)),
    Slide(Title.AIMS, (Part(Kind.GOALS, GoalKind.AIM, link="reports:plan"),)),
    Slide(Title.EVENT, (Part(Kind.TABLE, "places.events_counted", 0, "places:events"),)),
    Slide(Title.STEPS, (Part(Kind.LINES, year=0, link="reports:plan"),)),
    Slide(
        Title.SECOND,
        (Part(Kind.LINES, year=1, link="reports:plan"), Part(Kind.TABLE, "network.meetings", 1)),
    ),
    Slide(Title.VOICES, (Part(Kind.TABLE, "voices.hearings_published", 1, "voices:answers"),)),
    Slide(Title.THIRD, (Part(Kind.LINES, year=2, link="reports:plan"),)),
    Slide(
        Title.RESTAURANTS,
        (
            Part(Kind.TABLE, "mealtickets.meal_price", LATEST, "mealtickets:meals"),
            Part(Kind.FACT, "mealtickets.shops_open", LATEST, "mealtickets:meals"),
        ),
    ),
    Slide(Title.POLICIES, (Part(Kind.GOALS, GoalKind.POLICY, link="reports:plan"),)),
    Slide(
        Title.VISION,
        (
            Part(Kind.GOALS, GoalKind.VISION, link="reports:plan"),
            Part(Kind.GOALS, GoalKind.EFFECT, link="reports:plan"),
        ),
    ),
)
