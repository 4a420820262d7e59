"""The tablet at the door: big buttons, how full it is, the last tap back. Plain forms; the script only makes it quicker
and keeps taps while there is no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.shapes import only
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import counting, door_cards
from ibasho.rooms.openhouse.actions import doors as actions
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.actions.door_cards import Turned
from ibasho.rooms.openhouse.forms.door import CardForm, TapForm, UndoForm
from ibasho.rooms.openhouse.models import Door, DoorDevice
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules.counting import UNDO_SHOWN, Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage

COOKIE = "__Host-door" if settings.SESSION_COOKIE_SECURE else "door"
COOKIE_SECONDS = 400 * 86_400
TAPS_MAX = 200  # in one sending: a long afternoon without a network
CARD_PAUSE = 4  # seconds in which the same card held there still is one reading
TINTS = {
    "infant": "pink",
    "lower": "orange",
    "upper": "green",
    "junior": "blue",
    "high": "purple",
    "adult": "sand",
}
PICTURES = {
    "infant": "baby", "lower": "randoseru", "upper": "randoseru", "junior": "bicycle", "high": "book", "adult": "adult",
}  # fmt: skip
View = Callable[..., HttpResponse]


def at_door(view: View) -> View:
    """Gives the view its tablet, or None where the cookie opens nothing. Never kept in a cache."""

    @doors.child
    @never_cache
    @wraps(view)
    def found(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        told = request.COOKIES.get(COOKIE, "")
        device = queries.device(actions.device_hash(told)) if told else None
        response = view(request, device if device and device.revoked_at is None else None, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return found


@at_door
@require_safe
def tablet(request: Request, device: DoorDevice | None) -> HttpResponse:
    if device is None:
        return render(request, "openhouse/door/unknown.html")
    door = queries.door_of(device.place)
    if not door.is_on:
        return render(request, "openhouse/door/off.html", {"place": device.place})
    heads = queries.heads(device.place, clock.day(request.at), door)
    last = queries.last_tap(device.place, request.at)
    context = {
        "place": device.place, "heads": heads, "last": last,
        "last_words": Stage(last.stage).label if last else "", "undo_nonce": uuid4(), "card_nonce": uuid4(),
        "buttons": [_button(row.stage) for row in heads.rows], "config": _config(door, heads),
        "rooms": queries.rooms_with_seats(device.place),
    }  # fmt: skip
    return render(request, "openhouse/door/tablet.html", context)


def _button(stage: Stage) -> dict[str, Any]:
    return {
        "stage": stage, "label": stage.label, "tint": TINTS[stage], "picture": PICTURES[stage],
        "in_nonce": uuid4(), "out_nonce": uuid4(),
    }  # fmt: skip


@doors.child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("openhouse.door_link", times=30, seconds=600)
def open_link(request: Request, token: str) -> HttpResponse:
    """A page first and a button second: a program that looks into links uses none of them up."""
    if request.method != "POST":
        return render(request, "openhouse/door/open.html")
    try:
        opened = actions.open_link(token=token, at=request.at)
    except DomainError as error:
        return render(request, "openhouse/door/open.html", {"refused": error.message}, status=410)
    response = redirect("openhouse:door")
    kept: dict[str, Any] = {
        "max_age": COOKIE_SECONDS, "secure": settings.SESSION_COOKIE_SECURE, "samesite": "Lax",
    }  # fmt: skip
    response.set_cookie(COOKIE, opened.token, httponly=True, **kept)
    if settings.KEEPS_COOKIE not in request.COOKIES:  # taps not sent yet outlive everybody's session here
        response.set_cookie(settings.KEEPS_COOKIE, "door", **kept)
    return response


@at_door
@require_POST
def tap(request: Request, device: DoorDevice | None) -> HttpResponse:
    form = TapForm(request.POST)
    if device is not None and form.is_valid():
        given = form.cleaned_data
        one = Tap(given["nonce"], Stage(given["stage"]), Turn(given["turn"]))
        try:
            counting.count(
                place=device.place, tap=one, way=Way.TABLET, device=device, by=actions.TABLET, at=request.at
            )
        except DomainError as error:
            messages.warning(request, error.message)
    return redirect("openhouse:door")


@at_door
@require_POST
def undo(request: Request, device: DoorDevice | None) -> HttpResponse:
    form = UndoForm(request.POST)
    if device is not None and form.is_valid():
        try:
            counting.undo(
                place=device.place, nonce=form.cleaned_data["nonce"], of=form.cleaned_data["of"], device=device,
                by=actions.TABLET, at=request.at,
            )  # fmt: skip
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("1回 とりけしました。"))
    return redirect("openhouse:door")


@at_door
@require_POST
@limited("openhouse.door_card", times=600, seconds=600)
def card(request: Request, device: DoorDevice | None) -> HttpResponse:
    """A card was held there or typed. A page for whoever has no script, JSON for the script."""
    asks_json = request.headers.get("Accept", "").startswith("application/json")
    form = CardForm(request.POST)
    if device is None or not form.is_valid():
        answer: dict[str, Any] = {"ok": False, "words": _("カードを もう一度 かざしてください。")}
    else:
        answer = _turned(request, device, form.cleaned_data["code"], form.cleaned_data["nonce"])
    if asks_json:
        return JsonResponse({**answer, "state": _state(request, device)} if device else answer)
    if answer["ok"]:
        return render(request, "openhouse/door/card.html", {"answer": answer})
    messages.warning(request, answer["words"])
    return redirect("openhouse:door")


def _turned(request: Request, device: DoorDevice, code: str, nonce: UUID) -> dict[str, Any]:
    """The same card within CARD_PAUSE is the same reading, whatever nonce came with it."""
    key = f"openhouse.card:{door_cards.code_hash(code)}"
    kept = cache.get_or_set(key, str(nonce), CARD_PAUSE)
    try:
        found = door_cards.turn(
            place=device.place, code=code, nonce=UUID(kept), device=device, by=actions.TABLET, at=request.at
        )
    except DomainError as error:
        return {"ok": False, "words": error.message}
    return {"ok": True, **_said(found)}


def _said(found: Turned) -> dict[str, Any]:
    coming = found.turn is Turn.IN
    return {
        "turn": found.turn.value,
        "words": _("いらっしゃい") if coming else _("またね"),
        "eye": found.told,
        "eye_words": _("おうちの人に しらせます") if found.told else "",
    }


@at_door
@require_POST
def taps(request: Request, device: DoorDevice | None) -> HttpResponse:
    """What the tablet kept, in its order. Every tap gets its own answer; none is lost because another is refused."""
    if device is None:
        return JsonResponse({"message": _("このタブレットは 止めてあります。")}, status=403)
    try:
        items = list(only(json.loads(request.body), "items")["items"])[:TAPS_MAX]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("読めませんでした。")}, status=400)
    results = [_one(request, device, item) for item in items]
    return JsonResponse({"results": results, "state": _state(request, device)})


def _one(request: Request, device: DoorDevice, item: Any) -> dict[str, Any]:
    """`{nonce, stage, turn, at}` or `{nonce, undoes, at}`."""
    nonce = str(item.get("nonce", "")) if isinstance(item, dict) else ""
    try:
        only(item, "nonce", "stage", "turn", "at", "undoes")
        if item.get("undoes"):
            counting.undo(
                place=device.place, nonce=UUID(nonce), of=UUID(str(item["undoes"])), device=device,
                by=actions.TABLET, at=request.at, claimed=_claimed(item),
            )  # fmt: skip
        else:
            one = Tap(UUID(nonce), Stage(item["stage"]), Turn(item["turn"]), claimed=_claimed(item))
            counting.count(
                place=device.place, tap=one, way=Way.TABLET, device=device, by=actions.TABLET, at=request.at
            )
    except DomainError as error:
        return {"nonce": nonce, "ok": False, "words": error.message}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {"nonce": nonce, "ok": False, "words": _("読めませんでした。")}
    return {"nonce": nonce, "ok": True}


def _claimed(item: dict[str, Any]) -> datetime | None:
    """The tablet's own moment, in whole seconds since 1970 by milliseconds."""
    told = item.get("at")
    return datetime.fromtimestamp(int(told) / 1000, clock.JST) if told is not None else None


