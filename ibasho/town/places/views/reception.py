"""The table at the door: who signed up, walk-ins, helpers; works by plain forms, and in place where scripts run."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import reception as actions
from ibasho.town.places.actions import reports, signups
from ibasho.town.places.forms.reception import FindForm, ReportForm, TypedSignupForm
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import events as event_queries
from ibasho.town.places.queries import reception as queries
from ibasho.town.places.rules import headcount, signup
from ibasho.town.places.views.sides import Page, side

TAPS_MAX, TAPS_SECONDS = 1200, 600  # two helpers tapping as fast as a class comes in
_tap = limited("places.reception", times=TAPS_MAX, seconds=TAPS_SECONDS)


@require_safe
def days(request: Request) -> HttpResponse:
    here = side(request)
    found = event_queries.reception_days(request.actor, request.at)
    context = {"here": here, "days": found, "base": here.url("reception_days")}
    return render(request, "places/reception_days.html", context)


@require_safe
def board(request: Request, session: int) -> HttpResponse:
    found = _session(request, session)
    here, board = side(request), queries.board(found)
    owner = policies.owner(found)
    context = {
        "here": here,
        "session": found,
        "owner": owner,
        "board": board,
        "find": FindForm(),
        "rows": _rows(board, headcount.SPLIT),
        "unsplit": _rows(board, headcount.UNSPLIT),
        "unsplit_used": any(of_class in board.heads for of_class in headcount.UNSPLIT),
        "helper_rows": _rows(board, headcount.HELPER_CLASSES),
        "sees_contacts": policies.may(request.actor, Permission.PLACES_EDIT, owner, at=request.at),
        "today": found.day == request.at.date(),
        "early": found.day > request.at.date(),
        "base": here.url("reception", session=session),
        "keep_days": settings.SIGNUP_KEEP_DAYS,
    }
    return render(request, "places/reception.html", context)


def _rows(board: queries.Board, classes: tuple[str, ...]) -> list[tuple[str, str, int]]:
    return [(of_class, headcount.LABELS[of_class], board.heads.get(of_class, 0)) for of_class in classes]


@require_POST
@_tap
def find(request: Request, session: int) -> HttpResponse:
    """Typed digits, a scanned QR, or a reader that types: who is found is here."""
    found = _session(request, session)
    row = queries.find(found, request.POST.get("code", ""))
    if row is None:
        messages.warning(request, _("その番号は きょうの 申しこみに ありません。よび名で さがしてください。"))
        return _back(request, session)
    if row.state == Signup.State.CANCELLED:
        messages.warning(
            request, _("%(name)sさんの 申しこみは とりけされています。") % {"name": row.nickname}
        )
        return _back(request, session)
    welcome = _("%(name)sさん（%(n)s人）が 来ました。") % {"name": row.nickname, "n": row.party}
    return _do(request, session, lambda: actions.arrive(signup=row, by=request.actor, at=request.at), welcome)


@require_POST
@_tap
def arrive(request: Request, session: int) -> HttpResponse:
    row = _signup(request, session)
    return _do(request, session, lambda: actions.arrive(signup=row, by=request.actor, at=request.at))


@require_POST
@_tap
def undo(request: Request, session: int) -> HttpResponse:
    row = _signup(request, session)
    return _do(request, session, lambda: actions.undo_arrival(signup=row, by=request.actor, at=request.at))


@require_POST
@_tap
def count(request: Request, session: int) -> HttpResponse:
    found = _session(request, session)
    of_class, step = request.POST.get("of_class", ""), {"1": 1, "-1": -1}.get(request.POST.get("step", ""), 0)
    return _do(
        request,
        session,
        lambda: actions.count(session=found, of_class=of_class, step=step, by=request.actor, at=request.at),
    )


@require_POST
@_tap
def cancel(request: Request, session: int) -> HttpResponse:
    row = _signup(request, session)
    done = _("%(name)sさんの 申しこみを とりけしました。") % {"name": row.nickname}
    return _do(
        request, session, lambda: signups.cancel_for(signup=row, by=request.actor, at=request.at), done
    )


@require_POST
@_tap
def called(request: Request, session: int) -> HttpResponse:
    row = _signup(request, session)
    return _do(request, session, lambda: signups.called(signup=row, by=request.actor, at=request.at))


@require_http_methods(["GET", "HEAD", "POST"])
@_tap
def write_down(request: Request, session: int) -> HttpResponse:
    """A sign-up told by phone, on paper or at the counter."""
    found, here = _session(request, session), side(request)
    if found.event is None or not found.event.signup:
        raise Http404
    form = TypedSignupForm(
        request.POST or None, session=found, classes=signup.classes_for(found.event.stages)
    )
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _typed(request, found, form)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _told(ticket.signup))
            return redirect(here.url("reception", session=session))
    day = event_queries.day(found, request.at)
    context = {
        "here": here,
        "session": found,
        "day": day,
        "form": form,
        "back": here.url("reception", session=session),
    }
    return render(request, "places/reception_signup.html", context)


def _typed(request: Request, session: Session, form: TypedSignupForm) -> signups.Ticket:
    told = form.cleaned_data
    by = Actor(request.actor.person_id, Via(told["via"]), request.actor.acting_for)
    return signups.sign_up(
        session=session, nickname=told["nickname"], heads=form.heads, email=told["email"], phone=told["phone"],
        note=told["note"], public_id=form.public_id, by=by, at=request.at,
    )  # fmt: skip


def _told(row: Signup) -> str:
    words = (
        _("%(name)sさんは キャンセル待ちです。受付番号は %(code)s です。")
        if row.state == Signup.State.WAITING
        else _("%(name)sさんの 申しこみを 書きました。受付番号は %(code)s です。")
    )
    return words % {"name": row.nickname, "code": row.code}


@require_http_methods(["GET", "HEAD", "POST"])
@_tap
def close(request: Request, session: int) -> HttpResponse:
    """The day's report; the same page corrects it."""
    found, here = _session(request, session), side(request)
    form = ReportForm(request.POST or None, session=found, heads=queries.heads(found))
    if request.method == "POST" and form.is_valid():
        try:
            reports.close(session=found, heads=form.heads, **form.reported, by=request.actor, at=request.at)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("この日を まとめました。"))
            return redirect(here.url("report", session=session))
    context = {
        "here": here,
        "session": found,
        "owner": policies.owner(found),
        "form": form,
        "back": here.url("reception", session=session),
        "mobile": found.event is not None and found.event.kind == "mobile",
    }
    return render(request, "places/report_edit.html", context)


