"""/about-me/: 「見せて・直して・消して」 for anybody; /desk/people/asks/: who answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.actions import data_asks
from ibasho.town.people.forms import AnswerForm, DataAskForm
from ibasho.town.people.models import DataAsk
from ibasho.town.people.permissions import Permission
from ibasho.town.people.views import refusals


@doors.child
@limited("people.data_ask", times=20, seconds=3600)
def about_me(request: Request) -> HttpResponse:
    form = DataAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask = data_asks.put(by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            return render(request, "people/about_me_told.html", {"ask": ask})
    return render(request, "people/about_me.html", {"form": form})


@doors.child
@require_safe
@limited("people.data_ask_answer", times=60, seconds=3600, methods=("GET",))
def about_me_answer(request: Request, public_id: str) -> HttpResponse:
    """The city's answer, for who knows the number. What was asked is not repeated here."""
    ask = get_object_or_404(DataAsk, public_id=public_id)
    return render(request, "people/about_me_answer.html", {"ask": ask})


@doors.desk
def desk_asks(request: Request) -> HttpResponse:
    _require(request)
    rows = data_asks.look_through(by=request.actor, at=request.at)
    context = {
        "waiting": [row for row in rows if row.answered_at is None],
        "answered": [row for row in rows if row.answered_at is not None],
        "form": AnswerForm(),
    }
    return render(request, "people/desk_asks.html", context)


@doors.desk
def desk_ask_answer(request: Request, public_id: str) -> HttpResponse:
    _require(request)
    ask = get_object_or_404(DataAsk, public_id=public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            data_asks.answer(ask=ask, words=form.cleaned_data["words"], by=request.actor, at=request.at)
        except DomainError as error:
            refusals.tell(request, error)
        else:
            messages.success(request, _("へんじを のこしました。番号を 知っている人が 読めます。"))
    return redirect("people:desk_asks")


def _require(request: Request) -> None:
    if not policies.may_city(request.actor, Permission.PEOPLE_MANAGE, day=clock.day(request.at)):
        raise Http404
