"""A shop's own pages: its home with what to do next, its contract, its pause, its ribbons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import ribbons as ribbon_actions
from ibasho.rooms.mealtickets.actions import shops as actions
from ibasho.rooms.mealtickets.forms.shops import BankForm, EndForm, RestForm, RibbonForm, TermsForm
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import shops as queries
from ibasho.rooms.mealtickets.rules.shops import Step
from ibasho.rooms.mealtickets.views.seeing import find_own
from ibasho.town.payouts.actions import payees
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

LAYOUT = "ui/operator.html"
FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def ops_shops(request: Request) -> HttpResponse:
    """Every shop of this person: where it stands, and what comes next."""
    found = queries.own(request.actor, request.at)
    return render(
        request, "mealtickets/shops/ops_home.html", {"shops": found, "today": clock.day(request.at)}
    )


def part_of_home(request: Request) -> str:
    """On the groups' home page: each shop with its most wanted buttons; nothing for who has none."""
    found = once(request, queries.own)
    return render_to_string("mealtickets/shops/_ops_part.html", {"shops": found}, request) if found else ""


@doors.operator
@require_safe
def ops_apply(request: Request) -> HttpResponse:
    """Which place shall ask."""
    found = [one for one in queries.own(request.actor, request.at) if one.leads and Step.APPLY in one.steps]
    return render(
        request, "mealtickets/shops/ops_apply.html", {"shops": found, "crumbs": _crumbs(_("申しこむ"))}
    )


