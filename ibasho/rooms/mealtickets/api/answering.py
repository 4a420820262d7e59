"""What holds for every request of a till: JSON in and out, no cookies, refusals with a code and one Japanese sentence.

Bodies, codes and tokens are never logged and never sent back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import DomainError, Invalid, Unavailable
from ibasho.base.ui.request import Request

BODY_BYTES_MAX = 256 * 1024
AGAIN_SECONDS = 2
STATUS = {
    "till.fields": 400, "till.pin": 401, "till.session": 401, "till.signature": 401, "till.revoked": 403,
    "till.nonce": 422, "till.too_large": 413, "till.too_often": 429, "reversal.unknown": 404, "reversal.why": 400,
}  # fmt: skip
View = Callable[..., HttpResponse]


def json_view(*methods: str) -> Callable[[View], View]:
    """Beside a door. Refusals become JSON; a lost database is tried again once (every write here may come twice), then
    503 with Retry-After."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                response = problem(405, "till.method", _("この聞きかたは できません。"))
                response.headers["Allow"] = ", ".join(methods)
                return response
            try:
                return sturdy(lambda: view(request, *args, **kwargs))
            except Unavailable as error:
                return _later(error.code, error.message)
            except DomainError as error:
                return problem(STATUS.get(error.code, 409), error.code, error.message, fields=error.fields)
            except (DatabaseError, InterfaceError):
                return _later("till.busy", _("いま こみあっています。少し待って もう一度 送ってください。"))

        return answered

    return mark


def _later(code: str, message: str) -> HttpResponse:
    response = problem(503, code, message)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


def sturdy(work: Callable[[], HttpResponse]) -> HttpResponse:
    """A database that restarts takes its connections with it: the first use afterwards fails, the second does not."""
    try:
        return work()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return work()


def answer(status: int, body: Any) -> HttpResponse:
    """Names in order: the same answer is the same bytes, made now or read from its row."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    response.headers["Cache-Control"] = "no-store"
    return response


def problem(status: int, code: str, message: str, *, fields: dict[str, str] | None = None) -> HttpResponse:
    body: dict[str, Any] = {"code": code, "problem": message}
    if fields:
        body["fields"] = fields
    return answer(status, body)


def body(request: Request) -> object:
    """What was sent, read as JSON. Raises Invalid `till.fields`. Reading again gives the same."""
    if not hasattr(request, "_told"):
        raw = request.read(BODY_BYTES_MAX + 1)
        if len(raw) > BODY_BYTES_MAX:
            raise Invalid("till.too_large", _("大きすぎます。256 kB までに わけて 送ってください。"))
        try:
            told = json.loads(raw, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise Invalid(
                "till.fields", _("JSONとして 読めません。送った 本文を 確かめてください。")
            ) from error
        request._told = told  # type: ignore[attr-defined]
    return request._told  # type: ignore[attr-defined]


def _no_number(word: str) -> None:
    raise ValueError(word)


def credentials(request: Request) -> tuple[str, str]:
    """(device, token) of `Authorization: Till <device>.<session>`; what is no such header names no session."""
    scheme, _sep, told = request.headers.get("Authorization", "").partition(" ")
    device, _dot, token = told.strip().partition(".")
    if scheme != "Till" or len(told) > 120 or "\0" in told:
        return "", ""
    return device, token
