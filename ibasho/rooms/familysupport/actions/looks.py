"""Who looked at a family's record: written down before the page is shown, read by the family itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Member
from ibasho.town.people.permissions import Permission

VERB: Final = "familysupport.member.look"
NOUN: Final = "familysupport.Member"


@transaction.atomic
def note(*, members: Iterable[Member | None], by: Actor, at: datetime) -> int:
    """One entry for each member whose page is about to be shown. Returns how many."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    seen = sorted({one.pk for one in members if one is not None})
    journal.record_many(VERB, noun=NOUN, things=[(key, {}) for key in seen], by=by, at=at)
    return len(seen)
