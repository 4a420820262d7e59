"""What the pages around a note share, behind both doors: how they are answered, and what stands on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Side:
    """Behind which door somebody stands: its layout, its home, and by their names the pages for a note."""

    layout: str
    home: str
    write: str
    own: str
    one: str


GROUP = Side("ui/operator.html", "ops_home", "care:note_write", "care:notes", "care:note")
DESK = Side("ui/desk.html", "desk_home", "care:desk_note_write", "care:desk_notes", "care:desk_note")


def page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"centre": centre(), **context})


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


def renew(form: NoteForm) -> None:
    """The paper may have been used up: what is mended goes out as a new one."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["nonce"] = str(uuid4())
    form.data = data


def send(request: Request, form: NoteForm, write: Callable[[], Notice]) -> bool:
    """Whether it was taken in, with a word where it was there already; else the form says what is to mend."""
    made = done(request, write, form=form)
    if made is None:
        return False
    if made.nonce != form.cleaned_data["nonce"]:
        messages.info(request, _(SAME))
    request.session[_SENT] = {"danger": form.told().danger, "unanswered": made.writer_id is None}
    return True


def sent(request: Request) -> dict[str, bool]:
    """For the page of thanks: `danger` was ticked, so the numbers stand there once more; `unanswered`: it was typed in for
    somebody. Kept beside the session: in an address it would stand in every log on the way."""
    kept = request.session.get(_SENT, {})
    return {"danger": bool(kept.get("danger")), "unanswered": bool(kept.get("unanswered"))}


def own_notes(request: Request, side: Side) -> HttpResponse:
    notes = queries.own(request.actor, request.at)
    context = {"side": side, "notes": notes, "full": len(notes) >= queries.SHOWN_MAX}
    return page(request, "care/notes/own.html", context)


def one_note(request: Request, public_id: str, side: Side) -> HttpResponse:
    """One's own words, after the entry that they were read. A made-up number and another's note are the same 404."""
    found = queries.one(public_id, request.actor, request.at)
    if found is None:
        raise Http404
    context: dict[str, Any] = {"side": side, "note": found, "standing": queries.standing(found, request.at)}
    try:
        own = actions.read_own(notice=found, by=request.actor, at=request.at)
        context |= {"own": own, "signs": [(one, SIGN_ICONS[one]) for one in own.told.signs]}
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        context["unread"] = refusal.message
    return page(request, "care/notes/one.html", context)
