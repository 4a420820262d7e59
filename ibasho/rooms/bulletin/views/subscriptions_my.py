"""The same for who has an account: what to hear of, stopped with one tap. Where it arrives is chosen beside the messages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import subscriptions
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.views.subscriptions_own import form_of
from ibasho.town.people.models import Person
from ibasho.town.people.policies import person_of


@doors.family
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.my", times=120, seconds=3600)
def my(request: Request) -> HttpResponse:
    row = _own(request)
    form = form_of(request, row)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.get(pk=person_of(request.actor))
        kept = done(
            request,
            lambda: subscriptions.keep(wanted=form.wanted(), person=person, by=request.actor, at=request.at),
            form=form, thanks=_("えらびました。これから とどきます。"),
        )  # fmt: skip
        if kept is not None:
            return redirect("bulletin:my")
    is_on = row is not None and row.is_active
    return render(request, "bulletin/subscriptions/my.html", {"form": form, "row": row, "is_on": is_on})


@doors.family
@require_POST
def my_stop(request: Request) -> HttpResponse:
    row = _own(request)
    if row is not None:
        done(
            request, lambda: subscriptions.stop(subscription=row, by=request.actor, at=request.at),
            thanks=_("とめました。「うけとる」を おすと、同じ えらび方で また はじまります。"),
        )  # fmt: skip
    return redirect("bulletin:my")


def _own(request: Request) -> Subscription | None:
    return Subscription.objects.filter(person_id=person_of(request.actor)).prefetch_related("places").first()
