"""The counter at a stall: big +1 buttons for who came and what they chose. Plain forms; the script only makes it quicker
and keeps taps while there is no network."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4
from zlib import crc32

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.shapes import only
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.holding import CodeForm
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import tallies as actions
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import doors, tallies
from ibasho.rooms.voices.queries.tallies import Board
from ibasho.rooms.voices.rules import tallies as rules
from ibasho.rooms.voices.rules.doors import Standing
from ibasho.rooms.voices.rules.tallies import Line
from ibasho.rooms.voices.views.stall_holding import BY, forget, holder, keep, opens, private

TRIES_MAX, TRIES_SECONDS = 60, 900
TAPS_MAX, TAPS_SECONDS = 1_200, 600
TINTS = ("orange", "green", "blue", "purple", "pink", "sand", "yellow")
COUNTS = (Standing.OPEN, Standing.FULL)


@child
@never_cache
@require_safe
@limited("voices.stall_open", times=TRIES_MAX * 10, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def stall(request: Request) -> HttpResponse:
    """With `?t=` the secret leaves the address at once. The worker keeps only answers that name their door."""
    if "t" in request.GET:
        return _open(request)
    door = holder(request)
    if door is None:
        return _enter_page(request, CodeForm())
    board = tallies.board(door)
    response = private(render(request, "voices/doors/stall.html", _page(request, board)))
    response.headers["X-Stall"] = door.public_id
    return response


def _open(request: Request) -> HttpResponse:
    token = tidy_code(request.GET["t"][:60])
    if opens(token) is None:
        return private(render(request, "voices/doors/stall_gone.html", status=404))
    return entered(request, token)


def entered(request: Request, token: str) -> HttpResponse:
    """The counter, opened on this phone. Taps that wait outlive everybody's session here."""
    response = keep(redirect("voices:stall"), token)
    if settings.KEEPS_COOKIE not in request.COOKIES:
        response.set_cookie(
            settings.KEEPS_COOKIE, "stall", max_age=400 * 86_400, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )  # fmt: skip
    return response


@child
@never_cache
@require_POST
@limited("voices.stall_enter", times=TRIES_MAX, seconds=TRIES_SECONDS)
def stall_enter(request: Request) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        token = tidy_code(form.cleaned_data["code"])
        if opens(token) is not None:
            return entered(request, token)
        form.add_error(
            "code", _("この文字では ひらけません。20文字を たしかめるか、市の 人に 新しい リンクを もらってください。")
        )  # fmt: skip
    return _enter_page(request, form)


def _enter_page(request: Request, form: CodeForm) -> HttpResponse:
    return private(render(request, "voices/doors/stall_enter.html", {"form": form}))


@child
@never_cache
@require_POST
def stall_leave(request: Request) -> HttpResponse:
    """The script refuses as long as taps wait."""
    messages.success(request, _("この スマホで 数えるのを おわりました。"))
    return forget(redirect("voices:stall"))


def _page(request: Request, board: Board) -> dict[str, Any]:
    told = tallies.told(board)
    current = request.GET.get("who", "")
    who = next((one for one in board.people if one.code == current), None)
    last = request.GET.get("last", "")
    open_now = doors.standing(board.door, clock.day(request.at)) in COUNTS
    return {
        "stall": board.door, "hearing": board.hearing, "open": open_now, "who": who,
        "people": [_person(one, told, place) for place, one in enumerate(board.people)],
        "blocks": [_block(block, told) for block in board.blocks] if open_now else [],
        "last": last if _is_uuid(last) else "", "config": _config(request, board, told),
        "total": sum(counts.get("heads", 0) for counts in told.values()),
    }  # fmt: skip


def _person(who: rules.Who, told: dict[str, dict[str, int]], place: int) -> dict[str, Any]:
    return {
        "who": who, "tint": TINTS[place % len(TINTS)], "count": told.get(who.code, {}).get("heads", 0), "nonce": uuid4(),
    }  # fmt: skip


