"""Who wants to hear of what: kept, changed, stopped, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.people.models import Person
from ibasho.town.places.queries import published

NOUN = "bulletin.Subscription"
NEWS = "bulletin.notice:"  # how the keys of what goes to everybody begin
KEPT_DAYS = 30  # after it was stopped
UNCHOSEN_DAYS = 2
PLACES_MAX = 100


@transaction.atomic
def keep(
    *, wanted: Wanted, person: Person | None = None, address: Address | None = None, by: Actor, at: datetime
) -> Subscription:
    """The choice of an account or of an address without one; a second call changes the first one's row and starts it again.

    Whoever holds the address is who the view proved it is: the link of a mail, a browser's own key, LINE's signature.
    """
    policies.require_own(by, person, address)
    _check(wanted)
    row = _locked(person, address, at)
    for name in ("districts", "stages", "wishes", "kinds"):
        setattr(row, name, sorted(getattr(wanted, name)))
    row.is_active, row.changed_at = True, at
    row.save()
    row.places.set(published.open_to_all().filter(pk__in=wanted.places))
    _record("keep", row, by, at)
    return row


@transaction.atomic
def stop(*, subscription: Subscription, by: Actor, at: datetime) -> None:
    """One tap: nothing arrives any more, not even what waits for the morning. Twice changes nothing."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    policies.require_own(by, row.person, row.address)
    if row.is_active:
        row.is_active, row.changed_at = False, at
        row.save(update_fields=["is_active", "changed_at"])
        if row.person is not None:
            outbox.spare(person=row.person, events=NEWS, by=by, at=at)
        _record("stop", row, by, at)


@transaction.atomic
def forget_stopped(*, by: Actor, at: datetime) -> int:
    """What was stopped thirty days ago goes, and what belonged to an account that was erased; returns how many."""
    policies.require_server(by)
    stopped = Q(is_active=False, changed_at__lt=at - timedelta(days=KEPT_DAYS))
    old = Subscription.objects.filter(stopped | Q(person__email__endswith="@gone.invalid"))
    many = old.count()
    if many:
        old.delete()
        journal.record(
            "bulletin.subscription.forget", noun=NOUN, object_id="", by=by, at=at, data={"n": many}
        )
    return many


@transaction.atomic
def forget_unchosen(*, by: Actor, at: datetime) -> int:
    """Browsers that asked for notifications and then chose nothing, or whose choice is forgotten; returns how many."""
    policies.require_server(by)
    rows = Address.objects.filter(
        channel=Channel.PUSH,
        person=None,
        subscription=None,
        changed_at__lt=at - timedelta(days=UNCHOSEN_DAYS),
    )
    return addresses.drop(rows=rows, by=by, at=at)


def _locked(person: Person | None, address: Address | None, at: datetime) -> Subscription:
    whose: dict[str, Any] = {"person": person} if person is not None else {"address": address}
    row, _fresh = Subscription.objects.get_or_create(**whose, defaults={"made_at": at, "changed_at": at})
    return Subscription.objects.select_for_update().get(pk=row.pk)


def _check(wanted: Wanted) -> None:
    if len(wanted.places) > PLACES_MAX:
        raise Invalid(
            "bulletin.subscription.places",
            f"居場所は {PLACES_MAX}か所まで えらべます。小学校区で えらぶと、ぜんぶ とどきます。",
            fields={"places": f"{PLACES_MAX}か所まで えらべます。"},
        )


def _record(verb: str, row: Subscription, by: Actor, at: datetime) -> None:
    journal.record(f"bulletin.subscription.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at)