def _do(request: Request, session: int, deed: Callable[[], object], done: str = "") -> HttpResponse:
    try:
        deed()
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    else:
        if done:
            messages.success(request, done)
    return _back(request, session)


def _back(request: Request, session: int) -> HttpResponse:
    return redirect(side(request).url("reception", session=session))


def _session(request: Request, session: int) -> Session:
    found = (
        event_queries.runnable(request.actor, request.at)
        .select_related("event__organisation", "event__place", "place__organisation", "report")
        .filter(pk=session)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _signup(request: Request, session: int) -> Signup:
    found = _session(request, session).signups.filter(public_id=request.POST.get("signup", "")).first()
    if found is None:
        raise Http404
    return found


PAGES: tuple[Page, ...] = (
    ("reception/", days, "reception_days"),
    ("reception/<int:session>/", board, "reception"),
    ("reception/<int:session>/find/", find, "reception_find"),
    ("reception/<int:session>/arrive/", arrive, "reception_arrive"),
    ("reception/<int:session>/undo/", undo, "reception_undo"),
    ("reception/<int:session>/count/", count, "reception_count"),
    ("reception/<int:session>/cancel/", cancel, "reception_cancel"),
    ("reception/<int:session>/called/", called, "reception_called"),
    ("reception/<int:session>/signup/", write_down, "reception_signup"),
    ("reception/<int:session>/close/", close, "reception_close"),
)
