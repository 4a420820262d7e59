"""What a place says of its kitchen and what it wishes: typed by itself, or at the desk for who is on the telephone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import receivers as actions
from ibasho.rooms.surplus.forms.receiving import SettingsForm, WishForm
from ibasho.rooms.surplus.models import Receiver, Wish
from ibasho.rooms.surplus.views.sides import Crumbs, Side
from ibasho.town.places.models import Place


def settings(
    request: Request, place: Place, row: Receiver | None, side: Side, *, back: str, crumbs: Crumbs, home: str = ""
) -> HttpResponse:  # fmt: skip
    """`row` None: the first time makes the place a receiver. `back`: where who changes their mind goes; `home`: where it
    goes on, if elsewhere."""
    form = SettingsForm(request.POST or None, receiver=row)
    if form.is_bound and form.is_valid():
        by, at, told = request.actor, request.at, form.settings()
        made = done(
            request,
            lambda: (
                actions.change(receiver=row, told=told, by=by, at=at) if row
                else actions.register(place=place, told=told, by=by, at=at)
            ),
            thanks=_("入れました。つぎの おすそわけから これで きめます。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(home or back)
    context = {
        "form": form, "place": place, "layout": side.layout, "submit": _("これで よい"), "cancel": back, "crumbs": crumbs,
    }  # fmt: skip
    return render(request, "surplus/receivers/settings.html", context)


def switched(request: Request, row: Receiver, back: str) -> HttpResponse:
    deed: Callable[..., Receiver]
    deed, thanks = (
        (actions.pause, _("うけとりを 休みにしました。「また うけとる」で いつでも もどせます。")) if row.is_active
        else (actions.resume, _("また うけとります。つぎの おすそわけから 案に 入ります。"))
    )  # fmt: skip
    done(request, lambda: deed(receiver=row, by=request.actor, at=request.at), thanks=thanks)
    return redirect(back)


def wished(request: Request, row: Receiver, side: Side, back: str) -> HttpResponse:
    """In one tap; with more words where somebody has them."""
    form = WishForm(request.POST)
    if form.is_valid():
        told = form.told()
        done(
            request, lambda: actions.wish(receiver=row, by=request.actor, at=request.at, **told),
            thanks=_("「ほしい」に 入れました。4週間 おぼえておきます。") if not told["until"] else _("「ほしい」に 入れました。"),
            form=form,
        )  # fmt: skip
    if form.errors:
        context = {
            "form": form, "layout": side.layout, "heading": _("ほしいもの"), "submit": _("入れる"), "cancel": back,
        }  # fmt: skip
        return render(request, "surplus/receivers/wish.html", context)
    return redirect(back)


def dropped(request: Request, row: Wish, back: str) -> HttpResponse:
    thanks = _("「ほしい」から けしました。")
    done(request, lambda: actions.drop_wish(wish=row, by=request.actor, at=request.at), thanks=thanks)
    return redirect(back)
