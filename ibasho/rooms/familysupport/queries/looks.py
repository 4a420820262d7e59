"""「だれが いつ 見たか」 for the family it is about: a role and a time, never a name; one kind of entry alone, so that no other
look, at whatever, leaves a trace or a gap here (I8, statement 49)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions.looks import NOUN, VERB
from ibasho.rooms.familysupport.models import Member
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES

SHOWN_MAX: Final = 100
SHOWN: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    role: str


def looks(member: Member, at: datetime) -> list[Look]:
    """The newest first, of the last year, each hour of a person once: who turns pages does not look ten times."""
    entries = Entry.objects.filter(noun=NOUN, object_id=str(member.pk), verb=VERB, at__gte=at - SHOWN)
    found = dict.fromkeys(
        (person_id, clock.jst(when).replace(minute=0, second=0, microsecond=0))
        for person_id, when in entries.order_by("-pk").values_list("person_id", "at")
    )
    return [Look(hour, _role()) for _person, hour in list(found)[:SHOWN_MAX]]


def _role() -> str:
    """One role alone works with families."""
    return next(role.name for role in ROLES.values() if Permission.SUPPORT_ADVISE in role.permissions)
