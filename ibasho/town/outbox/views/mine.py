"""One's own messages, and how one wants to get them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ports import push
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.forms import WishesForm
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries import choices
from ibasho.town.people import policies

ROWS_PER_PAGE = 20


@doors.family
@require_safe
def own(request: Request) -> HttpResponse:
    rows = queries.own(policies.person_of(request.actor), request.at)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/own.html", {"page": page})


@doors.family
@require_http_methods(["GET", "HEAD", "POST"])
@limited("outbox.wishes", times=30, seconds=3600)
def wishes(request: Request) -> HttpResponse:
    person_id = policies.person_of(request.actor)
    now, channels = queries.preference_of(person_id), choices.choosable(person_id)
    start = {
        "channel": now.channel if now.channel in channels else Channel.MAIL.value,
        "wants_mail": now.wants_mail,
        "quiet_from": now.quiet_from,
        "quiet_until": now.quiet_until,
    }
    form = WishesForm(request.POST or None, initial=start, channels=channels)
    if request.method == "POST" and form.is_valid():
        actions.choose(wishes=form.wishes(), by=request.actor, at=request.at)
        messages.success(request, _("えらび方を 変えました。"))
        return redirect("outbox:own")
    page = {"form": form, "push_key": push.public_key(), "has_push": Channel.PUSH in channels}
    return render(request, "outbox/wishes.html", page)


@doors.family
@require_POST
@limited("outbox.wishes", times=30, seconds=3600)
def here(request: Request) -> HttpResponse:
    """「この端末で うけとる」, once the browser has told its address (`/push/`): one tap is the whole choice."""
    person_id = policies.person_of(request.actor)
    if not choices.is_on(Channel.PUSH):
        raise Http404
    if choices.address_of(person_id, Channel.PUSH) is None:
        messages.error(request, _("この端末を まだ おぼえていません。もういちど おしてください。"))
        return redirect("outbox:wishes")
    now = queries.preference_of(person_id)
    actions.choose(
        wishes=actions.Wishes(
            wants_mail=True, quiet_from=now.quiet_from, quiet_until=now.quiet_until, channel=Channel.PUSH
        ),
        by=request.actor,
        at=request.at,
    )
    messages.success(request, _("これから この端末に とどきます。"))
    return redirect("outbox:wishes")
