"""What holds for every request to the API: anybody may read from any page, not too often, and nothing is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.middleware.http import ConditionalGetMiddleware

from ibasho.base.kernel import clock
from ibasho.base.ui import limits
from ibasho.base.ui.request import Request
from ibasho.front.web import api

TIMES_A_MINUTE = 300
FRESH_SECONDS = 60
METHODS = "GET, HEAD, OPTIONS"
GetResponse = Callable[[Request], HttpResponse]


class ApiMiddleware:
    """GET and HEAD for everybody, CORS without credentials, a limit by the minute, ETags, problem+json."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._conditional = ConditionalGetMiddleware(self._answer)  # type: ignore[arg-type]

    def __call__(self, request: Request) -> HttpResponse:
        if not request.path.startswith(api.PREFIX):
            return self.get_response(request)
        response: HttpResponse = self._conditional(request)  # type: ignore[assignment]
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: Request, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """A parameter nobody knows is refused: who mistypes `stage` must not think it was heard."""
        match = request.resolver_match
        known = api.parameters().get(api.route_of(match.route)) if match else None
        if known is None or not request.path.startswith(api.PREFIX):
            return None
        strange = sorted(set(request.GET) - known)
        if not strange:
            return None
        errors = [{"name": name, "reason": "知らない名前です"} for name in strange]
        usable = "、".join(sorted(known)) or "ありません"
        return api.problem(
            422, f"知らない名前があります。使えるのは {usable}。", code="api.unknown", errors=errors
        )

    def _answer(self, request: Request) -> HttpResponse:
        if request.method == "OPTIONS":
            headers = {
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Max-Age": "86400",
            }
            return HttpResponse(status=204, headers=headers)
        if request.method not in ("GET", "HEAD"):
            refused = api.problem(405, "この API は 読むだけです。GET で聞いてください。")
            refused.headers["Allow"] = METHODS
            return refused
        if not _allowed(request):
            waiting = api.problem(429, "少し休んでから、もう一度 聞いてください。1分に 300回までです。")
            waiting.headers["Retry-After"] = "60"
            return waiting
        return self._read(request)

    def _read(self, request: Request) -> HttpResponse:
        asked, request.method = request.method, "GET"
        response = self.get_response(request)
        request.method = asked
        if response.status_code == 404 and not response.headers["Content-Type"].startswith("application/"):
            return api.problem(404, api.NO_SUCH_PAGE)
        if response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        return response


def _allowed(request: Request) -> bool:
    """Counted by the minute under a hash that changes with it, so that nobody can be followed from day to day."""
    minute = clock.jst(request.at).strftime("%Y-%m-%dT%H:%M")
    who = f"{minute} {limits.address(request)}"
    return limits.allow("api", who, times=TIMES_A_MINUTE, seconds=60)
