"""窓's work of the 年度, to be handed to 葵."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import deputies, handovers
from ibasho.front.reports.models import Deputy, Handover
from ibasho.front.reports.rules.handing import Away, Item
from ibasho.town.people.models import Person
from tests.make import AT
from tests.people import Cast


def by(person: Person) -> Actor:
    return Actor(person_id=person.pk)


def begun(people: Cast, *, at: datetime = AT, **told: Any) -> Handover:
    """窓's, with one thing written down."""
    given = {
        "nendo": 2026, "duty": "窓口の 担当", "organisation": people.city, "giver": people.mado,
        "words": "電話は 朝が 多いです。", **told,
    }  # fmt: skip
    row = handovers.begin(**given, by=by(given["giver"]), at=at)
    item = Item("カードの 箱の かぎ", date(2027, 3, 25), "総務課")
    handovers.add_item(handover=row, item=item, by=by(given["giver"]), at=at)
    return row


def handed(people: Cast, *, at: datetime = AT) -> Handover:
    row = begun(people, at=at)
    return handovers.hand(handover=row, taker=people.aoi, by=by(people.mado), at=at)


def deputy(people: Cast, first: date, last: date, *, at: datetime = AT, **told: Any) -> Deputy:
    """葵 decides for 文."""
    given = {"person": people.fumi, "deputy": people.aoi, **told}
    return deputies.name(**given, away=Away(first, last, "部屋の申請"), by=by(people.fumi), at=at)
