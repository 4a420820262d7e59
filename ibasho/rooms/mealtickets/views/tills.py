"""The shop's own pages around its till: this phone, the PIN, today's meals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import devices as actions
from ibasho.rooms.mealtickets.actions import reversals
from ibasho.rooms.mealtickets.forms.tills import DeviceForm, PinForm
from ibasho.rooms.mealtickets.models import Device, Redemption, Shop
from ibasho.rooms.mealtickets.queries import tills as queries
from ibasho.rooms.mealtickets.views.seeing import find_own
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
LAYOUT = "ui/operator.html"


def _device(request: Request, public_id: str) -> Device:
    device = get_object_or_404(Device.objects.select_related("shop__place"), public_id=public_id)
    policies.require_shop(request.actor, Permission.MEALS_SHOP, device.shop, at=request.at)
    return device


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("こどもの食事"), reverse("mealtickets:ops_shops")), (here, "")]


@doors.operator
@require_safe
def devices(request: Request) -> HttpResponse:
    """Straight to the one shop there usually is."""
    found = queries.own_shops(request.actor, Permission.MEALS_SHOP, at=request.at)
    if len(found) == 1:
        return _devices_page(request, found[0])
    return _choose(request, found, "mealtickets:ops_devices", _("お店の 端末"))


@doors.operator
@require_safe
def today(request: Request) -> HttpResponse:
    found = queries.own_shops(request.actor, Permission.MEALS_TILL, at=request.at)
    if len(found) == 1:
        return _today_page(request, found[0])
    return _choose(request, found, "mealtickets:ops_today", _("きょうの レジ"))


def _choose(request: Request, shops: list[Shop], address: str, title: str) -> HttpResponse:
    context = {"shops": shops, "address": address, "title": title, "crumbs": _crumbs(title)}
    return render(request, "mealtickets/till/choose.html", context)


@doors.operator
@require_safe
def ops_devices(request: Request, public_id: str) -> HttpResponse:
    return _devices_page(request, find_own(request, public_id, Permission.MEALS_SHOP))


@doors.operator
@require_safe
def ops_today(request: Request, public_id: str) -> HttpResponse:
    return _today_page(request, find_own(request, public_id, Permission.MEALS_TILL))


def _today_page(request: Request, shop: Shop) -> HttpResponse:
    leads = policies.may_shop(request.actor, Permission.MEALS_SHOP, shop, at=request.at)
    told = queries.today(shop, at=request.at)
    context = {"shop": shop, "today": told, "leads": leads, "crumbs": _crumbs(_("きょうの レジ"))}
    return render(request, "mealtickets/till/today.html", context)


def _devices_page(request: Request, shop: Shop) -> HttpResponse:
    found = list(queries.devices(shop))
    context = {
        "shop": shop, "active": [one for one in found if one.state == Device.State.ACTIVE],
        "stopped": [one for one in found if one.state == Device.State.REVOKED],
        "form": DeviceForm(initial={"name": _("レジの スマホ")}), "ready": shop.state in queries.READY,
        "words": _words(), "crumbs": _crumbs(_("お店の 端末")),
    }  # fmt: skip
    return render(request, "mealtickets/till/devices.html", context)


def _words() -> dict[str, str]:
    return {
        "done": _("レジに なりました。つぎの画面で 暗証番号を うってください。"),
        "lost": _("つながりませんでした。もういちど おしてください。"),
        "waiting": _("このスマホには まだ おくっていない食事が あります。さきに レジを ひらいて「いま おくる」を おしてください。"),
        "forgets": _("このスマホは 記録を のこせない設定です。プライベートブラウズを やめて、もういちど ひらいてください。"),
        "home": _("さきに ホーム画面に おいてください。「こどもレジ」から もういちど ここへ すすみます。"),
    }  # fmt: skip


@doors.operator
@require_POST
@limited("mealtickets.devices", times=20, seconds=3600)
def ops_device_register(request: Request, public_id: str) -> HttpResponse:
    """JSON for the phone that asks: the key comes this once and is never shown again. The cookie tells signing out
    that this browser keeps meals, and a wiped phone that it was a till."""
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    try:
        made = actions.register(shop=shop, name=request.POST.get("name", ""), by=request.actor, at=request.at)
    except DomainError as error:
        return JsonResponse({"message": error.message}, status=409)
    told = {
        "device": made.device.public_id,
        "key": made.key,
        "shop": shop.place.name,
        "name": made.device.name,
    }
    response = JsonResponse(told, status=201, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        settings.KEEPS_COOKIE, "till", max_age=400 * 86_400, samesite="Lax", secure=request.is_secure()
    )
    return response


@doors.operator
@require_http_methods(FORMS)
def ops_device(request: Request, public_id: str) -> HttpResponse:
    device = _device(request, public_id)
    form = DeviceForm(request.POST or None, initial={"name": device.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(device=device, name=form.cleaned_data["name"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("名前を かえました。"))
            return redirect("mealtickets:ops_devices", public_id=device.shop.public_id)
    context = {"form": form, "title": _("端末の名前"), "shop": device.shop, "submit": _("名前を かえる")}
    return render(request, "mealtickets/till/edit.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_device_stop(request: Request, public_id: str) -> HttpResponse:
    """Asked once: a stopped phone is not brought back, it is registered anew."""
    device = _device(request, public_id)
    if request.method == "POST":
        actions.revoke(device=device, by=request.actor, at=request.at)
        messages.success(request, _("「%(name)s」を 止めました。もう 使えません。") % {"name": device.name})
        return redirect("mealtickets:ops_devices", public_id=device.shop.public_id)
    context: dict[str, Any] = {
        "layout": LAYOUT, "heading": _("この端末を 止めますか？"), "submit": _("止める"), "tone": "danger",
        "text": _("なくしたとき、こわれたときに 止めます。おくっていない食事は 市が 見て、お店に払うか 決めます。"),
        "facts": [(_("端末"), device.name), (_("お店"), device.shop.place.name)],
        "cancel": reverse("mealtickets:ops_devices", args=[device.shop.public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.operator
@require_http_methods(FORMS)
@limited("mealtickets.pin", times=20, seconds=3600)
def ops_pin(request: Request, public_id: str) -> HttpResponse:
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_pin(shop=shop, pin=form.cleaned_data["pin"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("暗証番号を きめました。レジを ひらくときに 使います。"))
            return redirect("mealtickets:ops_devices", public_id=shop.public_id)
    context = {
        "form": form, "title": _("お店の暗証番号"), "shop": shop, "password_of": shop.place.name, "submit": _("この番号に する"),
        "text": _("レジを ひらくときに うつ番号です。お店の人みんなで 同じ番号を 使います。かえると、ひらいている レジは とじます。"),
    }  # fmt: skip
    return render(request, "mealtickets/till/edit.html", context)


@doors.operator
@require_POST
def ops_meal_undo(request: Request, public_id: str) -> HttpResponse:
    """A wrong reading, taken back within a quarter of an hour."""
    row = get_object_or_404(Redemption.objects.select_related("shop__place"), public_id=public_id)
    policies.require_shop(request.actor, Permission.MEALS_TILL, row.shop, at=request.at)
    try:
        reversals.reverse_at_shop(
            redemption=row, why=_("まちがえて 読みとった"), by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("とりけしました。"))
    return redirect("mealtickets:ops_today", public_id=row.shop.public_id)
