"""What pages of the register share: finding the group, a form on a page of its own, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import register as queries
from ibasho.rooms.network.views.desk_pages import crumbs, pages
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


def find_group(
    request: Request, public_id: str, permission: Permission = Permission.NETWORK_READ
) -> Organisation:
    """Raises NotFound for who may not, Http404 where there is no such group."""
    policies.require(request.actor, permission, at=request.at)
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def group_page(organisation: Organisation, anchor: str = "") -> str:
    return reverse("network:desk_group", args=[organisation.public_id]) + (f"#{anchor}" if anchor else "")


def frame(
    request: Request, organisation: Organisation | None, *way: tuple[str, str], current: str = "desk_groups"
) -> dict[str, Any]:
    """Tabs and crumbs; the group stands before the rest of the way."""
    first = [(organisation.name, group_page(organisation) if way else "")] if organisation else []
    return {"pages": pages(current, request), "crumbs": crumbs(*first, *way)}


def answered(
    request: Request, form: Form, deed: Callable[[], Any], *, thanks: str, back: str, words: dict[str, Any]
) -> HttpResponse:
    """The form, or after the deed the page it leads back to. `words`: heading, text, submit and the frame of its page."""
    if request.method == "POST" and form.is_valid():
        done(request, deed, thanks=thanks, form=form)
        if form.is_valid():
            return redirect(back)
    context = {"form": form, "back": back, "submit": _("ほぞんする"), "layout": "ui/desk.html", **words}
    return render(request, "network/register/form.html", context)
