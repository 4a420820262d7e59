"""What waits for a person: schools that say nothing, answers of the board, classes of a new 年度."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Handout
from ibasho.rooms.bulletin.queries import deliveries, schools
from ibasho.rooms.bulletin.rules.kinds import Consent
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For whoever may ring up and type in."""
    if not policies.may(by, Permission.BULLETIN_WRITE, at=at):
        return []
    today = clock.day(at)
    late = deliveries.overdue(today)
    soon = today + timedelta(days=7)
    asked = Handout.objects.filter(consent=Consent.ASKED.value, dropped_on=None, hand_on__lte=soon)
    found = [
        Waiting(
            _("返事が ない 学校に 電話する"), len(late), "bulletin:desk_handouts", "phone", "calls",
            late[0].handed_on if late else None,
        ),
        Waiting(_("教育委員会の 返事を まっている くばりもの"), asked.count(), "bulletin:desk_handouts", "clock", "asked"),
        Waiting(_("学級の数を たしかめる 学校"), schools.stale(today).count(), "bulletin:desk_schools", "randoseru", "stale"),
    ]  # fmt: skip
    return [one for one in found if one.count]
