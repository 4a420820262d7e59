"""Cash at the counter: one page, typed while the giver stands there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import counter as actions
from ibasho.rooms.mealtickets.forms.desk_gifts import CounterForm
from ibasho.rooms.mealtickets.models import Gift
from ibasho.rooms.mealtickets.models.gift import new_gift_code
from ibasho.rooms.mealtickets.queries import giving
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import counter

USUAL = (500, 1_000, 3_000, 5_000, 10_000)


@doors.desk
@counter
@require_http_methods(["GET", "HEAD", "POST"])
def desk_gift_new(request: Request) -> HttpResponse:
    purposes = giving.purposes(request.at)
    form = CounterForm(request.POST or None, purposes=purposes, initial={"once": new_gift_code()})
    if purposes and request.method == "POST" and form.is_valid() and (gift := _taken(request, form)):
        messages.success(request, _("受けとりました。"))
        return redirect("mealtickets:desk_gift", gift.reference)
    crumbs = under((_("寄附"), reverse("mealtickets:desk_gifts")), (_("窓口で 受けとる"), ""))
    context = {"form": form, "purposes": purposes, "usual": USUAL, "crumbs": crumbs}
    return render(request, "mealtickets/desk_gifts/new.html", context)


def _taken(request: Request, form: CounterForm) -> Gift | None:
    told, purpose = form.cleaned_data, form.chosen
    try:
        return actions.take(
            fund=purpose.fund, pool=purpose.pool, amount_yen=told["yen"], once=told["once"], name=told["name"],
            anonymous=not told["shown"], address=told["address"], message=told["message"], by=request.actor,
            at=request.at,
        )  # fmt: skip
    except DomainError as error:
        form.refuse(error)
        return None
