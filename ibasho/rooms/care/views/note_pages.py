"""What the pages around a note share, behind both doors: how they are answered, and what stands on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.care.actions import notes as actions
from ibasho.rooms.care.forms.notes import NoteForm
from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import notes as queries
from ibasho.rooms.care.queries.settings import centre
from ibasho.rooms.care.rules.kinds import SIGN_ICONS, Sign
from ibasho.town.people.models import Person

SAME = "おなじ メモが もう とどいているので、1つに まとめました。べつの 子の ことなら、よび名を 足して おくってください。"
WRITES_MAX, WRITES_SECONDS = 120, 600
_SENT = "care.sent"


def quiet(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, and no other site learns where somebody was."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def page(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return quiet(render(request, template, {"centre": centre(), **context}, status=status))


def fresh() -> dict[str, Any]:
    """One paper, one nonce: sent twice it is one note."""
    return {"nonce": uuid4()}


def writer(request: Request) -> Person:
    """The door lets nobody through who is not signed in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def signs(form: NoteForm) -> list[tuple[Any, str]]:
    """Each sign's box to tick and its picture."""
    return list(zip(form["signs"], (SIGN_ICONS[one] for one in Sign), strict=True))


def renewed(form: NoteForm) -> NoteForm:
    """The paper may have been used up: what is mended goes out as a new one."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["nonce"] = str(fresh()["nonce"])
    form.data = data
    return form


def send(request: Request, form: NoteForm, write: Callable[[], Notice]) -> Notice | None:
    """The note as it was taken in, with a word where it was there already; None where the form says what is to mend."""
    made = done(request, write, form=form)
    if made is not None and made.nonce != form.cleaned_data["nonce"]:
        messages.info(request, _(SAME))
    if made is not None:
        request.session[_SENT] = {"danger": form.told().danger, "unanswered": made.writer_id is None}
    return made


def sent(request: Request) -> dict[str, bool]:
    """For the page of thanks: `danger` was ticked, so the numbers stand there once more; `unanswered`: it was typed in for
    somebody. Kept beside the session: in an address it would stand in every log on the way."""
    kept = request.session.get(_SENT, {})
    return {"danger": bool(kept.get("danger")), "unanswered": bool(kept.get("unanswered"))}


def own_list(request: Request) -> dict[str, Any]:
    notes = queries.own(request.actor, request.at)
    return {"notes": notes, "full": len(notes) >= queries.SHOWN_MAX}


def one_note(request: Request, public_id: str, template: str) -> HttpResponse:
    """One's own words, after the entry that they were read. A made-up number and another's note are the same 404."""
    found = queries.one(public_id, request.actor, request.at)
    if found is None:
        raise Http404
    try:
        own = actions.read_own(notice=found, by=request.actor, at=request.at)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        messages.info(request, refusal.message)
        own = None
    seen = [(one, SIGN_ICONS[one]) for one in own.told.signs] if own else []
    context = {"note": found, "own": own, "signs": seen, "standing": queries.standing(found, request.at)}
    return page(request, template, context)


__all__ = [
    "SAME", "WRITES_MAX", "WRITES_SECONDS", "fresh", "one_note", "own_list", "page", "quiet", "renewed", "send", "sent", "signs",
    "writer",
]  # fmt: skip
