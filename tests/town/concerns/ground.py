"""A child wrote something that worries: as voices hands it over."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.rules.kinds import Kind, Source
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast

WORDS = "おじさんに たたかれる。だれにも いわないで"
PAYLOAD = {
    "words": WORDS, "stage": "upper", "district_code": "M01", "answer": "", "day": "2026-11-24",
    "about": {"きいたこと": "いまの いばしょは どう？"},
}  # fmt: skip


def concern(
    kind: Kind = Kind.ADULT, *, place: Place | None = None, at: Any = make.AT, **changed: Any
) -> Concern:
    return concerns.hand_over(
        kind, source=Source.VOICES, payload={**PAYLOAD, **changed}, place=place, by=Actor.public(), at=at
    )


def colleague(people: Cast, name: str = "樹") -> Person:
    """A second one at the centre."""
    row = Person.objects.create_user("itsuki@example.test", name=name, ends_on=UNTIL)
    Membership.objects.create(
        person=row, organisation=people.city, role="centre_worker", starts_on=SINCE, ends_on=UNTIL
    )
    return row


def small_centre() -> Cast:
    """The cast, with Sumi as the centre's only one: who hears is counted here."""
    people = cast()
    people.tomoe.memberships.all().delete()
    return people
