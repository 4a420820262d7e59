"""The desk rings up whom no mail reaches: 「知らせた」, and what a deed says when somebody has to be rung up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import calls as actions
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.queries import calls as queries
from ibasho.rooms.surplus.rules.kinds import Call
from ibasho.rooms.surplus.views import desk_pages
from ibasho.town.people.permissions import Permission


@doors.desk
@require_POST
def place_told(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the share. With `call` (what there was to tell) the tick was a slip."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    share = get_object_or_404(Share.objects.select_related("proposal__offer"), public_id=public_id)
    call = _taken_back(request)
    deed = partial(actions.not_told_place, call=call) if call else actions.told_place
    _do(request, lambda: deed(share=share, by=request.actor, at=request.at), back=bool(call))
    return _board("share", public_id, "" if call else share.to_call)


@doors.desk
@require_POST
def giver_told(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the offer. With `call` (what there was to tell) the tick was a slip."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    offer = get_object_or_404(Offer, public_id=public_id)
    call = _taken_back(request)
    deed = partial(actions.not_told_giver, call=call) if call else actions.told_giver
    _do(request, lambda: deed(offer=offer, by=request.actor, at=request.at), back=bool(call))
    return _board("offer", public_id, "" if call else offer.to_call)


def just_told(request: Request) -> dict[str, str]:
    """What the board offers to take back: the address and what there was to tell. Empty: nothing was ticked off just now."""
    call = request.GET.get("call", "")
    for name, page in (("share", "surplus:desk_call_place"), ("offer", "surplus:desk_call_giver")):
        told = request.GET.get(name, "")
        if call in list(Call) and looks_like_code(told):
            return {"action": reverse(page, args=[told]), "call": call}
    return {}


def _taken_back(request: Request) -> Call | None:
    told = request.POST.get("call", "")
    return Call(told) if told in list(Call) else None


def _do(request: Request, deed: Callable[[], object], *, back: bool) -> None:
    done(request, deed, thanks=_("「電話する」に もどしました。") if back else _("入れました。"))


def _board(name: str, public_id: str, call: str) -> HttpResponse:
    told = f"?{urlencode({name: public_id, 'call': call})}#calls" if call else "#calls"
    return redirect(f"{reverse('surplus:desk_board')}{told}")


def say(request: Request, offer: Offer, deed: str, all_heard: str) -> None:
    """`all_heard` after the deed, or by name who has to be rung up."""
    to_ring = [one.name for one in queries.of_offer(offer, request.at)]
    if not to_ring:
        messages.success(request, f"{deed}{all_heard}")
        return
    words = _("メールの とどかない 所が あります。電話で 知らせてください（「おすそわけ」の「電話する」）：")
    messages.warning(request, f"{deed}{words}{'・'.join(to_ring)}")
