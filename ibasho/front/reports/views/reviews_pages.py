"""What the pages of reviews have in common behind both doors: the form, its answer, one review with what may be done."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.front.reports import policies
from ibasho.front.reports.actions import reviews as actions
from ibasho.front.reports.forms.reviews import ReviewForm
from ibasho.front.reports.models import Review
from ibasho.front.reports.queries import review_papers
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.rules import reviews as rules
from ibasho.front.reports.rules.kinds import Party
from ibasho.town.places.models import Place

OPS, DESK = Side.two("reports")
THANKS = "書きました。もう ひとりの人が 読んでから 出します。"


def found(public_id: str) -> Review:
    """Http404 for one that is gone."""
    try:
        return queries.find(public_id)
    except NotFound as refusal:
        raise Http404 from refusal


def form_of(request: Request, side: Side, review: Review | None = None) -> ReviewForm:
    today = clock.day(request.at)
    new = {"nendo": years.nendo(today), "said_on": today, **request.GET.dict()}
    return ReviewForm(
        request.POST if request.method == "POST" else None, initial=ReviewForm.of(review) if review else new,
        parties=tuple(Party) if side.is_desk else policies.GROUPS_PARTIES,
        places=queries.places() if side.is_desk else queries.own_places(request.actor, request.at),
        lines=queries.lines() if side.is_desk else None, today=today,
    )  # fmt: skip


def written(request: Request, form: ReviewForm) -> Review | None:
    """A new one; None where the form says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    told = form.said
    return done(
        request, lambda: actions.write(
            party=told.party, nendo=told.nendo, who_words=told.who_words, heads=told.heads, good=told.good, hard=told.hard,
            next=told.next, said_on=told.said_on, **form.of_what, by=request.actor, at=request.at,
        ), form=form, thanks=_(THANKS),
    )  # fmt: skip


def changed(request: Request, review: Review, form: ReviewForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    row = done(
        request, lambda: actions.change(
            review=review, told=form.said, **form.of_what, by=request.actor, at=request.at
        ), form=form, thanks=_("なおしました。"),
    )  # fmt: skip
    return row is not None


def of_one(request: Request, side: Side, review: Review, form: ReviewForm) -> dict[str, Any]:
    said = queries.said(review)
    return {
        "side": side, "review": review, "form": form, "warnings": rules.warnings(said), "mark": queries.mark(review),
        "year": years.label(review.nendo), "is_open": queries.is_open(review),
        "list_url": side.url("reviews"), "do_drop": side.url("review_do", review.public_id, "drop"),
    }  # fmt: skip


def sheet_links(side: Side) -> list[tuple[str, str]]:
    parties = tuple(Party) if side.is_desk else policies.GROUPS_PARTIES
    return [(one.label, side.url("review_sheet", one.value)) for one in parties]


def sheet(request: Request, side: Side, party: str, place: Place | None) -> HttpResponse:
    """The paper as a PDF. Http404 for no such sheet on this side."""
    allowed = tuple(Party) if side.is_desk else policies.GROUPS_PARTIES
    kind = next((one for one in allowed if one.value == party), None)
    if kind is None:
        raise Http404
    day = clock.day(request.at)
    name = review_papers.TITLES[kind] + (f" {place.name}" if place else "")
    return papers.shown(
        request, lambda: review_papers.sheet(kind, place, day), name, reverse(f"reports:{side.code}_reviews")
    )
