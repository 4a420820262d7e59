"""/desk/people/protection/: the one place for DV・支援措置, for holders of PEOPLE_PROTECT alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import protection
from ibasho.town.people.forms import ProtectForm
from ibasho.town.people.models import Person, Protection
from ibasho.town.people.permissions import Permission
from ibasho.town.people.views import refusals


@doors.desk
@doors.anew
@require_safe
def desk_protections(request: Request) -> HttpResponse:
    _require(request)
    newest = queries.newest_check()
    context = {
        "rows": protection.look_through(by=request.actor, at=request.at), "check": newest,
        "fresh": rules.list_is_fresh(newest.checked_at if newest else None, request.at),
    }  # fmt: skip
    return render(request, "people/protections.html", context)


@doors.desk
def desk_protection_check(request: Request) -> HttpResponse:
    """「きょうの 名簿と つき合わせました」."""
    _require(request)
    if request.method == "POST":
        protection.check(by=request.actor, at=request.at)
        messages.success(
            request, _("つき合わせたことを 書きました。24時間のあいだ、まとめて 作る紙を 出せます。")
        )
    return redirect("people:desk_protections")


@doors.desk
def desk_protect(request: Request, public_id: str) -> HttpResponse:
    _require(request)
    person = get_object_or_404(Person, public_id=public_id)
    protection.look(person=person, by=request.actor, at=request.at)
    form = ProtectForm(request.POST or None, initial={"starts_on": clock.day(request.at)})
    if request.method == "POST" and form.is_valid():
        try:
            protection.protect(person=person, by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            messages.success(request, _("保護を はじめました。この人は どの一覧にも 出ません。"))
            return redirect("people:desk_protections")
    return render(request, "people/protect.html", {"person": person, "form": form})


@doors.desk
@doors.anew
def desk_lift(request: Request, protection_id: int) -> HttpResponse:
    _require(request)
    if request.method != "POST":  # back from showing the second factor again
        return redirect("people:desk_protections")
    flag = get_object_or_404(Protection, pk=protection_id)
    protection.lift(protection_id=flag.pk, by=request.actor, at=request.at)
    messages.success(request, _("きょうで 終わります。夜12時までは 守られます。"))
    return redirect("people:desk_protections")


def _require(request: Request) -> None:
    if not policies.may(request.actor, Permission.PEOPLE_PROTECT, day=clock.day(request.at)):
        raise Http404
