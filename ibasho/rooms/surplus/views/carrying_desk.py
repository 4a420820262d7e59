"""運ぶ: what has no driver yet, the ways of the coming days, one way as a picture and on paper."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import runs as actions
from ibasho.rooms.surplus.forms.carrying import RunForm
from ibasho.rooms.surplus.models import Run, Share
from ibasho.rooms.surplus.queries import carrying as queries
from ibasho.rooms.surplus.queries import handing
from ibasho.rooms.surplus.rules import route_picture
from ibasho.rooms.surplus.rules.kinds import AHEAD, RunState, StopKind
from ibasho.rooms.surplus.views import days
from ibasho.rooms.surplus.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
AHEAD_DAYS = 14
BACK_DAYS = 3


@doors.desk
@require_safe
def desk_carrying(request: Request) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    today, late = clock.day(request.at), list(handing.late(request.at))
    context = {
        "pages": pages("desk_carrying"), "may_manage": may(request, Permission.SURPLUS_MANAGE),
        "runs": [(one, queries.progress(one)) for one in queries.runs(today - timedelta(days=BACK_DAYS), today + timedelta(days=AHEAD_DAYS))],
        "open": _open(today, late), "late": {one.pk for one in late},
    }  # fmt: skip
    return render(request, "surplus/carrying/desk.html", context)


def _open(today: date, late: list[Share]) -> list[Share]:
    """What nobody wrote down first, also past its day: it was handed or nobody came, and the desk asks."""
    known = {one.pk for one in late}
    return [*late, *(one for one in handing.to_carry(today, brought=True) if one.pk not in known)]


@doors.desk
@require_http_methods(FORMS)
def desk_run_new(request: Request) -> HttpResponse:
    require(request, Permission.SURPLUS_MANAGE)
    on = _day(request)
    drivers = queries.drivers(active=True)
    shares = list(handing.agreed()) if request.method == "POST" else handing.to_carry(on)
    form = RunForm(request.POST or None, drivers=drivers, shares=shares, on=on)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = done(
            request,
            lambda: actions.plan(
                day=given["day"], driver=given["driver"], shares=list(given["shares"]), starts=given["starts"],
                note=given["note"], by=request.actor, at=request.at,
            ),
            thanks=_("じゅん番を きめました。たしかめて、運ぶ人に 知らせてください。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("surplus:desk_run", made.public_id)
    context = {
        "form": form, "drivers": drivers, "shares": shares, "on": on,
        "crumbs": crumbs((_("運ぶ"), _carrying()), (_("運ぶ日を きめる"), "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/run_new.html", context)


@doors.desk
@require_safe
def desk_run(request: Request, public_id: str) -> HttpResponse:
    run = _find(request, public_id)
    halts = queries.halts_of(run)
    context = {
        "run": run, "halts": halts, "picture": route_picture.drawn([one.position for one in halts]),
        "state": RunState(run.state), "ahead": run.state in AHEAD,
        "may_manage": may(request, Permission.SURPLUS_MANAGE), "may_tick": may(request, Permission.SURPLUS_WRITE),
        "reachable": bool(run.driver.email),
        "crumbs": crumbs((_("運ぶ"), _carrying()), (_("運ぶ道"), "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/run.html", context)


@doors.desk
@require_POST
def desk_run_do(request: Request, public_id: str) -> HttpResponse:
    """`do`: tell, cancel, or `done`/`undone` with `stop`."""
    run = _find(request, public_id)
    asked = request.POST.get("do", "")
    if asked == "tell":
        mailed = done(request, lambda: actions.tell(run=run, by=request.actor, at=request.at))
        if mailed is not None:
            told = (
                _("メールで 知らせました。")
                if mailed
                else _("メールの アドレスが ありません。電話で 知らせて、紙か リンクを わたしてください。")
            )
            messages.success(request, told)
    elif asked == "cancel":
        done(
            request,
            lambda: actions.cancel(run=run, by=request.actor, at=request.at),
            thanks=_("この予定を やめました。"),
        )
        return redirect("surplus:desk_carrying")
    elif asked in ("done", "undone"):
        stop = run.stops.filter(pk=_number(request.POST.get("stop", ""))).first()
        if stop is None:
            raise Http404
        done(
            request,
            lambda: actions.stop_done(stop=stop, done=asked == "done", by=request.actor, at=request.at),
        )
    return redirect("surplus:desk_run", public_id)


@doors.desk
@require_safe
def desk_run_paper(request: Request, public_id: str) -> HttpResponse:
    """A4 for who has no phone at hand: the halts in order, with boxes to tick."""
    run = _find(request, public_id)
    halts = queries.halts_of(run)
    back = reverse("surplus:desk_run", args=[public_id])
    return papers.shown(
        request,
        lambda: pdf.render("surplus/pdf/run.typ", paper(run, halts)),
        f"hakobu_{run.day:%Y%m%d}",
        back,
    )


def paper(run: Run, halts: list[queries.Halt]) -> dict[str, object]:
    """Without the driver's name: a paper left in a car tells nobody who drives when."""
    return {
        "day": run.day.isoformat(), "starts": clock.time_label(run.starts), "minutes": run.minutes,
        "km": f"{run.metres / 1000:.1f}", "note": run.note,
        "stops": [
            [
                str(one.stop.order), clock.time_label(one.stop.due) if one.stop.due else "",
                StopKind(one.stop.kind).label, one.where, one.address if one.address != one.where else "",
                " ".join(filter(None, (one.who if one.who != one.where else "", one.phone))),
                "、".join(one.what), one.note,
            ]
            for one in halts
            if not one.void
        ],
    }  # fmt: skip


def _find(request: Request, public_id: str) -> Run:
    require(request, Permission.SURPLUS_READ)
    return get_object_or_404(Run.objects.select_related("driver"), public_id=public_id)


def _carrying() -> str:
    return reverse("surplus:desk_carrying")


def _day(request: Request) -> date:
    today = clock.day(request.at)
    return max(today, days.read(request.GET.get("day", "")) or today)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
