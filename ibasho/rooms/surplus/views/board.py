"""The desk's board: food that seeks a home, the soonest to spoil first; and the button that proposes anew."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import proposing
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import calls
from ibasho.rooms.surplus.queries import sharing as queries
from ibasho.rooms.surplus.views import calls_desk, desk_pages
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def board(request: Request) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_READ)
    rows = queries.board(request.at)
    context = {
        "waiting": [one for one in rows if one.open],
        "homeless": [one for one in rows if one.is_homeless],
        "stranded": queries.stranded(request.at),
        "settled": [one for one in rows if not one.open and not one.is_homeless],
        "new": queries.new_offers(),
        "calls": calls.to_make(request.at),
        "told": calls_desk.just_told(request),
        "may_propose": desk_pages.may(request, Permission.SURPLUS_WRITE),
        "pages": desk_pages.pages("desk_board"),
    }
    return render(request, "surplus/sharing/board.html", context)


@doors.desk
@require_POST
def propose(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: the offer's."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    offer = get_object_or_404(Offer, public_id=public_id)
    made = done(
        request,
        lambda: proposing.propose(offer=offer, by=request.actor, at=request.at),
        thanks=_("案を 作りました。"),
    )
    return redirect("surplus:desk_proposal", made.public_id) if made else redirect("surplus:desk_board")
