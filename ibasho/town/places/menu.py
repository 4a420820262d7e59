"""What places add to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry
from ibasho.town.places.queries import events


def _events_waiting(request: HttpRequest) -> int:
    return events.to_approve().count()


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
)
