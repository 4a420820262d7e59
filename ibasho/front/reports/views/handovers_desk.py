"""/desk/handover/: the hand-over of each 担当, written, handed, received, printed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import handovers as actions
from ibasho.front.reports.forms.handing import BeginForm, HandForm, ItemForm, WordsForm
from ibasho.front.reports.models import Handover
from ibasho.front.reports.queries import handover_papers
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.rules.handing import Standing, standing
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person


@doors.desk
@require_safe
def desk_handovers(request: Request) -> HttpResponse:
    require(request)
    me = request.actor.person_id
    rows = [
        (one, standing(one.handed_at, one.taken_at)) for one in queries.seen_by(request.actor, request.at)
    ]
    waiting = [pair for pair in rows if pair[0].taker_id == me and pair[1] is Standing.HANDED]
    context = {
        **_page(request), "waiting": waiting,
        "mine": [pair for pair in rows if me in (pair[0].giver_id, pair[0].taker_id) and pair not in waiting],
        "others": [pair for pair in rows if me not in (pair[0].giver_id, pair[0].taker_id)],
    }  # fmt: skip
    return render(request, "reports/handover/list.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_handover_new(request: Request) -> HttpResponse:
    """One's own; who writes April may begin one for somebody who is gone."""
    require(request)
    form = _begin_form(request)
    if request.method == "POST" and form.is_valid():
        giver = form.person("giver") if "giver" in form.fields else _me(request)
        row = done(
            request,
            lambda: actions.begin(giver=giver, **form.told, by=request.actor, at=request.at),
            form=form,
        )
        if row is not None:
            return redirect("reports:desk_handover", row.public_id)
    return render(
        request, "reports/handover/form.html", {**_page(request, _("新しい 引き継ぎ")), "form": form}
    )


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_handover(request: Request, public_id: str) -> HttpResponse:
    """Everything of it, as the reader may see it; a POST mends its words. `?format=`: as a file."""
    row = found(request, public_id)
    words = WordsForm(request.POST or None, initial={"duty": row.duty, "words": row.words})
    if request.method == "POST" and words.is_valid():
        told = {**words.cleaned_data, "by": request.actor, "at": request.at}
        if done(
            request, lambda: actions.change(handover=row, **told), form=words, thanks=_("なおしました。")
        ):
            return redirect("reports:desk_handover", public_id)
    return page_of(request, row, words=words)


@doors.desk
@require_POST
def desk_handover_hand(request: Request, public_id: str) -> HttpResponse:
    row = found(request, public_id)
    form = HandForm(request.POST, people=_takers(request, row))
    if form.is_valid():
        taker = form.person("taker")
        thanks = _("わたしました。うけとられるまでは とりもどせます。")
        deed = actions.hand
        if done(
            request,
            lambda: deed(handover=row, taker=taker, by=request.actor, at=request.at),
            form=form,
            thanks=thanks,
        ):
            return redirect("reports:desk_handover", public_id)
    return page_of(request, row, hand=form)


@doors.desk
@require_POST
def desk_handover_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """take_back, receive, drop."""
    row = found(request, public_id)
    told: dict[str, Any] = {"handover": row, "by": request.actor, "at": request.at}
    if verb == "take_back":
        done(request, lambda: actions.take_back(**told), thanks=_("とりもどしました。なおせます。"))
    elif verb == "receive":
        done(request, lambda: actions.receive(**told), thanks=_("うけとりました。"))
    elif verb == "drop":
        if done(request, lambda: actions.drop(**told) or True, thanks=_("けしました。")):
            return redirect("reports:desk_handovers")
    else:
        raise Http404
    return redirect("reports:desk_handover", public_id)


@doors.desk
@require_safe
def desk_handover_paper(request: Request, public_id: str) -> HttpResponse:
    row = found(request, public_id)
    whole = queries.whole(row, request.actor, request.at)
    day = clock.day(request.at)
    back = reverse("reports:desk_handover", args=[public_id])
    return papers.shown(request, lambda: handover_papers.paper(whole, day), f"引き継ぎ {row.duty}", back)


def found(request: Request, public_id: str) -> Handover:
    """Http404 for a stranger's."""
    try:
        return queries.find(public_id, request.actor, request.at)
    except NotFound as refusal:
        raise Http404 from refusal


def page_of(
    request: Request, row: Handover, *, words: WordsForm | None = None, item: ItemForm | None = None,
    hand: HandForm | None = None,
) -> HttpResponse:  # fmt: skip
    whole = queries.whole(row, request.actor, request.at)
    if exports.wanted(request):
        return exports.answer(request, handover_papers.table(whole), f"引き継ぎ {row.duty}")
    mine, takes = row.giver_id == request.actor.person_id, row.taker_id == request.actor.person_id
    context = {
        **_page(request, row.duty), "whole": whole, "row": row, "year": years.label(row.nendo),
        "writes": whole.standing is Standing.WRITING and (mine or may(request)),
        "may_take_back": whole.standing is Standing.HANDED and (mine or (may(request) and not takes)),
        "may_receive": whole.standing is Standing.HANDED and takes,
        "words": words or WordsForm(initial={"duty": row.duty, "words": row.words}), "item": item or ItemForm(),
        "hand": hand or HandForm(people=_takers(request, row)),
    }  # fmt: skip
    return render(request, "reports/handover/one.html", context)


def _takers(request: Request, row: Handover) -> list[Person]:
    return [one for one in queries.colleagues(clock.day(request.at)) if one.pk != row.giver_id]


def _begin_form(request: Request) -> BeginForm:
    today = clock.day(request.at)
    for_anybody = may(request)
    own = queries.sections(request.actor.person_id, today)
    sections = list(
        Organisation.objects.filter(is_active=True, kind__in=("city", "council")).order_by("kana", "name")
    )
    return BeginForm(
        request.POST if request.method == "POST" else None, people=queries.colleagues(today) if for_anybody else None,
        sections=sections if for_anybody else own, running=years.nendo(today),
        initial={"giver": _me(request).public_id, "organisation": own[0].public_id if own else ""},
    )  # fmt: skip


def _me(request: Request) -> Person:
    return Person.objects.get(pk=people.person_of(request.actor))


def _page(request: Request, title: str = "") -> dict[str, Any]:
    first = (_("引き継ぎ"), reverse("reports:desk_handovers") if title else "")
    april = (_("4月の 手順"), reverse("reports:desk_april"))
    return {
        "heading": title or _("引き継ぎ"), "pages": pages(request, "desk_april"),
        "crumbs": crumbs(april, first, *([(title, "")] if title else [])),
    }  # fmt: skip
