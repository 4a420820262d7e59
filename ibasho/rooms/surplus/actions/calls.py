"""Whom no mail reaches is rung up: the row says what is to be told, until somebody says it has been."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.rules.kinds import Call
from ibasho.town.people.permissions import Permission


def ring(row: Offer | Share, call: Call) -> None:
    """Part of an action that holds the offer's lock: the giver, or the place of a share, could not be written to."""
    row.to_call = call.value
    row.save(update_fields=["to_call"])


def heard(row: Offer | Share) -> None:
    """Part of an action: they were written to; what was to be told before is old."""
    if row.to_call:
        row.to_call = ""
        row.save(update_fields=["to_call"])


@transaction.atomic
def told_place(*, share: Share, by: Actor, at: datetime) -> Share:
    """Somebody rang the place up. Raises Conflict where a colleague was first."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    Offer.objects.select_for_update(of=("self",)).get(pk=share.proposal.offer_id)
    locked = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    _told(locked, "surplus.Share", "surplus.share.call", by, at)
    return locked


@transaction.atomic
def told_giver(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Somebody rang the giver up. Raises Conflict where a colleague was first."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    _told(locked, "surplus.Offer", "surplus.offer.call", by, at)
    return locked


def _told(row: Offer | Share, noun: str, verb: str, by: Actor, at: datetime) -> None:
    if not row.to_call:
        raise Conflict("surplus.called", "もう 知らせて あります。ほかの人が 電話したようです。")
    call, row.to_call = row.to_call, ""
    row.save(update_fields=["to_call"])
    journal.record(verb, noun=noun, object_id=row.pk, by=by, at=at, data={"call": call})
