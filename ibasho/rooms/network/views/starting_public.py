"""居場所を はじめたい: how it goes, who helps, and the question; without an account."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer
from ibasho.base.ui.request import Request
from ibasho.rooms.network.actions import start_links, starting
from ibasho.rooms.network.forms.starting import AskForm
from ibasho.rooms.network.queries import start_papers
from ibasho.rooms.network.rules.steps import PAPERS, STEPS

WRITES_MAX, PAPERS_MAX, SECONDS = 20, 60, 600


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("network.start", times=WRITES_MAX, seconds=SECONDS)
def start(request: Request) -> HttpResponse:
    """Who has asked stands on their own page at once: its address is their way back."""
    form = AskForm(request.POST or None, today=clock.day(request.at))
    if request.method == "POST" and request.POST.get(
        "website"
    ):  # filled in by a machine: the field is not seen
        return redirect("network:start")
    if request.method == "POST" and form.is_valid():
        try:
            made = starting.ask(
                asked=form.asked(), public_id=form.public_id, by=Actor.public(), at=request.at
            )
        except DomainError as error:
            form.refuse(error)
        else:
            if made.link_given_at != made.asked_at:  # an old form sent again: it does not tell a newer link
                return redirect("network:start")
            return redirect("network:start_own", token=start_links.token(made))
    return render(
        request, "network/starting/public.html", {"form": form, "steps": STEPS, "papers": PAPERS.values()}
    )


@child
@require_safe
@limited("network.start_papers", times=PAPERS_MAX, seconds=SECONDS, methods=("GET",))
def start_paper(request: Request, code: str) -> HttpResponse:
    """An empty A4 to write on."""
    if code not in PAPERS:
        raise Http404
    return answer(start_papers.paper(code, None, day=clock.day(request.at)), PAPERS[code].title, inline=True)
