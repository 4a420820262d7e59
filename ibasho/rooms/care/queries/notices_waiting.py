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
from ibasho.rooms.care.rules.dials import Step
from ibasho.rooms.care.rules.kinds import Pace
from ibasho.town.people.permissions import Permission

PAGE = "care:desk_inbox"
State = Notice.State


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.CARE_HANDLE, at=at):
        return []
    mine = notices.mine(by)
    found = [
        _line(_("気づきを 受理する"), notices.waiting(by), "eye", "new", at, Step.TAKE),
        _line(_("担当が いない 気づき"), notices.adrift(by, at), "warn", "adrift", at),
        _line(_("安全を 確かめる"), mine.filter(_unchecked()), "clock", "mine", at, Step.CHECK),
        _line(
            _("書いた人に 返事を する"),
            mine.filter(_checked(), state=State.TAKEN),
            "heart",
            "mine",
            at,
            Step.ANSWER,
        ),
        _line(
            _("返事から 1か月 たった 気づきを おわりに する"),
            mine.filter(notices.to_end(at)),
            "check",
            "mine",
            at,
        ),
    ]
    return [one for one in found if one.count]


def _unchecked() -> Q:
    return Q(checked_at__isnull=True) & ~Q(pace=Pace.GLAD.value)


def _checked() -> Q:
    return Q(checked_at__isnull=False) | Q(pace=Pace.GLAD.value)


def _line(
    label: str, rows: QuerySet[Notice], icon: str, anchor: str, at: datetime, step: Step | None = None
) -> Waiting:
    """`step`: the one whose nearest end is told with the label."""
    found = notices.lines(rows, at)
    told = "・".join(_told(found, step)) if step else ""
    return Waiting(
        f"{label}（{told}）" if told else label, len(found), PAGE, icon, anchor=anchor,
        oldest=min((clock.day(one.notice.received_at) for one in found), default=None),
    )  # fmt: skip


def _told(found: list[notices.Line], step: Step) -> list[str]:
    """いそぎ 1, and how long there is for the one that ends first."""
    urgent = sum(one.notice.pace == Pace.URGENT.value for one in found)
    ends = sorted(
        (one.due, one.left)
        for line in found
        for one in line.dials
        if one.step is step and one.due and one.left
    )
    return [*([_("いそぎ %(n)s") % {"n": urgent}] if urgent else []), *(left for _due, left in ends[:1])]
