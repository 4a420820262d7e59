"""Before and just after sign-in: home, second factor, invitation."""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people import context, policies
from ibasho.town.people.actions import invitations
from ibasho.town.people.forms import AcceptForm
from ibasho.town.people.models import Invitation
from ibasho.town.people.roles import ROLES
from ibasho.town.people.views import refusals

TOKEN = "invitation_token"  # noqa: S105 - a session key


@login_required
def home(request: Request) -> HttpResponse:
    """After sign-in each person stands at the door they use most."""
    return redirect(f"/{context.doors(request.actor, clock.day(request.at))[-1]}/")


@login_required
def second_factor(request: Request) -> HttpResponse:
    """Why a second factor is needed and how to set one up."""
    needed = policies.needs_second_factor(request.user.pk, clock.day(request.at))
    return render(
        request, "people/second_factor.html", {"needed": needed, "ready": is_mfa_enabled(request.user)}
    )


@doors.child
def invitation_open(request: Request, token: str) -> HttpResponse:
    """Takes the secret out of the address at once: it stands in no history, log or referrer after this."""
    request.session[TOKEN] = token
    return redirect("people:invitation")


@doors.child
@limited("people.invitation", times=60, seconds=900)
def invitation(request: Request) -> HttpResponse:
    """Who invites, to what; one form, one press."""
    token = str(request.session.get(TOKEN, ""))
    try:
        found = invitations.find_open(token, at=request.at)
    except DomainError as error:
        return render(
            request, "people/invitation_gone.html", {"error": error, "door": doors.Door.FAMILY}, status=404
        )
    form = AcceptForm(request.POST or None, letter=not found.email)
    if request.user.is_authenticated and request.actor.person_id is None:
        return redirect("people:second_factor")
    if request.method == "POST" and (request.user.is_authenticated or form.is_valid()):
        try:
            return _accept(request, token, form, found)
        except DomainError as error:
            refusals.tell(request, error, form)
    shown = {"invitation": found, "role": ROLES[found.role], "form": form, "door": doors.Door.FAMILY}
    return render(request, "people/invitation.html", shown)


def _accept(request: Request, token: str, form: AcceptForm, found: Invitation) -> HttpResponse:
    words = {} if request.user.is_authenticated else form.cleaned_data
    person = invitations.accept(token=token, by=request.actor, at=request.at, **words)
    del request.session[TOKEN]
    if request.user.is_authenticated:
        return redirect("people:home")
    # allauth goes on: a typed address is proven by a code first, a second factor is asked for where there is one
    answer: HttpResponse = perform_login(request, person, email=person.email)
    return answer
