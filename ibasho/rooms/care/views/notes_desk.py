"""気づきメモを 書く at the desk: one's own, or what was heard on the telephone or read from paper; one's own notes; the paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
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
from ibasho.town.people.permissions import Permission

WAYS = {Hand.SELF: Way.PHONE_APP, Hand.TALK: Way.TALK, Hand.PAPER: Way.PAPER}


def types_in(request: Request) -> bool:
    """Whoever writes notes, and the centre's own people, whom groups telephone."""
    by, at = request.actor, request.at
    return policies.may(by, Permission.CARE_NOTE, at=at) or policies.may(by, Permission.CARE_HANDLE, at=at)


@doors.desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("care.note", times=pages.WRITES_MAX, seconds=pages.WRITES_SECONDS)
def desk_note_write(request: Request) -> HttpResponse:
    if not types_in(request):
        raise Http404
    own = policies.may(request.actor, Permission.CARE_NOTE, at=request.at)
    places = list(queries.places_of(request.actor, request.at))
    form = TypedForm(
        request.POST or None,
        places=places,
        own=own and request.actor.acting_for is None,
        initial=pages.fresh(),
    )
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return redirect("care:desk_note_sent")
    if form.errors:
        pages.renewed(form)
    return pages.page(
        request,
        "care/notes/desk_write.html",
        {"form": form, "signs": pages.signs(form), "own": own, "unanswered": not own},
    )


def _sent(request: Request, form: TypedForm) -> bool:
    by, at, nonce = request.actor, request.at, form.cleaned_data["nonce"]
    writer = pages.writer(request) if form.hand is Hand.SELF else None
    made = pages.send(
        request, form,
        lambda: actions.write(told=form.told(), nonce=nonce, way=WAYS[form.hand], writer=writer, by=by, at=at),
    )  # fmt: skip
    return made is not None


@doors.desk
@never_cache
@require_safe
def desk_note_sent(request: Request) -> HttpResponse:
    if not types_in(request):
        raise Http404
    own = policies.may(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.page(request, "care/notes/desk_sent.html", {"own": own, **pages.sent(request)})


@doors.desk
@never_cache
@require_safe
def desk_notes(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.page(request, "care/notes/desk_own.html", pages.own_list(request))


@doors.desk
@never_cache
@require_safe
def desk_note(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    return pages.one_note(request, public_id, "care/notes/desk_one.html")


@doors.desk
@never_cache
@require_safe
def desk_note_paper(request: Request) -> HttpResponse:
    if not types_in(request):
        raise Http404
    return papers.answer(note_papers.sheet(clock.day(request.at)), _("メモの紙"))
