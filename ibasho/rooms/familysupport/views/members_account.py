"""Which account a member has: so that what the city protects there (DV・支援措置) holds for the member, too."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import members as actions
from ibasho.rooms.familysupport.forms.members import AccountForm
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import members_account
from ibasho.rooms.familysupport.queries.called import is_hidden
from ibasho.rooms.familysupport.views.members_answers import FORMS, found_member, shown

CURRENT = "desk_members"


@doors.desk
@require_http_methods(FORMS)
def desk_member_account(request: Request, public_id: str) -> HttpResponse:
    """By the mail address as typed: no list of people is offered."""
    member = found_member(request, public_id)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done(request, lambda: _link(request, member, form), thanks=_("つなぎました。"), form=form)
        if form.is_valid():
            return redirect(_address(member))
    context = {
        "member": member,
        "form": form,
        "protected": is_hidden(member, clock.day(request.at)),
        "back": _address(member),
    }
    way = ((_("会員"), reverse("familysupport:desk_members")), (member.name, _address(member)))
    return shown(request, "account.html", CURRENT, context, *way, (_("アカウント"), ""))


def _link(request: Request, member: Member, form: AccountForm) -> Member:
    person = members_account.named(form.cleaned_data["email"])
    return actions.link_person(member=member, person=person, by=request.actor, at=request.at)


@doors.desk
@require_POST
def desk_member_account_remove(request: Request, public_id: str) -> HttpResponse:
    member = found_member(request, public_id)
    done(
        request,
        lambda: actions.unlink_person(member=member, by=request.actor, at=request.at),
        thanks=_("アカウントを はずしました。"),
    )
    return redirect(_address(member))


def _address(member: Member) -> str:
    return reverse("familysupport:desk_member", args=[member.public_id])
