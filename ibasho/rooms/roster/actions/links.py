"""A helper's link: given by staff, opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ui.links import Given
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import link_letters
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries.my_shifts import LINK
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.town.people.permissions import Permission

NOUN = "roster.Helper"


@transaction.atomic
def give(*, helper: Helper, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. `mail`: also sends it, where there is an address."""
    policies.require(by, Permission.ROSTER_MANAGE, helper.organisation, at=at)
    locked = _locked(helper)
    LINK.renew(locked, at)
    mailed = mail and link_letters.link(locked, LINK.address(locked), by, at)
    journal.record(
        "roster.link.give", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return LINK.given(locked, mailed=bool(mailed))


def ensure(helper: Helper, at: datetime) -> str:
    """Part of an action that writes to a helper: the address of the link they have, or of their first one."""
    return LINK.ensure(helper, _locked, at)


def _locked(helper: Helper) -> Helper:
    locked = Helper.objects.select_for_update(of=("self",), no_key=True).get(pk=helper.pk)
    if locked.state != HelperState.REGISTERED:
        raise Conflict(
            "roster.link_not_registered",
            "登録が おわっていない人には リンクを わたせません。先に 登録してください。",
        )
    return locked
