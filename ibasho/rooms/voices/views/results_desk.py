"""Numbers on their way out: made ready by one person, looked at exactly as they will be public, let out by another."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import releases as actions
from ibasho.rooms.voices.forms.results import ApproveForm, DeclineForm
from ibasho.rooms.voices.models import Hearing, Release
from ibasho.rooms.voices.queries import counts, hearings, releases, results_marked
from ibasho.rooms.voices.queries import results as queries
from ibasho.rooms.voices.rules import releasing as rules
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.rooms.voices.views import desk_pages
from ibasho.town.people.permissions import Permission as P

TITLE = "結果と 公開"


@doors.desk
@require_safe
def results(request: Request, public_id: str) -> HttpResponse:
    """The newest picture, what waits for a second person, and everything that ever went out."""
    return _page(request, _seen(request, public_id))


def _page(
    request: Request, hearing: Hearing, decline: DeclineForm | None = None, approve: ApproveForm | None = None
) -> HttpResponse:
    waiting = releases.asked(hearing)
    manages = policies.may(request.actor, P.VOICES_MANAGE, at=request.at)
    people, before = counts.people_came(hearing), releases.people_before(hearing)
    mine = waiting is not None and waiting.asked_by_id == request.actor.person_id
    context = {
        "hearing": hearing, "tabs": desk_pages.pages("desk_hearings", request), "crumbs": _crumbs(hearing),
        "results": queries.of(hearing, Wording.PARENT), "figures": queries.published(hearing),
        "heads": queries.heads(hearing), "people": people, "waiting": waiting,
        "marked": results_marked.of(waiting, clock.day(request.at)) if waiting and manages else [],
        "history": [one for one in releases.of_desk(hearing) if one != waiting], "form": decline or DeclineForm(),
        "approve_form": approve or ApproveForm(), "more": None if before is None else max(0, people - before),
        "missing": rules.missing(people=people, minimum=hearing.cell_min, before=before),
        "manages": manages, "mine": mine, "may_ask": manages and not waiting and hearing.state != Hearing.State.DRAFT,
    }  # fmt: skip
    return render(request, "voices/results/desk.html", context)


@doors.desk
@require_safe
def release(request: Request, public_id: str, release_id: str) -> HttpResponse:
    """One as it was published, or would have been."""
    hearing = _seen(request, public_id)
    one = releases.find(hearing, release_id)
    if one is None or one.state == Release.State.ASKED:
        raise Http404
    context = {
        "hearing": hearing, "one": one, "marked": results_marked.of(one, clock.day(request.at)),
        "tabs": desk_pages.pages("desk_hearings", request),
        "crumbs": _crumbs(hearing, one.released_on or one.get_state_display()),
    }  # fmt: skip
    return render(request, "voices/results/release.html", context)


@doors.desk
@require_POST
def ask(request: Request, public_id: str) -> HttpResponse:
    hearing = _managed(request, public_id)
    done(
        request, lambda: actions.ask(hearing=hearing, by=request.actor, at=request.at),
        thanks=_("用意しました。下の 表が そのまま 公開されます。別の 担当の人に 見てもらってください。"),
    )  # fmt: skip
    return _back(hearing)


@doors.desk
@require_POST
def approve(request: Request, public_id: str, release_id: str) -> HttpResponse:
    hearing, one = _waiting(request, public_id, release_id)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return _page(request, hearing, approve=form)
    done(
        request, lambda: actions.approve(release=one, by=request.actor, at=request.at),
        thanks=_("公開しました。結果の ページと ダウンロードに 出ています。"),
    )  # fmt: skip
    return _back(hearing)


@doors.desk
@require_POST
def decline(request: Request, public_id: str, release_id: str) -> HttpResponse:
    hearing, one = _waiting(request, public_id, release_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        settled = done(
            request, lambda: actions.decline(release=one, why=why, by=request.actor, at=request.at),
            thanks=_("公開しないことに しました。用意しなおせます。"), form=form,
        )  # fmt: skip
        if settled:
            return _back(hearing)
    return _page(request, hearing, form)


@doors.desk
@require_POST
def withdraw(request: Request, public_id: str, release_id: str) -> HttpResponse:
    hearing, one = _waiting(request, public_id, release_id)
    done(
        request, lambda: actions.withdraw(release=one, by=request.actor, at=request.at),
        thanks=_("とりさげました。何も 公開していません。"),
    )  # fmt: skip
    return _back(hearing)


def _seen(request: Request, public_id: str, permission: P = P.VOICES_READ) -> Hearing:
    hearing = hearings.find(public_id)
    if hearing is None or not policies.may(request.actor, permission, at=request.at):
        raise Http404
    return hearing


def _managed(request: Request, public_id: str) -> Hearing:
    return _seen(request, public_id, P.VOICES_MANAGE)


def _waiting(request: Request, public_id: str, release_id: str) -> tuple[Hearing, Release]:
    hearing = _managed(request, public_id)
    one = releases.find(hearing, release_id)
    if one is None:
        raise Http404
    return hearing, one


def _back(hearing: Hearing) -> HttpResponse:
    return redirect(reverse("voices:desk_results", args=[hearing.public_id]))


def _crumbs(hearing: Hearing, *more: Any) -> desk_pages.Crumbs:
    hub = (hearing.title, reverse("voices:desk_hearing", args=[hearing.public_id]))
    here = reverse("voices:desk_results", args=[hearing.public_id])
    return desk_pages.crumbs(hub, (str(_(TITLE)), here if more else ""), *((str(one), "") for one in more))
