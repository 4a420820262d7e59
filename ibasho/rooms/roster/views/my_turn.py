"""One turn of a helper: coming, giving up, asking somebody to take over, came and left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import attending, giving_up, reminding, swapping
from ibasho.rooms.roster.forms.taking import GiveUpForm, SwapForm
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import able, my_shifts, veiled
from ibasho.rooms.roster.views.holding import BY, held
from ibasho.rooms.roster.views.my_shifts import TAPS_MAX, TAPS_SECONDS, tapped

SLIP = "すぐに とりけした"


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def coming(request: Request, helper: Helper, key: int) -> HttpResponse:
    """行きます or 行けません."""
    turn, yes = my_shifts.own_taken(helper, key), request.POST.get("answer") == "yes"
    thanks = _("わかりました。待っています。")
    if not yes:
        thanks = _(
            "わかりました。ほかの人を さがします。また 行けるときは、下の「空いている枠」から えらべます。"
        )
    return tapped(request, lambda: reminding.answer(taken=turn, coming=yes, by=BY, at=request.at), thanks)


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def give_up(request: Request, helper: Helper, key: int) -> HttpResponse:
    turn = my_shifts.own_taken(helper, key)
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            giving_up.give_up(taken=turn, why=form.cleaned_data["why"], by=BY, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            words = _("とりやめました。やっぱり 行けるときは、下の「空いている枠」から もう一度 えらべます。")
            messages.success(request, words)
            return redirect("/shifts/#free")
    place = turn.shift.roster.place
    return render(request, "roster/mine/give_up.html", {"turn": turn, "form": form, "place": place})


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def swap(request: Request, helper: Helper, key: int) -> HttpResponse:
    """A named other or everybody: whoever could come is shown by call name."""
    turn = my_shifts.own_taken(helper, key)
    people = [one for one in able.for_shift(turn.shift, request.at) if one.pk != helper.pk]
    hidden = veiled.hidden(people, day=clock.day(request.at))
    people = [one for one in people if one.pk not in hidden]
    form = SwapForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            swapping.ask(taken=turn, to=form.asked, by=BY, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            words = _("たのみました。だれかが「代わる」と 答えるまでは、あなたの 番のままです。")
            messages.success(request, words)
            return redirect("/shifts/#mine")
    return render(request, "roster/mine/swap.html", {"turn": turn, "form": form, "people": people})


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def stay(request: Request, helper: Helper, key: int) -> HttpResponse:
    """The asker goes after all."""
    turn = my_shifts.own_taken(helper, key)
    words = _("交代の お願いを とりけしました。")
    return tapped(request, lambda: swapping.withdraw(taken=turn, by=BY, at=request.at), words)


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def undo(request: Request, helper: Helper, key: int) -> HttpResponse:
    """A slip of the finger, straight after taking."""
    turn = my_shifts.own_taken(helper, key)
    return tapped(
        request,
        lambda: giving_up.give_up(taken=turn, why=SLIP, by=BY, at=request.at),
        _("とりけしました。"),
        "free",
    )


@child
@never_cache
@require_POST
@limited("roster.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def hours(request: Request, helper: Helper, key: int) -> HttpResponse:
    """来た, 帰った, もどす."""
    turn = my_shifts.own_taken(helper, key)
    deed, thanks = {
        "left": (attending.leave, _("おつかれさまでした。帰った時間を 書きました。")),
        "back": (attending.take_back, _("もどしました。")),
    }.get(
        request.POST.get("deed", ""),
        (attending.come, _("来た時間を 書きました。きょうも ありがとうございます。")),
    )
    return tapped(request, lambda: deed(taken=turn, helper=helper, by=BY, at=request.at), thanks)
