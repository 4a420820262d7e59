"""From a request to an actor, and who may pass which door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

ACTING_FOR = "acting_for"  # session keys while staff type in for an organisation
ACTING_VIA = "acting_via"
LAST_SEEN = "last_seen"
DOOR_PERMISSION = {"desk": Permission.DESK_ENTER, "operator": Permission.OPS_ENTER}
GetResponse = Callable[[Request], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` and `request.at` (JST). Ends the session of an ended account at once,
    and a staff session that has been idle too long."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.at = clock.now()
        if request.user.is_authenticated and self._is_over(request, request.at):
            logout(request)
        request.actor = _actor(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def _is_over(self, request: Request, at: datetime) -> bool:
        if isinstance(request.user, Person) and not request.user.may_sign_in(clock.day(at)):
            return True
        last = request.session.get(LAST_SEEN)
        now = int(at.timestamp())
        staff = policies.needs_second_factor(request.user.pk, clock.day(at))
        if staff and last is not None and now - last > settings.STAFF_IDLE_SECONDS_MAX:
            return True
        if last is None or now - last > 60:  # one write a minute is enough to know
            request.session[LAST_SEEN] = now
        return False


class DoorMiddleware:
    """A view that carries a door opens only to those who may pass it; strangers get 404.

    City roles need a second factor before any desk page (our own rule: allauth asks per person, not per role).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if door in (None, "child"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        day = clock.day(request.at)
        if policies.needs_second_factor(request.user.pk, day) and not is_mfa_enabled(request.user):
            return redirect("people:second_factor")
        permission = DOOR_PERMISSION.get(door)
        if permission and not _may_pass(request.actor, permission, day):
            raise Http404
        return None


def _may_pass(actor: Actor, permission: Permission, day: Any) -> bool:
    if permission == Permission.OPS_ENTER and actor.acting_for is not None:
        return True  # staff who type in for a group see the group's own door
    return policies.may(actor, permission, day=day)


def _actor(request: Request) -> Actor:
    if not request.user.is_authenticated:
        return Actor.public()
    actor = Actor(person_id=request.user.pk)
    acting_for = request.session.get(ACTING_FOR)
    if acting_for is None:
        return actor
    return actor.on_behalf_of(acting_for, Via(request.session.get(ACTING_VIA, Via.PHONE)))