@at_door
@require_safe
def state(request: Request, device: DoorDevice | None) -> HttpResponse:
    if device is None:
        return JsonResponse({"message": _("このタブレットは 止めてあります。")}, status=403)
    return JsonResponse(_state(request, device))


def _state(request: Request, device: DoorDevice) -> dict[str, Any]:
    return _told(queries.heads(device.place, clock.day(request.at)))


def _told(heads: queries.Heads) -> dict[str, Any]:
    rows = {row.stage.value: row.inside for row in heads.rows}
    return {"inside": heads.inside, "crowd": heads.crowd.value, "stages": rows}


def _config(door: Door, heads: queries.Heads) -> dict[str, Any]:
    return {
        "taps": reverse("openhouse:door_taps"), "state": reverse("openhouse:door_state"),
        "card": reverse("openhouse:door_card"), "camera": static("ibasho/vendor/jsqr.js"),
        "undo_ms": int(UNDO_SHOWN.total_seconds() * 1000), "now": _told(heads),
        "limits": {"heads_max": door.heads_max, "quiet": door.quiet_percent, "lively": door.lively_percent},
        "words": {
            "offline": _("いま つながりません。おした数は のこっていて、つながると おくります。"),
            "card_offline": _("つながらないので カードは 読めません。大きなボタンを おしてください。"),
            "denied": _("カメラが 使えません。カードの文字を うつか、大きなボタンを おしてください。"),
            "stopped": _("このタブレットは 止めてあります。スタッフに 言ってください。"),
            "nobody": _("もう だれも いません。"),
        },
    }  # fmt: skip
