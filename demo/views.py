"""/demo/: who one can be in the demo, and one button to be them. Answers in a demo alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from itertools import groupby
from pathlib import Path
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from demo import accounts, giver, joins, mailbox, support, till, voices
from demo.chapters.people import Account
from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.care.models import Notice
from ibasho.rooms.surplus.models import Offer
from ibasho.town.people.models import Person
from ibasho.town.people.roles import ROLES

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
CODE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Door:
    code: str
    name: str
    entrants: tuple[Entrant, ...]


@dataclass(frozen=True, slots=True)
class Entrant:
    """`role` and `code` are "" for families; `code` holds for the seconds left on the page."""

    account: Account
    role: str
    code: str


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The addresses are given in a demo only; should they ever be elsewhere, nothing answers there."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@child
@require_safe
@demo_only
def doors(request: Request) -> HttpResponse:
    people = accounts.everyone(settings.CITY_SLUG)
    by_door = groupby(people.accounts, key=lambda account: account.door)
    page = {
        "groups": [Door(door, accounts.DOORS[door], _entrants(found, request.at)) for door, found in by_door],
        "password": people.password,
        "members": support.members_on_show(),
        "voices": voices.on_show(),
        "notes": Notice.objects.exists(),
        "food": Offer.objects.exists(),
        "news": School.objects.exists(),
        "joins": joins.on_show(request.at),
        "gift": giver.gift_on_show(),
        "card": till.card_on_show(clock.day(request.at)),
        "seconds": CODE_SECONDS - int(request.at.timestamp()) % CODE_SECONDS,
    }
    response = render(request, "demo/doors.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


@child
@require_safe
@demo_only
def mail(request: Request) -> HttpResponse:
    """The letters this demo would have sent, sign-in codes among them."""
    response = render(request, "demo/mail.html", {"letters": mailbox.letters(Path(settings.EMAIL_FILE_PATH))})
    response.headers["Cache-Control"] = "no-store"
    return response


@child
@require_POST
@demo_only
def enter(request: Request, code: str) -> HttpResponse:
    """Signs in as that account, second factor included and as fresh as if its code had just been typed."""
    known = {account.code: account for account in accounts.everyone(settings.CITY_SLUG).accounts}
    if code not in known:
        raise Http404
    person = get_object_or_404(Person, email=known[code].email)
    login(request, person, backend=BACKEND)
    for method in ("password", *(["mfa"] if _needs_code(known[code]) else [])):
        record_authentication(request, person, method=method, reauthenticated=True)
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return redirect(wanted if ours and wanted.startswith("/") else reverse("people:home"))


def _entrants(found: Any, at: datetime) -> tuple[Entrant, ...]:
    return tuple(Entrant(each, _role(each), _code(each, at)) for each in found)


def _role(account: Account) -> str:
    return ROLES[account.role].name if account.role else ""


def _code(account: Account, at: datetime) -> str:
    if not _needs_code(account):
        return ""
    counter = int(at.timestamp()) // CODE_SECONDS
    return str(totp.format_hotp_value(totp.hotp_value(accounts.totp_secret(account), counter)))


def _needs_code(account: Account) -> bool:
    return bool(account.role) and ROLES[account.role].second_factor
