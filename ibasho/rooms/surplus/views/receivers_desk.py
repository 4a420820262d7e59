"""Receivers at the desk: all of them beside each other, one with what it got, and typing in for a shop on the telephone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.surplus.forms.receiving import WishForm
from ibasho.rooms.surplus.models import Receiver
from ibasho.rooms.surplus.queries import receivers as queries
from ibasho.rooms.surplus.queries.receivers import Level
from ibasho.rooms.surplus.views import desk_pages, receiver_forms
from ibasho.rooms.surplus.views.sides import DESK
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
TAB = "desk_receivers"


@doors.desk
@require_safe
def listing(request: Request) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_READ)
    levels = queries.levels(request.at, list(queries.everybody()))
    table = _table(levels)
    if exports.wanted(request):
        return exports.answer(request, table, "uketoru-tokoro")
    context = {
        "levels": levels, "table": table, "chart": _evenness(levels), "pages": desk_pages.pages(TAB),
        "may_write": desk_pages.may(request, Permission.SURPLUS_WRITE),
    }  # fmt: skip
    return render(request, "surplus/receivers/list.html", context)


@doors.desk
@require_safe
def choose(request: Request) -> HttpResponse:
    """Which place is new among the receivers."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    places = list(queries.places_without())
    context = {
        "cooks": [one for one in places if one.kind in queries.COOKS],
        "others": [one for one in places if one.kind not in queries.COOKS],
        "pages": desk_pages.pages(TAB), "crumbs": _crumbs((_("うけとる所を 足す"), "")),
    }  # fmt: skip
    return render(request, "surplus/receivers/choose.html", context)


@doors.desk
@require_http_methods(FORMS)
def add(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of a place that takes no food yet."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    place = queries.places_without().filter(public_id=public_id).first()
    if place is None:
        return redirect("surplus:desk_receiver", public_id)
    return receiver_forms.settings(
        request, place, None, DESK, back=reverse("surplus:desk_receivers"), crumbs=_crumbs((place.name, "")),
        home=_page(public_id),
    )  # fmt: skip


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_READ)
    row, today = _find(public_id), clock.day(request.at)
    everybody = list(queries.everybody())
    levels = queries.levels(request.at, everybody)
    context = {
        "receiver": row, "place": row.place, "level": next(one for one in levels if one.receiver == row),
        "chart": _evenness(levels, row), "shares": queries.shares_of(row), "passed": queries.passed_of(row, request.at),
        "wishes": queries.wishes_of(row, today), "wish_form": WishForm(),
        "may_write": desk_pages.may(request, Permission.SURPLUS_WRITE), "pages": desk_pages.pages(TAB),
        "crumbs": _crumbs((row.place.name, "")),
    }  # fmt: skip
    return render(request, "surplus/receivers/one.html", context)


@doors.desk
@require_http_methods(FORMS)
def edit(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    row = _find(public_id)
    crumbs = _crumbs((row.place.name, _page(public_id)), (_("設定"), ""))
    return receiver_forms.settings(request, row.place, row, DESK, back=_page(public_id), crumbs=crumbs)


@doors.desk
@require_POST
def switch(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    return receiver_forms.switched(request, _find(public_id), _page(public_id))


@doors.desk
@require_POST
def wish(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    return receiver_forms.wished(request, _find(public_id), DESK, _page(public_id))


@doors.desk
@require_POST
def wish_drop(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    row = queries.wish(public_id)
    if row is None:
        raise Http404
    return receiver_forms.dropped(request, row, _page(row.receiver.place.public_id))


def _page(public_id: str) -> str:
    return reverse("surplus:desk_receiver", args=[public_id])


def _find(public_id: str) -> Receiver:
    found = queries.of_place(public_id)
    if found is None:
        raise Http404
    return found


def _crumbs(*behind: tuple[str, str]) -> list[tuple[str, str]]:
    return desk_pages.crumbs((_("うけとる所"), reverse("surplus:desk_receivers")), *behind)


def _evenness(levels: list[Level], shown: Receiver | None = None) -> Chart | None:
    """Grams for each usual meal in four weeks: what the engine makes even. None where nothing was given."""
    if not any(one.grams for one in levels):
        return None
    rows = [
        Bar(
            one.receiver.place.name,
            round(one.per_meal, 1),
            tint="orange" if one.receiver == shown else "green",
        )
        for one in sorted(levels, key=lambda one: one.per_meal)
        if one.receiver.is_active or one.receiver == shown
    ]
    return bars(
        _("この4週間に とどいた量（1食あたり）"), rows, unit=_("g"), label_head=_("うけとる所"), decimals=0
    )


def _table(levels: list[Level]) -> Table:
    return Table(
        _("うけとる所"),
        [
            Column(
                _("うけとる所"), lambda one: one.receiver.place.name,
                href=lambda one: _page(one.receiver.place.public_id),
            ),
            Column(_("つぎに ひらく日"), lambda one: one.next_day.isoformat() if one.next_day else ""),
            Column(_("1回の 食事"), lambda one: one.receiver.meals, number=True),
            Column(_("この4週間（kg）"), lambda one: round(one.grams / 1000, 1), number=True),
            Column(_("ほしいもの"), lambda one: "、".join(wish.words for wish in one.wishes)),
            Column(_("うけとり"), lambda one: _("うけとる") if one.receiver.is_active else _("休み")),
        ],
        levels,
    )  # fmt: skip
