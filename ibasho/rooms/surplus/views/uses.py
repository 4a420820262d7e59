"""What became of it: told by the place in a minute, or typed in at the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import uses as actions
from ibasho.rooms.surplus.forms.uses import UseForm
from ibasho.rooms.surplus.queries import uses as queries
from ibasho.rooms.surplus.rules.kinds import ShareState
from ibasho.rooms.surplus.views.desk_pages import require
from ibasho.rooms.surplus.views.sides import DESK, OPS, Side, find_share
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_use(request: Request, public_id: str) -> HttpResponse:
    return _use(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_use(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_WRITE)
    return _use(request, public_id, DESK)


def _use(request: Request, public_id: str, side: Side) -> HttpResponse:
    share = find_share(request, public_id)
    back = side.url("hand", public_id) if side.is_desk else reverse("surplus:ops_handing")
    if share.state != ShareState.HANDED:
        return redirect(side.url("hand", public_id))
    form = UseForm(
        request.POST or None, initial={"day": clock.day(request.at), "used": queries.left(share) or None}
    )
    if request.method == "POST" and form.is_valid():
        day, words = form.cleaned_data["day"], form.told()
        made = done(
            request, lambda: actions.tell(share=share, day=day, words=words, by=request.actor, at=request.at),
            thanks=_("ありがとうございます。くれた人に つたえます。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(back)
    context = {
        "share": share, "offer": share.proposal.offer, "place": share.receiver.place, "form": form, "side": side,
        "layout": side.layout, "left": queries.left(share), "told": share.uses.order_by("day"), "back": back,
        "crumbs": side.crumbs((_("うけとる・使う"), back), (share.proposal.offer.name, "")),
    }  # fmt: skip
    return render(request, "surplus/uses/use.html", context)
