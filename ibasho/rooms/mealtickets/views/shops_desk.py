"""協力飲食店 at the desk: applications, the list, one shop with its steps, a paper application typed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.actions import shops as actions
from ibasho.rooms.mealtickets.forms.shops import AnswerForm, NoteForm, PlaceForm, ShopsFilter, TermsForm
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import shops as queries
from ibasho.rooms.mealtickets.queries.months import payees_of
from ibasho.rooms.mealtickets.rules import shop_words
from ibasho.rooms.mealtickets.rules.shops import possible
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import counter, managing, may, may_manage, reading
from ibasho.rooms.mealtickets.views.shops_ops import end, rest
from ibasho.town.areas import queries as areas
from ibasho.town.payouts.models import Payee
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

PAGE = 50
FORMS = ["GET", "HEAD", "POST"]
LAYOUT = "ui/desk.html"


@doors.desk
@reading
@require_safe
def desk_shops(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    form = ShopsFilter(request.GET)
    found = queries.desk(**form.wanted(), today=today)
    if exports.wanted(request):
        return exports.answer(request, _table(list(found), today, whole=True), "meal-shops")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "table": _table(list(page.object_list), today), "paged": page, "total": page.paginator.count,
        "applications": list(queries.applications()), "may_manage": may_manage(request),
        "may_counter": may(request, Permission.MEALS_COUNTER), "any": Shop.objects.exists(), "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "mealtickets/shops/desk_list.html", context)


def _table(rows: list[Any], today: date, *, whole: bool = False) -> Table:
    meals, payees = queries.meals_of(rows, today.replace(day=1), today), payees_of(rows)
    districts = {row.code: row.name for row in areas.named_districts(today)}
    columns = [
        Column(_("お店"), lambda row: row.place.name, href=lambda row: reverse("mealtickets:desk_shop", args=[row.public_id])),
        Column(_("状態"), state_words),
        Column(_("参加のしかた"), how),
        Column(_("小学校区"), lambda row: districts.get(row.place.district_code, "")),
        Column(_("1食（円）"), lambda row: row.price_yen if row.cards else None, number=True),
        Column(_("1日の食数"), lambda row: row.meals_a_day if row.cards else None, number=True),
        Column(_("今月の食数"), lambda row: meals[row.pk] if row.cards else None, number=True),
        Column(_("端末"), lambda row: row.devices_on, number=True),
        Column(_("支払先"), lambda row: payee_words(row, payees.get(row.pk))),
    ]  # fmt: skip
    if whole:
        columns += [
            Column(_("こどもが えらべるもの"), lambda row: row.child_menu),
            Column(_("たばこ"), lambda row: row.get_smoking_display()),
            Column(_("持ち帰り"), lambda row: _("できる") if row.takeout else _("できない")),
            Column(_("申しこみの日"), lambda row: clock.day(row.applied_at).isoformat()),
            Column(_("はじめた日"), lambda row: row.started_on),
            Column(_("住所"), lambda row: row.place.address),
            Column(_("電話"), lambda row: row.place.phone),
        ]
    return Table(gettext_lazy("協力飲食店"), columns, rows)


def state_words(shop: Shop) -> str:
    """A shop of ribbons alone has started as well, and takes no cards."""
    if shop.state == Shop.State.STARTED and not shop.cards:
        return _("スタートした")
    return str(shop.get_state_display())


def how(shop: Shop) -> str:
    both = [_("こどもカード")] * shop.cards + [_("フードリボン")] * shop.ribbon
    return "・".join(both)


def payee_words(shop: Shop, payee: Payee | None) -> str:
    if not shop.cards:
        return _("いらない")
    return str(Payee.State(payee.state).label) if payee else _("まだ")


@doors.desk
@reading
@require_safe
def desk_shop(request: Request, public_id: str) -> HttpResponse:
    shop = find(public_id)
    ready, today = queries.ready(shop), clock.day(request.at)
    context = {
        "shop": shop, "ready": ready, "how": how(shop), "steps": possible(shop.state),
        "way": shop_words.way(shop.state, kit=bool(shop.kit_sent_on), ready=ready),
        "months": queries.by_month(shop), "devices": list(shop.devices.order_by("-registered_at")),
        "ribbons": queries.ribbons(shop) if shop.ribbon else [],
        "board": queries.boards([shop])[shop.pk] if shop.ribbon else None,
        "district": areas.district(shop.place.district_code, today), "payee": queries.current_payee(shop),
        "note_form": NoteForm(initial={"note": shop.note}), "may_manage": may_manage(request),
        "may_counter": may(request, Permission.MEALS_COUNTER), "crumbs": _crumbs(shop.place.name),
        "place_waits": shop.place.state not in {Place.State.PUBLISHED, Place.State.PAUSED},
    }  # fmt: skip
    return render(request, "mealtickets/shops/desk_shop.html", context)


@doors.desk
@managing
@require_http_methods(FORMS)
def desk_shop_terms(request: Request, public_id: str) -> HttpResponse:
    shop = find(public_id)
    form = TermsForm(request.POST or None, shop=shop)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_terms(shop=shop, terms=form.terms(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect("mealtickets:desk_shop", public_id=public_id)
    context = {
        "form": form,
        "place": shop.place,
        "crumbs": _crumbs(shop.place.name, shop, _("約束を なおす")),
    }
    return render(request, "mealtickets/shops/desk_terms.html", context)


Deed = Callable[..., Shop]
_DEEDS: dict[str, tuple[Deed, object]] = {
    "approve": (actions.approve, gettext_lazy("承認しました。はじめセットを わたしてください。")),
    "start": (actions.start, gettext_lazy("スタートしました。")),
    "resume": (actions.resume, gettext_lazy("また 使えるように しました。")),
}


@doors.desk
@managing
@require_POST
def desk_shop_step(request: Request, public_id: str, step: str) -> HttpResponse:
    if step not in _DEEDS:
        raise Http404
    deed, thanks = _DEEDS[step]
    return _done(request, find(public_id), deed, thanks)


@doors.desk
@counter
@require_POST
def desk_shop_kit(request: Request, public_id: str) -> HttpResponse:
    return _done(request, find(public_id), actions.send_kit, _("はじめセットを わたした日を 書きました。"))


@doors.desk
@counter
@require_POST
def desk_shop_note(request: Request, public_id: str) -> HttpResponse:
    form = NoteForm(request.POST)
    words = form.cleaned_data["note"] if form.is_valid() else ""
    return _done(request, find(public_id), actions.note, _("メモを ほぞんしました。"), words=words)


def _done(request: Request, shop: Shop, deed: Deed, thanks: object, **given: Any) -> HttpResponse:
    try:
        deed(shop=shop, **given, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, str(thanks))
    return redirect("mealtickets:desk_shop", public_id=shop.public_id)


@doors.desk
@managing
@require_http_methods(FORMS)
def desk_shop_refuse(request: Request, public_id: str) -> HttpResponse:
    shop = find(public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(shop=shop, answer=form.cleaned_data["answer"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("返事を おくりました。"))
            return redirect("mealtickets:desk_shop", public_id=public_id)
    heading = _("%(shop)sに 返事を 書く") % {"shop": shop.place.name}
    context = {
        "form": form, "heading": heading, "text": _("いまは 承認しません。お店は なおして もう一度 申しこめます。"),
        "submit": _("承認しないで 返す"), "cancel": _url(shop), "layout": LAYOUT,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@managing
@require_http_methods(FORMS)
def desk_shop_rest(request: Request, public_id: str) -> HttpResponse:
    shop = find(public_id)
    return rest(request, shop, LAYOUT, _url(shop), clock.day(request.at))


@doors.desk
@managing
@require_http_methods(FORMS)
def desk_shop_end(request: Request, public_id: str) -> HttpResponse:
    shop = find(public_id)
    return end(request, shop, LAYOUT, _url(shop))


@doors.desk
@counter
@require_http_methods(FORMS)
def desk_shop_new(request: Request) -> HttpResponse:
    """A paper application: which shop, then its terms."""
    places = queries.without_contract()
    form = PlaceForm(request.POST or None, places=[(one.public_id, one.name) for one in places])
    if request.method == "POST" and form.is_valid():
        return redirect("mealtickets:desk_shop_apply", public_id=form.cleaned_data["place"])
    context = {"form": form, "places": places, "crumbs": _crumbs(_("紙の申しこみ"))}
    return render(request, "mealtickets/shops/desk_new.html", context)


@doors.desk
@counter
@require_http_methods(FORMS)
def desk_shop_apply(request: Request, public_id: str) -> HttpResponse:
    place = next((one for one in queries.without_contract() if one.public_id == public_id), None)
    if place is None:
        raise Http404
    form = TermsForm(request.POST or None, shop=_before(place), price_yen=queries.usual_price())
    if request.method == "POST" and form.is_valid():
        by = replace(request.actor, via=Via.PAPER, acting_for=place.organisation_id)
        try:
            shop = actions.apply(place=place, terms=form.terms(), by=by, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("申しこみを 入れました。"))
            return redirect("mealtickets:desk_shop", public_id=shop.public_id)
    context = {"form": form, "place": place, "crumbs": _crumbs(_("紙の申しこみ"))}
    return render(request, "mealtickets/shops/desk_terms.html", context)


def _before(place: Place) -> Shop | None:
    return Shop.objects.filter(place=place).select_related("place").first()


def find(public_id: str) -> Shop:
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def _url(shop: Shop) -> str:
    return reverse("mealtickets:desk_shop", args=[shop.public_id])


def _crumbs(name: str = "", shop: Shop | None = None, last: str = "") -> list[tuple[str, str]]:
    found = under((_("協力飲食店"), reverse("mealtickets:desk_shops") if name else ""))
    if name:
        found.append((name, _url(shop) if shop else ""))
    if last:
        found.append((last, ""))
    return found
