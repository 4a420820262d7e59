"""Pages that belong to no single room."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
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

WORKER_SILENT_AFTER = timedelta(minutes=3)
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


@doors.child
def health(request: HttpRequest) -> JsonResponse:
    """Says whether database and worker are well: 200 when both are, 503 with the reason otherwise."""
    state = {"database": _database(), "worker": _worker()}
    well = all(word == "ok" for word in state.values())
    return JsonResponse({"status": "ok" if well else "unwell", **state}, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _worker() -> str:
    """A procrastinate worker keeps a heartbeat in the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select max(last_heartbeat) from procrastinate_workers")
            (beat,) = cursor.fetchone()
    except DatabaseError:
        return "unknown"
    if beat is None or clock.now() - beat > WORKER_SILENT_AFTER:
        return "silent"
    return "ok"
