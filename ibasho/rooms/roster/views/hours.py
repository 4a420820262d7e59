"""Came and left at the place, and the second pair of eyes: for groups and for the city."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster.actions import attending
from ibasho.rooms.roster.forms.hours import HoursForm
from ibasho.rooms.roster.models import Attendance, Roster
from ibasho.rooms.roster.queries import hours as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.queries.hours import Figures, Turn
from ibasho.rooms.roster.rules.honoraria import first_of_month, next_month
from ibasho.rooms.roster.rules.kinds import PayKind
from ibasho.rooms.roster.views.hours_doors import DESK, OPS, Where, find_roster, may, seen
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
THANKS = {
    "come": gettext_lazy("「来た」を 書きました。"),
    "leave": gettext_lazy("「帰った」を 書きました。おつかれさまでした。"),
    "back": gettext_lazy("もどしました。"),
    "approve": gettext_lazy("みとめました。"),
    "unapprove": gettext_lazy("みとめたのを もどしました。"),
}


@doors.operator
@require_safe
def ops_hours_today(request: Request, public_id: str) -> HttpResponse:
    return _today(request, public_id, OPS)


@doors.desk
@require_safe
def desk_hours_today(request: Request, public_id: str) -> HttpResponse:
    return _today(request, public_id, DESK)


def _today(request: Request, public_id: str, where: Where) -> HttpResponse:
    roster, today = find_roster(request, public_id), clock.day(request.at)
    day = _asked_day(request, today)
    turns, forgotten = queries.turns(roster, day), queries.forgotten([roster], today)
    veiled.on_screen([one.helper for one in (*turns, *forgotten)], by=request.actor, at=request.at)
    context = {
        "roster": roster, "place": roster.place, "where": where, "layout": where.layout, "day": day, "is_today": day == today,
        "turns": [_shown(one, roster, where, request) for one in turns],
        "forgotten": [_shown(one, roster, where, request) for one in forgotten],
        "before": day - timedelta(days=1), "after": day + timedelta(days=1) if day < today else None,
        "here": where.url("hours_today", public_id), "month": where.url("hours_month", public_id), "crumbs": where.hours_crumbs((roster.place.name, "")),
    }  # fmt: skip
    return render(request, "roster/hours/today.html", context)


def _asked_day(request: Request, today: date) -> date:
    """`?day=2026-11-24`, never a day to come; today for anything else."""
    try:
        asked = clock.parse_day(request.GET.get("day", "")) if request.GET.get("day") else today
    except Invalid:
        return today
    return min(asked, today)


def _shown(turn: Turn, roster: Roster, where: Where, request: Request) -> dict[str, object]:
    place = roster.place.public_id
    return {
        "turn": turn, "tap": where.url("hours_tap", place, turn.taken.pk), "write": where.url("hours_write", place, turn.taken.pk),
        "may_approve": queries.may_approve(turn, request.actor.person_id),
    }  # fmt: skip


@doors.operator
@require_POST
def ops_hours_tap(request: Request, public_id: str, taken: int) -> HttpResponse:
    return _tap(request, public_id, taken, OPS)


@doors.desk
@require_POST
def desk_hours_tap(request: Request, public_id: str, taken: int) -> HttpResponse:
    return _tap(request, public_id, taken, DESK)


def _tap(request: Request, public_id: str, taken: int, where: Where) -> HttpResponse:
    """One button: 来た, 帰った, もどす, みとめる, みとめたのを もどす (`do`)."""
    roster = find_roster(request, public_id)
    turn, asked = _turn(roster, taken), request.POST.get("do", "")
    if asked not in THANKS:
        raise Http404
    done(request, lambda: _deed(request, turn, asked), thanks=str(THANKS[asked]))
    return redirect(f"{where.url('hours_today', public_id)}?day={turn.taken.shift.day.isoformat()}")


def _deed(request: Request, turn: Turn, asked: str) -> object:
    by, at = request.actor, request.at
    if asked == "come":
        return attending.come(taken=turn.taken, by=by, at=at)
    if asked == "leave":
        return attending.leave(taken=turn.taken, by=by, at=at)
    if asked == "back":
        return attending.take_back(taken=turn.taken, by=by, at=at)
    if turn.attendance is None:
        raise Http404
    if asked == "approve":
        return attending.approve(attendance=turn.attendance, by=by, at=at)
    return attending.unapprove(attendance=turn.attendance, by=by, at=at)


def _turn(roster: Roster, taken: int) -> Turn:
    found = queries.one(roster, taken)
    if found is None:
        raise Http404
    return found


@doors.operator
@require_http_methods(FORMS)
def ops_hours_write(request: Request, public_id: str, taken: int) -> HttpResponse:
    return _write(request, public_id, taken, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_hours_write(request: Request, public_id: str, taken: int) -> HttpResponse:
    return _write(request, public_id, taken, DESK)


def _write(request: Request, public_id: str, taken: int, where: Where) -> HttpResponse:
    """Times from paper, or put right."""
    roster = find_roster(request, public_id)
    turn = _turn(roster, taken)
    veiled.require(turn.helper, by=request.actor, at=request.at)
    day = turn.taken.shift.day
    back = f"{where.url('hours_today', public_id)}?day={day.isoformat()}"
    form = HoursForm(request.POST or None, initial=_known(turn))
    if request.method == "POST" and form.is_valid() and _written(request, turn, form):
        return redirect(back)
    context = {
        "form": form, "turn": turn, "place": roster.place, "layout": where.layout, "back": back, "day": day,
        "crumbs": where.hours_crumbs((roster.place.name, back), (_("時間を 書く"), "")),
    }  # fmt: skip
    return render(request, "roster/hours/write.html", context)


def _known(turn: Turn) -> dict[str, object]:
    row, shift = turn.attendance, turn.taken.shift
    if row is None:
        return {"came": shift.starts, "left": shift.ends, "break_minutes": 0}
    left = clock.jst(row.left_at).time() if row.left_at else shift.ends
    return {
        "came": clock.jst(row.came_at).time(),
        "left": left,
        "break_minutes": row.break_minutes,
        "note": row.note,
    }


def _written(request: Request, turn: Turn, form: HoursForm) -> Attendance | None:
    try:
        made = attending.write(
            taken=turn.taken, span=form.span(turn.taken.shift.day), note=form.cleaned_data["note"],
            by=request.actor, at=request.at,
        )  # fmt: skip
    except DomainError as error:
        form.refuse(error)
        return None
    messages.success(request, _("書きました。ほかの人が みとめると、月の時間に 入ります。"))
    return made


@doors.operator
@require_safe
def ops_hours(request: Request) -> HttpResponse:
    return _hours(request, OPS)


@doors.desk
@require_safe
def desk_hours(request: Request) -> HttpResponse:
    return _hours(request, DESK)


def _hours(request: Request, where: Where) -> HttpResponse:
    """What waits for a second pair of eyes; in the other tab the figures of a month."""
    seen(request, Permission.ROSTER_HOURS)
    found = list(queries.rosters(request.actor, request.at))
    if request.GET.get("show") == "month":
        return _figures(request, found, where)
    today = clock.day(request.at)
    by_roster = {roster.pk: roster for roster in found}

    def shown(turns: Sequence[Turn]) -> list[dict[str, object]]:
        veiled.on_screen([one.helper for one in turns], by=request.actor, at=request.at)
        return [_shown(one, by_roster[one.taken.shift.roster_id], where, request) for one in turns]

    waiting = shown(queries.to_approve(found))
    context = {
        "layout": where.layout, "where": where, "tabs": _tabs(where, month=False), "crumbs": where.hours_crumbs(),
        "waiting": waiting, "mine": any(one["may_approve"] for one in waiting), "forgotten": shown(queries.forgotten(found, today)),
        "unwritten": shown(queries.unwritten(found, today)), "approve": where.url("hours_approve"),
        "places": [(one.place.name, where.url("hours_today", one.place.public_id)) for one in found],
        "months": where.url("months") if may(request, Permission.ROSTER_PAY) else "",
    }  # fmt: skip
    return render(request, "roster/hours/hours.html", context)


def _tabs(where: Where, *, month: bool) -> list[tuple[str, str, bool]]:
    here = where.url("hours")
    return [(_("確かめる"), here, not month), (_("月の時間"), f"{here}?show=month", month)]


def _figures(request: Request, found: Sequence[Roster], where: Where) -> HttpResponse:
    first = asked_month(request)
    table = _figures_table(queries.figures_of(found, first), where)
    if exports.wanted(request):
        return exports.answer(request, table, f"mimamori-jikan-{first:%Y%m}")
    here, after = f"{where.url('hours')}?show=month", next_month(first)
    context = {
        "layout": where.layout, "where": where, "tabs": _tabs(where, month=True), "crumbs": where.hours_crumbs(), "table": table,
        "total": len(found), "first": first, "title": f"{wareki.year_label(first)}{first.month}月",
        "before": f"{here}&month={first_of_month(first - timedelta(days=1)):%Y-%m}",
        "after": f"{here}&month={after:%Y-%m}" if after <= clock.day(request.at) else "",
    }  # fmt: skip
    return render(request, "roster/hours/figures.html", context)


def asked_month(request: Request) -> date:
    """`?month=2026-11`; this month for anything else, and never one to come."""
    today = first_of_month(clock.day(request.at))
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today
    return min(asked, today)


def _figures_table(rows: Sequence[Figures], where: Where) -> Table:
    def of_kind(kind: PayKind) -> Column:
        return Column(
            _("%(kind)s（分）") % {"kind": kind.label}, lambda row: row.minutes_of[kind], number=True
        )

    columns = [
        Column(
            _("居場所"),
            lambda row: row.place.name,
            href=lambda row: f"{where.url('hours_month', row.place.public_id)}?month={row.first:%Y-%m}",
        ),
        Column(_("月"), lambda row: f"{row.first:%Y-%m}"),
        Column(_("手伝った人"), lambda row: row.helpers, number=True),
        Column(_("回数"), lambda row: row.turns, number=True),
        Column(_("時間（分）"), lambda row: row.minutes, number=True),
        *(of_kind(kind) for kind in PayKind),
        Column(_("まだ みとめていない回数"), lambda row: row.open_turns, number=True),
    ]
    return Table(gettext_lazy("見守りの時間"), columns, rows)


@doors.operator
@require_POST
def ops_hours_approve(request: Request) -> HttpResponse:
    return _approve(request, OPS)


@doors.desk
@require_POST
def desk_hours_approve(request: Request) -> HttpResponse:
    return _approve(request, DESK)


def _approve(request: Request, where: Where) -> HttpResponse:
    """Each ticked line by itself: what is refused does not hold back the others."""
    seen(request, Permission.ROSTER_HOURS)
    asked = [key for key in request.POST.getlist("hours") if key.isdigit()]
    rows = [get_object_or_404(Attendance, pk=key) for key in asked]
    if not rows:
        messages.error(request, _("みとめる時間を えらんでください。"))
    made = [
        done(request, lambda row=row: attending.approve(attendance=row, by=request.actor, at=request.at))  # type: ignore[misc]
        for row in rows
    ]
    count = sum(one is not None for one in made)
    if count:
        messages.success(
            request, _("%(count)s件を みとめました。きょうの ページから もどせます。") % {"count": count}
        )
    return redirect(where.url("hours"))
