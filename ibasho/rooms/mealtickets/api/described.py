"""The machines' side of the API as OpenAPI 3.1: what docs/till-api.md tells people, told to programs. Every status there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from ibasho.base.ui.doors import machine
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.api.answering import answer, json_view
from ibasho.rooms.mealtickets.api.till import ITEMS_MAX
from ibasho.rooms.mealtickets.rules import wire

_TEXT: dict[str, Any] = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}
_UUID = {"type": "string", "format": "uuid"}


def _object(properties: Mapping[str, Any], *, closed: bool = False) -> dict[str, Any]:
    """`closed`: these fields and no other, all of them needed (what is sent); else what an answer may hold."""
    found: dict[str, Any] = {"type": "object", "properties": dict(properties)}
    if closed:
        found |= {"required": list(properties), "additionalProperties": False}
    return found


_SCAN = _object(
    {
        "nonce": _UUID,
        "code": {"type": "string", "maxLength": wire.CODE_MAX},
        "counter": {"type": "integer", "minimum": 0, "maximum": wire.COUNTER_MAX},
        "claimed_at": _MOMENT,
        "signature": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    closed=True,
)
_ANSWER = _object(
    {
        "answer": {"enum": ["ok", "wait", "no"]}, "mark": {"enum": ["○", "△", "×"]}, "word": _TEXT, "say": _TEXT,
        "reason": _TEXT, "nonce": _TEXT, "receipt": _TEXT, "remaining": {"type": ["integer", "null"]},
        "nearest": {"type": "array", "items": {"type": "object"}},
    }
)  # fmt: skip
_PROBLEM = _object({"code": _TEXT, "problem": _TEXT, "fields": {"type": "object"}})
_STATE = {"type": "object"}
_STATUS_WORDS = {
    200: "done", 201: "made", 204: "ended", 400: "a field can't be read", 401: "no session, PIN or signature",
    403: "the device is stopped", 404: "no such meal", 409: "△ or ×, or not now", 413: "too large",
    422: "the nonce was used for something else", 429: "too often", 503: "not now; Retry-After",
}  # fmt: skip


def _operation(
    name: str,
    good: Mapping[int, Any],
    bad: tuple[int, ...],
    sent: Any = None,
    *,
    opened: bool = True,
    query: Any = None,
) -> dict[str, Any]:
    answers: dict[str, Any] = {str(status): _said(status, shape) for status, shape in good.items()}
    answers |= {str(status): _said(status, _ANSWER if status == 409 else _PROBLEM) for status in bad}  # noqa: PLR2004
    told: dict[str, Any] = {"operationId": name, "responses": answers}
    if opened:
        told["security"] = [{"till": []}]
    if sent is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": sent}}}
    if query is not None:
        told["parameters"] = query
    return told


def _said(status: int, shape: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"description": _STATUS_WORDS[status]}
    if shape is not None:
        said["content"] = {"application/json": {"schema": shape}}
    return said


_NONCE = [{"name": "nonce", "in": "path", "required": True, "schema": _UUID}]
_PENDING = [{"name": "pending", "in": "query", "schema": {"enum": ["0"]}}]
PATHS: Mapping[str, Any] = {
    "/api/v1/till/session": {
        "post": _operation(
            "openSession", {201: _STATE}, (400, 401, 403, 409, 413, 429, 503),
            _object({"device": {"type": "string", "maxLength": 40}, "pin": {"type": "string", "maxLength": 40}}, closed=True),
            opened=False,
        )
    },
    "/api/v1/till/state": {"get": _operation("state", {200: _STATE}, (401, 403, 503), query=_PENDING)},
    "/api/v1/till/test": {"post": _operation("test", {200: _object({"tested_at": _MOMENT})}, (401, 403, 409, 503))},
    "/api/v1/till/close": {"post": _operation("close", {204: None}, (503,))},
    "/api/v1/redemptions": {
        "post": _operation("redeem", {201: _ANSWER}, (400, 401, 403, 409, 413, 422, 429, 503), _SCAN)
    },
    "/api/v1/redemptions/sync": {
        "post": _operation(
            "sync", {200: _object({"results": {"type": "array"}, "state": {"type": ["object", "null"]}})},
            (400, 401, 403, 413, 503),
            _object({"items": {"type": "array", "maxItems": ITEMS_MAX, "items": {}}}, closed=True),
        )
    },
    "/api/v1/redemptions/{nonce}/reverse": {
        "parameters": _NONCE,
        "post": _operation(
            "reverse", {200: _object({"nonce": _UUID, "reversed_at": _MOMENT})}, (400, 401, 403, 404, 409, 413, 503),
            _object({"why": {"type": "string", "minLength": 1, "maxLength": wire.WHY_MAX}}, closed=True),
        ),
    },
    "/api/v1/payments/webhook": {
        "post": _operation("paymentEvent", {200: {"type": "object"}}, (401, 413, 503), {"type": "object"}, opened=False)
    },
}  # fmt: skip


def document() -> dict[str, Any]:
    """The whole description, as plain data."""
    scheme = {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "Till <device>.<session>",
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "こどもの居場所 お店の端末", "version": "1.0.0"},
        "paths": dict(PATHS),
        "components": {"securitySchemes": {"till": scheme}},
    }


@machine
@json_view("GET")
def openapi(request: Request) -> HttpResponse:
    """The description itself: anybody may read it."""
    return answer(200, document())
