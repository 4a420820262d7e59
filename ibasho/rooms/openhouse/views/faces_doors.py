"""The ways from the room's first page to its other pages, for those who may go there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    note: str
    icon: str
    href: str
    tint: str = ""


_OPS = (
    (P.OPENHOUSE_DOOR, _("入口と 人数"), _("来た人・月の報告・日誌"), "review", "ops_doors", "green"),
    (P.OPENHOUSE_APPLY, _("部屋を つかう"), _("団体として 申しこむ"), "calendar", "group_home", "purple"),
    (P.OPENHOUSE_APPROVE, _("部屋の申請"), _("とどいた申請を 決める"), "check", "ops_requests", "blue"),
    (P.OPENHOUSE_SAFETY, _("安全"), _("けが・ヒヤリハット・安全シート"), "warn", "ops_safety", "orange"),
    (P.OPENHOUSE_MANAGE, _("みがくこと"), _("予定・工事・できた"), "polish", "ops_improvements", "yellow"),
)
_DESK = (
    (P.OPENHOUSE_READ, _("入口と 人数"), _("来た人・月の報告・日誌"), "review", "desk_doors", "green"),
    (P.OPENHOUSE_READ, _("部屋の申請"), _("起案・確認・決裁"), "calendar", "desk_applications", "purple"),
    (P.OPENHOUSE_SAFETY, _("安全・警報"), _("けが・警報・災害"), "bell", "desk_safety", "orange"),
    (P.OPENHOUSE_READ, _("みがくこと"), _("予定・工事・できた"), "polish", "desk_improvements", "yellow"),
)


def doors(request: Request, door: str) -> list[Way]:
    """`door` is ops or desk."""
    day = clock.day(request.at)
    return [
        Way(str(label), str(note), icon, reverse(f"openhouse:{url}"), tint)
        for permission, label, note, icon, url, tint in (_DESK if door == "desk" else _OPS)
        if people.may(request.actor, permission, day=day)
    ]
