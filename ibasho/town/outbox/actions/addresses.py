"""Addresses that stand on no account, or beside one: a LINE friend, a browser, a mail address.

`moment` is when the thing itself happened (LINE tells events late and out of order): an older one changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed, NotFound
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses as queries
from ibasho.town.people.models import Person

NOUN = "outbox.Address"


@transaction.atomic
def keep(
    *,
    channel: Channel,
    plain: str,
    by: Actor,
    at: datetime,
    moment: datetime,
    language: str = "ja",
    person: Person | None = None,
    confirmed: bool = True,
) -> Address:
    """The row of this address, found or made; a gone one lives again if `moment` is newer. Raises Invalid where `plain` is no
    address of the channel. `confirmed=False`: somebody typed it, nobody has answered from it yet; what was confirmed stays so
    while the address lives."""
    tidy = rules.tidy(channel, plain)
    mark = queries.mark(channel, tidy)
    fresh = Address(
        channel=channel, mark=mark, language=language, person=person, made_at=at, changed_at=moment,
        confirmed_at=at if confirmed else None,
    )  # fmt: skip
    fresh.sealed = queries.sealed(fresh.public_id, tidy)
    queries.STOP.write(fresh, at)
    Address.objects.bulk_create([fresh], ignore_conflicts=True)
    address = Address.objects.select_for_update().get(channel=channel, mark=mark)
    if address.public_id != fresh.public_id:
        _again(address, fresh, tidy)
    journal.record("outbox.address.keep", noun=NOUN, object_id=address.public_id, by=by, at=at)
    return address


def _again(address: Address, fresh: Address, tidy: str) -> None:
    """Nothing newer is undone: an address stopped after `changed_at` of the fresh one stays stopped."""
    if fresh.changed_at < address.changed_at:
        return
    if address.gone_at is not None:
        address.confirmed_at, address.gone_at = None, None
    if address.confirmed_at is None:
        address.confirmed_at, address.made_at = fresh.confirmed_at, fresh.made_at
    address.person = fresh.person or address.person
    address.language, address.changed_at = fresh.language, fresh.changed_at
    address.sealed = queries.sealed(address.public_id, tidy)  # a browser may have drawn new keys
    address.save()


@transaction.atomic
def gone(*, address: Address, by: Actor, at: datetime, moment: datetime) -> Address:
    """Blocked, expired, or refused for ever. What is newer than `moment` stays."""
    row = _locked(address)
    if moment < row.changed_at:
        return row
    if row.gone_at is not None:
        row.changed_at = moment  # an end that is told late must outlive what came between
        row.save(update_fields=["changed_at"])
        return row
    _end(row, moment, at)
    journal.record("outbox.address.gone", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def stop(*, address: Address, by: Actor, at: datetime) -> Address:
    """By its own link: whoever holds it may. A second time changes nothing."""
    row = _locked(address)
    if row.gone_at is None:
        _end(row, at, at)
        journal.record("outbox.address.stop", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def resume(*, address: Address, by: Actor, at: datetime) -> Address:
    """「やっぱり うけとる」: as long as the row is kept, the same link undoes."""
    row = _locked(address)
    if row.gone_at is not None:
        row.gone_at, row.changed_at = None, at
        row.save(update_fields=["gone_at", "changed_at"])
        journal.record("outbox.address.resume", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def confirm(*, address: Address, by: Actor, at: datetime) -> Address:
    """Somebody answered from there."""
    row = _locked(address)
    if row.confirmed_at is None:
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])
        journal.record("outbox.address.confirm", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def speak(*, address: Address, language: str, by: Actor, at: datetime) -> Address:
    """The language of what goes there, a code of settings.LANGUAGES. Whether anything goes there is not changed."""
    row = _locked(address)
    if row.language != language:
        row.language = language
        row.save(update_fields=["language"])
        journal.record("outbox.address.speak", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def own(*, address: Address, person: Person, by: Actor, at: datetime) -> Address:
    """Ties the address to an account: by the person, or by the job that saw the code they showed."""
    if by.person_id not in (None, person.pk):
        raise NotAllowed(
            "outbox.not_own", "ほかの人の アカウントとは つなげません。自分で ログインして つないでください。"
        )
    row = _locked(address)
    row.person = person
    row.save(update_fields=["person"])
    journal.record("outbox.address.own", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def leave(*, address: Address, by: Actor, at: datetime) -> Address:
    """Somebody without an account uses this browser now: what the account before them is told appears there no more."""
    row = _locked(address)
    if row.person_id is not None:
        row.person = None
        row.save(update_fields=["person"])
        journal.record("outbox.address.leave", noun=NOUN, object_id=row.public_id, by=by, at=at)
    return row


@transaction.atomic
def drop(*, rows: QuerySet[Address], by: Actor, at: datetime) -> int:
    """Rows the room that asked for them has no use for any more; returns how many. Their messages go with them."""
    _all, by_kind = rows.delete()
    many = by_kind.get(NOUN, 0)
    if many:
        journal.record("outbox.address.drop", noun=NOUN, object_id="", by=by, at=at, data={"n": many})
    return many


def _locked(address: Address) -> Address:
    row = Address.objects.select_for_update().filter(pk=address.pk).first()
    if row is None:
        raise NotFound("outbox.no_address", "このとどけ先は もう ありません。もういちど はじめから どうぞ。")
    return row


def _end(row: Address, moment: datetime, at: datetime) -> None:
    row.gone_at, row.changed_at = at, max(moment, row.changed_at)
    row.save(update_fields=["gone_at", "changed_at"])
