"""A family's children by its own link."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child as child_door
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import children as actions
from ibasho.rooms.familysupport.forms.requests import ChildForm
from ibasho.rooms.familysupport.models import Child, Member
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.my_requests import FORMS, MINE, WRITES_MAX, WRITES_SECONDS, plain


@child_door
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def new(request: Request, member: Member) -> HttpResponse:
    """The first child leads straight on to asking."""
    if not member.asks:
        raise Http404
    first = not member.children.exists()
    return _written(request, member, None, "familysupport:my_request_new" if first else MINE)


@child_door
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def one(request: Request, member: Member, public_id: str) -> HttpResponse:
    return _written(request, member, _own(member, public_id), MINE)


@child_door
@never_cache
@require_POST
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def remove(request: Request, member: Member, public_id: str) -> HttpResponse:
    row = _own(member, public_id)
    done(request, lambda: actions.remove(child=row, by=BY, at=request.at), thanks=_("消しました。"))
    return redirect(MINE)


def _own(member: Member, public_id: str) -> Child:
    found = queries.own_child(member, public_id)
    if found is None:
        raise Http404
    return found


def _written(request: Request, member: Member, row: Child | None, then: str) -> HttpResponse:
    form = ChildForm(request.POST or None, child=row)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.write(
                member=member, child=row, values=form.cleaned_data, by=BY, at=request.at
            ),
            thanks=_("こどものことを 保存しました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(then)
    context = {
        **plain(member), "form": form, "child": row, "back": MINE,
        "removable": row is not None and not row.requests.exists() and not row.meetings.exists(),
        "remove_name": "familysupport:my_child_remove",
    }  # fmt: skip
    return render(request, "familysupport/requests/child.html", context)
