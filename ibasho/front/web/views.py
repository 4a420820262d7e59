"""Pages that belong to no single room."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.queries import shops_today
from ibasho.rooms.openhouse.queries import disasters
from ibasho.town.places.queries import closures
from ibasho.town.places.rules.wishes import WISHES
from ibasho.town.places.views import asking, today

HOME_WISHES = ("food", "study", "play", "quiet")


@doors.child
@doors.shared(cookies=asking.COOKIES)
@require_safe
def home(request: Request) -> HttpResponse:
    """「きょう どこへ いく？」 What is open stands here at once: the main question is answered without a tap."""
    asked, groups = today.first_few(request)
    group, _count, found = groups[0] if groups else (None, 0, [])
    shown = {
        "asked": asked,
        "answers": found,
        "group": group,
        "meal_shops": shops_today.begun(),
        "disaster": disasters.running(),
        "closures": closures.sudden_on(clock.day(request.at)),
        "wishes": [wish for wish in WISHES if wish.code in HOME_WISHES],
    }
    return render(request, "web/home.html", shown)
