"""What a group wants changed in a public entry: it waits beside the entry until the city has decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import place_letters, places
from ibasho.town.places.actions.requests import decide, lock_waiting, withdraw_row
from ibasho.town.places.models import Place, PlaceChange
from ibasho.town.places.queries import changes
from ibasho.town.places.rules.opening import Opening


@transaction.atomic
def submit(
    *, place: Place, values: Mapping[str, Any], openings: Sequence[Opening] | None = None, seen: str,
    by: Actor, at: datetime,
) -> Place | PlaceChange:  # fmt: skip
    """Writes at once what the actor may write, else lays it beside the entry for the city.

    `seen` is `queries.changes.seen(...)` of the page the person wrote on; if anything has moved since,
    Conflict, and nothing is written.
    """
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    locked = places.lock(place.pk)
    direct = policies.writes_directly(by, locked, at=at)
    waiting = None if direct else changes.waiting(locked)
    if seen != changes.seen(locked, waiting):
        raise Conflict(
            "places.changed_meanwhile",
            _("書いているあいだに 別の人が この場所を 直しました。下で くらべて、もう一度 送ってください。"),
        )
    if direct:
        values = {name: value for name, value in values.items() if not changes.same(locked, name, value)}
        return places.change(place=locked, values=values, openings=openings, by=by, at=at)
    return _propose(locked, waiting, values, openings, by=by, at=at)


def _propose(
    place: Place, waiting: PlaceChange | None, values: Mapping[str, Any], openings: Sequence[Opening] | None,
    *, by: Actor, at: datetime,
) -> Place | PlaceChange:  # fmt: skip
    places.check(values)
    proposed = changes.differing(place, {**(waiting.proposed if waiting else {}), **values}, openings)
    if not proposed:
        if waiting is not None:
            withdraw_row(waiting, "places.change.withdraw", by=by, at=at)
        return place
    row = waiting or PlaceChange(place=place)
    row.proposed, row.base_version = proposed, place.version
    row.asked_at, row.asked_by_id = at, by.person_id
    row.save()
    _record(row, "ask", by=by, at=at, data={"fields": sorted(proposed)})
    return row


@transaction.atomic
def accept(*, change: PlaceChange, seen: str, answer: str = "", by: Actor, at: datetime) -> Place:
    """The city takes the whole change over. `seen` is the mark of the page on which it was read."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    place = places.lock(change.place_id)
    row = lock_waiting(PlaceChange, change.pk)
    if seen != changes.seen(place, row):
        raise Conflict(
            "places.change_moved_on",
            _("読んでいるあいだに 内容が かわりました。新しい内容を 読んで、もう一度 決めてください。"),
        )
    decide(row, PlaceChange.State.ACCEPTED, answer, by=by, at=at)
    values, openings = changes.split(row.proposed)
    written = places.change(place=place, values=values, openings=openings, by=by, at=at)
    _record(row, "accept", by=by, at=at)
    place_letters.change_decided(row, at=at)
    return written


@transaction.atomic
def refuse(*, change: PlaceChange, answer: str, by: Actor, at: datetime) -> PlaceChange:
    """Not taken over; `answer` says why and reaches who asked."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    if not answer.strip():
        sentence = _("わけが ありません。相手に とどくことばを 書いてください。")
        raise Invalid("places.no_words", sentence, fields={"answer": sentence})
    row = lock_waiting(PlaceChange, change.pk)
    decide(row, PlaceChange.State.REFUSED, answer, by=by, at=at)
    _record(row, "refuse", by=by, at=at)
    place_letters.change_decided(row, at=at)
    return row


@transaction.atomic
def withdraw(*, change: PlaceChange, by: Actor, at: datetime) -> None:
    """The group takes its wish back."""
    policies.require(by, Permission.PLACES_EDIT, change.place, at=at)
    withdraw_row(lock_waiting(PlaceChange, change.pk), "places.change.withdraw", by=by, at=at)


def _record(
    row: PlaceChange, verb: str, *, by: Actor, at: datetime, data: dict[str, Any] | None = None
) -> None:
    journal.record(
        f"places.change.{verb}", noun="places.Place", object_id=row.place_id, by=by, at=at,
        data={"change": row.public_id, **(data or {})},
    )  # fmt: skip
