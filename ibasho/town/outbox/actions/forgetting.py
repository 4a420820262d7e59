"""What is kept too long goes: old texts, old rows, addresses that are gone or that nobody answered from."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions.sending import NOUN
from ibasho.town.outbox.models import Address, Channel, Message, Preference


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Erases old texts and drops old rows; returns how many of each. Addresses go with them."""
    done = Message.objects.exclude(state=Message.State.WAITING)
    dropped, _ = done.filter(created_at__lt=at - timedelta(days=rules.ROW_DAYS)).delete()
    old = done.filter(created_at__lt=at - timedelta(days=rules.TEXT_DAYS)).exclude(body="", subject="")
    erased = old.update(body="", subject="")
    Preference.objects.filter(person__email__endswith="@gone.invalid").delete()
    addresses = _forget_addresses(at)
    if erased or dropped or addresses:
        counts = {"erased": erased, "dropped": dropped, "addresses": addresses}
        journal.record("outbox.message.forget", noun=NOUN, object_id="", by=by, at=at, data=counts)
    return erased, dropped


def _forget_addresses(at: datetime) -> int:
    """How many went. Their messages and what hangs on them go with them."""
    gone = Q(gone_at__lt=at - timedelta(days=rules.GONE_DAYS))
    unanswered = Q(
        channel=Channel.MAIL,
        confirmed_at__isnull=True,
        made_at__lt=at - timedelta(days=rules.UNCONFIRMED_DAYS),
    )
    closed = Q(person__email__endswith="@gone.invalid")
    _all, by_kind = Address.objects.filter(gone | unanswered | closed).delete()
    return by_kind.get("outbox.Address", 0)
