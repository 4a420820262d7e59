"""課題 at the desk: where they come from in a 年度, those of each line, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import issues as actions
from ibasho.front.reports.forms.trying import IssueForm, SettleForm
from ibasho.front.reports.models import Issue
from ibasho.front.reports.queries import issues as queries
from ibasho.front.reports.queries import trying
from ibasho.front.reports.rules.kinds import IssueSource
from ibasho.front.reports.rules.report import FIRST_NENDO
from ibasho.front.reports.views import desk_pages
from ibasho.front.reports.views.pilots import FORMS, frame, parts
from ibasho.town.people.permissions import Permission as P

PRESET = ("line", "tag", "words", "source", "source_words", "count", "count_of")


@doors.desk
@require_safe
def desk_issues(request: Request) -> HttpResponse:
    return _page(request)


def _page(request: Request, failed: tuple[Issue, SettleForm] | None = None) -> HttpResponse:
    """`failed`: the 課題 whose words could not be kept, with them."""
    desk_pages.require(request)
    today = clock.day(request.at)
    this = nendo.nendo(today)
    asked = _asked(request, this)
    of_lines = queries.by_line()
    if exports.wanted(request):
        return exports.answer(request, _table(of_lines), "issues")
    named = queries.named(asked, today)
    context = {
        "label": nendo.label(asked), "book": f"{nendo.label(asked)} {_('実態把握シート')}", "years": _years(asked, this), "named": named,
        "chart": _chart(named),
        "themes": queries.decided_themes(today), "of_lines": of_lines, "settle": SettleForm(auto_id=False),
        "failed": failed[0].pk if failed else None, "failed_form": failed[1] if failed else None,
        "parts": parts("desk_issues"), **frame(request, (_("課題"), "")),
        "undo_from": request.at - actions.DROPPED_WITHIN,
    }  # fmt: skip
    return render(request, "reports/trying/issues.html", context)


def _asked(request: Request, this: int) -> int:
    try:
        asked = nendo.parse(request.GET.get("nendo", "") or str(this))
    except Invalid:
        return this
    return asked if FIRST_NENDO <= asked <= this else this


def _chart(named: list[queries.Named]) -> charts.Chart | None:
    """None where every kind was named once: bars of one length say nothing."""
    if all(one.count <= 1 for one in named):
        return None
    bars = [charts.Bar(one.tag.label, one.count, tint="orange") for one in named]
    return charts.bars(_("課題を あげた 団体の 数"), bars, unit=_("団体"), label_head=_("課題"))


def _years(shown: int, this: int) -> list[tuple[str, str, bool]]:
    here = reverse("reports:desk_issues")
    every = sorted({shown, *queries.years(this)}, reverse=True)
    return [(nendo.label(one), f"{here}?nendo={one}", one == shown) for one in every]


def _table(of_lines: list[queries.OfLine]) -> Table:
    columns = [
        Column(_("事業"), lambda one: one.line.code),
        Column(_("しるし"), lambda one: one.get_tag_display()),
        Column(_("課題"), lambda one: one.words),
        Column(_("どこから"), lambda one: one.get_source_display()),
        Column(_("もとに なったもの"), lambda one: one.source_words),
        Column(_("あげた 団体"), lambda one: one.count, number=True),
        Column(_("きいた 団体"), lambda one: one.count_of, number=True),
        Column(_("見つけた日"), lambda one: one.found_on),
        Column(_("どう かたづいたか"), lambda one: one.settled_words),
    ]
    return Table(_("課題"), columns, [one for of in of_lines for one in (*of.open, *of.settled)])


@doors.desk
@require_http_methods(FORMS)
def desk_issue_new(request: Request) -> HttpResponse:
    """What one comes from stands in the address: `?tag=&count=&count_of=&source=&line=`, `&pilot=` by its public id."""
    desk_pages.require(request, P.REPORTS_WRITE)
    pilot = trying.find(request.GET.get("pilot", ""))
    form = IssueForm(request.POST or None, initial=_preset(request))
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.find(**form.told(), pilot=pilot, by=request.actor, at=request.at),
            form=form, thanks=_("課題を 書きました。"),
        )  # fmt: skip
        if made is not None:
            return _after(made)
    way = ((_("課題"), reverse("reports:desk_issues")), (_("課題を 書く"), ""))
    context = {"form": form, "heading": _("課題を 書く"), "cancel": _cancel(request), **frame(request, *way)}
    return render(request, "reports/trying/form.html", context)


def _preset(request: Request) -> dict[str, Any]:
    pilot = trying.find(request.GET.get("pilot", ""))
    given: dict[str, Any] = {name: request.GET[name][:400] for name in PRESET if name in request.GET}
    if pilot is not None:
        given = {"line": pilot.line.code, "source": IssueSource.PILOT.value, **given}
    return {"source": IssueSource.OTHER.value, "found_on": clock.day(request.at), **given}


def _cancel(request: Request) -> str:
    pilot = trying.find(request.GET.get("pilot", ""))
    return reverse("reports:desk_pilot", args=[pilot.public_id]) if pilot else reverse("reports:desk_issues")


@doors.desk
@require_POST
def desk_issue_do(request: Request, public_id: str) -> HttpResponse:
    """`do`: settle (with words), unsettle, drop. Comes back to where the button stands."""
    desk_pages.require(request, P.REPORTS_WRITE)
    issue = trying.issue(public_id)
    if issue is None:
        raise Http404
    verb, form = request.POST.get("do", ""), SettleForm(request.POST)
    if verb == "settle" and not form.is_valid():
        return _page(request, (issue, form))
    deed, thanks = _deed(request, verb, issue, form)
    done(request, deed, thanks=thanks)
    return _after(issue)


def _deed(request: Request, verb: str, issue: Issue, form: SettleForm) -> tuple[Callable[[], object], str]:
    by, at = request.actor, request.at
    if verb == "settle":
        words = form.cleaned_data["settled_words"]
        return lambda: actions.settle(issue=issue, words=words, by=by, at=at), _(
            "「かたづいた」に しました。"
        )
    if verb == "unsettle":
        return lambda: actions.unsettle(issue=issue, by=by, at=at), _("「のこっている」に もどしました。")
    if verb == "drop":
        return lambda: (actions.drop(issue=issue, by=by, at=at), True), _("課題を 消しました。")
    raise Http404


def _after(issue: Issue) -> HttpResponse:
    if issue.pilot is not None:
        return redirect(f"{reverse('reports:desk_pilot', args=[issue.pilot.public_id])}#issues")
    return redirect(f"{reverse('reports:desk_issues')}#{issue.line.code}")
