"""The door as its keepers set it up: how it counts, its tablets, its cards, and who is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.nendo import last_day, nendo
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import door_cards, notices
from ibasho.rooms.openhouse.actions import doors as actions
from ibasho.rooms.openhouse.actions.doors import Wishes
from ibasho.rooms.openhouse.forms.door import ConfirmForm, DeviceForm, DoorForm, SheetForm
from ibasho.rooms.openhouse.models import DoorCard, DoorDevice
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.queries import door_papers
from ibasho.rooms.openhouse.views.door_seeing import OPS, own_place
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_door(request: Request, public_id: str) -> HttpResponse:
    """How the place counts, and its tablets. Staff who may not change the numbers see the tablets alone."""
    place = own_place(request, public_id, Permission.OPENHOUSE_DOOR)
    door = queries.door_of(place)
    initial = {name: getattr(door, name) for name in Wishes.__slots__}
    form = DoorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(place=place, wishes=Wishes(**form.cleaned_data), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("書きかえました。"))
            return redirect("openhouse:ops_door", public_id=place.public_id)
    return _door_page(request, place, form)


def _door_page(request: Request, place: Place, form: DoorForm) -> HttpResponse:
    found = queries.devices(place)
    context = {
        "place": place, "own_door": queries.door_of(place), "form": form, "device_form": DeviceForm(initial={"name": _("げんかん")}),
        "active": [one for one in found if one.revoked_at is None],
        "stopped": [one for one in found if one.revoked_at is not None],
        "may_settle": queries.may_settle(request.actor, place, request.at),
        "crumbs": OPS.crumbs(place, _("入口の 設定")),
    }  # fmt: skip
    return render(request, "openhouse/door/settings.html", context)


@doors.operator
@require_POST
@limited("openhouse.door_devices", times=20, seconds=3600)
def ops_door_register(request: Request, public_id: str) -> HttpResponse:
    """The link is shown this once, to be opened on the tablet itself."""
    place = own_place(request, public_id, Permission.OPENHOUSE_DOOR)
    try:
        made = actions.register(
            place=place, name=request.POST.get("name", ""), by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("openhouse:ops_door", public_id=place.public_id)
    address = settings.PUBLIC_URL.rstrip("/") + reverse("openhouse:door_open", args=[made.token])
    context = {
        "place": place, "device": made.device, "address": address, "hours": actions.LINK_HOURS,
        "qr": mark_safe(door_papers.qr_inline(address)),  # noqa: S308 - made by segno from our own address
        "crumbs": OPS.crumbs(place, _("タブレットの リンク")),
    }  # fmt: skip
    return render(request, "openhouse/door/link.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_door_stop(request: Request, public_id: str) -> HttpResponse:
    device = get_object_or_404(DoorDevice.objects.select_related("place__organisation"), public_id=public_id)
    policies.require_place(request.actor, Permission.OPENHOUSE_DOOR, device.place, at=request.at)
    back = reverse("openhouse:ops_door", args=[device.place.public_id])
    if request.method == "POST":
        actions.revoke(device=device, by=request.actor, at=request.at)
        messages.success(request, _("「%(name)s」を 止めました。") % {"name": device.name})
        return redirect(back)
    return _sure(
        request,
        _("このタブレットを 止めますか？"),
        _("止めたタブレットは もう かぞえられません。つかうときは 新しいリンクで 登録します。"),
        device.name,
        back,
    )


@doors.operator
@require_safe
def ops_cards(request: Request, public_id: str) -> HttpResponse:
    return _cards_page(request, own_place(request, public_id, Permission.OPENHOUSE_DOOR))


def _cards_page(
    request: Request, place: Place, *, sheet: SheetForm | None = None, confirm: ConfirmForm | None = None
) -> HttpResponse:
    today = clock.day(request.at)
    rows = [
        {"card": one, "stage": Stage(one.stage).label, "notices": len(one.notices.all())}
        for one in queries.cards(place, today)
    ]
    context = {
        "place": place, "rows": rows, "own_door": queries.door_of(place), "confirm": confirm or ConfirmForm(),
        "sheet": sheet or SheetForm(initial={"stage": Stage.UPPER.value, "ends_on": _year_end(today)}),
        "crumbs": OPS.crumbs(place, _("入口カード")),
    }  # fmt: skip
    return render(request, "openhouse/door/cards.html", context)


def _year_end(today: date) -> date:
    return last_day(nendo(today))


@doors.operator
@require_POST
@limited("openhouse.door_sheets", times=60, seconds=3600)
def ops_cards_sheet(request: Request, public_id: str) -> HttpResponse:
    """Makes ten cards and answers with the sheet itself: their codes are known only now."""
    place = own_place(request, public_id, Permission.OPENHOUSE_DOOR)
    form = SheetForm(request.POST)
    if not form.is_valid():
        return _cards_page(request, place, sheet=form)
    stage, ends_on = Stage(form.cleaned_data["stage"]), form.cleaned_data["ends_on"]
    try:
        made = door_cards.make_sheet(
            place=place, stage=stage, ends_on=ends_on, by=request.actor, at=request.at
        )
        paper = door_papers.sheet(
            place, [(one.card, one.code) for one in made], made_on=clock.day(request.at)
        )
    except DomainError as error:
        form.refuse(error)
        return _cards_page(request, place, sheet=form)
    return pdf_file(paper, f"入口カード_{place.name}_{stage.label}")


@doors.operator
@require_POST
@limited("openhouse.door_confirm", times=60, seconds=3600)
def ops_cards_confirm(request: Request, public_id: str) -> HttpResponse:
    """A guardian stands at the counter with the card."""
    place = own_place(request, public_id, Permission.OPENHOUSE_DOOR)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            card = door_cards.find(place, form.cleaned_data["code"])
            notices.confirm(card=card, number=form.cleaned_data["number"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("確かめたことを 記録しました。知らせるかどうかは、保護者が マイページで きめます。"),
            )
            return redirect("openhouse:ops_cards", public_id=place.public_id)
    return _cards_page(request, place, confirm=form)


@doors.operator
@require_http_methods(FORMS)
def ops_card_stop(request: Request, public_id: str) -> HttpResponse:
    card = get_object_or_404(DoorCard.objects.select_related("place__organisation"), public_id=public_id)
    policies.require_place(request.actor, Permission.OPENHOUSE_DOOR, card.place, at=request.at)
    back = reverse("openhouse:ops_cards", args=[card.place.public_id])
    if request.method == "POST":
        door_cards.stop(card=card, by=request.actor, at=request.at)
        messages.success(request, _("カード %(card)s を 止めました。") % {"card": card.public_id})
        return redirect(back)
    return _sure(
        request,
        _("このカードを 止めますか？"),
        _("止めたカードは もう 使えません。保護者への 知らせも なくなります。"),
        card.public_id,
        back,
    )


def _sure(request: Request, heading: str, text: str, what: str, back: str) -> HttpResponse:
    context: dict[str, Any] = {
        "layout": OPS.layout, "heading": heading, "text": text, "submit": _("止める"), "tone": "danger",
        "facts": [(_("止めるもの"), what)], "cancel": back,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)
