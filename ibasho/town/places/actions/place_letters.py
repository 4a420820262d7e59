"""Mails about places: parts of actions, written into the outbox in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.actions import send
from ibasho.town.people.models import Person
from ibasho.town.places.models import Claim, Place, PlaceChange
from ibasho.town.places.queries import links
from ibasho.town.places.queries.changes import opening_words, openings_of
from ibasho.town.places.rules.verification import LINK_DAYS_MAX

BY = Actor.of_job("places.letters")


def ask_if_same(place: Place, *, at: datetime) -> None:
    """「まだ同じですか」 with the signed link, to the place's own address."""
    today = clock.day(at)
    words = {
        "hours": opening_words(openings_of(place)),
        "link": links.address(place, today),
        "days": LINK_DAYS_MAX,
    }
    _write(
        links.address_of(place), f"places.verify:{place.public_id}:{today.isoformat()}",
        "ask_if_same", place, words, at=at,
    )  # fmt: skip


def published(place: Place, *, at: datetime) -> None:
    _to_place(place, "published", {"page": _url("places:place", place.public_id)}, at=at)


def refused(place: Place, answer: str, *, at: datetime) -> None:
    words = {"answer": answer, "page": _url("places:ops_place", place.public_id)}
    _to_place(place, "refused", words, at=at)


def change_decided(change: PlaceChange, *, at: datetime) -> None:
    _to_asker(change.asked_by, f"places.change:{change.public_id}", "change_decided", change, at=at)


def claim_decided(claim: Claim, *, at: datetime) -> None:
    _to_asker(claim.asked_by, f"places.claim:{claim.public_id}", "claim_decided", claim, at=at)


def _to_asker(
    person: Person | None, event_key: str, name: str, row: PlaceChange | Claim, *, at: datetime
) -> None:
    words = {
        "accepted": row.state == row.State.ACCEPTED,
        "answer": row.answer,
        "page": _url("places:ops_place", row.place.public_id),
    }
    if person is not None:
        _write(person, event_key, name, row.place, words, at=at)


def _to_place(place: Place, name: str, words: Mapping[str, object], *, at: datetime) -> None:
    """To the group's own address; a place whose entry the city wrote itself may have none."""
    address = links.address_of(place)
    if address:
        key = f"places.{name}:{place.public_id}:{at.strftime('%Y%m%d%H%M%S')}"
        _write(address, key, name, place, words, at=at)


def _write(
    to: Person | str, event_key: str, name: str, place: Place, words: Mapping[str, object], *, at: datetime
) -> None:
    """The first line of the template is the subject."""
    context = {"place": place, "city": settings.IBASHO_CITY, **words}
    subject, _, body = render_to_string(f"places/mail/{name}.txt", context).strip().partition("\n")
    send(to=to, event_key=event_key, subject=subject, body=body.lstrip("\n"), by=BY, at=at)


def _url(name: str, public_id: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=[public_id])
