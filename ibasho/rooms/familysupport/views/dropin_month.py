"""One place of 一時預かり: a month of counts in one form, and how many it takes in."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock, holidays, wareki
from ibasho.base.kernel.errors import DomainError, Invalid, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import dropin as actions
from ibasho.rooms.familysupport.forms import figures as forms
from ibasho.rooms.familysupport.models import DropInCare
from ibasho.rooms.familysupport.queries import dropin as queries
from ibasho.rooms.familysupport.rules import dropin as rules
from ibasho.rooms.familysupport.rules.dropin import Counted, Line
from ibasho.rooms.familysupport.views.desk_pages import crumbs
from ibasho.rooms.familysupport.views.dropin_sides import DESK, OPS, month_words
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


def _place(request: Request, public_id: str, side: Side) -> Place:
    """A place whose counts this person keeps; a stranger meets 404."""
    found = queries.place(public_id)
    if found is None or not actions.may_count(request.actor, found, at=request.at):
        raise Http404
    if side is DESK:
        policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    return found


@doors.desk
@require_http_methods(FORMS)
def desk_drop_in_place(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_drop_in_place(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, OPS)


def _month(request: Request, public_id: str, side: Side) -> HttpResponse:
    """A month's days, one line each; empty boxes mean that nobody has counted."""
    place, first = _place(request, public_id, side), _asked_month(request)
    care, here = queries.care_of(place), f"{side.url('drop_in_place', public_id)}?month={first:%Y-%m}"
    error = ""
    if request.method == "POST" and care is not None:
        error = _write(request, care, first)
        if not error:
            return redirect(here)
    lines = queries.lines(care, first) if care else []
    context = {
        "layout": side.layout, "place": place, "care": care, "title": month_words(first), "error": error, "here": here,
        "lines": [_shown(one, request) for one in lines], "sum": _sum(lines, clock.day(request.at)),
        "ages": rules.ages_words(care.months_min, care.months_max) if care else "", "crumbs": _crumbs(side, place),
        "set": side.url("drop_in_set", public_id) if side is DESK else "", **_beside(request, first),
    }  # fmt: skip
    return render(request, "familysupport/figures/dropin_place.html", context)


def _write(request: Request, care: DropInCare, first: date) -> str:
    """What was sent is written; else the sentence why not."""
    try:
        sent = forms.lines_of(request.POST, rules.days_of(first), care.capacity)
        changed = actions.write_days(care=care, lines=sent, by=request.actor, at=request.at)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        return refusal.message
    messages.success(request, _("%(n)s日分を 書きました。") % {"n": changed})
    return ""


def _beside(request: Request, first: date) -> dict[str, str]:
    """The months before and after, as far as anybody may count."""
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    reachable = after <= clock.day(request.at) + timedelta(days=rules.DAYS_AHEAD)
    return {"before": f"?month={before:%Y-%m}", "after": f"?month={after:%Y-%m}" if reachable else ""}


def _sum(lines: list[Line], today: date) -> Counted:
    over = [one for one in lines if one.is_counted and one.day <= today]
    return rules.total(Counted(one.capacity, one.served or 0, one.turned_away or 0) for one in over)


def _shown(line: Line, request: Request) -> dict[str, object]:
    """What was sent stands in the boxes again, so that a refused month is not typed twice."""
    key, sent = f"{line.day:%Y-%m-%d}", request.POST
    known = {"served": line.served, "turned": line.turned_away, "room": line.capacity}
    stood = {name: "" if value is None else value for name, value in known.items()}
    values = {name: sent.get(f"{name}-{key}", value) for name, value in stood.items()}
    label = f"{line.day.month}月{line.day.day}日（{wareki.WEEKDAYS[line.day.weekday()]}）"
    return {
        "key": key, "label": label, "holiday": holidays.holiday_name(line.day) or "",
        "was": sent.get(f"was-{key}", forms.was(**stood)), **values,
    }  # fmt: skip


def _asked_month(request: Request) -> date:
    """`?month=2026-11`; the running month for anything else."""
    this = clock.day(request.at).replace(day=1)
    try:
        asked = clock.parse_day(f"{request.GET.get('month', '')}-01")
    except Invalid:
        return this
    return min(
        max(asked, date(this.year - 20, 1, 1)), (this + timedelta(days=rules.DAYS_AHEAD)).replace(day=1)
    )


def _crumbs(side: Side, place: Place) -> list[tuple[str, str]]:
    listed = (_("一時預かり"), side.url("drop_in"))
    return crumbs(listed, (place.name, "")) if side is DESK else [listed, (place.name, "")]


@doors.desk
@require_http_methods(FORMS)
def desk_drop_in_set(request: Request, public_id: str) -> HttpResponse:
    """How many, of which age, how to book: by the adviser or the city's settings."""
    place = _place(request, public_id, DESK)
    actions.require_setter(request.actor, at=request.at)
    form = forms.CareForm(request.POST or None, initial=forms.care_values(queries.care_of(place)))
    back = DESK.url("drop_in_place", public_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = done(
            request,
            lambda: actions.set_care(place=place, by=request.actor, at=request.at, **given),
            thanks=_("設定しました。"),
            form=form,
        )
        if made is not None:
            return redirect(back)
    context = {
        "form": form, "back": back, "heading": _("%(name)sの 一時預かり") % {"name": place.name},
        "crumbs": crumbs((_("一時預かり"), DESK.url("drop_in")), (place.name, back), (_("設定"), "")),
    }  # fmt: skip
    return render(request, "familysupport/figures/form.html", context)
