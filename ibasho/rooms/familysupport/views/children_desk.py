"""A member's child, written by the adviser."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import desk
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import children as actions
from ibasho.rooms.familysupport.forms.requests import ChildForm
from ibasho.rooms.familysupport.models import Child, Member
from ibasho.rooms.familysupport.queries import members_found
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.requests_desk import FORMS, LAYOUT, require_adviser


@desk
@require_http_methods(FORMS)
def new(request: Request, public_id: str) -> HttpResponse:
    """`public_id` of the member."""
    require_adviser(request)
    member = members_found.asker(public_id)
    if member is None:
        raise Http404
    noted(request, member)
    return _written(request, member, None)


@desk
@require_http_methods(FORMS)
def one(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    return _written(request, row.member, row)


@desk
@require_POST
def remove(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    done(
        request, lambda: actions.remove(child=row, by=request.actor, at=request.at), thanks=_("消しました。")
    )
    return redirect(asking_for(row.member))


def asking_for(member: Member) -> str:
    """Where the adviser goes on: the request of this member."""
    return f"{reverse('familysupport:desk_request_new')}?{urlencode({'member': member.public_id})}"


def _find(request: Request, public_id: str) -> Child:
    require_adviser(request)
    row = queries.find_child(public_id)
    if row is None:
        raise Http404
    noted(request, row.member)
    return row


def _written(request: Request, member: Member, row: Child | None) -> HttpResponse:
    form = ChildForm(request.POST or None, child=row)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.write(
                member=member, child=row, values=form.cleaned_data, by=request.actor, at=request.at
            ),
            thanks=_("こどものことを 保存しました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(asking_for(member))
    context = {
        "form": form, "child": row, "member": member, "layout": LAYOUT, "back": asking_for(member),
        "removable": row is not None and not row.requests.exists() and not row.meetings.exists(),
        "remove_name": "familysupport:desk_child_remove",
    }  # fmt: skip
    return render(request, "familysupport/requests/child.html", context)
