"""Whom to ask first, by comparisons that have names, never by one mixed number; and why, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibasho.rooms.familysupport.rules.kinds import CarSeat, Skill, Travel

NEAR, FAR = 10, 40  # minutes: worth does not tell apart what is nearer or farther
WORTH_MAX = 100
_WISHED, _SCHOOL = "家族の 希望の人です", "同じ学校・園の 家族です"
_MET, _FROM_HOME = "会っています", "家から"
_BY = {Travel.WALK: "歩いて", Travel.BICYCLE: "自転車で", Travel.CAR: "車で"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What speaks for one provider and one visit. `jobs`: visits of this month; `average` of all providers, in tenths."""

    minutes: int | None = None
    by: str = Travel.WALK.value
    estimate: bool = False
    said_yes: bool = False
    pinned: bool = False
    wished: bool = False
    met: tuple[tuple[str, int], ...] = ()  # call name of a child, how often they have met
    same_school: bool = False
    jobs: int = 0
    average: int = 0
    free: bool = True
    skills: tuple[str, ...] = ()  # what the visit needs and this provider can
    seats: tuple[str, ...] = ()
    meeting_due: bool = False

    @property
    def times(self) -> int:
        return sum(count for _name, count in self.met)


def order(facts: Facts) -> tuple[bool, bool, bool, bool, bool, int, float]:
    """Smaller comes first: the adviser's own word, a yes, the family's wish, who knows the child, the same school, who
    had fewer turns this month, who is nearer."""
    return (
        not facts.pinned,
        not facts.said_yes,
        not facts.wished,
        not facts.times,
        not facts.same_school,
        facts.jobs,
        float("inf") if facts.minutes is None else facts.minutes,
    )


def worth(facts: Facts) -> int:
    """0–100 for the last stage of a week's plan, where as many are served and the turns are as even either way: a yes
    before the wish, the wish before knowing each other, that before the school, and the way at the end."""
    steps = 40 * facts.said_yes + 25 * facts.wished + 6 * min(facts.times, 3) + 7 * facts.same_school
    away = FAR if facts.minutes is None else min(max(facts.minutes, NEAR), FAR)
    return min(WORTH_MAX, steps + (FAR - away) // 3)


def reasons(facts: Facts) -> list[str]:
    """What the adviser reads, and a provider who is asked hears as the why; the strongest first."""
    said = [
        (facts.pinned, "アドバイザーが えらんだ人です"),
        (facts.said_yes, "できますと 返事が ありました"),
        (facts.wished, _WISHED),
        *((True, f"{name}さんと {count}回 {_MET}") for name, count in facts.met if count),
        (facts.same_school, _SCHOOL),
        (facts.free and not facts.said_yes, "その時間 空いています"),
        (facts.minutes is not None, _way(facts)),
        (True, f"その月 {facts.jobs}回（みんなは 平均 {_tenths(facts.average)}回）"),
        *((True, f"{CarSeat(one).label.split('（', maxsplit=1)[0]}あり") for one in facts.seats),
        *((True, f"{Skill(one).label}が できます") for one in facts.skills),
        (facts.meeting_due, "事前打合せが まだです"),
    ]
    return [words for holds, words in said if holds]


def nowhere(reasons: Iterable[str]) -> list[str]:
    """Without those that tell which family it is or where it lives: the way, the school, having met."""
    return [
        one
        for one in reasons
        if one not in (_WISHED, _SCHOOL) and _MET not in one and not one.startswith(f"{_FROM_HOME} ")
    ]


def _way(facts: Facts) -> str:
    return f"{_FROM_HOME} {_BY[Travel(facts.by)]} {facts.minutes}分{'（めやす）' if facts.estimate else ''}"


def _tenths(number: int) -> str:
    whole, rest = divmod(number, 10)
    return f"{whole}.{rest}" if rest else str(whole)
