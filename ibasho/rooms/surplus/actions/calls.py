"""Whom no mail reaches is rung up: the row says what is to be told, until somebody says it has been."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.rules.kinds import Call
from ibasho.town.people.permissions import Permission

Row = TypeVar("Row", Offer, Share)


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
    return _told(_locked_share(share, by, at), "surplus.share.call", by, at)


@transaction.atomic
def told_giver(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Somebody rang the giver up. Raises Conflict where a colleague was first."""
    return _told(_locked_offer(offer, by, at), "surplus.offer.call", by, at)


@transaction.atomic
def not_told_place(*, share: Share, call: Call, by: Actor, at: datetime) -> Share:
    """The tick was a slip. Raises Conflict where there is something newer to tell."""
    return _not_told(_locked_share(share, by, at), call, "surplus.share.call_back", by, at)


@transaction.atomic
def not_told_giver(*, offer: Offer, call: Call, by: Actor, at: datetime) -> Offer:
    """The tick was a slip. Raises Conflict where there is something newer to tell."""
    return _not_told(_locked_offer(offer, by, at), call, "surplus.offer.call_back", by, at)


def _locked_offer(offer: Offer, by: Actor, at: datetime) -> Offer:
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    return Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)


def _locked_share(share: Share, by: Actor, at: datetime) -> Share:
    """After its offer, as everybody locks them."""
    _locked_offer(share.proposal.offer, by, at)
    return Share.objects.select_for_update(of=("self",)).get(pk=share.pk)


def _told(row: Row, verb: str, by: Actor, at: datetime) -> Row:
    if not row.to_call:
        raise Conflict("surplus.called", "もう 知らせて あります。ほかの人が 電話したようです。")
    call = Call(row.to_call)
    heard(row)
    _note(row, verb, call, by, at)
    return row


def _not_told(row: Row, call: Call, verb: str, by: Actor, at: datetime) -> Row:
    if row.to_call:
        raise Conflict("surplus.calls_anew", "もう「電話する」に のっています。いまの 一覧を 見てください。")
    ring(row, call)
    _note(row, verb, call, by, at)
    return row


def _note(row: Offer | Share, verb: str, call: Call, by: Actor, at: datetime) -> None:
    journal.record(verb, noun=row._meta.label, object_id=row.pk, by=by, at=at, data={"call": call.value})
