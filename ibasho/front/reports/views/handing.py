"""カケショクから 地域・企業へ: choose, look at what would go, hand on; and the list of what went where."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import handing_on as actions
from ibasho.front.reports.forms.start import HandOnForm
from ibasho.front.reports.queries import handing_on as queries
from ibasho.front.reports.views.start import crumbs
from ibasho.rooms.network import policies
from ibasho.rooms.network.facts import starting as facts
from ibasho.rooms.network.queries import handing
from ibasho.town.people.permissions import Permission as P

# What is copied is of three rooms: so is who may.
HANDS_ON = (P.NETWORK_MANAGE, P.OPENHOUSE_MANAGE, P.ROSTER_MANAGE)


@doors.desk
@require_safe
def desk_hand_on(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    rows = [(one, queries.papers(one.to_place)) for one in handing.handings()]
    context = {
        "rows": rows, "fact": facts.handed_on(clock.day(request.at)), "may_hand": _may(request),
        "crumbs": crumbs((_("やり方の ひきわたし"), "")),
    }  # fmt: skip
    return render(request, "reports/start/handed.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_hand_on_new(request: Request) -> HttpResponse:
    """Chosen by GET, so that what would go is seen before anything is written; POST does it."""
    for permission in HANDS_ON:
        policies.require(request.actor, permission, at=request.at)
    data = request.POST if request.method == "POST" else request.GET if "space" in request.GET else None
    form = HandOnForm(data, spaces=queries.sources(), places=queries.targets())
    valid = data is not None and form.is_valid()
    if request.method == "POST" and valid:
        made = done(
            request, lambda: actions.hand_on(wish=form.wish(), by=request.actor, at=request.at),
            thanks=_("ひきわたしました。下書きは 新しい 居場所の ページで 直せます。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_hand_on")
    context: dict[str, Any] = {
        "form": form, "crumbs": crumbs((_("やり方の ひきわたし"), reverse("reports:desk_hand_on")), (_("わたす"), "")),
    }  # fmt: skip
    if valid and form.is_valid():
        wish = form.wish()
        context |= {
            "wish": wish,
            "previews": queries.previews(wish.space, list(wish.pieces), clock.day(request.at)),
        }
    return render(request, "reports/start/hand.html", context)


def _may(request: Request) -> bool:
    return all(policies.may(request.actor, one, at=request.at) for one in HANDS_ON)
