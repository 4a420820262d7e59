"""What claims and changes share: asked by one person, decided once, by another, of the city."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.places.models import Claim, PlaceChange

R = TypeVar("R", PlaceChange, Claim)


def lock_waiting(kind: type[R], key: int) -> R:
    """The row, locked. Raises Conflict when it has been decided or withdrawn."""
    row = kind._default_manager.select_for_update(of=("self",)).select_related("place").get(pk=key)
    if row.state != kind.State.WAITING:
        raise Conflict(
            "places.decided_already",
            _("これは もう 決まっています。ページを 開きなおして たしかめてください。"),
        )
    return row


def decide(row: PlaceChange | Claim, state: str, answer: str, *, by: Actor, at: datetime) -> None:
    """Part of an action: writes the decision. Nobody decides what they asked for."""
    if row.asked_by_id is not None and row.asked_by_id == by.person_id:
        raise NotAllowed(
            "places.own_request",
            _("自分が出した願いは 自分では 決められません。別の担当の方に たのんでください。"),
        )
    row.state, row.answer = state, refuse_my_number(answer.strip())
    row.decided_at, row.decided_by_id = at, by.person_id
    row.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def withdraw_row(row: PlaceChange | Claim, verb: str, *, by: Actor, at: datetime) -> None:
    """Part of an action: taken back by who asked."""
    row.state, row.decided_at, row.decided_by_id = row.State.WITHDRAWN, at, by.person_id
    row.save(update_fields=["state", "decided_at", "decided_by"])
    journal.record(
        verb, noun="places.Place", object_id=row.place_id, by=by, at=at, data={"request": row.public_id}
    )
