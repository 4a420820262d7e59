"""お手伝い 募集: what anybody may read, apply for and print, without an account."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import applying
from ibasho.rooms.roster.forms.applying import ApplyForm
from ibasho.rooms.roster.models import Vacancy
from ibasho.rooms.roster.queries import join_papers
from ibasho.rooms.roster.queries import vacancies as queries

# A class of a high school may apply together; a machine may not go on for ever.
WRITES_MAX, PAPERS_MAX, SECONDS = 45, 60, 600


@child
@shared()
@require_safe
def join(request: Request) -> HttpResponse:
    found = [queries.shown(one) for one in queries.open_now(clock.day(request.at))]
    return render(request, "roster/join/list.html", {"vacancies": found})


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("roster.apply", times=WRITES_MAX, seconds=SECONDS)
def join_one(request: Request, public_id: str) -> HttpResponse:
    vacancy, today = _find(public_id), clock.day(request.at)
    is_open = queries.is_open(vacancy, today)
    form = ApplyForm(request.POST or None, vacancy=vacancy, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            applying.apply(
                vacancy=vacancy,
                told=form.told(),
                public_id=form.public_id,
                by=Actor.public(),
                at=request.at,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("roster:join_thanks", public_id=public_id)
    context = {"shown": queries.shown(vacancy), "vacancy": vacancy, "form": form, "is_open": is_open}
    return render(request, "roster/join/one.html", context)


@child
@require_safe
def join_thanks(request: Request, public_id: str) -> HttpResponse:
    """Says nothing of who applied: the address may be shared."""
    return render(request, "roster/join/thanks.html", {"shown": queries.shown(_find(public_id))})


@child
@require_safe
@limited("roster.papers", times=PAPERS_MAX, seconds=SECONDS, methods=("GET",))
def join_poster(request: Request, public_id: str) -> HttpResponse:
    """A4 with a QR and strips to tear off."""
    vacancy = _find(public_id)
    made = join_papers.poster(queries.shown(vacancy), day=clock.day(request.at))
    return pdf_file(made, _("募集ポスター"), inline=True)


@child
@require_safe
@limited("roster.papers", times=PAPERS_MAX, seconds=SECONDS, methods=("GET",))
def join_paper(request: Request, public_id: str) -> HttpResponse:
    """A4 to fill in by hand."""
    vacancy = _find(public_id)
    made = join_papers.form(queries.shown(vacancy), day=clock.day(request.at))
    return pdf_file(made, _("申込書"), inline=True)


def _find(public_id: str) -> Vacancy:
    """One that closed is still told, so that an old poster leads somewhere."""
    vacancy = queries.find(public_id)
    if vacancy is None:
        raise Http404
    return vacancy
