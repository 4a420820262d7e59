"""What openhouse adds to the doors' menus."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.rooms.openhouse.queries import groups_waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.people.permissions import Permission as P


def _holds(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    def may(request: HttpRequest) -> bool:
        day = clock.day(request.at)  # type: ignore[attr-defined]
        actor = request.actor  # type: ignore[attr-defined]
        return any(policies.may(actor, one, day=day) for one in permissions)

    return may


def _to_decide(request: HttpRequest) -> int:
    found = groups_waiting.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


_OPS = (P.OPENHOUSE_MANAGE, P.OPENHOUSE_APPLY, P.OPENHOUSE_DOOR, P.OPENHOUSE_SAFETY)
# A group's menu has room for one entry: its page leads to the door, the applications and what is kept safe.
MENU: tuple[Entry, ...] = (
    Entry("operator", _("自由に使える場所"), "openhouse:ops_open", "house", order=13, may=_holds(*_OPS)),
    Entry("desk", _("自由に使える場所"), "openhouse:desk_open", "house", section="migaku", order=30, may=_holds(P.OPENHOUSE_READ)),
    Entry("desk", _("部屋の申請"), "openhouse:desk_applications", "calendar", section="migaku", order=32, may=_holds(P.OPENHOUSE_READ), count=_to_decide),
    Entry("desk", _("安全・警報"), "openhouse:desk_safety", "bell", section="migaku", order=40, may=_holds(P.OPENHOUSE_SAFETY)),
    Entry("desk", _("入口と 人数"), "openhouse:desk_doors", "review", section="furikaeru", order=30, may=_holds(P.OPENHOUSE_READ)),
    Entry("family", _("入口の 知らせ"), "openhouse:my_door", "phone", order=60, may=lambda r: r.user.is_authenticated),
)  # fmt: skip
