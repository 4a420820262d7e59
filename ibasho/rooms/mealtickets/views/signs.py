"""「見てほしいこと」: signs in plain words, with what harmless thing they may be."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import signs as actions
from ibasho.rooms.mealtickets.forms.words import SignForm
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import signs as queries
from ibasho.rooms.mealtickets.rules.kinds import SignKind
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import managing, may_manage, reading


@doors.desk
@reading
@require_safe
def desk_signs(request: Request) -> HttpResponse:
    told = queries.told(request.at)
    context = {
        "unseen": [(row, SignForm(auto_id=f"sign{number}_%s")) for number, row in enumerate(told) if row.review is None],
        "seen": [row for row in told if row.review is not None],
        "days": queries.DAYS, "may_manage": may_manage(request), "crumbs": under((_("見てほしいこと"), "")),
    }  # fmt: skip
    return render(request, "mealtickets/signs.html", context)


@doors.desk
@managing
@require_POST
def desk_sign(request: Request, kind: str, public_id: str, day: str) -> HttpResponse:
    """What a person found out, beside the sign."""
    shop = get_object_or_404(Shop, public_id=public_id)
    if kind not in {one.value for one in SignKind}:
        raise Http404
    form = SignForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.review(
            kind=SignKind(kind), shop=shop, day=clock.parse_day(day), words=words, by=request.actor, at=request.at
        )  # fmt: skip
    except DomainError as error:
        if isinstance(error, Invalid) and error.code.startswith("day."):
            raise Http404 from error
        messages.error(request, error.message)
    else:
        messages.success(request, _("書きました。ありがとうございます。"))
    return redirect("mealtickets:desk_signs")
