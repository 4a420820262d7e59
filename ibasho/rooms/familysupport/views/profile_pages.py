"""A provider's hours, days off and can-do: the same pages for the member by their link and for the adviser who types it
in for somebody on the telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import profiles
from ibasho.rooms.familysupport.forms.asks import AwayForm, CanForm, HoursForm
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import my as queries
from ibasho.rooms.familysupport.rules.kinds import Content


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands before the page. `base`: what every template gets; `code` begins the names of its addresses."""

    code: str
    member: Member
    by: Actor
    base: dict[str, Any]

    def url(self, name: str, *more: object) -> str:
        own = [] if self.code == "my" else [self.member.public_id]
        return reverse(f"familysupport:{self.code}_{name}", args=[*own, *more])


def hours(request: Request, side: Side) -> HttpResponse:
    """The week as a picture and a table, and one form to add to it."""
    form = HoursForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        thanks = _("動ける時間に 足しました。")
        made = done(
            request,
            lambda: profiles.add_hours(member=side.member, stretches=form.stretches, by=side.by, at=request.at),
            thanks=thanks, form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("hours"))
    return _page(request, side, form=form)


def drop_hours(request: Request, side: Side, key: int) -> HttpResponse:
    """Answers with the page and a button that brings the stretch back."""
    gone = done(request, lambda: profiles.drop_hours(member=side.member, key=key, by=side.by, at=request.at))
    if gone is None:
        return redirect(side.url("hours"))
    return _page(
        request, side, gone=gone, gone_day=f"{WEEKDAYS[gone.weekday]}曜 ",
        gone_wishes=[Content(code).label for code in gone.contents],
    )  # fmt: skip


def away(request: Request, side: Side) -> HttpResponse:
    """Days off stand on the page of the hours."""
    if request.method != "POST":
        return redirect(side.url("hours") + "#away")
    form = AwayForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        made = done(
            request,
            lambda: profiles.add_away(
                member=side.member, from_on=told["from_on"], until_on=told["until_on"], by=side.by, at=request.at
            ),
            thanks=_("お休みを 書きました。その日は おねがいが 来ません。決まっている活動は そのままです。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("hours") + "#away")
    return _page(request, side, away_form=form)


def drop_away(request: Request, side: Side, key: int) -> HttpResponse:
    gone = done(request, lambda: profiles.drop_away(member=side.member, key=key, by=side.by, at=request.at))
    return redirect(side.url("hours")) if gone is None else _page(request, side, gone_away=gone)


def can(request: Request, side: Side) -> HttpResponse:
    own, profile = side.code == "my", queries.profile(side.member)
    form = CanForm(request.POST if request.method == "POST" else None, profile=profile, own=own)
    if request.method == "POST" and form.is_valid():
        thanks = _("できることを 書きなおしました。")
        made = done(
            request,
            lambda: profiles.write(member=side.member, can=form.can, by=side.by, at=request.at),
            thanks=thanks, form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("can") if not own else reverse("familysupport:my"))
    page = {**side.base, "form": form, "member": side.member, "side": side, "hours_url": side.url("hours")}
    return render(request, "familysupport/asks/can.html", page)


def _page(request: Request, side: Side, **more: Any) -> HttpResponse:
    week = queries.week(side.member, request.at)
    page = {
        **side.base, "member": side.member, "side": side, "week": week, "form": HoursForm(), "away_form": AwayForm(),
        "urls": {name: side.url(name) for name in ("hours", "away", "can")},
        "days": [
            (name, [(one, side.url("hours_drop", one.row.pk)) for one in found]) for name, found in week.days
        ],
        "away_drops": [(one, side.url("away_drop", one.pk)) for one in week.away],
        **more,
    }  # fmt: skip
    return render(request, "familysupport/asks/hours.html", page)
