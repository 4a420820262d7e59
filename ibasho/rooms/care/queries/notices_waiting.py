"""What waits of notes for somebody of the centre. Nobody else has a line here, nor a number."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import notices
from ibasho.rooms.care.rules.kinds import Pace
from ibasho.town.people.permissions import Permission

PAGE = "care:desk_inbox"
State = Notice.State


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.CARE_HANDLE, at=at):
        return []
    mine = notices.mine(by)
    found = [
        _line(_("気づきを 受理する"), notices.waiting(by), "eye", "new"),
        _line(_("担当が いない 気づき"), notices.adrift(by, at), "warn", "adrift"),
        _line(_("安全を 確かめる"), mine.filter(_unchecked()), "clock", "mine"),
        _line(_("書いた人に 返事を する"), mine.filter(_checked(), state=State.TAKEN), "heart", "mine"),
        _line(
            _("返事から 1か月 たった 気づきを おわりに する"),
            mine.filter(notices.to_end(at)),
            "check",
            "mine",
        ),
    ]
    return [one for one in found if one.count]


def _unchecked() -> Q:
    return Q(checked_at__isnull=True) & ~Q(pace=Pace.GLAD.value)


def _checked() -> Q:
    return Q(checked_at__isnull=False) | Q(pace=Pace.GLAD.value)


def _line(label: str, rows: QuerySet[Notice], icon: str, anchor: str) -> Waiting:
    came = list(rows.values_list("received_at", flat=True))
    return Waiting(
        label,
        len(came),
        PAGE,
        icon,
        anchor=anchor,
        oldest=min((clock.day(one) for one in came), default=None),
    )
