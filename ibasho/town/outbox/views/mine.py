"""One's own messages, and how one wants to get them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.forms import WishesForm
from ibasho.town.people import policies

ROWS_PER_PAGE = 20


@doors.family
@require_safe
def own(request: Request) -> HttpResponse:
    rows = queries.own(policies.person_of(request.actor), request.at)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/own.html", {"page": page})


@doors.family
@limited("outbox.wishes", times=30, seconds=3600)
def wishes(request: Request) -> HttpResponse:
    now = queries.preference_of(policies.person_of(request.actor))
    start = {"wants_mail": now.wants_mail, "quiet_from": now.quiet_from, "quiet_until": now.quiet_until}
    form = WishesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.choose(wishes=form.wishes(), by=request.actor, at=request.at)
        messages.success(request, _("えらび方を 変えました。"))
        return redirect("outbox:own")
    return render(request, "outbox/wishes.html", {"form": form})
