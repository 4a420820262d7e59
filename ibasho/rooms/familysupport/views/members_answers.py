"""What the adviser's pages about members, courses and the centre share: who may, the frame, one form on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import members
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
Way = tuple[str, str]


def require(request: Request, permission: Permission = Permission.SUPPORT_ADVISE) -> None:
    policies.require(request.actor, permission, at=request.at)


def found_centre(request: Request, permission: Permission = Permission.SUPPORT_ADVISE) -> Centre:
    """For who may; 404 while the city has set up none."""
    require(request, permission)
    centre = centres.centre()
    if centre is None:
        raise Http404
    return centre


def found_member(request: Request, public_id: str) -> Member:
    require(request)
    member = members.find(public_id)
    if member is None:
        raise Http404
    noted(request, member)
    return member


def shown(request: Request, template: str, current: str, context: dict[str, Any], *way: Way) -> HttpResponse:
    """A desk page with its tabs; `way`: crumbs behind the board."""
    frame = {"pages": pages(current, request), "crumbs": crumbs(*way)}
    return render(request, f"familysupport/members/{template}", {**frame, **context})


def no_centre(request: Request, current: str) -> HttpResponse:
    """Nothing can begin before the city has said who answers the telephone."""
    may = policies.may(request.actor, Permission.SUPPORT_SETTINGS, at=request.at)
    return shown(request, "no_centre.html", current, {"may_settle": may}, (_("センター"), ""))


def answered(
    request: Request, form: Form, deed: Callable[[], Any], *, thanks: str, back: str, current: str,
    words: dict[str, Any], way: tuple[Way, ...] = (),
) -> HttpResponse:  # fmt: skip
    """One form on one page: `deed` with what was sent, then back with a word; a refusal stands at its field."""
    if request.method == "POST" and form.is_valid():
        done(request, deed, thanks=thanks, form=form)
        if form.is_valid():
            return redirect(back)
    context = {"form": form, "back": back, **words}
    return shown(request, "form.html", current, context, *way, (str(words["heading"]), ""))
