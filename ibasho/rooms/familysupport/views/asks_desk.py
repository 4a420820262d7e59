"""The adviser asks providers, writes down what one said on the telephone, and sees what waits."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import asking
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.queries import ask_form
from ibasho.rooms.familysupport.queries import asks as queries
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.rooms.familysupport.views import desk_pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.town.people.permissions import Permission

FIRST = 5  # ticked beforehand, from the top


@doors.desk
@require_safe
def asks(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    page = {
        "found": [(one, queries.told(one.visit)) for one in queries.open_visits(request.at)],
        "pages": desk_pages.pages("desk_asks_list", request),
        "crumbs": desk_pages.crumbs((_("おねがい中"), "")),
    }
    return render(request, "familysupport/asks/list.html", page)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """`?member=` ticks those the board chose; without it the first few. Nobody is asked before the button."""
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    visit = queries.own_visit(public_id)
    noted(request, visit.request.member, visit.provider)
    if request.method == "POST" and _ask(request, visit):
        return redirect("familysupport:desk_asks", public_id)
    found = ask_form.form(visit, request.at)
    named = set(request.POST.getlist("member") or request.GET.getlist("member"))
    ticked = named or {one.member.public_id for one in found.able[:FIRST]}
    page = {
        "visit": visit, "told": queries.told(visit), "rest": len(queries.also_open(visit, request.at)),
        "form": found, "is_open": _is_open(visit, request),
        "able": [(one, one.member.public_id in ticked, queries.wants(one.member)) for one in found.able],
        "asked": [(one, queries.wants(one.member)) for one in found.asked],
        "pages": desk_pages.pages("desk_asks_list", request),
        "crumbs": desk_pages.crumbs((_("おねがい中"), _list()), (_("提供会員に たのむ"), "")),
    }  # fmt: skip
    return render(request, "familysupport/asks/ask.html", page)


@doors.desk
@require_POST
def answer(request: Request, key: int) -> HttpResponse:
    """What a provider said on the telephone."""
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    row, said = queries.one(key), request.POST.get("answer")
    if said == "back":
        thanks = _("返事を とりけしました。")
        done(request, lambda: asking.take_back(ask=row, by=request.actor, at=request.at), thanks=thanks)
    elif said in {"yes", "no"}:
        yes = said == "yes"
        thanks = (
            _("「できます」と 書きました。決めるのは 調整の ページです。")
            if yes
            else _("「むずかしい」と 書きました。")
        )
        done(request, lambda: asking.answer(ask=row, yes=yes, by=request.actor, at=request.at), thanks=thanks)
    if request.POST.get("to") == "list":
        return redirect("familysupport:desk_asks_list")
    return redirect("familysupport:desk_asks", row.visit.public_id)


def _ask(request: Request, visit: Visit) -> bool:
    chosen = set(request.POST.getlist("member"))
    members = [one.member for one in ask_form.able(visit, request.at) if one.member.public_id in chosen]
    whole = queries.also_open(visit, request.at) if request.POST.get("whole") else []
    made = done(
        request, lambda: asking.ask(visits=[visit, *whole], members=members, by=request.actor, at=request.at),
        thanks=_("たのみました。メールの とどかない人には 電話してください。"),
    )  # fmt: skip
    return made is not None


def _is_open(visit: Visit, request: Request) -> bool:
    return visit.state == VisitState.OPEN and visit.starts_at > request.at


def _list() -> str:
    return reverse("familysupport:desk_asks_list")
