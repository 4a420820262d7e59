"""What waits for a person: reports of incidents that are due, incidents to end, complaints about the centre."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.familysupport.queries import incidents
from ibasho.rooms.familysupport.rules.incidents import Due, Told
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Two statements at most."""
    today = clock.day(at)
    found: list[Waiting] = []
    if people.may(by, Permission.SUPPORT_ADVISE, day=today):
        found += _incidents()
    if people.may(by, Permission.SUPPORT_SETTINGS, day=today):
        rows = list(incidents.complaints().filter(closed_at=None))
        oldest = min((clock.day(one.written_at) for one in rows), default=None)
        found.append(
            Waiting(
                _("センターへの 苦情"),
                len(rows),
                "familysupport:desk_complaints",
                "voice",
                oldest=oldest,
                kind=Kind.WRONG,
            )
        )
    return [one for one in found if one.count]


def _incidents() -> list[Waiting]:
    """The state first: it has a day by which it must be told."""
    rows = list(incidents.listed(open_only=True))
    due = incidents.due_of(rows)
    state = [one for _row, many in due for one in many if one.what is not Told.INSURER]
    insurer = [row for row, many in due if any(one.what is Told.INSURER for one in many)]
    waiting = {row.pk for row, _many in due}
    rest = [row for row in rows if row.pk not in waiting]
    return [
        Waiting(_label(state), len(state), "familysupport:desk_incidents", "warn", anchor="due", oldest=min((one.by for one in state if one.by), default=None)),
        Waiting(
            _("保険会社に 知らせる"), len(insurer), "familysupport:desk_incidents", "phone", anchor="due",
            oldest=min((clock.day(one.happened_at) for one in insurer), default=None),
        ),
        Waiting(
            _("できごとを 確かめて おわりに する"), len(rest), "familysupport:desk_incidents", "list",
            oldest=min((clock.day(one.happened_at) for one in rest), default=None),
        ),
    ]  # fmt: skip


def _label(state: list[Due]) -> str:
    """Says the day itself: `国への 事故報告（11月26日まで）`."""
    by = min((one.by for one in state if one.by), default=None)
    if by is None:
        return _("国への 事故報告")
    return _("国への 事故報告（%(month)s月%(day)s日まで）") % {"month": by.month, "day": by.day}
