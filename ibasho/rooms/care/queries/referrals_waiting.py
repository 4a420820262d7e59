"""What waits: welcoming a child at a place. A place's line says nothing of what it is about."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import referrals
from ibasho.town.people.permissions import Permission

DESK, PLACE = "care:desk_referrals", "care:ops_welcome"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    found: list[Waiting] = []
    if policies.may(by, Permission.CARE_HANDLE, at=at):
        found += _centre(by, clock.day(at))
    if policies.may(by, Permission.CARE_WELCOME, at=at):
        found += _place(by, at)
    return [one for one in found if one.count]


def _centre(by: Actor, today: date) -> list[Waiting]:
    late = list(referrals.unanswered(by, today).values_list("answer_by", flat=True))
    declined = [clock.day(one) for one in referrals.declined(by).values_list("answered_at", flat=True) if one]
    absent = [one for one in referrals.not_arrived(by, today).values_list("first_on", flat=True) if one]
    return [
        Waiting(
            _("居場所から 返事が ない つなぎ"), len(late), DESK, "clock", anchor="mine", oldest=min(late, default=None), kind=Kind.WRONG
        ),
        Waiting(
            _("「いまは むずかしい」の 返事"), len(declined), DESK, "link", anchor="declined",
            oldest=min(declined, default=None), kind=Kind.WRONG,
        ),
        Waiting(
            _("さいしょの日が すぎて「来た」が ない つなぎ"), len(absent), DESK, "calendar", anchor="mine",
            oldest=min(absent, default=None), kind=Kind.WRONG,
        ),
    ]  # fmt: skip


def _place(by: Actor, at: datetime) -> list[Waiting]:
    asked = [clock.day(one) for one in referrals.to_answer(by, at).values_list("asked_at", flat=True)]
    here = [one for one in referrals.to_receive(by, at).values_list("first_on", flat=True) if one]
    return [
        Waiting(_("返事を する おねがい"), len(asked), PLACE, "link", oldest=min(asked, default=None)),
        Waiting(
            _("来たかどうか 知らせる"), len(here), PLACE, "calendar", anchor="running", oldest=min(here, default=None)
        ),
    ]  # fmt: skip
