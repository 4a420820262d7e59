"""A member's link: given by the adviser, opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ui.links import Given
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import ask_letters
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries.holders import LINK, OPENS
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Member"


@transaction.atomic
def give(*, member: Member, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. `mail`: also sends it, where there is an address."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    locked = _locked(member)
    LINK.renew(locked, at)
    mailed = mail and ask_letters.link(locked, LINK.address(locked), by, at)
    journal.record(
        "familysupport.link.give", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return LINK.given(locked, mailed=bool(mailed))


def ensure(member: Member, at: datetime) -> str:
    """Part of an action that writes to a member: the address of the link they have, or of their first one. Raises
    Conflict for who is not a member now."""
    return LINK.ensure(member, _locked, at)


def _locked(member: Member) -> Member:
    locked = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if locked.state not in OPENS:
        raise Conflict(
            "familysupport.link_not_a_member",
            "いま 会員でない人には リンクを わたせません。入会の 手つづきが すんでから わたしてください。",
        )
    return locked
