"""From a request to an actor, and who may pass which door."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import limits, security_log
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

ACTING_FOR = "acting_for"  # session keys while staff type in for an organisation
ACTING_VIA = "acting_via"
BEGAN = "began"  # when this session was signed in: it ends SESSION_COOKIE_AGE later, whatever happens
LAST_SEEN = "last_seen"
SHUT, LATE = "shut", "late"  # why a session is over
DOOR_PERMISSION = {"desk": Permission.DESK_ENTER, "operator": Permission.OPS_ENTER}
GetResponse = Callable[[Request], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` and `request.at` (JST). Ends the session of an ended account at once,
    and a staff session that has been idle too long. Signed-in pages are never stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        with policies.asked_once() if request.method in ("GET", "HEAD") else nullcontext():
            return self._answered(request)

    def _answered(self, request: Request) -> HttpResponse:
        request.at = clock.now()
        came_signed_in = SESSION_KEY in request.session  # a disabled person is anonymous to Django already
        over = _why_over(request, request.at) if came_signed_in else ""
        if over:
            logout(request)
        request.actor = _actor(request)
        response = self.get_response(request)
        signed_in = request.user.is_authenticated
        if came_signed_in or signed_in:
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store, private"
        if came_signed_in and not signed_in:
            # A shop's till: its queue outlives everybody's session. Who was late comes back to what they were writing (sealed).
            keeps = settings.KEEPS_COOKIE in request.COOKIES or over == LATE
            response.headers["Clear-Site-Data"] = '"cache"' if keeps else '"cache", "storage"'
        return response


class DoorMiddleware:
    """A view that carries a door opens only to those who may pass it; strangers get 404.

    City roles get past no door before this session has shown a second factor (our own rule: allauth asks
    per person, not per role).
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
        if request.actor.person_id is None:
            return redirect(_to_second_factor(request))
        permission = DOOR_PERMISSION.get(door)
        if permission and not _may_pass(request.actor, permission, clock.day(request.at)):
            security_log.note("not-their-door", request, limits.sender(request), door=door)
            raise Http404
        return shown_again(request) if getattr(view, "anew", False) else None


def shown_again(request: Request) -> HttpResponse | None:
    """None where who is signed in was asked a short while ago (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT), else the way to
    where they are asked."""
    return None if did_recently_reauthenticate(request) else redirect(_to_second_factor(request))


def _why_over(request: Request, at: datetime) -> str:
    """SHUT: the account has ended; LATE: the session's time is up; empty: it goes on."""
    day, now, session = clock.day(at), int(at.timestamp()), request.session
    if not (isinstance(request.user, Person) and request.user.may_sign_in(day)):
        return SHUT
    if now - session.setdefault(BEGAN, now) > settings.SESSION_COOKIE_AGE:
        return LATE
    last = session.get(LAST_SEEN, now)
    if now - last > settings.STAFF_IDLE_SECONDS_MAX and policies.needs_second_factor(request.user.pk, day):
        return LATE
    if LAST_SEEN not in session or now - last > 60:  # one write a minute is enough to know
        session[LAST_SEEN] = now
    return ""


def _second_factor_shown(request: Request) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def _to_second_factor(request: Request) -> str:
    """To the page that asks for it, or, where there is none yet, to the one that explains how to make one. A form
    that was sent begins again at its page."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    if is_mfa_enabled(request.user):
        for method in get_adapter().get_reauthentication_methods(request.user):
            if method["id"].startswith("mfa_"):
                return f"{method['url']}?{urlencode({REDIRECT_FIELD_NAME: back})}"
    return "people:second_factor"


def _may_pass(actor: Actor, permission: Permission, day: date) -> bool:
    if permission == Permission.OPS_ENTER and actor.acting_for is not None:
        permission = Permission.PEOPLE_ACT_FOR  # staff who type in for a group see the group's own door
    return policies.may(actor, permission, day=day)


def _actor(request: Request) -> Actor:
    """The public, too, for a city role that has not shown its second factor: a password alone opens nothing, not
    even on pages without a door. Who may type in for others no more does so no more."""
    request.ends_idle = False
    if not request.user.is_authenticated:
        return Actor.public()
    day = clock.day(request.at)
    request.ends_idle = policies.needs_second_factor(request.user.pk, day)
    if request.ends_idle and not _second_factor_shown(request):
        return Actor.public()
    actor = Actor(person_id=request.user.pk)
    acting_for = request.session.get(ACTING_FOR)
    if acting_for is None:
        return actor
    if not policies.may_type_in(actor, acting_for, day=day):
        del request.session[ACTING_FOR], request.session[ACTING_VIA]
        return actor
    return actor.on_behalf_of(acting_for, Via(request.session[ACTING_VIA]))
