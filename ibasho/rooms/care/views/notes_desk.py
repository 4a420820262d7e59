"""気づきメモを 書く at the desk: one's own, or what was heard on the telephone or read from paper; one's own notes; the paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, papers
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import notes as actions
from ibasho.rooms.care.forms.notes import Hand, TypedForm
from ibasho.rooms.care.queries import note_papers
from ibasho.rooms.care.queries import notes as queries
from ibasho.rooms.care.rules.kinds import Way
from ibasho.rooms.care.views import note_pages as pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

WAYS = {Hand.SELF: Way.PHONE_APP, Hand.TALK: Way.TALK, Hand.PAPER: Way.PAPER}


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
@limited("care.note", times=pages.WRITES_MAX, seconds=pages.WRITES_SECONDS)
def desk_note_write(request: Request) -> HttpResponse:
    _require_typing(request)
    own = policies.may(request.actor, Permission.CARE_NOTE, at=request.at)
    form = TypedForm(
        request.POST or None, places=queries.places_of(request.actor, request.at),
        own=policies.may_write(request.actor, at=request.at), initial=pages.fresh(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return redirect("care:desk_note_sent")
    if form.errors:
        pages.renew(form)
    return pages.page(
        request,
        "care/notes/desk_write.html",
        {"form": form, "signs": pages.signs(form), "own": own, "unanswered": not own},
    )


def _sent(request: Request, form: TypedForm) -> bool:
    by, at, nonce = request.actor, request.at, form.cleaned_data["nonce"]
    writer = pages.writer(request) if form.hand is Hand.SELF else None
    return pages.send(
        request, form,
        lambda: actions.write(told=form.told(), nonce=nonce, way=WAYS[form.hand], writer=writer, by=by, at=at),
    )  # fmt: skip


@doors.desk
@require_safe
@quietly
def desk_note_sent(request: Request) -> HttpResponse:
    _require_typing(request)
    own = policies.may(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.page(request, "care/notes/desk_sent.html", {"own": own, **pages.sent(request)})


@doors.desk
@require_safe
@quietly
def desk_notes(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.own_notes(request, pages.DESK)


@doors.desk
@require_safe
@quietly
def desk_note(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.one_note(request, public_id, pages.DESK)


@doors.desk
@require_safe
@quietly
def desk_note_paper(request: Request) -> HttpResponse:
    _require_typing(request)
    return papers.answer(note_papers.sheet(clock.day(request.at)), _("メモの紙"))


def _require_typing(request: Request) -> None:
    if not policies.may_type_notes(request.actor, at=request.at):
        raise Http404
