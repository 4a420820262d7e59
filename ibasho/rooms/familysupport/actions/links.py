"""A member's link: given by the adviser, opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import links as rules
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import ask_letters
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MemberState
from ibasho.town.people.permissions import Permission

NOUN, PURPOSE = "familysupport.Member", "familysupport.link"
OPENS = (MemberState.ACTIVE, MemberState.PAUSED)


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here, on the paper and in the mail. `mailed`: a mail is on its way."""

    member: Member
    token: str
    address: str
    mailed: bool


@transaction.atomic
def give(*, member: Member, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. `mail`: also sends it, where there is an address."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    locked = _locked(member)
    _write(locked, at)
    mailed = mail and ask_letters.link(locked, address(locked), by, at)
    journal.record(
        "familysupport.link.give", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return Given(locked, token(locked), address(locked), bool(mailed))


def ensure(member: Member, at: datetime) -> str:
    """Part of an action that writes to a member: the address of the link they have, or of their first one. Raises
    Conflict for who is not a member now."""
    known = member.token_at is not None and rules.token_hash(token(member)) == member.token_hash
    if not known:
        locked = _locked(member)
        if locked.token_at is None or rules.token_hash(token(locked)) != locked.token_hash:
            _write(locked, at)
        member.token_at, member.token_hash = locked.token_at, locked.token_hash
    return address(member)


def token(member: Member) -> str:
    if member.token_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, member.public_id, member.token_at)


def address(member: Member) -> str:
    """The whole web address. The token stands behind the question mark: logs keep no query. A part of the page may
    follow (`#asks`). Raises ValueError before `ensure` or `give`."""
    return f"{settings.PUBLIC_URL}{reverse('familysupport:my')}?{urlencode({'t': token(member)})}"


def _locked(member: Member) -> Member:
    locked = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if locked.state not in OPENS:
        raise Conflict(
            "familysupport.link_not_a_member",
            "いま 会員でない人には リンクを わたせません。入会の 手つづきが すんでから わたしてください。",
        )
    return locked


def _write(locked: Member, at: datetime) -> None:
    locked.token_at = at
    locked.token_hash = rules.token_hash(token(locked))
    locked.save(update_fields=["token_at", "token_hash"])
