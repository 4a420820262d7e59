"""The starter's own page, opened by the link alone: where they stand, what is next, who helps."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer
from ibasho.base.ui.request import Request
from ibasho.rooms.network.actions import start_steps
from ibasho.rooms.network.forms.starting import OwnStepForm
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.queries import grants, start_alike, start_papers
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.rules.kinds import StepCode, StepState
from ibasho.rooms.network.rules.starting import ENDED
from ibasho.rooms.network.rules.steps import PAPERS
from ibasho.town.people import policies as people

TRIES_MAX, TRIES_SECONDS = 90, 900


@child
@never_cache
@require_safe
@limited("network.start_own", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def start_own(request: Request, token: str) -> HttpResponse:
    startup, today = _whose(token), clock.day(request.at)
    keeper = startup.keeper
    shown = keeper is not None and not people.is_protected(keeper.pk, day=today)
    context = {
        "path": queries.path(startup, today), "startup": startup, "token": token, "papers": PAPERS,
        "keeper": keeper.name if keeper is not None and shown else "", "office": settings.IBASHO_CITY,
        "home": start_alike.office_of(startup, today) if shown else None, "alike": start_alike.alike(startup, today),
        "may_tell": startup.state not in ENDED, "grants": list(grants.open_now(today)),
    }  # fmt: skip
    return private(render(request, "network/starting/own.html", context))


@child
@never_cache
@require_POST
@limited("network.start_step", times=TRIES_MAX, seconds=TRIES_SECONDS)
def start_own_step(request: Request, token: str) -> HttpResponse:
    """「している」「できた」, in the starter's own hand; pressed again it goes back."""
    startup = _whose(token)
    form = OwnStepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["step"] not in {one.value for one in StepCode}:
        raise Http404
    code, state = StepCode(form.cleaned_data["step"]), StepState(form.cleaned_data["state"])
    done(
        request,
        lambda: start_steps.tell_step(startup=startup, code=code, state=state, by=Actor.public(Via.LINK), at=request.at),
        thanks=_("「{step}」を「{state}」に しました。").format(step=code.label, state=state.label),
    )  # fmt: skip
    return private(redirect("network:start_own", token=token))


@child
@never_cache
@require_safe
@limited("network.start_papers", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET",))
def start_own_paper(request: Request, token: str, code: str) -> HttpResponse:
    startup = _whose(token)
    if code not in PAPERS:
        raise Http404
    made = start_papers.paper(code, startup, day=clock.day(request.at))
    return private(answer(made, PAPERS[code].title, inline=True))


def _whose(token: str) -> StartUp:
    found = queries.by_token(token[:60])
    if found is None:
        raise Http404
    return found
