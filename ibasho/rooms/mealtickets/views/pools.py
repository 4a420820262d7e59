"""Funds and pools at the desk: settings, yen from one to another, tickets of the week."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.yen import format_yen
from ibasho.base.ui import doors
from ibasho.base.ui.forms import HouseForm
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import funds, offers
from ibasho.rooms.mealtickets.actions import pools as actions
from ibasho.rooms.mealtickets.forms.funds import CloseForm, FundForm, MoveForm, PoolForm, WhyForm
from ibasho.rooms.mealtickets.models import Fund, Offer, Pool
from ibasho.rooms.mealtickets.queries import pools as queries
from ibasho.rooms.mealtickets.rules.kinds import PoolKind
from ibasho.rooms.mealtickets.rules.offers import monday
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import managing, may_manage, may_money, money, reading

OFFERS_SHOWN = 12
EDIT = ["GET", "HEAD", "POST"]


@doors.desk
@money
@require_http_methods(EDIT)
def fund_new(request: Request) -> HttpResponse:
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _done(form, lambda: funds.make(values=form.cleaned_data, by=request.actor, at=request.at))
        if done:
            messages.success(request, _("基金を つくりました。「どこでも」の袋も できています。"))
            return redirect("mealtickets:desk_meals")
    context = {"form": form, "title": _("基金を つくる"), "crumbs": _crumbs(_("基金を つくる"))}
    return render(request, "mealtickets/books/fund.html", context)


@doors.desk
@money
@require_http_methods(EDIT)
def fund(request: Request, public_id: str) -> HttpResponse:
    """Public accounting as settings: who receives, by which words, when it is paid."""
    row = get_object_or_404(Fund, public_id=public_id)
    form = FundForm(request.POST or None, instance=get_object_or_404(Fund, pk=row.pk))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"values": form.cleaned_data, "by": request.actor, "at": request.at}
        if _done(form, lambda: funds.change(fund=row, **given)):
            messages.success(request, _("設定を ほぞんしました。これからの 寄附と 支払いに 使います。"))
            return redirect("mealtickets:desk_meals")
    context = {"form": form, "title": row.name, "row": row, "crumbs": _crumbs(row.name)}
    return render(request, "mealtickets/books/fund.html", context)


@doors.desk
@money
@require_http_methods(EDIT)
def pool_move(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Fund, public_id=public_id)
    form = MoveForm(request.POST or None, initial=request.GET.dict(), fund=row)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {**form.moved(), "by": request.actor, "at": request.at}
        if _done(form, lambda: actions.move(fund=row, **given)):
            messages.success(request, _("%(yen)sを うつしました。") % {"yen": format_yen(given["yen"])})
            return redirect("mealtickets:desk_meals")
    context = {
        "form": form, "title": _("袋から袋へ うつす"), "crumbs": _crumbs(_("うつす")), "submit": _("うつす"),
        "lead": _("まだ チケットとして 出していない お金だけを うつせます。帳簿に、わけと いっしょに のこります。"),
    }  # fmt: skip
    return render(request, "mealtickets/books/edit.html", context)


@doors.desk
@managing
@require_http_methods(EDIT)
def pool_new(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Fund, public_id=public_id)
    form = PoolForm(request.POST or None, day=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"values": form.cleaned_data, "by": request.actor, "at": request.at}
        if _done(form, lambda: actions.make(fund=row, **given)):
            messages.success(request, _("袋を つくりました。寄附する人が えらべます。"))
            return redirect("mealtickets:desk_meals")
    context = {
        "form": form, "title": _("袋を つくる"), "crumbs": _crumbs(_("袋を つくる")), "submit": _("つくる"),
        "lead": _("つかいみちごとに お金を わけておく袋です。種類と お店は、あとから かえられません。"),
    }  # fmt: skip
    return render(request, "mealtickets/books/edit.html", context)


@doors.desk
@reading
@require_safe
def pool(request: Request, public_id: str) -> HttpResponse:
    row = _pool(public_id)
    shown = queries.pictures(request.at, [row])
    context = {
        "pool": row, "shown": shown[0] if shown else None, "may_manage": may_manage(request),
        "may_money": may_money(request), "offers": Offer.objects.filter(pool=row).order_by("-week", "-pk")[:OFFERS_SHOWN],
        "crumbs": _crumbs(row.name), "open": row.state == Pool.State.OPEN, "general": row.kind == PoolKind.GENERAL,
    }  # fmt: skip
    return render(request, "mealtickets/books/pool.html", context)


@doors.desk
@managing
@require_http_methods(EDIT)
def pool_edit(request: Request, public_id: str) -> HttpResponse:
    row = _pool(public_id)
    form = PoolForm(request.POST or None, instance=_pool(public_id), day=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"values": form.cleaned_data, "by": request.actor, "at": request.at}
        if _done(form, lambda: actions.change(pool=row, **given)):
            messages.success(request, _("「%(name)s」の設定を かえました。") % {"name": row.name})
            return redirect("mealtickets:pool", public_id=public_id)
    context = {
        "form": form, "title": row.name, "crumbs": _crumbs(row.name), "submit": _("ほぞんする"),
        "lead": _("出す数は 来週から かわります。いま お店に いる こどもには 何も かわりません。"),
    }  # fmt: skip
    return render(request, "mealtickets/books/edit.html", context)


@doors.desk
@managing
@require_http_methods(EDIT)
def pool_close(request: Request, public_id: str) -> HttpResponse:
    row = _pool(public_id)
    form = CloseForm(request.POST or None, pool=row)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"why": form.cleaned_data["why"], "by": request.actor, "at": request.at}
        if _done(form, lambda: actions.close(pool=row, target=form.there(), **given)):
            messages.success(request, _("「%(name)s」を 終わりにしました。") % {"name": row.name})
            return redirect("mealtickets:desk_meals")
    words = {
        "heading": _("「%(name)s」を 終わりにしますか") % {"name": row.name}, "tone": "danger",
        "text": _("出ているチケットも、まだの お金も、えらんだところへ ぜんぶ うつります。もとには もどせません。"),
        "submit": _("終わりにする"),
    }  # fmt: skip
    cancel = reverse("mealtickets:pool", args=[public_id])
    return render(request, "ui/confirm.html", {"form": form, "cancel": cancel, **words})


@doors.desk
@managing
@require_POST
def pool_offer(request: Request, public_id: str) -> HttpResponse:
    """This week's tickets now, without waiting for the night."""
    row = _pool(public_id)
    try:
        made = offers.offer_week(
            pool=row, week=monday(clock.day(request.at)), by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:pool", public_id=public_id)
    if made is None:
        messages.info(
            request, _("今週は もう たりているか、お金が ないか、長い休みではないので、新しくは 出しません。")
        )
    else:
        messages.success(
            request,
            _("今週の チケット %(meals)s食が 出ています。%(why)s") % {"meals": made.meals, "why": made.why},
        )
    return redirect("mealtickets:pool", public_id=public_id)


@doors.desk
@managing
@require_http_methods(EDIT)
def offer_back(request: Request, offer: int) -> HttpResponse:
    row = get_object_or_404(Offer.objects.select_related("pool"), pk=offer)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"why": form.cleaned_data["why"], "by": request.actor, "at": request.at}
        if _done(form, lambda: offers.take_back(offer=row, **given)):
            messages.success(request, _("まだ 食べられていない チケットを もどしました。"))
            return redirect("mealtickets:pool", public_id=row.pool.public_id)
    words = {
        "heading": _("今週の チケットを もどしますか"), "submit": _("もどす"), "tone": "danger",
        "text": _("数を まちがえた時だけ。まだ 食べられていない分が 袋に もどり、のこり○食が へります。設定を 直しておくと、こんやの 0時5分に 出しなおします。"),
        "facts": [(_("袋"), row.pool.name), (_("週"), row.week.isoformat()), (_("食数"), f"{row.meals:,}")],
    }  # fmt: skip
    cancel = reverse("mealtickets:pool", args=[row.pool.public_id])
    return render(request, "ui/confirm.html", {"form": form, "cancel": cancel, **words})


def _pool(public_id: str) -> Pool:
    return get_object_or_404(Pool.objects.select_related("fund", "place"), public_id=public_id)


def _done(form: HouseForm, act: Any) -> bool:
    """Written; a refusal stands beside its field, or above the form."""
    try:
        act()
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _crumbs(here: str) -> list[tuple[str, str]]:
    return under((here, ""))
