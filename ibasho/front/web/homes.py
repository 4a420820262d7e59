"""The home pages of the groups' door and of the city's desk: what waits, and what one does most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ibasho.base.backups import queries as backups
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Fact
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import Waiting, once
from ibasho.front.reports.queries import rooms_waiting
from ibasho.front.reports.queries import waiting as reports_waiting
from ibasho.front.web import desk_work, disks, health
from ibasho.rooms.care.views import home as care_home
from ibasho.rooms.mealtickets.views import shops_ops as meal_shops_ops
from ibasho.rooms.network.views import home as network_home
from ibasho.rooms.openhouse.views import home as openhouse_home
from ibasho.rooms.openhouse.views import safety_home
from ibasho.rooms.reach import facts as reach_facts
from ibasho.rooms.roster.views import home as roster_home
from ibasho.rooms.surplus.views import food_home as surplus_food
from ibasho.rooms.surplus.views import recalls_ops as surplus_recalls
from ibasho.rooms.voices.views import home as voices_home
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.forms.closing import REASONS
from ibasho.town.places.queries import desk as places_desk
from ibasho.town.places.queries import ops as places_ops

# One line per room.
WAITING: tuple[Callable[[Actor, datetime], list[Waiting]], ...] = (
    *(one.ask for one in rooms_waiting.ROOMS),
    reports_waiting.waiting_for,
)
# What a room shows on the groups' home page: safe HTML, or nothing. Above the places: what cannot wait, and a shop's own today; below them: what else is to do. One line per room.
OPS_FIRST: tuple[Callable[[Request], str], ...] = (
    surplus_recalls.part_of_home,
    safety_home.part_of_home,
    meal_shops_ops.part_of_home,
    surplus_food.part_of_home,
)
OPS_PARTS: tuple[Callable[[Request], str], ...] = (
    care_home.part_of_home,
    openhouse_home.part_of_home,
    roster_home.part_of_home,
    voices_home.part_of_home,
    network_home.part_of_home,
)
CALLS_SHOWN = 5


@doors.family
@require_safe
def my_home(request: Request) -> HttpResponse:
    """Behind the family's door everything begins at one's own account."""
    return redirect("people:account")


@doors.operator
@require_safe
def ops_home(request: Request) -> HttpResponse:
    """A group's places, each with its big buttons. Who only helps there finds what they may do first."""
    first, parts = [part(request) for part in OPS_FIRST], [part(request) for part in OPS_PARTS]
    context = {
        "own_places": places_ops.own_places(request.actor, request.at),
        "claims": places_ops.claims(request.actor, request.at),
        "may_write": places_ops.may_write(request.actor, request.at),
        "reasons": REASONS,
        "first": first,
        "has_first": any(first),
        "parts": parts,
        "has_parts": any(parts),
    }
    return render(request, "web/ops_home.html", context)


@doors.desk
@require_safe
def desk_home(request: Request) -> HttpResponse:
    """What waits for this person of the city, how fresh the directory is, whom to telephone first."""
    today = clock.day(request.at)
    may_verify = places_desk.may_verify(request.actor, request.at)
    waiting = [one for room in WAITING for one in once(request, room)]
    context = {
        "waiting": waiting,
        "groups": desk_work.groups(waiting),
        "states": places_desk.state_counts(),
        "freshness": places_desk.freshness_counts(today),
        "may_verify": may_verify,
        "calls": places_desk.calls(list(places_desk.to_call(today)[:CALLS_SHOWN]), today)
        if may_verify
        else (),
        "unreached": _unreached(request),
        **_machines(request),
    }
    return render(request, "web/desk_home.html", context)


def _machines(request: Request) -> dict[str, object]:
    """How full the disks are, whether letters and nightly work go out, how old the backup is: for whoever may call the one who
    mends it; "ok" is nothing to read about."""
    if not people.may(request.actor, Permission.PEOPLE_MANAGE, day=clock.day(request.at)):
        return {}
    return {
        "disk": disks.word(),
        "worker": health.worker_word(),
        "backup_is_old": backups.is_overdue(request.at),
    }


def _unreached(request: Request) -> Fact | None:
    """小学生 whom no place reaches, for those who may read it; None before the first study."""
    today = clock.day(request.at)
    if not people.may(request.actor, Permission.REACH_READ, day=today):
        return None
    fact = reach_facts.unreached_primary(today)
    return None if fact.value is None else fact
