"""The adviser gives a member the link: by mail, on A4, or read out on the telephone."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.links import grouped
from ibasho.base.ui import doors, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import links as actions
from ibasho.rooms.familysupport.queries import asks
from ibasho.rooms.familysupport.queries import link_papers as queries
from ibasho.rooms.familysupport.queries.holders import OPENS
from ibasho.rooms.familysupport.views import desk_pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.town.people.permissions import Permission


@doors.desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, public_id: str) -> HttpResponse:
    """Asks first: a new link ends the old one. The link itself is shown once, here."""
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    member = queries.member(public_id)
    noted(request, member)
    page = {
        "member": member, "reachable": asks.reachable(member), "opens": member.state in OPENS,
        "pages": desk_pages.pages("desk_members", request), "back": reverse("familysupport:desk_members"),
        "crumbs": desk_pages.crumbs((_("会員"), reverse("familysupport:desk_members")), (_("リンクを わたす"), "")),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "familysupport/asks/link.html", page)
    way = request.POST.get("way")
    given = done(
        request, lambda: actions.give(member=member, mail=way == "mail", by=request.actor, at=request.at)
    )
    if given is None:
        return redirect("familysupport:desk_link", public_id)
    letters = grouped(given.token)
    if way == "paper":
        made = queries.letter(member, given.address, letters, clock.day(request.at))
        return papers.answer(made, _("ファミサポの ページ"))
    shown = {
        **page, "given": given, "letters": letters, "site": settings.PUBLIC_URL + reverse("familysupport:my"),
        "qr": _qr(given.address),
    }  # fmt: skip
    return render(request, "familysupport/asks/link_given.html", shown)


def _qr(address: str) -> SafeString:
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")
    )