def _block(block: tallies.Block, told: dict[str, dict[str, int]]) -> dict[str, Any]:
    buttons = [
        {"button": one, "nonce": uuid4(), "count": sum(counts.get(one.key, 0) for counts in told.values())}
        for one in block.buttons
    ]
    return {"block": block, "buttons": buttons}


def _config(request: Request, board: Board, told: dict[str, dict[str, int]]) -> dict[str, Any]:
    """What the script needs; it stands in the page, so that the kept page has it as well."""
    return {
        "door": board.door.public_id, "taps": reverse("voices:stall_taps"), "state": reverse("voices:stall_state"),
        "worker": reverse("voices:stall_worker"), "scope": reverse("voices:stall"), "csrf": get_token(request),
        "now": told,
        "words": {
            "offline": _("いま つながりません。おした数は この スマホに のこっていて、つながると おくります。"),
            "stopped": _("このリンクは 止めてあります。おした数は この スマホに のこっています。新しい リンクを ひらくと おくれます。"),
            "forgets": _("この スマホは 数を おぼえておけません。つながる所で 使ってください。"),
            "who": _("さきに、来た人の ボタンを おしてください。"),
            "nothing": _("これより へらせません。"),
            "refused": _("数えられなかった %s回が、この スマホに のこっています。"), "unread": _("読めませんでした。"),
            "sure": _("もういちど「けす」を おすと、のこっている 数が なくなります。"),
            "busy": _("まだ おくっていない 数が あります。つながるまで 待ってから おわりにしてください。"),
            "others": _("まえの 出店の 数が まだ おくられていません。まえの リンクを もういちど ひらくと おくれます。"),
            "now": _("いま："),
            "minus": _("つぎに おした ボタンを 1つ へらします。"),
        },
    }  # fmt: skip


@child
@never_cache
@require_POST
@limited("voices.stall_tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
def stall_tap(request: Request) -> HttpResponse:
    """One button without scripts."""
    door = holder(request)
    if door is None:
        return redirect("voices:stall")
    then: dict[str, str] = {"who": request.POST.get("who", "")}
    if not then["who"]:
        messages.warning(request, _("さきに、「だれが 来た？」の ボタンを おしてください。"))
        return _at(then)
    board = tallies.board(door)
    try:
        line = _line(board, dict(request.POST.items()), clock.day(request.at))
    except (ValueError, KeyError, DomainError):
        messages.warning(request, _("数えられませんでした。もういちど おしてください。"))
    else:
        results = done(request, lambda: actions.count(door=door, lines=[line], by=BY, at=request.at))
        refused = results[0] if results else None
        if refused is not None:
            messages.warning(request, refused.message)
        elif results:
            then["last"] = str(line.nonce)
            return _at(then, line.column[0])
    return _at(then)


def _at(then: dict[str, str], question: int | None = None) -> HttpResponse:
    """Back to the question that was answered, for the page is longer than a phone; to the top where there is something to read."""
    where = f"#stall-{question}" if question else ""
    return redirect(f"{reverse('voices:stall')}?{urlencode(then)}{where}")


@child
@never_cache
@require_POST
@limited("voices.stall_tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
def stall_undo(request: Request) -> HttpResponse:
    """The last tap back, without scripts."""
    door = holder(request)
    of = request.POST.get("of", "")
    if door is not None and _is_uuid(of):
        try:
            actions.take_back(door=door, of=UUID(of), by=BY, at=request.at)
        except DomainError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("1回 とりけしました。"))
    then = urlencode({"who": request.POST.get("who", "")})
    return redirect(f"{reverse('voices:stall')}?{then}")


@child
@never_cache
@require_POST
@limited("voices.stall_tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
def stall_taps(request: Request) -> HttpResponse:
    """What the phone kept, in its order. Each tap gets its own answer; none is lost because another is refused."""
    door = holder(request)
    if door is None:
        return JsonResponse({"message": _("このリンクは 止めてあります。")}, status=410)
    try:
        items = list(only(json.loads(request.body), "items")["items"])[: rules.LINES_MAX]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("読めませんでした。")}, status=400)
    board = tallies.board(door)
    try:
        results = _in_order(request, board, items)
    except DomainError as refused:
        return JsonResponse({"message": refused.message}, status=409)
    return JsonResponse({"results": results, **_state(request, board)})


