"""ありがとう: a child's own page, and the paper ones typed in by the shop or at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import thanks as actions
from ibasho.rooms.mealtickets.forms.words import PaperThanksForm, ThanksForm
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.rules.thanks import PICTURES
from ibasho.rooms.mealtickets.views.seeing import counter, find_own
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.child
@require_http_methods(FORMS)
@limited("mealtickets.thanks", times=60, seconds=3600)
def thanks(request: Request, public_id: str = "") -> HttpResponse:
    """`public_id`: the shop's place, from the code on its table. A code of no shop is as good as none."""
    shop = (
        Shop.objects.select_related("place")
        .filter(place__public_id=public_id, started_on__isnull=False)
        .first()
    )
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(shop=shop, by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            return render(request, "mealtickets/thanks/sent.html", {"shop": shop})
    return render(
        request, "mealtickets/thanks/write.html", {"shop": shop, "form": form, "pictures": PICTURES}
    )


@doors.operator
@require_http_methods(FORMS)
def ops_thanks(request: Request, public_id: str) -> HttpResponse:
    """By the shop's own people, one paper after the other."""
    shop = find_own(request, public_id, Permission.MEALS_TILL)
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_in(shop=shop, by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("入れました。市の人が 読んでから 出します。つぎの紙を どうぞ。"))
            return redirect("mealtickets:ops_thanks", public_id)
    context = {
        "form": form, "shop": shop, "layout": "ui/operator.html", "back": reverse("mealtickets:ops_shops"),
        "public": reverse("mealtickets:thanks_shop", args=[shop.place.public_id]),
    }  # fmt: skip
    return render(request, "mealtickets/thanks/paper.html", context)


@doors.desk
@counter
@require_http_methods(FORMS)
def desk_thanks_new(request: Request) -> HttpResponse:
    form = PaperThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_in(by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("入れました。つぎの紙を どうぞ。"))
            return redirect("mealtickets:desk_thanks_new")
    context = {
        "form": form, "layout": "ui/desk.html", "back": reverse("mealtickets:desk_gifts"),
        "public": reverse("mealtickets:thanks"),
    }  # fmt: skip
    return render(request, "mealtickets/thanks/paper.html", context)
