"""Reviews behind the groups' door: a place's people write down what children and they themselves say of their own place,
and see what became of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import reviews as actions
from ibasho.front.reports.models import Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.views import reviews_pages as parts

LIST_MAX = 100


@doors.operator
@require_safe
def ops_reviews(request: Request) -> HttpResponse:
    groups = queries.own_groups(request.actor, request.at)
    if not groups:
        raise Http404
    context = {
        **_page(), "reviews": queries.of_groups(groups)[:LIST_MAX], "sheets": parts.sheet_links(parts.OPS),
        "places": queries.own_places(request.actor, request.at),
    }  # fmt: skip
    return render(request, "reports/reviews/ops.html", context)


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
@limited("reports.reviews", times=60, seconds=3600)
def ops_review_new(request: Request) -> HttpResponse:
    if not queries.own_groups(request.actor, request.at):
        raise Http404
    form = parts.form_of(request, parts.OPS)
    row = parts.written(request, form)
    if row is not None:
        return redirect("reports:ops_review", row.public_id)
    return render(request, "reports/reviews/form.html", {**_page(_("新しく 書く")), "form": form})


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
@limited("reports.reviews", times=60, seconds=3600)
def ops_review(request: Request, public_id: str) -> HttpResponse:
    """One's own: what became of it; its words to mend while nobody has read it."""
    row = _own(request, public_id)
    form = parts.form_of(request, parts.OPS, row)
    if parts.changed(request, row, form):
        return redirect("reports:ops_review", public_id)
    context = {**_page(row.who_words), **parts.of_one(request, parts.OPS, row, form), "writes": True}
    return render(request, "reports/reviews/one.html", context)


@doors.operator
@require_POST
def ops_review_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """drop: what was written by mistake."""
    row = _own(request, public_id)
    if verb != "drop":
        raise Http404
    by: dict[str, Any] = {"by": request.actor, "at": request.at}
    if done(request, lambda: actions.drop(review=row, **by) or True, thanks=_("けしました。")):
        return redirect("reports:ops_reviews")
    return redirect("reports:ops_review", public_id)


@doors.operator
@require_safe
def ops_review_sheet(request: Request, party: str) -> HttpResponse:
    """`?place=` puts one's own place's name on it."""
    if not queries.own_groups(request.actor, request.at):
        raise Http404
    asked = request.GET.get("place", "")
    place = queries.own_places(request.actor, request.at).filter(public_id=asked).first() if asked else None
    if asked and place is None:
        raise Http404
    return parts.sheet(request, parts.OPS, party, place)


def _own(request: Request, public_id: str) -> Review:
    row = parts.found(public_id)
    if row.organisation_id not in {one.pk for one in queries.own_groups(request.actor, request.at)}:
        raise Http404
    return row


def _page(title: str = "") -> dict[str, Any]:
    first = (_("ふりかえり"), reverse("reports:ops_reviews") if title else "")
    return {
        "side": parts.OPS, "title": title or _("ふりかえり"), "crumbs": [first, *([(title, "")] if title else [])],
    }  # fmt: skip
