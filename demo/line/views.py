"""/demo/line/: the API our server speaks to, and a page like a telephone on which one types as a friend."""

from __future__ import annotations

import json
import logging
import secrets
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from demo.line import store
from demo.views import demo_only
from ibasho.base.kernel import clock
from ibasho.base.ports import line
from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request
from ibasho.town.areas import queries as areas

log = logging.getLogger(__name__)
SLOW_SECONDS = line.TIMEOUT_SECONDS + 1
TEXT_MAX = 500
SPOTS_MAX = 4
FAR = ("とおい町", 35.68, 139.76)
TIMES_AGAIN = 3


@child
@csrf_exempt
@require_POST
@demo_only
def push(request: Request) -> HttpResponse:
    told = _told(request)
    key = request.headers.get(line.RETRY_HEADER, "")
    if not _is_allowed(request):
        return _problem(401, "Authentication failed.")
    if told is None or (key and not _is_uuid(key)):
        return _problem(400, "The request body or the retry key is invalid")
    if told.get("to") != store.FRIEND:
        return _problem(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    if (refusal := _refusal()) is not None:
        return refusal
    return _accept(request, told["messages"], key)


@child
@csrf_exempt
@require_POST
@demo_only
def reply(request: Request) -> HttpResponse:
    told = _told(request)
    if not _is_allowed(request):
        return _problem(401, "Authentication failed.")
    if told is None or line.RETRY_HEADER in request.headers:
        return _problem(400, "The request body has an error")
    if (refusal := _refusal()) is not None:
        return refusal
    if not store.use_token(str(told.get("replyToken", ""))):
        return _problem(400, "Invalid reply token")
    return _accept(request, told["messages"], "")


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@demo_only
def phone(request: Request) -> HttpResponse:
    """What the friend sees; POST types, taps, sends a position, becomes a friend or blocks, switches the stand-in."""
    if request.method == "POST":
        _act(request)
        return redirect("demo_line")
    talk = store.talk()
    last = next((one for one in reversed(talk) if not one.mine), None)
    page = {
        "talk": talk,
        "choices": last.choices if last else (),
        "spots": [(name, f"{lat},{lng}") for name, lat, lng in _spots(request)],
        "modes": list(store.MODES.items()),
        "mode": store.mode(),
    }
    return render(request, "demo/line.html", page)


def _act(request: Request) -> None:
    deed, text = request.POST.get("do", ""), request.POST.get("text", "").strip()[:TEXT_MAX]
    if deed == "switch":
        store.switch(request.POST.get("mode", ""))
    elif deed == "forget":
        store.forget()
    elif deed in ("follow", "unfollow"):
        _tell(request, {"type": deed})
    elif deed == "spot" and (spot := _spot(request)):
        _mine(
            request,
            "（場所を おくりました）",
            {"type": "location", "latitude": spot[0], "longitude": spot[1]},
        )
    elif deed == "tap" and (data := request.POST.get("data", "")[:300]):
        store.say([{"text": request.POST.get("label", "")[:40] or data}], mine=True, at=request.at)
        _tell(request, {"type": "postback", "postback": {"data": data}})
    elif deed == "type" and text:
        _mine(
            request, text, {"type": "text", "text": text}, times=TIMES_AGAIN if "again" in request.POST else 1
        )


def _mine(request: Request, shown: str, message: Mapping[str, Any], *, times: int = 1) -> None:
    store.say([{"text": shown}], mine=True, at=request.at)
    _tell(request, {"type": "message", "message": {"id": secrets.token_hex(6), **message}}, times=times)


def _tell(request: Request, event: Mapping[str, Any], *, times: int = 1) -> None:
    """To the copy that runs here, signed; `times` > 1: the very same again, as LINE does when it got no answer."""
    token = {} if event["type"] == "unfollow" else {"replyToken": store.new_token()}
    body = store.webhook_body({**event, **token}, at=request.at)
    for _time in range(times):
        send(body)


def send(body: bytes, *, transport: httpx.BaseTransport | None = None) -> int:
    """The status of the answer; 0 where none came."""
    headers = {
        "Content-Type": "application/json",
        line.SIGNATURE_HEADER: line.sign(body, settings.LINE_SECRET),
    }
    try:
        with httpx.Client(transport=transport, timeout=30, trust_env=False) as client:
            return client.post(
                f"{settings.PUBLIC_URL}/line/webhook/", content=body, headers=headers
            ).status_code
    except httpx.HTTPError as error:
        log.warning("the demo's LINE could not tell: %s", type(error).__name__)
        return 0


def _accept(request: Request, messages: Sequence[Mapping[str, Any]], key: str) -> HttpResponse:
    """Once per key. In the slow mode the text arrives and the answer does not."""
    request_id = str(uuid.uuid4())
    before = store.take_key(key, request_id) if key else ""
    if before:
        words = {"message": "The retry key is already accepted"}
        return JsonResponse(words, status=409, headers={"x-line-accepted-request-id": before})
    store.say(messages, mine=False, at=request.at)
    if store.mode() == "slow":
        time.sleep(SLOW_SECONDS)
    sent = [{"id": secrets.token_hex(9), "quoteToken": secrets.token_hex(9)} for _message in messages]
    return JsonResponse({"sentMessages": sent}, headers={"x-line-request-id": request_id})


def _refusal() -> HttpResponse | None:
    mode = store.mode()
    if mode == "busy":
        return _problem(429, "The API rate limit has been exceeded. Try again later.")
    if mode == "broken":
        return _problem(500, "Internal server error")
    return _problem(400, "Failed to send messages") if mode == "gone" else None


def _told(request: Request) -> Mapping[str, Any] | None:
    """The body; None where LINE would not take it."""
    try:
        told = json.loads(request.body)
    except ValueError:
        return None
    messages = told.get("messages") if isinstance(told, dict) else None
    if not isinstance(messages, list) or not 0 < len(messages) <= line.TEXTS_MAX:
        return None
    return told if all(map(_is_text, messages)) else None


def _is_text(message: Any) -> bool:
    text = message.get("text") if isinstance(message, dict) and message.get("type") == "text" else None
    if not isinstance(text, str) or not text or line.clip(text) != text:
        return False
    items = message.get("quickReply", {}).get("items", [])
    return len(items) <= line.CHOICES_MAX and all(
        1 <= len(item["action"]["label"]) <= line.LABEL_MAX and len(item["action"].get("data", "")) <= 300
        for item in items
    )


def _is_allowed(request: Request) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return secrets.compare_digest(given.encode(), str(settings.LINE_TOKEN).encode())


def _is_uuid(key: str) -> bool:
    try:
        return str(uuid.UUID(key)) == key.lower()
    except ValueError:
        return False


def _spots(request: Request) -> list[tuple[str, float, float]]:
    """Where the friend may stand: at a few schools, or far away."""
    schools = areas.districts(clock.day(request.at)).filter(lat__isnull=False, lng__isnull=False)[:SPOTS_MAX]
    return [*((f"{one.name}小学校", one.lat or 0.0, one.lng or 0.0) for one in schools), FAR]


def _spot(request: Request) -> tuple[float, float] | None:
    told = request.POST.get("spot", "")
    return next(((lat, lng) for _name, lat, lng in _spots(request) if f"{lat},{lng}" == told), None)


def _problem(status: int, words: str) -> HttpResponse:
    return JsonResponse({"message": words}, status=status)
