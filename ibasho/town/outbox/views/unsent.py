"""What could not be sent, for the desk. It says by which way, never a LINE id or a browser's address."""

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
from ibasho.base.ui.request import Request
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Message
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission

ROWS_PER_PAGE = 20


@doors.desk
@require_safe
def unsent(request: Request) -> HttpResponse:
    _require(request)
    rows = queries.unsent(request.at).select_related("person")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
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
