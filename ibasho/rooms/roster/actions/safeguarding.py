"""Safeguarding dates, written and read by the organisation's named persons alone, and the reminders before they run out.

The journal says that dates were written, never which: its lines outlive them.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions.joining import lock, settle
from ibasho.rooms.roster.models import Helper, Safeguard
from ibasho.rooms.roster.queries import due
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.rules import erasing
from ibasho.rooms.roster.rules import safeguarding as rules
from ibasho.rooms.roster.rules.registering import ENDED
from ibasho.rooms.roster.rules.safeguarding import Dates
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission


@transaction.atomic
def write(*, helper: Helper, dates: Dates, by: Actor, at: datetime) -> Safeguard:
    """Raises NotFound for everybody but the named persons, Invalid for dates that cannot be, Conflict once it is over."""
    policies.require_named(by, helper.organisation, at=at)
    locked = lock(helper)
    if locked.state in ENDED:
        raise Conflict(
            "roster.helper_ended", _("もう おわった人です。日付は 消えるだけで、書きたすことは できません。")
        )
    checked = rules.checked_dates(dates, clock.day(at))
    erase_on = erasing.dates_erase_on(done_on=checked.done_on, ended_on=locked.ended_on)
    row, _made = Safeguard.objects.update_or_create(
        helper=locked, defaults={**asdict(checked), "erase_on": erase_on}
    )
    journal.record("roster.safeguard.write", noun="roster.Safeguard", object_id=row.pk, by=by, at=at)
    settle(locked, by=by, at=at)
    return row


def remind(*, by: Actor, at: datetime) -> int:
    """The daily job: 30 and 7 days before a date runs out each named person gets one mail, with a link and no name.
    Returns how many mails are due; one that was sent already is not sent again."""
    today, sent = clock.day(at), 0
    for one in due.soon(today):
        right = Permission.ROSTER_SAFEGUARD if one.what == due.SAFEGUARD else Permission.ROSTER_MANAGE
        for person in queries.holders(one.helper.organisation, right, today):
            outbox.send(
                to=person, event_key=f"roster.due:{one.helper.public_id}:{one.what}:{one.due_on}:{one.stage}",
                subject=one.subject, body=_body(one), by=by, at=at,
            )  # fmt: skip
            sent += 1
    return sent


def _body(one: due.Due) -> str:
    address = settings.PUBLIC_URL + reverse("roster:ops_person", args=[one.helper.public_id])
    return _(
        "期限が 近づいている人が います（{day}）。\nすぎると、見守りの人数に 数えられなくなります。\n"
        "つぎの ページで 見て、すんだら 日付を 入れてください。\n{address}"
    ).format(day=one.due_on.isoformat(), address=address)
