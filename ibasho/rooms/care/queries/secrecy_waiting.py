"""What waits for a lead of the centre: an opening nobody has looked at, a matter nobody has, a door that would not open."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import having, secrecy
from ibasho.town.people.permissions import Permission

PAGE = "care:desk_openings"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.CARE_LEAD, at=at):
        return []
    day = clock.day(at)
    opened = [clock.day(one) for one in secrecy.to_review(by).values_list("opened_at", flat=True)]
    without, lost = having.without_assignee(by, day).count(), len(secrecy.unsent(day, at))
    lines = [
        Waiting(
            _("確かめていない 緊急の閲覧"), len(opened), PAGE, "warn", "waiting", min(opened, default=None)
        ),
        Waiting(_("担当の いない件"), without, PAGE, "user", "without", kind=Kind.WRONG),
        Waiting(_("センターの メールが とどいていない人"), lost, PAGE, "mail", "unsent", kind=Kind.WRONG),
        Waiting(
            _("緊急の閲覧を 知らせる人が たりない"),
            len(secrecy.warnings(day)),
            PAGE,
            "friends",
            kind=Kind.WRONG,
        ),
    ]
    return [one for one in lines if one.count]
