"""Beside the list of figures: which 年度 there are, what nobody measures, what stands beside one figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Min, Q

from ibasho.base.kernel import nendo as years
from ibasho.front.reports.models import Goal, Indicator, Measurement, Review
from ibasho.front.reports.queries import measured, reviews, sources
from ibasho.front.reports.rules.series import Meaning

YEARS_MAX: Final = 12


@dataclass(frozen=True, slots=True)
class Warnings:
    """`goals`: sentences of the plan that no indicator in use answers for; `unmeasured`: indicators in use of which nothing
    was kept this 年度; `loose`: indicators in use that answer for no sentence."""

    goals: list[Goal]
    unmeasured: list[Indicator]
    loose: list[Indicator]

    @property
    def is_any(self) -> bool:
        return bool(self.goals or self.unmeasured or self.loose)


def warnings(nendo: int) -> Warnings:
    used = Indicator.objects.filter(is_used=True)
    kept = measured.in_year(Measurement.objects.all(), nendo).values("definition__indicator")
    goals = Goal.objects.filter(Q(until_nendo=None) | Q(until_nendo__gte=nendo))
    return Warnings(
        goals=list(goals.exclude(indicators__in=used)), unmeasured=list(used.exclude(pk__in=kept)),
        loose=list(used.filter(goals=None)),
    )  # fmt: skip


def nendos(today: date) -> list[int]:
    """Every 年度 since the first kept value, the running one first; never more than a page can hold."""
    this = years.nendo(today)
    oldest = Measurement.objects.aggregate(day=Min("as_of"))["day"]
    first = years.nendo(oldest) if oldest else this
    return list(range(this, max(first, this - YEARS_MAX + 1) - 1, -1))


def goal_words() -> list[tuple[str, str]]:
    """(code, words with its number) in the plan's order."""
    return [(one.code, f"{one.number}{one.words}") for one in Goal.objects.all()]


def programs(meaning: Meaning | None) -> list[tuple[str, str, str]]:
    """(which value, name, program text) of what a definition counts by, as far as a room still offers it."""
    if meaning is None:
        return []
    asked = [
        ("市ぜんたい", meaning.fact, sources.REGISTER[meaning.over]),
        ("居場所ごと", meaning.place_fact, "BY_PLACE"),
    ]
    return [
        (label, name, sources.code_of(name, register))
        for label, name, register in asked
        if sources.offers(name, register)
    ]


def beside(indicator: Indicator, nendo: int) -> list[Review]:
    """What people said in this 年度 about the lines of the plan that this indicator follows."""
    lines = set(indicator.lines.values_list("pk", flat=True))
    return [one for one in reviews.shown(nendo) if one.line_id in lines]
