"""What every answer says to a browser beside its content, whoever made it: a page, a file, a till, an error.

Stands outside of everything that answers, so that nothing goes out without; what a view says itself stays. Over https every
cookie goes out Secure and under a name the browser guards: `__Host-` (this host, all paths), or `__Secure-` where it belongs
to a path. It comes back to the views under the name they know; one without the guard is not believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Files of ours and whatever has no policy of its own. No `default-src`: a worker of the map lives by the policy of its file.
BARE_POLICY = (
    "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The camera reads cards, the place is asked for by a tap and stays in the browser; nothing else of a device is ours to use.
PERMISSIONS = (
    "camera=(self), geolocation=(self), screen-wake-lock=(self), microphone=(), payment=(), usb=(), serial=(), "
    "bluetooth=(), hid=(), midi=(), display-capture=(), accelerometer=(), gyroscope=(), magnetometer=()"
)
SHARED = "Access-Control-Allow-Origin"
HOST, SECURE = "__Host-", "__Secure-"


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        guards = settings.SESSION_COOKIE_SECURE
        if guards and "HTTP_COOKIE" in request.META:
            request.COOKIES = dict(_known(request.COOKIES))
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", BARE_POLICY)
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if SHARED in headers else "same-origin"
        )
        if guards and response.cookies:
            _guard(response)
        return response


def _known(cookies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each guarded cookie under the name it has, and under the one the views know. `__Host-` comes last: it wins."""
    for prefix in (SECURE, HOST):
        for name, value in cookies.items():
            if name.startswith(prefix):
                yield name, value
                yield name.removeprefix(prefix), value


def _guard(response: HttpResponseBase) -> None:
    for name in list(response.cookies):
        told = response.cookies.pop(name)
        told["secure"] = True
        if not name.startswith((HOST, SECURE)):
            prefix = HOST if told["path"] == "/" and not told["domain"] else SECURE
            told.set(prefix + name, told.value, told.coded_value)
        response.cookies[told.key] = told
