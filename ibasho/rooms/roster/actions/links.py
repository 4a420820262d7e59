"""A helper's link: given by staff, opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import links as rules
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import link_letters
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.town.people.permissions import Permission

NOUN, PURPOSE = "roster.Helper", "roster.link"


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here, on the paper and in the mail. `mailed`: a mail is on its way."""

    helper: Helper
    token: str
    address: str
    mailed: bool


@transaction.atomic
def give(*, helper: Helper, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. `mail`: also sends it, where there is an address."""
    policies.require(by, Permission.ROSTER_MANAGE, helper.organisation, at=at)
    locked = _locked(helper)
    _write(locked, at)
    mailed = mail and link_letters.link(locked, address(locked), by, at)
    journal.record(
        "roster.link.give", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return Given(locked, token(locked), address(locked), bool(mailed))


def ensure(helper: Helper, at: datetime) -> str:
    """Part of an action that writes to a helper: the address of the link they have, or of their first one."""
    known = helper.token_at is not None and rules.token_hash(token(helper)) == helper.token_hash
    if not known:
        locked = _locked(helper)
        _write(locked, at)
        helper.token_at, helper.token_hash = locked.token_at, locked.token_hash
    return address(helper)


def is_holder(by: Actor) -> bool:
    """Whether the helper's own link speaks, which the view has checked, and no person who signed in."""
    return by.person_id is None and by.via == Via.LINK


def token(helper: Helper) -> str:
    if helper.token_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, helper.public_id, helper.token_at)


def address(helper: Helper) -> str:
    """The whole web address. The token stands behind the question mark: logs keep no query."""
    return f"{settings.PUBLIC_URL}{reverse('roster:shift_open')}?{urlencode({'t': token(helper)})}"


def _locked(helper: Helper) -> Helper:
    locked = Helper.objects.select_for_update(of=("self",), no_key=True).get(pk=helper.pk)
    if locked.state != HelperState.REGISTERED:
        raise Conflict(
            "roster.link_not_registered",
            "登録が おわっていない人には リンクを わたせません。先に 登録してください。",
        )
    return locked


def _write(locked: Helper, at: datetime) -> None:
    locked.token_at = at
    locked.token_hash = rules.token_hash(token(locked))
    locked.save(update_fields=["token_at", "token_hash"])
