"""What is told at a hand-over, thing by thing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import handovers as actions
from ibasho.front.reports.forms.handing import ItemForm
from ibasho.front.reports.views.handovers_desk import found, page_of


@doors.desk
@require_POST
def desk_handover_item(request: Request, public_id: str) -> HttpResponse:
    row = found(request, public_id)
    form = ItemForm(request.POST)
    if form.is_valid():
        item = form.item
        made = done(
            request, lambda: actions.add_item(handover=row, item=item, by=request.actor, at=request.at), form=form,
            thanks=_("書きました。"),
        )  # fmt: skip
        if made is not None:
            return redirect(f"{reverse('reports:desk_handover', args=[public_id])}#told")
    return page_of(request, row, item=form)


@doors.desk
@require_POST
def desk_handover_item_drop(request: Request, public_id: str, key: int) -> HttpResponse:
    row = found(request, public_id)
    done(
        request, lambda: actions.drop_item(handover=row, key=key, by=request.actor, at=request.at) or True,
        thanks=_("けしました。"),
    )  # fmt: skip
    return redirect(f"{reverse('reports:desk_handover', args=[public_id])}#told")
