"""献立と 仕入れの 記録: a month on one page, a day to write, on paper and as a file for the 保健所."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import kitchen as actions
from ibasho.rooms.surplus.forms.uses import KitchenForm
from ibasho.rooms.surplus.queries import kitchen as queries
from ibasho.rooms.surplus.queries.kitchen import Day
from ibasho.rooms.surplus.rules import allergens
from ibasho.rooms.surplus.views import days
from ibasho.rooms.surplus.views.desk_pages import require
from ibasho.rooms.surplus.views.sides import DESK, OPS, Side
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def ops_kitchens(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SURPLUS_HAND, at=request.at)
    context = {
        "places": queries.places(request.actor, request.at),
        "crumbs": OPS.crumbs((_("献立の 記録"), "")),
    }
    return render(request, "surplus/uses/kitchens.html", context)


@doors.operator
@require_safe
def ops_kitchen(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, OPS)


@doors.desk
@require_safe
def desk_kitchen(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    return _month(request, public_id, DESK)


def _month(request: Request, public_id: str, side: Side) -> HttpResponse:
    place, first = _find(request, public_id), _first(request)
    found = queries.month(place, first)
    if exports.wanted(request):
        return exports.answer(request, _table(found), f"kondate_{first:%Y%m}")
    before = (first.replace(day=1) - date.resolution).replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    context = {
        "place": place, "first": first, "layout": side.layout, "before": before,
        "after": after if after <= clock.day(request.at) else None,
        "write_today": side.url("kitchen_day", public_id, clock.day(request.at)), "paper": side.url("kitchen_paper", public_id),
        "rows": [(one, side.url("kitchen_day", public_id, one.day), allergens.words(one.record.allergens) if one.record else "") for one in found],
        "crumbs": side.crumbs((_("献立の 記録"), "")),
    }  # fmt: skip
    return render(request, "surplus/uses/kitchen.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_kitchen_day(request: Request, public_id: str, day: str) -> HttpResponse:
    return _day(request, public_id, day, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_kitchen_day(request: Request, public_id: str, day: str) -> HttpResponse:
    require(request, Permission.SURPLUS_WRITE)
    return _day(request, public_id, day, DESK)


def _day(request: Request, public_id: str, day: str, side: Side) -> HttpResponse:
    place, on = _find(request, public_id), _on(day)
    found = queries.day(place, on)
    form = KitchenForm(request.POST or None, record=found.record)
    back = f"{side.url('kitchen', public_id)}?month={on:%Y-%m}"
    if request.method == "POST" and form.is_valid():
        words = form.told()
        made = done(
            request, lambda: actions.write(place=place, day=on, words=words, by=request.actor, at=request.at),
            thanks=_("ほぞんしました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(back)
    context = {
        "place": place, "form": form, "found": found, "on": on, "layout": side.layout, "back": back,
        "crumbs": side.crumbs((_("献立の 記録"), back), (wareki.day_label(on), "")),
    }  # fmt: skip
    return render(request, "surplus/uses/kitchen_day.html", context)


@doors.operator
@require_safe
def ops_kitchen_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, OPS)


@doors.desk
@require_safe
def desk_kitchen_paper(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    return _paper(request, public_id, DESK)


def _paper(request: Request, public_id: str, side: Side) -> HttpResponse:
    place, first = _find(request, public_id), _first(request)
    table = _table(queries.month(place, first)[::-1])
    data = {
        "day": first.isoformat(), "place": place.name, "head": [str(one.label) for one in table.columns],
        "rows": [[cell.shown for cell in row] for row in table.cells],
    }  # fmt: skip
    back = f"{side.url('kitchen', public_id)}?month={first:%Y-%m}"
    return papers.shown(
        request, lambda: pdf.render("surplus/pdf/kitchen.typ", data), f"kondate_{first:%Y%m}", back
    )


def _table(found: list[Day]) -> Table:
    columns = [
        Column(_("日"), lambda one: one.day),
        Column(_("献立"), lambda one: one.record.menu if one.record else ""),
        Column(_("食事の 数"), lambda one: one.record.meals if one.record else None, number=True),
        Column(_("もらったもの"), lambda one: "／".join(row.told for row in one.received)),
        Column(_("使ったもの"), lambda one: "、".join(one.used)),
        Column(_("買ったもの"), lambda one: one.record.bought if one.record else ""),
        Column(_("アレルギー物質"), lambda one: allergens.words(one.record.allergens) if one.record else ""),
        Column(_("火を 通した"), lambda one: _told(one.record.heated if one.record else None)),
        Column(_("体調"), lambda one: _told(one.record.helpers_well if one.record else None)),
    ]
    return Table(_("献立と 仕入れの 記録"), columns, found)


def _told(value: bool | None) -> str:
    return "" if value is None else "○" if value else "×"


def _find(request: Request, public_id: str) -> Place:
    """One question for one's own, another group's and a made-up number alike."""
    place = get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)
    if not policies.may_of(request.actor, Permission.SURPLUS_HAND, place.organisation_id, at=request.at):
        raise Http404
    return place


def _first(request: Request) -> date:
    return days.first_of(request.GET.get("month", "")) or clock.day(request.at).replace(day=1)


def _on(day: str) -> date:
    found = days.read(day)
    if found is None:
        raise Http404
    return found
