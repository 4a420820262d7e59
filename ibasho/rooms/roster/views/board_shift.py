"""One shift on the board: who comes, putting somebody in, more or fewer, cancelling and back again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, presses
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import shifts as actions
from ibasho.rooms.roster.actions import taking
from ibasho.rooms.roster.forms.shifts import ChangeForm, PutInForm, ShiftForm
from ibasho.rooms.roster.models import Helper, Shift
from ibasho.rooms.roster.queries import board as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.queries.months import HIDDEN
from ibasho.rooms.roster.rules.kinds import Way
from ibasho.rooms.roster.views.board_sides import DESK, OPS, Side, find_roster, find_shift, may_manage
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_shift_new(request: Request, public_id: str) -> HttpResponse:
    return _new(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_shift_new(request: Request, public_id: str) -> HttpResponse:
    return _new(request, public_id, DESK)


def _new(request: Request, public_id: str, side: Side) -> HttpResponse:
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    form = ShiftForm(request.POST or None, initial={"day": request.GET.get("day", "")[:10]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = presses.once(
                request, lambda: actions.add(
                    roster=roster, when=form.when(), wanted=given["wanted"], note=given["note"], by=request.actor,
                    at=request.at,
                ),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("枠を 足しました。"))
            return redirect(_board(side, made))
    context = {
        "form": form, "roster": roster, "place": roster.place, "side": side, "layout": side.layout,
        "crumbs": side.crumbs(roster.place, _("枠を 足す")), "back": side.url("board", public_id),
    }  # fmt: skip
    return render(request, "roster/board/shift_new.html", context)


@doors.operator
@require_safe
def ops_shift(request: Request, public_id: str) -> HttpResponse:
    return _shift(request, find_shift(request, public_id, Permission.ROSTER_SEE), OPS)


@doors.desk
@require_safe
def desk_shift(request: Request, public_id: str) -> HttpResponse:
    return _shift(request, find_shift(request, public_id, Permission.ROSTER_SEE), DESK)


def _shift(
    request: Request,
    shift: Shift,
    side: Side,
    *,
    put_in: PutInForm | None = None,
    change: ChangeForm | None = None,
) -> HttpResponse:
    place, box = shift.roster.place, queries.shift_box(shift)
    veiled.on_screen([one.taken.helper for one in box.people], by=request.actor, at=request.at)
    context = {
        "box": box, "shift": shift, "place": place, "side": side, "layout": side.layout,
        "crumbs": side.crumbs(place, _("枠")), "board": _board(side, shift),
        "may_manage": may_manage(request, place), "over": clock.at(shift.day, shift.ends) <= request.at,
        "put_in": put_in or PutInForm(helpers=_helpers(request, shift)),
        "change": change or ChangeForm(shift=shift),
    }  # fmt: skip
    return render(request, "roster/board/shift.html", context)


@doors.operator
@require_POST
def ops_shift_put_in(request: Request, public_id: str) -> HttpResponse:
    return _put_in(request, public_id, OPS)


@doors.desk
@require_POST
def desk_shift_put_in(request: Request, public_id: str) -> HttpResponse:
    return _put_in(request, public_id, DESK)


def _helpers(request: Request, shift: Shift) -> list[Helper]:
    """Whom one may put in by hand: those whose name one may read."""
    found = queries.helpers_for(shift)
    veiled.on_screen(found, by=request.actor, at=request.at)
    return [one for one in found if one.call_name != HIDDEN]


def _put_in(request: Request, public_id: str, side: Side) -> HttpResponse:
    """Somebody said yes by telephone or at the counter."""
    shift = find_shift(request, public_id, Permission.ROSTER_MANAGE)
    form = PutInForm(request.POST, helpers=_helpers(request, shift))
    if form.is_valid():
        who = form.cleaned_data["helper"]
        try:
            taking.take(shift=shift, helper=who, way=Way.STAFF, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(name)sを 入れました。") % {"name": who.called})
            return redirect(_board(side, shift))
    return _shift(request, shift, side, put_in=form)


@doors.operator
@require_POST
def ops_shift_change(request: Request, public_id: str) -> HttpResponse:
    return _change(request, public_id, OPS)


@doors.desk
@require_POST
def desk_shift_change(request: Request, public_id: str) -> HttpResponse:
    return _change(request, public_id, DESK)


def _change(request: Request, public_id: str, side: Side) -> HttpResponse:
    shift = find_shift(request, public_id, Permission.ROSTER_MANAGE)
    form = ChangeForm(request.POST, shift=shift)
    if form.is_valid():
        try:
            actions.change(shift=shift, **form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect(side.url("shift", public_id))
    return _shift(request, shift, side, change=form)


@doors.operator
@require_POST
def ops_shift_cancel(request: Request, public_id: str) -> HttpResponse:
    return _deed(
        request, public_id, OPS, actions.cancel, _("枠を なしに しました。引きうけた人には 知らせました。")
    )


@doors.desk
@require_POST
def desk_shift_cancel(request: Request, public_id: str) -> HttpResponse:
    return _deed(
        request, public_id, DESK, actions.cancel, _("枠を なしに しました。引きうけた人には 知らせました。")
    )


@doors.operator
@require_POST
def ops_shift_restore(request: Request, public_id: str) -> HttpResponse:
    return _deed(request, public_id, OPS, actions.restore, _("枠を もどしました。"))


@doors.desk
@require_POST
def desk_shift_restore(request: Request, public_id: str) -> HttpResponse:
    return _deed(request, public_id, DESK, actions.restore, _("枠を もどしました。"))


def _deed(
    request: Request, public_id: str, side: Side, deed: Callable[..., Shift], thanks: str
) -> HttpResponse:
    shift = find_shift(request, public_id, Permission.ROSTER_MANAGE)
    try:
        deed(shift=shift, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, thanks)
    return redirect(side.url("shift", public_id))


def _board(side: Side, shift: Shift) -> str:
    return f"{side.url('board', shift.roster.place.public_id)}?week={shift.day.isoformat()}"
