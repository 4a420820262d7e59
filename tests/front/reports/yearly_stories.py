"""A year of みどり食堂 that can be reported: one figure by hand, a target, words of children."""

from __future__ import annotations

from datetime import date

from ibasho.front.reports.actions import yearly
from ibasho.front.reports.models import Indicator, Report, Target
from tests import make
from tests.front.reports import reviews_ground
from tests.front.reports.ground import deck, only
from tests.make import AT
from tests.people import Cast

NENDO = 2026


def year(people: Cast) -> dict[str, Indicator]:
    """R8: two open places, three aimed at; children have spoken, two people have read it."""
    deck(people)
    kept = only("places_open", "places_alone", "reflection_rate")
    midori = make.place(organisation=people.midori, alone_from="lower")
    make.place("北の ひろば", kind="jidokan")
    Target.objects.create(indicator=kept["places_open"], nendo=NENDO, value=3, set_at=AT)
    said = reviews_ground.written(people.aoi, place=midori, said_on=date(2026, 11, 3))
    reviews_ground.shown(said, people.fumi)
    return kept


def drafted(people: Cast) -> Report:
    return yearly.draft(nendo=NENDO, by=people.by(people.aoi), at=AT)


def published(people: Cast) -> Report:
    """葵 asks, 文 publishes."""
    row = drafted(people)
    yearly.say(
        report=row, chapter="hajimeni", words="市長の あいさつです。", child_words="こんにちは。", by=people.by(people.aoi), at=AT
    )  # fmt: skip
    yearly.ask(report=row, by=people.by(people.aoi), at=AT)
    return yearly.publish(report=row, by=people.by(people.fumi), at=AT)
