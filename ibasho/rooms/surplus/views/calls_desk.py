"""The desk rings up whom no mail reaches: 「知らせた」, and what a deed says when somebody has to be rung up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import calls as actions
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.queries import calls as queries
from ibasho.rooms.surplus.views import desk_pages
from ibasho.town.people.permissions import Permission


@doors.desk
@require_POST
def place_told(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the share."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    share = Share.objects.select_related("proposal").filter(public_id=public_id).first()
    if share is None:
        raise Http404
    done(
        request, lambda: actions.told_place(share=share, by=request.actor, at=request.at), thanks=_("入れました。")
    )  # fmt: skip
    return redirect("surplus:desk_board")


@doors.desk
@require_POST
def giver_told(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the offer."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    offer = Offer.objects.filter(public_id=public_id).first()
    if offer is None:
        raise Http404
    done(
        request, lambda: actions.told_giver(offer=offer, by=request.actor, at=request.at), thanks=_("入れました。")
    )  # fmt: skip
    return redirect("surplus:desk_board")


def say(request: Request, offer: Offer, deed: str, all_heard: str) -> None:
    """`all_heard` after the deed, or by name who has to be rung up."""
    to_ring = [one.name for one in queries.of_offer(offer, request.at)]
    if not to_ring:
        messages.success(request, f"{deed}{all_heard}")
        return
    words = _("メールの とどかない 所が あります。電話で 知らせてください（「おすそわけ」の「電話する」）：")
    messages.warning(request, f"{deed}{words}{'・'.join(to_ring)}")
