"""What the stories of ふりかえり stand on: the model plan taken in, its sections those of the cast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from demo.chapters import looking_back as published
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import taking_in
from ibasho.front.reports.models import Indicator, Line
from tests.make import AT
from tests.people import Cast

SINCE = date(2026, 4, 1)


def deck(people: Cast) -> dict[str, Line]:
    """The model's goals, indicators and lines, by code. Every line is led by the city, with the 社協 where it names others."""
    taking_in.indicators(since=SINCE, by=Actor(person_id=people.aoi.pk), at=AT)
    told = published.published()
    lines = tuple(
        replace(
            one, lead=people.city.name if one.lead else "",
            others=(people.council.name,) if one.others else (),
        )
        for one in told.lines
    )  # fmt: skip
    taking_in.plan(plan=replace(told, lines=lines), by=Actor(person_id=people.aoi.pk), at=AT)
    return {one.code: one for one in Line.objects.all()}


def only(*codes: str) -> dict[str, Indicator]:
    """Turns off every indicator but these: a story counts what it tells."""
    Indicator.objects.exclude(code__in=codes).update(is_used=False)
    return {one.code: one for one in Indicator.objects.filter(code__in=codes)}
