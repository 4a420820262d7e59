"""気づきメモ behind the groups' door: written in thirty seconds, without a network too; one's own notes and what became of
them; the paper."""

from __future__ import annotations

import binascii
import json
import logging
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.shapes import only
from ibasho.base.ports.vault import vault
from ibasho.base.ui import doors, papers
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import notes as actions
from ibasho.rooms.care.forms.notes import NoteForm
from ibasho.rooms.care.queries import note_papers
from ibasho.rooms.care.queries import notes as queries
from ibasho.rooms.care.rules.kinds import Way
from ibasho.rooms.care.rules.note_boxes import claim_of
from ibasho.rooms.care.rules.notes import NO_SIGN
from ibasho.rooms.care.views import note_pages as pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.middleware import BEGAN
from ibasho.town.people.permissions import Permission

logger = logging.getLogger(__name__)

ASSETS = (
    "ibasho.css",
    "staff.css",
    "icons.svg",
    "pictures/mark.svg",
    "js/care-note.js",
    "js/care-store.js",
    "js/quick-exit.js",
)
ASKS = {"care.who_wrote": "who", "care.who_else": "else"}
FINAL = ("sealed", "care.nonce")
BOXES_MAX = 20  # in one sending


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
@limited("care.note", times=pages.WRITES_MAX, seconds=pages.WRITES_SECONDS)
def note_write(request: Request) -> HttpResponse:
    """Whoever types in for a group does so at the desk, where it says that it was told to them."""
    if request.actor.acting_for is not None:
        return redirect("care:desk_note_write")
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    places = queries.places_of(request.actor, request.at)
    form = NoteForm(request.POST or None, places=places, initial=pages.fresh())
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return redirect("care:note_sent")
    if form.errors:
        pages.renew(form)
    context = {"form": form, "signs": pages.signs(form), "config": _config(request), "script": True}
    response = pages.page(request, "care/notes/write.html", context)
    response.headers["X-Care-Note"] = "form"  # the worker keeps only what says so: never a page with words
    return response


def _sent(request: Request, form: NoteForm) -> bool:
    by, at, person = request.actor, request.at, pages.writer(request)
    nonce = form.cleaned_data["nonce"]
    return pages.send(
        request, form,
        lambda: actions.write(told=form.told(), nonce=nonce, way=Way.PHONE_APP, writer=person, by=by, at=at),
    )  # fmt: skip


def _config(request: Request) -> dict[str, Any]:
    """What the script needs: the vault's public key and this writer's opaque marks, nothing about anybody."""
    return {
        **_state(request), "send": reverse("care:note_send"), "state": reverse("care:note_state"),
        "worker": reverse("care:note_worker"), "scope": reverse("care:note_write"), "login": settings.LOGIN_URL,
        "keeps": settings.KEEPS_COOKIE, "most": BOXES_MAX,
        "words": {
            "sign": _(NO_SIGN),
            "waits": _("つながると 自動で おくります。なかみは だれにも 読めません。"),
            "away": _("ログインが 切れています。もう一度 ログインすると、しまってある 気づきメモを おくります。"),
            "full": _("この 電話には しまえませんでした。つながる所で もう一度 おくるか、紙か 電話で 知らせてください。"),
            "sent": _("しまってあった 気づきメモを おくりました。"), "same": _(pages.SAME),
            "tried": _("さいごに おくろうとした時刻："), "sure": _("もう一度 おすと、おくれなかった 気づきメモが 消えます。"),
            "others": _("この 電話に、おくるのを まっている ものが あります。"),
            "left": _("あと %s文字"), "whose": _("いま この電話で ログインしている人の メモとして おくります。"),
            "last": _("つながっていないので、この電話で さいごに ログインした人の メモとして しまいます。"),
            "nobody": _("いまは だれも ログインしていません。この電話で さいごに ログインした人の メモとして しまいます。"),
        },
    }  # fmt: skip


