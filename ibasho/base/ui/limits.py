"""How often one sender may write (trust statement 93). Counted in the shared cache, so limits hold across workers.

A school sends a whole class from one address: limits stop machines and pranks, never a lesson. Addresses are
kept only as keyed hashes and only as long as the window lasts. Where the shared counts do not answer, each process counts
for itself: a lesson goes on, and a machine still meets a limit.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from ibasho.base.kernel import clock
from ibasho.base.ui import exports, security_log, shared_cache

View = Callable[..., HttpResponse]
WRITES_SECONDS = 600
WRITES_SIGNED_IN, WRITES_ANONYMOUS = 2400, 900  # above every limit of a single page
EXPORTS_MAX, EXPORTS_SECONDS = 60, 600
ALONE_MAX = 50_000  # keys that a process alone keeps
_alone: Counter[str] = Counter()
_alone_lock = Lock()


class LimitMiddleware:
    """No write and no table as a file is without a limit, also where a page has none of its own."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            times = WRITES_SIGNED_IN if request.user.is_authenticated else WRITES_ANONYMOUS
            if not allow("writes", sender(request), times=times, seconds=WRITES_SECONDS):
                return wait(request, WRITES_SECONDS)
        elif exports.wanted(request) and not allow(
            "exports", sender(request), times=EXPORTS_MAX, seconds=EXPORTS_SECONDS
        ):
            return wait(request, EXPORTS_SECONDS)
        return None


def limited(
    name: str, *, times: int, seconds: int, methods: tuple[str, ...] = ("POST",)
) -> Callable[[View], View]:
    """At most `times` requests of these methods per sender in `seconds`; beyond that the page 429.

    A signed-in person is counted by account, everybody else by address.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and not allow(name, sender(request), times=times, seconds=seconds):
                return wait(request, seconds)
            return view(request, *args, **kwargs)

        return counted

    return mark


def wait(request: HttpRequest, seconds: int) -> HttpResponse:
    security_log.note("too-often", request, sender(request))
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def allow(name: str, who: str, *, times: int, seconds: int, closed: bool = False) -> bool:
    """Counts one more and says whether it is still within the limit. The window is part of the key, so that going on
    trying never makes it longer. Where the shared counts are away: this process's own, or with `closed` (what guards a
    secret that can be guessed) Unavailable."""
    window = int(clock.now().timestamp()) // seconds
    hidden = salted_hmac("ibasho.limits", who, algorithm="sha256").hexdigest()[:32]
    key = f"limit:{name}:{window}:{hidden}"
    try:
        return shared_cache.count(key, seconds) <= times
    except DatabaseError as error:
        if closed:
            raise shared_cache.away() from error
        return _counted_alone(key) <= times


def _counted_alone(key: str) -> int:
    with _alone_lock:
        if len(_alone) >= ALONE_MAX:
            _alone.clear()
        _alone[key] += 1
        return _alone[key]


def sender(request: HttpRequest) -> str:
    """`person NUMBER`, or `address …` for everybody else, also before anybody looked at the session."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"person {user.pk}"
    return f"address {address(request)}"


def address(request: HttpRequest) -> str:
    """The client's address as the last proxy of ours saw it; what a client writes into the header itself is ignored.
    Of an IPv6 address the network (/64): one household has 2⁶⁴ of them and would never meet a limit."""
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return _network(hops[-proxies])
    return _network(str(request.META.get("REMOTE_ADDR", "")))


def _network(told: str) -> str:
    try:
        found = ipaddress.ip_address(told)
    except ValueError:
        return told
    if found.version == 4:
        return told
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
