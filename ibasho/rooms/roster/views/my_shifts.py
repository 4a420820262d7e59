"""A helper's own page: what they are asked, their turns, the shifts still free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.doors import child
from ibasho.base.ui.holding import CodeForm
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import offering, swapping, taking
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import free_shifts
from ibasho.rooms.roster.queries import my_shifts as queries
from ibasho.rooms.roster.rules.kinds import Way
from ibasho.rooms.roster.views.holding import BY, held, holder, private

TAPS_MAX, TAPS_SECONDS = 120, 600
UNDO = timedelta(minutes=10)  # so long the page offers to take a slip of the finger back


@child
@never_cache
@require_safe
def mine(request: Request) -> HttpResponse:
    helper = holder(request)
    if helper is None:
        return private(render(request, "roster/mine/enter.html", {"form": CodeForm()}))
    page = {
        "helper": helper,
        "asked": queries.asked(helper, request.at),
        "turns": queries.turns(helper, request.at, undo=UNDO),
        "free": free_shifts.for_helper(helper, request.at),
        "limits": queries.limits(helper, request.at),
        "calendar": queries.calendar_address(helper),
    }
    return private(render(request, "roster/mine/page.html", page))


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def take(request: Request, helper: Helper) -> HttpResponse:
    """Whoever was a second late reads so and sees what else is free."""
    shift = queries.shown_shift(helper, request.POST.get("shift", ""))
    return tapped(
        request,
        lambda: taking.take(shift=shift, helper=helper, way=Way.LINK, by=BY, at=request.at),
        _("引きうけました。ありがとうございます。まちがえたときは「いまのを とりけす」を おしてください。"),
        "mine",
        "free",
    )


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def answer_offer(request: Request, helper: Helper, key: int) -> HttpResponse:
    offer = queries.own_offer(helper, key)
    if request.POST.get("answer") == "yes":
        thanks = _("引きうけました。来てくださって たすかります。")
        return tapped(
            request, lambda: offering.say_yes(offer=offer, by=BY, at=request.at), thanks, "mine", "free"
        )
    thanks = _("わかりました。知らせてくれて ありがとうございます。")
    return tapped(request, lambda: offering.say_no(offer=offer, by=BY, at=request.at), thanks)


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def answer_swap(request: Request, helper: Helper, key: int) -> HttpResponse:
    swap = queries.own_swap(helper, key)
    if request.POST.get("answer") == "yes":
        thanks = _("代わりました。ありがとうございます。")
        return tapped(
            request, lambda: swapping.say_yes(swap=swap, by=BY, at=request.at), thanks, "mine", "free"
        )
    thanks = _("わかりました。知らせてくれて ありがとうございます。")
    return tapped(request, lambda: swapping.say_no(swap=swap, by=BY, at=request.at), thanks)


def tapped(
    request: Request, deed: Callable[[], object], thanks: str, then: str = "mine", refused: str = "mine"
) -> HttpResponse:
    """Does it, says so, and goes back to that part of the page; a refusal says why and what to do."""
    try:
        deed()
    except DomainError as error:
        messages.error(request, error.message)
        then = refused
    else:
        messages.success(request, thanks)
    return redirect(f"/shifts/#{then}")
