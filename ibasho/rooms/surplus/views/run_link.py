"""A driver's own page, opened by the link they were given: the ways ahead, ticks, calls, hand-overs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import handing as handing_actions
from ibasho.rooms.surplus.actions import runs as actions
from ibasho.rooms.surplus.forms.handing import HandForm
from ibasho.rooms.surplus.models import Driver, Stop
from ibasho.rooms.surplus.queries import carrying as queries
from ibasho.rooms.surplus.queries import handing
from ibasho.rooms.surplus.rules import route_picture
from ibasho.rooms.surplus.rules.kinds import RunState
from ibasho.rooms.surplus.views.handing import may_undo, noted, page

TRIES_MAX, TRIES_SECONDS = 120, 900
FORMS = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def _held(view: View) -> View:
    """The view gets the driver; a link that was replaced opens a page that says so. Kept in no cache and no index."""

    @wraps(view)
    def given(request: Request, token: str, **named: Any) -> HttpResponse:
        driver = queries.by_token(tidy_code(token[:60]))
        if driver is None:
            return private(render(request, "surplus/carrying/gone.html", status=404))
        request.actor = Actor.public(Via.LINK)  # the link speaks, not who may be signed in on this phone
        return private(view(request, driver, token, **named))

    return given


@doors.child
@never_cache
@require_safe
@limited("surplus.run", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
@_held
def run_link(request: Request, driver: Driver, token: str) -> HttpResponse:
    ways = []
    for run in queries.ahead(driver, clock.day(request.at)):
        halts = queries.halts_of(run)
        ways.append((run, halts, route_picture.drawn([one.position for one in halts])))
    context = {"token": token, "ways": ways}
    return render(request, "surplus/carrying/mine.html", context)


@doors.child
@never_cache
@require_POST
@limited("surplus.run_tick", times=TRIES_MAX, seconds=TRIES_SECONDS)
@_held
def run_tick(request: Request, driver: Driver, token: str, stop: int) -> HttpResponse:
    """`do`: done or undone."""
    rows = Stop.objects.filter(run__driver=driver).exclude(run__state=RunState.CANCELLED)
    row = rows.select_related("run").filter(pk=stop).first()
    if row is None:
        raise Http404
    ticked = request.POST.get("do") != "undone"
    done(
        request,
        lambda: actions.stop_done(stop=row, done=ticked, driver=driver, by=request.actor, at=request.at),
    )
    return redirect("surplus:run_link", token)


@doors.child
@never_cache
@require_http_methods(FORMS)
@limited("surplus.run_hand", times=TRIES_MAX, seconds=TRIES_SECONDS)
@_held
def run_hand(request: Request, driver: Driver, token: str, public_id: str) -> HttpResponse:
    """The hand-over at the receiver's door; `do=back` takes it back."""
    share = handing.on_run(driver, public_id)
    if share is None:
        raise Http404
    form = HandForm(request.POST or None, share=share, at=request.at)
    if request.method == "POST" and request.POST.get("do") == "back":
        done(
            request,
            lambda: handing_actions.take_back(share=share, driver=driver, by=request.actor, at=request.at),
        )
        return redirect("surplus:run_link", token)
    if request.method == "POST" and noted(request, share, form, driver):
        return redirect("surplus:run_link", token)
    context = {**page(share, form), "token": token, "may_undo": may_undo(request, share)}
    return render(request, "surplus/carrying/mine_hand.html", context)
