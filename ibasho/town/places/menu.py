"""What places add to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.queries import desk, events, ops, waiting


def _events_waiting(request: HttpRequest) -> int:
    return events.to_approve().count()


def _writes(request: HttpRequest) -> bool:
    return ops.may_write(request.actor, request.at)  # type: ignore[attr-defined]


def _verifies(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.PLACES_VERIFY, day=clock.day(request.at))  # type: ignore[attr-defined]


def _imports(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.PLACES_IMPORT, day=clock.day(request.at))  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> int:
    found = once(request, waiting.waiting_for)
    return sum(one.count for one in found if one.url == "places:desk_queue")


def _calls(request: HttpRequest) -> int:
    return desk.to_call(clock.day(request.at)).count()  # type: ignore[attr-defined]


MENU = (
    Entry("child", _("きょう"), "places:today", "sun", order=10),
    Entry("child", _("カレンダー"), "places:calendar", "calendar", order=20),
    Entry("child", _("ちず"), "places:map", "map", order=30),
    Entry("child", _("いちらん"), "places:list", "list", order=40),
    Entry("operator", _("受付"), "places:ops_reception_days", "friends", order=12),
    Entry("operator", _("もよおし"), "places:ops_events", "calendar", order=22),
    Entry(
        "desk",
        _("もよおし"),
        "places:desk_events",
        "calendar",
        section="tsunagu",
        order=30,
        count=_events_waiting,
    ),
    Entry("desk", _("受付"), "places:desk_reception_days", "friends", section="tsunagu", order=32),
    Entry("desk", _("実績"), "places:desk_sessions", "chart", section="furikaeru", order=20),
    # --- 運営・市の机 ---
    Entry("operator", _("新しい場所"), "places:ops_new", "plus", order=30, may=_writes),
    Entry("desk", _("待っているもの"), "places:desk_queue", "bell", section="tsunagu", order=5, count=_waiting),
    Entry("desk", _("居場所"), "places:desk_places", "house", section="tsunagu", order=10),
    Entry(
        "desk", _("電話で確かめる"), "places:desk_calls", "phone", section="tsunagu", order=15,
        may=_verifies, count=_calls,
    ),
    Entry("desk", _("取りこむ"), "places:desk_imports", "download", section="tsunagu", order=60, may=_imports),
)  # fmt: skip
