"""/my/account/: one's own account, roles and data."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries, showing
from ibasho.town.people.actions import accounts, memberships
from ibasho.town.people.forms import OwnWordsForm
from ibasho.town.people.models import Membership, Person
from ibasho.town.people.views import refusals


@doors.family
@require_safe
def account(request: Request) -> HttpResponse:
    day = clock.day(request.at)
    shown = {
        "person": Person.objects.get(pk=policies.person_of(request.actor)),
        "memberships": policies.current_memberships(request.user.pk, day),
        "second_factor": is_mfa_enabled(request.user),
        "needed": policies.needs_second_factor(request.user.pk, day),
    }
    return render(request, "people/account.html", shown)


@doors.family
@limited("people.account", times=30, seconds=3600)
def account_edit(request: Request) -> HttpResponse:
    person = Person.objects.get(pk=policies.person_of(request.actor))
    now = {"name": person.name, "nickname": person.nickname, "phone": person.phone}
    form = OwnWordsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_own(words=form.words(person.language), by=request.actor, at=request.at)
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            messages.success(request, _("直しました。"))
            return redirect("people:account")
    return render(request, "people/account_edit.html", {"form": form})


@doors.family
@require_POST
def stay(request: Request) -> HttpResponse:
    """Somebody types, or said that they are still there: that they were heard of is noted on the way here (middleware.py)."""
    return HttpResponse(status=204)


@doors.family
@require_safe
def my_data(request: Request) -> HttpResponse:
    """「見せて」 on a page."""
    return render(
        request,
        "people/my_data.html",
        {"parts": showing.everything(policies.person_of(request.actor), request.at)},
    )


@doors.family
@require_safe
@limited("people.my_data", times=20, seconds=3600, methods=("GET",))
def my_data_json(request: Request) -> HttpResponse:
    """「見せて」 as a file to take along."""
    response = JsonResponse(
        showing.everything(policies.person_of(request.actor), request.at),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="ibasho-my-data.json"'
    return response


@doors.family
@require_POST
def sign_out_elsewhere(request: Request) -> HttpResponse:
    """Every other browser in which one is signed in."""
    person = accounts.sign_out_everywhere(
        person_id=policies.person_of(request.actor), by=request.actor, at=request.at
    )
    update_session_auth_hash(request, person)
    messages.success(request, _("ほかの端末の ログインを ぜんぶ 終わりにしました。"))
    return redirect("people:account")


@doors.family
def account_close(request: Request) -> HttpResponse:
    if request.method == "POST":
        try:
            accounts.close_account(by=request.actor, at=request.at)
        except DomainError as error:
            refusals.tell(request, error)
            return redirect("people:account")
        logout(request)
        return render(request, "people/closed.html")
    roles = policies.current_memberships(request.user.pk, clock.day(request.at))
    return render(request, "people/account_close.html", {"memberships": roles})


@doors.family
@require_POST
def leave_role(request: Request, membership_id: int) -> HttpResponse:
    """Lays down a role of one's own."""
    own = queries.memberships_of(policies.person_of(request.actor)).filter(pk=membership_id).first()
    if own is not None:
        _leave(request, own)
    return redirect("people:account")


def _leave(request: Request, own: Membership) -> None:
    try:
        memberships.end(membership_id=own.pk, by=request.actor, at=request.at)
    except DomainError as error:
        refusals.tell(request, error)
    else:
        messages.success(request, _("役割を おりました。ありがとうございました。"))
