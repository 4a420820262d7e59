"""Six digits between an account and a LINE friend: made behind the sign-in, typed into the talk, used once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import LinkCode
from ibasho.rooms.bulletin.rules import link_code as rules
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.people import policies as people

NOUN = "bulletin.LinkCode"
DRAWS_MAX = 20  # of a million codes a few live at once


@transaction.atomic
def make(*, by: Actor, at: datetime) -> str:
    """The digits, told this once. One's own account only; an earlier code of it opens nothing any more."""
    person_id = people.person_of(by)
    LinkCode.objects.filter(made_at__lt=rules.made_after(at)).delete()
    for _draw in range(DRAWS_MAX):
        digits = rules.new_digits()
        if not LinkCode.objects.filter(code_hash=_hash(digits)).exclude(person_id=person_id).exists():
            LinkCode.objects.update_or_create(
                person_id=person_id, defaults={"code_hash": _hash(digits), "made_at": at}
            )
            journal.record("bulletin.link_code.make", noun=NOUN, object_id=person_id, by=by, at=at)
            return digits
    raise Conflict(
        "bulletin.link_code.full",
        "いま 番号が つくれません。10分ほど たってから、もういちど おしてください。",
    )


@transaction.atomic
def use(*, digits: str, address: Address, by: Actor, at: datetime) -> bool:
    """Ties the friend to the account that shows these digits. False where none does, or its ten minutes are over."""
    policies.require_server(by)
    code = (
        LinkCode.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(code_hash=_hash(digits), made_at__gte=rules.made_after(at), person__is_active=True)
        .first()
    )
    if code is None:
        return False
    addresses.own(address=address, person=code.person, by=by, at=at)
    outbox.begin_with(person=code.person, channel=Channel.LINE, by=by, at=at)
    journal.record("bulletin.link_code.use", noun=NOUN, object_id=code.person_id, by=by, at=at)
    code.delete()
    return True


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Codes whose ten minutes are over; returns how many."""
    policies.require_server(by)
    gone, _rows = LinkCode.objects.filter(made_at__lt=rules.made_after(at)).delete()
    if gone:
        journal.record("bulletin.link_code.forget", noun=NOUN, object_id="", by=by, at=at, data={"n": gone})
    return gone


def _hash(digits: str) -> str:
    """Keyed: a million codes are quickly tried by whoever holds the table alone."""
    return salted_hmac("bulletin.link_code", digits, algorithm="sha256").hexdigest()
