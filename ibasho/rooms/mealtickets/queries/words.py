"""One queue of words: of givers, of children, of donors' pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Donor, Gift, Thanks
from ibasho.rooms.mealtickets.models.gift import Moderation
from ibasho.rooms.mealtickets.rules.thanks import PICTURES
from ibasho.town.places.rules import moderation

SHOWN_MAX = 100


class Noun(StrEnum):
    GIFT = "gift"
    THANKS = "thanks"
    DONOR = "donor"


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the words of a noun stand, and their state."""

    model: type[Any]
    state: str
    texts: tuple[str, ...]

    def said(self, row: Any) -> str:
        """All of it, as somebody who decides reads it."""
        return "\n".join(text for name in self.texts if (text := getattr(row, name)))


KINDS = {
    Noun.GIFT: Kind(Gift, "message_state", ("message",)),
    Noun.THANKS: Kind(Thanks, "state", ("words",)),
    Noun.DONOR: Kind(Donor, "state", ("name", "words")),
}
LABELS = {
    Noun.GIFT: "寄附した人の ことば",
    Noun.THANKS: "こどもの ありがとう",
    Noun.DONOR: "応援のページ",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to read. `held_for`: what to look at twice; `may_show` False: it holds a way to reach somebody.
    `donor`: for its logo and link."""

    noun: Noun
    key: int
    words: str
    told_on: date
    state: str
    who: str = ""
    picture: str = ""
    donor: Donor | None = None

    @property
    def label(self) -> str:
        return LABELS[self.noun]

    @property
    def held_for(self) -> str:
        return moderation.held_for(self.words)

    @property
    def may_show(self) -> bool:
        return moderation.may_be_shown(self.words)

    @property
    def picture_says(self) -> str:
        return PICTURES.get(self.picture, "")


def waiting() -> dict[Noun, QuerySet[Any]]:
    return _in_state(Moderation.WAITING)


def waiting_count() -> int:
    return sum(rows.count() for rows in waiting().values())


def to_read() -> list[Said]:
    """The oldest first."""
    found = [one for noun, rows in waiting().items() for one in _said(noun, rows.order_by("pk")[:SHOWN_MAX])]
    return sorted(found, key=lambda one: (one.told_on, one.noun, one.key))


def decided(state: str) -> list[Said]:
    """Shown or hidden, the newest first."""
    rows = _in_state(Moderation(state))
    found = [one for noun, some in rows.items() for one in _said(noun, some.order_by("-pk")[:SHOWN_MAX])]
    return sorted(found, key=lambda one: (one.told_on, one.key), reverse=True)


def _in_state(state: Moderation) -> dict[Noun, QuerySet[Any]]:
    received = Gift.objects.exclude(state=Gift.State.PROMISED).exclude(state=Gift.State.CANCELLED)
    return {
        Noun.GIFT: received.filter(message_state=state),
        Noun.THANKS: Thanks.objects.filter(state=state).select_related("place"),
        Noun.DONOR: Donor.objects.filter(state=state),
    }


def _said(noun: Noun, rows: Iterable[Any]) -> list[Said]:
    return [_one(noun, row) for row in rows]


def _one(noun: Noun, row: Any) -> Said:
    words, state = KINDS[noun].said(row), getattr(row, KINDS[noun].state)
    if noun is Noun.THANKS:
        return Said(noun, row.pk, words, row.told_on, state, row.place.name if row.place else "", row.picture)
    if noun is Noun.DONOR:
        return Said(noun, row.pk, words, clock.day(row.made_at), state, donor=row)
    return Said(noun, row.pk, words, clock.day(row.promised_at), state, "" if row.anonymous else row.name)