@doors.operator
@require_http_methods(FORMS)
def ops_apply_for(request: Request, public_id: str) -> HttpResponse:
    place = get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)
    try:
        actions.require_applicant(request.actor, place, at=request.at)
    except DomainError as error:
        raise Http404 from error
    before = Shop.objects.filter(place=place).select_related("place").first()
    form = TermsForm(request.POST or None, shop=before, price_yen=queries.usual_price())
    if request.method == "POST" and form.is_valid():
        try:
            actions.apply(place=place, terms=form.terms(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("申しこみを 市に おくりました。承認されたら、ここに つぎの手順が 出ます。")
            )
            return redirect("mealtickets:ops_shops")
    context = {"form": form, "place": place, "crumbs": _crumbs(_("申しこむ")), "first": True}
    return render(request, "mealtickets/shops/ops_terms.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_terms(request: Request, public_id: str) -> HttpResponse:
    """What the shop decides by itself; before the approval also what it asks for."""
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    agreed = shop.state == Shop.State.APPLIED or policies.may_manage(request.actor, at=request.at)
    form = TermsForm(request.POST or None, shop=shop, agreed=agreed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_terms(shop=shop, terms=form.terms(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect("mealtickets:ops_shops")
    context = {"form": form, "place": shop.place, "shop": shop, "crumbs": _crumbs(_("お店のこと"))}
    return render(request, "mealtickets/shops/ops_terms.html", context)


@doors.operator
@require_POST
def ops_step(request: Request, public_id: str, step: str) -> HttpResponse:
    """Start, or open again after a rest."""
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    deed, done = {
        "start": (actions.start, _("スタートしました。きょうから こどもカードが 使えます。")),
        "resume": (actions.resume, _("また 使えるようになりました。")),
    }[step]
    try:
        deed(shop=shop, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("mealtickets:ops_shops")


@doors.operator
@require_http_methods(FORMS)
def ops_rest(request: Request, public_id: str) -> HttpResponse:
    shop, today = find_own(request, public_id, Permission.MEALS_SHOP), clock.day(request.at)
    return rest(request, shop, LAYOUT, reverse("mealtickets:ops_shops"), today)


@doors.operator
@require_http_methods(FORMS)
def ops_end(request: Request, public_id: str) -> HttpResponse:
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    return end(request, shop, LAYOUT, reverse("mealtickets:ops_shops"))


def rest(request: Request, shop: Shop, layout: str, back: str, today: date) -> HttpResponse:
    """お休み, asked at the shop's door and at the desk alike."""
    form = RestForm(request.POST or None, today=today)
    words = {
        "heading": _("こどもカードを しばらく お休みする"),
        "text": _("お店そのものを 休むときは、場所のページでも「休止する」を 押してください。"),
        "submit": _("お休みにする"),
    }
    given = form.cleaned_data if request.method == "POST" and form.is_valid() else None
    if given is not None and _did(
        request,
        form,
        lambda: actions.pause(shop=shop, **given, by=request.actor, at=request.at),
        _("お休みにしました。"),
    ):
        return redirect(back)
    return render(request, "ui/confirm.html", {"form": form, "cancel": back, "layout": layout, **words})


def end(request: Request, shop: Shop, layout: str, back: str) -> HttpResponse:
    form = EndForm(request.POST or None)
    words = {
        "heading": _("%(shop)sの 参加を おわりますか") % {"shop": shop.place.name},
        "text": _("これからは カードを 使えません。これまでの 食事の お金は、つぎの支払いで 払います。"),
        "submit": _("おわる"), "tone": "danger",
    }  # fmt: skip
    given = form.cleaned_data if request.method == "POST" and form.is_valid() else None
    if given is not None and _did(
        request, form, lambda: actions.end(shop=shop, **given, by=request.actor, at=request.at),
        _("おわりました。これまで ありがとうございました。"),
    ):  # fmt: skip
        return redirect(back)
    return render(request, "ui/confirm.html", {"form": form, "cancel": back, "layout": layout, **words})


def _did(request: Request, form: Form, deed: Any, thanks: str) -> bool:
    """Done and thanked for; a refusal stands on the form."""
    try:
        deed()
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, thanks)
    return True


@doors.operator
@require_http_methods(FORMS)
def ops_ribbons(request: Request, public_id: str) -> HttpResponse:
    """Two numbers a day; the same day told again replaces them."""
    shop, today = find_own(request, public_id, Permission.MEALS_TILL), clock.day(request.at)
    if not shop.ribbon:
        raise Http404
    form = RibbonForm(request.POST or None, today=today)
    given = form.cleaned_data if request.method == "POST" and form.is_valid() else None
    if given is not None and _did(
        request, form, lambda: ribbon_actions.count(shop=shop, **given, by=request.actor, at=request.at),
        _("書きました。ありがとうございます。"),
    ):  # fmt: skip
        return redirect("mealtickets:ops_ribbons", public_id=public_id)
    context = {
        "form": form, "shop": shop, "rows": queries.ribbons(shop), "board": queries.boards([shop])[shop.pk],
        "crumbs": _crumbs(_("リボンの数")),
    }  # fmt: skip
    return render(request, "mealtickets/shops/ops_ribbons.html", context)


@doors.operator
@require_POST
def ops_ribbon_undo(request: Request, public_id: str, day: str) -> HttpResponse:
    shop = find_own(request, public_id, Permission.MEALS_TILL)
    try:
        ribbon_actions.undo(shop=shop, day=date.fromisoformat(day), by=request.actor, at=request.at)
    except (DomainError, ValueError):
        messages.info(request, _("この日の数は もう ありません。"))
    else:
        messages.success(request, _("とりけしました。"))
    return redirect("mealtickets:ops_ribbons", public_id=public_id)


@doors.operator
@require_http_methods(FORMS)
def ops_bank(request: Request, public_id: str) -> HttpResponse:
    """Where the shop is paid. New particulars wait for the city's second look; until then nothing is paid."""
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    form = BankForm(request.POST or None)
    given = form.particulars() if request.method == "POST" and form.is_valid() else None
    if given is not None and _did(
        request, form,
        lambda: payees.write(organisation=shop.place.organisation, particulars=given, by=request.actor, at=request.at),
        _("口座を 書きました。市の人が 通帳の うつしなどで 確かめます。"),
    ):  # fmt: skip
        return redirect("mealtickets:ops_shops")
    context = {
        "form": form, "shop": shop, "payee": queries.current_payee(shop), "crumbs": _crumbs(_("受けとる口座")),
    }  # fmt: skip
    return render(request, "mealtickets/shops/ops_bank.html", context)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("こどもの食事"), reverse("mealtickets:ops_shops")), (last, "")]
