"""One's own messages and choices; what could not be sent, for the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.forms import WishesForm
from ibasho.town.outbox.models import Message
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission

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


@doors.desk
@require_safe
def unsent(request: Request) -> HttpResponse:
    _require(request)
    page = Paginator(queries.unsent(request.at), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/unsent.html", {"page": page})


@doors.desk
@require_POST
def resend(request: Request, message_id: int) -> HttpResponse:
    return _act(request, message_id, actions.resend, _("もう一度 送ります。"))


@doors.desk
@require_POST
def cancel(request: Request, message_id: int) -> HttpResponse:
    return _act(request, message_id, actions.cancel, _("とりやめました。"))


def _require(request: Request) -> None:
    if not policies.may(request.actor, Permission.OUTBOX_MANAGE, day=clock.day(request.at)):
        raise Http404


def _act(request: Request, message_id: int, deed: Callable[..., Message], done: str) -> HttpResponse:
    _require(request)
    row = get_object_or_404(queries.unsent(request.at), pk=message_id)
    try:
        deed(message_id=row.pk, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("outbox:unsent")
