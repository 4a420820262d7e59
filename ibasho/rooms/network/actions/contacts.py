"""連絡の記録: written once, corrected by another row, what is still to be done settled. The city and the CSW read the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Contact
from ibasho.rooms.network.rules import contacts as rules
from ibasho.rooms.network.rules.contacts import Told
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "network.Contact"
GONE = "この記録は ほかの人が 直したところです。ページを 開きなおして、新しい記録を 見てください。"


@transaction.atomic
def write(*, organisation: Organisation, told: Told, by: Actor, at: datetime) -> Contact:
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = _made(organisation.pk, told, by, at)
    _note("write", row, by, at)
    return row


@transaction.atomic
def correct(*, contact: Contact, told: Told, by: Actor, at: datetime) -> Contact:
    """Another row in its place; the first one stays to be read. Raises Conflict where somebody corrected it already."""
    first = _again(contact, by, at)
    row = _made(first.organisation_id, told, by, at, corrects=first)
    _note("correct", row, by, at, corrects=first.pk)
    return row


@transaction.atomic
def settle(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """What was still to be done is done."""
    row = _again(contact, by, at)
    if not row.next_words or row.settled_at is not None:
        raise Conflict("network.contact_settled", "もう すんだことに なっています。")
    row.settled_at, row.settled_by_id = at, people.person_of(by)
    row.save(update_fields=["settled_at", "settled_by"])
    _note("settle", row, by, at)
    return row


@transaction.atomic
def reopen(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """Settled by mistake."""
    row = _again(contact, by, at)
    if row.settled_at is None:
        raise Conflict("network.contact_open", "まだ すんでいません。")
    row.settled_at, row.settled_by_id = None, None
    row.save(update_fields=["settled_at", "settled_by"])
    _note("reopen", row, by, at)
    return row


def _again(contact: Contact, by: Actor, at: datetime) -> Contact:
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = Contact.objects.select_for_update().filter(pk=contact.pk).first()
    if row is None or Contact.objects.filter(corrects=contact.pk).exists():
        raise Conflict("network.contact_corrected", GONE)
    return row


def _made(
    organisation_id: int, told: Told, by: Actor, at: datetime, corrects: Contact | None = None
) -> Contact:
    told = rules.checked(told, clock.day(at))
    return Contact.objects.create(
        organisation_id=organisation_id, on=told.on, how=told.how.value, spoke_with=told.spoke_with, words=told.words,
        next_words=told.next_words, next_on=told.next_on, corrects=corrects, written_at=at,
        written_by_id=people.person_of(by),
    )  # fmt: skip


def _note(verb: str, row: Contact, by: Actor, at: datetime, **more: int) -> None:
    data = {"organisation": row.organisation_id, "how": row.how, **more}
    journal.record(f"network.contact.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
