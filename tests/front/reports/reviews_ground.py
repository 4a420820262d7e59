"""Words that みどり食堂 was looked back at with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import reviews
from ibasho.front.reports.models import Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.rules.kinds import Party
from ibasho.town.people.models import Person
from tests.make import AT

WORDS: dict[str, Any] = {
    "party": Party.CHILD, "nendo": 2026, "who_words": "小学生 6人", "heads": 6, "good": "カレーが おいしい",
    "hard": "せまい", "next": "カレーを 作りたい", "said_on": date(2026, 10, 20),
}  # fmt: skip


def written(writer: Person, *, at: datetime = AT, **told: Any) -> Review:
    return reviews.write(**{**WORDS, **told}, by=Actor(person_id=writer.pk), at=at)


def shown(review: Review, reader: Person, *, at: datetime = AT) -> Review:
    seen = queries.mark(review)
    return reviews.show(review=review, seen=seen, by=Actor(person_id=reader.pk), at=at)
