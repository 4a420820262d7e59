"""Reviews at the desk: what waits is read by a second person, sheets are typed in, papers printed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, value_text
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import reviews as actions
from ibasho.front.reports.forms.reviews import HoldForm, NarrowForm, ReviewForm
from ibasho.front.reports.models import Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.rules.kinds import Party
from ibasho.front.reports.views import reviews_pages as parts
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_reviews(request: Request) -> HttpResponse:
    """Those that wait first. `?format=`: the narrowed list as a file, without who wrote it."""
    require(request, P.REPORTS_READ)
    today = clock.day(request.at)
    narrow = NarrowForm(request.GET, today=today, places=queries.places(), lines=queries.lines())
    found = queries.desk(narrow.narrowed)
    if exports.wanted(request):
        return exports.answer(request, _table(found.every), "ふりかえりの ことば")
    context = {
        **_page(request), "narrow": narrow, "found": found, "manages": may(request, P.REPORTS_PUBLISH),
        "heard": _heard(request, narrow.nendo_chosen), "sheets": parts.sheet_links(parts.DESK),
    }  # fmt: skip
    return render(request, "reports/reviews/desk.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_review_new(request: Request) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    form = parts.form_of(request, parts.DESK)
    row = parts.written(request, form)
    if row is not None:
        return redirect("reports:desk_review", row.public_id)
    return render(request, "reports/reviews/form.html", {**_page(request, _("打ちこむ")), "form": form})


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_review(request: Request, public_id: str) -> HttpResponse:
    """One as it would stand beside the figures, with what to look at twice; a draft's words to mend."""
    require(request, P.REPORTS_READ)
    row = parts.found(public_id)
    if request.method == "POST":
        require(request, P.REPORTS_WRITE)
    form = parts.form_of(request, parts.DESK, row)
    if parts.changed(request, row, form):
        return redirect("reports:desk_review", public_id)
    return _one(request, row, form, HoldForm())


@doors.desk
@require_POST
def desk_review_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """show, hold, reopen, drop."""
    require(request, P.REPORTS_WRITE)
    row = parts.found(public_id)
    by: dict[str, Any] = {"by": request.actor, "at": request.at}
    if verb == "show":
        seen = request.POST.get("seen", "")
        done(request, lambda: actions.show(review=row, seen=seen, **by), thanks=_("出しました。"))
    elif verb == "hold":
        return _hold(request, row)
    elif verb == "reopen":
        done(request, lambda: actions.reopen(review=row, **by), thanks=_("見てもらう前に もどしました。"))
    elif verb == "drop":
        if done(request, lambda: actions.drop(review=row, **by) or True, thanks=_("けしました。")):
            return redirect("reports:desk_reviews")
    else:
        raise Http404
    return redirect("reports:desk_review", public_id)


@doors.desk
@require_safe
def desk_review_sheet(request: Request, party: str) -> HttpResponse:
    """`?place=` puts a place's name on it."""
    require(request, P.REPORTS_READ)
    asked = request.GET.get("place", "")
    place = queries.places().filter(public_id=asked).first() if asked else None
    if asked and place is None:
        raise Http404
    return parts.sheet(request, parts.DESK, party, place)


def _hold(request: Request, row: Review) -> HttpResponse:
    form = HoldForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        held = done(
            request, lambda: actions.hold(review=row, words=words, by=request.actor, at=request.at), form=form,
            thanks=_("出さないことに しました。"),
        )  # fmt: skip
        if held is not None:
            return redirect("reports:desk_review", row.public_id)
    plain = ReviewForm.of(row)
    mend = ReviewForm(
        initial=plain, parties=tuple(Party), places=queries.places(), lines=queries.lines(),
        today=clock.day(request.at),
    )  # fmt: skip
    return _one(request, row, mend, form)


def _one(request: Request, row: Review, form: ReviewForm, hold: HoldForm) -> HttpResponse:
    context = {
        **_page(request, row.who_words), **parts.of_one(request, parts.DESK, row, form), "hold": hold,
        "manages": may(request, P.REPORTS_PUBLISH), "writes": may(request),
        "is_own": row.written_by_id == request.actor.person_id, "in_report": queries.stands_in_report(row),
    }  # fmt: skip
    return render(request, "reports/reviews/one.html", context)


def _page(request: Request, title: str = "") -> dict[str, Any]:
    first = (_("ことば"), reverse("reports:desk_reviews") if title else "")
    return {
        "side": parts.DESK, "title": title or _("ふりかえりの ことば"), "pages": pages(request, "desk_reviews"),
        "crumbs": crumbs(first, *([(title, "")] if title else [])), "writes": may(request),
    }  # fmt: skip


def _heard(request: Request, nendo: int) -> dict[str, Any] | None:
    """What children said in hearings that evaluate, its values as words."""
    found = queries.evaluations(nendo, clock.day(request.at), Audience.DESK)
    if found is None:
        return None
    rows = [(row.label, [value_text(one) for one in row.facts]) for row in found.rows]
    return {
        "title": found.title,
        "columns": found.columns,
        "rows": rows,
        "source": found.source,
        "note": found.note,
    }


def _table(rows: list[Review]) -> Table:
    return Table(
        _("ふりかえりの ことば"),
        [
            Column(_("年度"), lambda one: one.nendo),
            Column(_("だれが"), lambda one: one.get_party_display()),
            Column(_("だれの 声か"), lambda one: one.who_words),
            Column(_("人数"), lambda one: one.heads, number=True),
            Column(_("居場所"), lambda one: one.place.name if one.place else ""),
            Column(_("事業"), lambda one: one.line.code if one.line else ""),
            Column(_("よかったこと"), lambda one: one.good),
            Column(_("こまったこと・なおしたいこと"), lambda one: one.hard),
            Column(_("つぎに したいこと"), lambda one: one.next),
            Column(_("きいた日"), lambda one: one.said_on),
            Column(_("状態"), lambda one: one.get_state_display()),
        ],
        rows,
    )
