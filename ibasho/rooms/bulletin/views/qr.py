"""What a scanned QR opens. No account, no cookie; the opening is counted by the day and by nothing else."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import limits
from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import codes as actions
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.rules import qr as rules

CODE_TIMES, CODE_SECONDS = 60, 60  # so far a code can be pushed up in a minute
SENDER_TIMES, SENDER_SECONDS = 60, 600  # a class behind one address
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@child
@require_safe
def qr(request: Request, code: str) -> HttpResponse:
    """Leads to the code's own page. A code that is unknown or was taken down tells where today's places are."""
    row = codes.live(code)
    if row is None:
        answer = render(request, "bulletin/qr/gone.html", status=404)
    else:
        if rules.is_opening(request.method or "", request.headers) and _within_limits(request, row):
            actions.count(row=row, day=clock.day(request.at), by=Actor.public())
        answer = HttpResponseRedirect(row.path)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


def _within_limits(request: Request, row: QrCode) -> bool:
    """Beyond them the page opens all the same; only the number stands still."""
    of_code = limits.allow("qr-code", row.code, times=CODE_TIMES, seconds=CODE_SECONDS)
    return of_code and limits.allow(
        "qr-sender", limits.address(request), times=SENDER_TIMES, seconds=SENDER_SECONDS
    )