def _state(request: Request) -> dict[str, Any]:
    """With the token for the next sending: a page kept since yesterday holds an old one. No key where the vault is away:
    then a note goes the plain way, or waits on paper."""
    try:
        number, point = vault().device_key()
    except DomainError:
        return {"csrf": get_token(request), "marks": [], "key": None}
    key = {"number": number, "point": b64encode(point).decode()}
    return {"csrf": get_token(request), "marks": queries.writer_marks(request.actor), "key": key}


@doors.operator
@require_safe
@quietly
def note_state(request: Request) -> HttpResponse:
    _require(request)
    return JsonResponse(_state(request))


@doors.operator
@require_POST
@quietly
@limited("care.note", times=pages.WRITES_MAX, seconds=pages.WRITES_SECONDS)
def note_send(request: Request) -> HttpResponse:
    """`{"items": [{"nonce", "box", "claim"}]}`, the box in base64. Each gets its own answer `{nonce, ok, same, words}`; what is
    not ok stays on the device: `later` is tried again, `ask` ("who", "else") wants somebody to say whose it is, and only
    `final` will never be taken."""
    _require(request)
    try:
        whole = only(json.loads(request.body), "items")
        items = [one for one in whole["items"] if isinstance(one, dict)][:BOXES_MAX]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("読めませんでした。")}, status=400)
    return JsonResponse({"results": [_taken(request, one) for one in items]})


def _taken(request: Request, item: dict[str, Any]) -> dict[str, Any]:
    told = str(item.get("nonce", ""))[:60]
    try:
        only(item, "nonce", "box", "claim")
    except ValueError:  # a newer device than we: its note stays there until we know what it says
        return {"nonce": told, "ok": False, "later": True, "words": ""}
    try:
        nonce, box = UUID(told), b64decode(str(item.get("box", "")), validate=True)
    except (ValueError, binascii.Error):
        return {"nonce": told, "ok": False, "final": True, "words": _("読めませんでした。")}
    began = request.session.get(BEGAN)
    since = datetime.fromtimestamp(began + 1, tz=clock.JST) if isinstance(began, int) else None
    try:
        with transaction.atomic():  # one that fails takes none of the others with it
            made = actions.write_box(
                box=box,
                nonce=nonce,
                by=request.actor,
                at=request.at,
                since=since,
                claim=claim_of(item.get("claim")),
            )
    except DomainError as refusal:
        return {"nonce": told, "ok": False, "words": refusal.message, **_kind(refusal.code)}
    except DatabaseError as error:
        logger.error("a note could not be taken in: %s", type(error).__name__)  # its message may hold values
        return {"nonce": told, "ok": False, "later": True, "words": ""}
    return {"nonce": told, "ok": True, "same": made.nonce != nonce, "words": ""}


def _kind(code: str) -> dict[str, Any]:
    """What is not known to be final may be taken the next time."""
    if code in ASKS:
        return {"ask": ASKS[code]}
    return {"final": True} if code in FINAL else {"later": True}


@doors.operator
@require_safe
def note_worker(request: Request) -> HttpResponse:
    """Stands below the page, because a worker rules only what lies below its own address."""
    _require(request)
    assets = [static(f"ibasho/{name}") for name in ASSETS]
    told = {
        "page": reverse("care:note_write"),
        "kept": json.dumps(assets),
        "version": crc32(" ".join(assets).encode()),
    }
    response = render(request, "care/notes/worker.js", told, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@doors.operator
@require_safe
@quietly
def note_sent(request: Request) -> HttpResponse:
    """The telephone numbers once more where danger was ticked."""
    _require(request)
    return pages.page(request, "care/notes/sent.html", pages.sent(request))


@doors.operator
@require_safe
@quietly
def notes(request: Request) -> HttpResponse:
    _require(request)
    return pages.own_notes(request, pages.GROUP)


@doors.operator
@require_safe
@quietly
def note(request: Request, public_id: str) -> HttpResponse:
    _require(request)
    return pages.one_note(request, public_id, pages.GROUP)


@doors.operator
@require_safe
@quietly
def note_paper(request: Request) -> HttpResponse:
    _require(request)
    return papers.answer(note_papers.sheet(clock.day(request.at)), _("メモの紙"))


def _require(request: Request) -> None:
    if request.actor.acting_for is not None:
        raise Http404
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
