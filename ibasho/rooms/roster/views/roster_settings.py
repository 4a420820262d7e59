"""A roster's settings and its switch."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import rosters as actions
from ibasho.rooms.roster.forms.shifts import SettingsForm
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries import switching
from ibasho.rooms.roster.views.board_sides import DESK, OPS, Side, find_roster
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_settings(request: Request, public_id: str) -> HttpResponse:
    return _settings(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_settings(request: Request, public_id: str) -> HttpResponse:
    return _settings(request, public_id, DESK)


def _settings(request: Request, public_id: str, side: Side) -> HttpResponse:
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    form = SettingsForm(request.POST or None, roster=roster)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(roster=roster, wanted=form.settings(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect(side.url("board", public_id))
    context = {
        "form": form, "roster": roster, "place": roster.place, "side": side, "layout": side.layout,
        "crumbs": side.crumbs(roster.place, _("設定")), "back": side.url("board", public_id),
    }  # fmt: skip
    return render(request, "roster/board/settings.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, public_id, DESK)


def _switch(request: Request, public_id: str, side: Side) -> HttpResponse:
    """What it changes for children stands on the page before anybody presses."""
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    back = side.url("board", public_id)
    if request.method == "POST":
        try:
            done = actions.switch(roster=roster, on=not roster.is_on, by=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _told(done))
        return redirect(back)
    context = {**_asked(roster, request), "cancel": back, "layout": side.layout}
    return render(request, "ui/confirm.html", context)


def _told(roster: Roster) -> str:
    if roster.is_on:
        return _("名簿を 使いはじめました。おとなが そろった日だけ「あきます」と 出ます。")
    return _("名簿を 使うのを やめました。開所日時の とおりに「あきます」と 出ます。")


def _asked(roster: Roster, request: Request) -> dict[str, object]:
    if roster.is_on:
        return {
            "heading": _("名簿を 使うのを やめますか"), "submit": _("やめる"), "tone": "danger",
            "text": _("おとなが そろっていなくても、開所日時の とおりに「あきます」と 出るように なります。枠と 引きうけは のこります。"),
        }  # fmt: skip
    days, short = switching.preview(roster, request.at)
    return {
        "heading": _("名簿を 使いはじめますか"), "submit": _("使いはじめる"),
        "text": _("おとなが そろった日だけ「あきます」と 出るように なります。いつでも もどせます。"),
        "facts": [
            (_("これから 2週間の 開く回"), _("%(n)s回") % {"n": days}),
            (_("そのうち「まだ きまっていません」に なる回"), _("%(n)s回") % {"n": short}),
        ],
    }  # fmt: skip
