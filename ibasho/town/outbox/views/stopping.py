"""One tap stops what comes: GET shows what stops, POST stops. A mail program stops by itself (RFC 8058)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import doors, limits
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.outbox.actions import addresses as actions
from ibasho.town.outbox.queries import addresses as queries

HOLDER = Actor.public(Via.LINK)
PAGE_TIMES, MACHINE_TIMES, SECONDS = 120, 1200, 600  # many people's mail programs post from a few addresses


@doors.child
@require_http_methods(["GET", "HEAD", "POST"])
@limited("outbox.stop", times=PAGE_TIMES, seconds=SECONDS, methods=("GET", "POST"))
def stop(request: Request) -> HttpResponse:
    told = request.GET.get("t", "")
    address = queries.by_token(told)
    if address is None:
        return _private(render(request, "outbox/stop_gone.html", status=404))
    if request.method == "POST":
        deed = actions.resume if request.POST.get("again") else actions.stop
        deed(address=address, by=HOLDER, at=request.at)
        return _private(redirect(f"{reverse('outbox:stop')}?{urlencode({'t': told})}"))
    page = {"address": address, "stopped": address.gone_at is not None}
    return _private(render(request, "outbox/stop.html", page))


@doors.machine
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_machine(request: Request) -> HttpResponse:
    """POST `List-Unsubscribe=One-Click` stops, also the second time; whoever opens the address in a browser is shown the page.
    What is unknown is answered alike: a program learns nothing."""
    told = request.GET.get("t", "")
    if request.method != "POST":
        return redirect(f"{reverse('outbox:stop')}?{urlencode({'t': told})}")
    if not limits.allow("outbox.stop.machine", limits.address(request), times=MACHINE_TIMES, seconds=SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(SECONDS)})
    address = queries.by_token(told)
    if address is not None:
        actions.stop(address=address, by=HOLDER, at=request.at)
    return HttpResponse(status=200, content_type="text/plain; charset=utf-8")


def _private(response: HttpResponse) -> HttpResponse:
    """The address of this page opens something: it goes into no cache and to no other page."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
