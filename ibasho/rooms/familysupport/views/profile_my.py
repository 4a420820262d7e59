"""The member's own side of hours, days off, can-do and a rest."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import members
from ibasho.rooms.familysupport.forms.asks import PauseForm
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import my as queries
from ibasho.rooms.familysupport.rules.kinds import MemberState
from ibasho.rooms.familysupport.views import profile_pages as pages
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.profile_pages import Side

FORMS = ["GET", "HEAD", "POST"]
TAPS_MAX, TAPS_SECONDS = 120, 600
_few = limited("support.profile", times=TAPS_MAX, seconds=TAPS_SECONDS)


def part(request: Request, member: Member) -> str:
    """The last part of the page: hours and can-do of who helps, and a rest for everybody."""
    page = {
        "member": member, "helps": member.helps, "paused": member.state == MemberState.PAUSED,
        "week": queries.week(member, request.at) if member.helps else None, "furigana": "off",
    }  # fmt: skip
    return render_to_string("familysupport/asks/_my_profile.html", page, request=request)


def _side(member: Member) -> Side:
    """Raises NotFound for who only asks: they have no such page."""
    if not member.helps:
        raise NotFound(
            "familysupport.not_a_provider",
            _("提供会員・両方会員の人の ページです。つかいたいときは センターに 電話してください。"),
        )
    base = {
        "layout": "familysupport/asks/my_base.html",
        "furigana": "off",
        "centre": member.centre,
        "own": True,
    }
    return Side("my", member, BY, base)


@child
@never_cache
@require_http_methods(FORMS)
@_few
@held
def hours(request: Request, member: Member) -> HttpResponse:
    return pages.hours(request, _side(member))


@child
@never_cache
@require_POST
@_few
@held
def hours_drop(request: Request, member: Member, key: int) -> HttpResponse:
    return pages.drop_hours(request, _side(member), key)


@child
@never_cache
@require_http_methods(FORMS)
@_few
@held
def away(request: Request, member: Member) -> HttpResponse:
    return pages.away(request, _side(member))


@child
@never_cache
@require_POST
@_few
@held
def away_drop(request: Request, member: Member, key: int) -> HttpResponse:
    return pages.drop_away(request, _side(member), key)


@child
@never_cache
@require_http_methods(FORMS)
@_few
@held
def can(request: Request, member: Member) -> HttpResponse:
    return pages.can(request, _side(member))


@child
@never_cache
@require_http_methods(FORMS)
@_few
@held
def pause(request: Request, member: Member) -> HttpResponse:
    """しばらく 休む, asked once; come back at any time in one tap."""
    if request.POST.get("deed") == "back":
        thanks = _("おかえりなさい。また お願いします。")
        done(request, lambda: members.come_back(member=member, by=BY, at=request.at), thanks=thanks)
        return redirect("familysupport:my")
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        thanks = _(
            "お休みに しました。決まっている活動は そのままです。もどるときは「休みを おわる」を おしてください。"
        )
        made = done(
            request,
            lambda: members.pause(member=member, until=until, by=BY, at=request.at),
            thanks=thanks,
            form=form,
        )
        if made is not None:
            return redirect("familysupport:my")
    page = {"form": form, "member": member, "centre": member.centre, "furigana": "off"}
    return render(request, "familysupport/asks/pause.html", page)