def _in_order(request: Request, board: Board, items: list[Any]) -> list[dict[str, Any]]:
    """Runs of taps go in one turn; taking one back stands between them."""
    results: list[dict[str, Any]] = []
    run: list[Line] = []
    for item in items:
        if not _is_known(item):
            results.append(_result(item, _("読めませんでした。")))
            continue
        if item.get("undoes"):
            results += _count(request, board.door, run)
            run = []
            results.append(_take_back(request, board.door, item))
            continue
        try:
            run.append(_line(board, item, clock.day(request.at)))
        except DomainError as refused:
            results.append(_result(item, refused.message))
        except (ValueError, KeyError, TypeError, AttributeError):
            results.append(_result(item, _("読めませんでした。")))
    return results + _count(request, board.door, run)


def _is_known(item: Any) -> bool:
    try:
        only(item, "nonce", "who", "key", "count", "day", "undoes")
    except ValueError:
        return False
    return True


def _count(request: Request, door: Door, run: list[Line]) -> list[dict[str, Any]]:
    if not run:
        return []
    refused = actions.count(door=door, lines=run, late=True, by=BY, at=request.at)
    return [
        {"nonce": str(line.nonce), "ok": error is None, "words": error.message if error else ""}
        for line, error in zip(run, refused, strict=True)
    ]


def _take_back(request: Request, door: Door, item: dict[str, Any]) -> dict[str, Any]:
    try:
        actions.take_back(door=door, of=UUID(str(item["undoes"])), by=BY, at=request.at)
    except DomainError as refused:
        return _result(item, refused.message)
    except (ValueError, KeyError):
        return _result(item, _("読めませんでした。"))
    return {"nonce": str(item.get("nonce", "")), "ok": True, "words": ""}


def _result(item: Any, words: str) -> dict[str, Any]:
    nonce = str(item.get("nonce", "")) if isinstance(item, dict) else ""
    return {"nonce": nonce, "ok": False, "words": words}


def _line(board: Board, item: dict[str, Any], today: date) -> Line:
    """`{nonce, who, key, count, day}`. Raises ValueError, KeyError, DomainError for what can't be read."""
    column = tallies.columns(board)[str(item["key"])]
    claimed = date.fromisoformat(str(item["day"])) if item.get("day") else None
    day = rules.day_of(claimed, on=board.door.on, opens_on=board.hearing.opens_on, today=today)
    who = rules.who_of(str(item["who"]), board.people)
    return Line(UUID(str(item["nonce"])), who, column, int(item.get("count", 1)), day)


@child
@never_cache
@require_safe
def stall_state(request: Request) -> HttpResponse:
    door = holder(request)
    if door is None:
        return JsonResponse({"message": _("このリンクは 止めてあります。")}, status=410)
    return JsonResponse(_state(request, tallies.board(door)))


def _state(request: Request, board: Board) -> dict[str, Any]:
    """With the token for the next sending: a page kept since yesterday holds an old one."""
    return {"now": tallies.told(board), "csrf": get_token(request)}


@child
@require_safe
def stall_worker(request: Request) -> HttpResponse:
    """Stands beside the counter, because a worker rules only what lies below its own address."""
    assets = [
        static(f"ibasho/{name}") for name in ("ibasho.css", "icons.svg", "js/stall.js", "pictures/mark.svg")
    ]
    page = {
        "page": reverse("voices:stall"), "kept": json.dumps(assets), "version": crc32(" ".join(assets).encode()),
    }  # fmt: skip
    response = render(request, "voices/doors/worker.js", page, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _is_uuid(told: str) -> bool:
    try:
        UUID(told)
    except ValueError:
        return False
    return True
