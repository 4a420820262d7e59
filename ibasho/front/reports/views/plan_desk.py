"""計画 at the desk: the year map, the sentences of the plan, and what each section carries."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.front.reports import policies
from ibasho.front.reports.actions import todos
from ibasho.front.reports.forms.plan import PlanFilter
from ibasho.front.reports.models import Line
from ibasho.front.reports.queries import plan as queries
from ibasho.front.reports.rules.kinds import GoalKind
from ibasho.front.reports.views import desk_pages
from ibasho.front.reports.views.plan_table import table


@doors.desk
@require_safe
def desk_plan(request: Request) -> HttpResponse:
    """`?nendo=`, `?section=`, `?goal=` narrow the map to the chains that hold such a line, and the table to the lines."""
    desk_pages.require(request)
    today = clock.day(request.at)
    first, last = queries.span(today)
    form = PlanFilter(request.GET, first=first, last=last)
    drawn, rows = queries.year_map(first, last), queries.lines()
    if form.is_narrow:
        codes = queries.wanted(**form.chosen)
        drawn, rows = drawn.only(codes), rows.filter(code__in=codes)
    listed = table(rows, _page_of, whole=bool(exports.wanted(request)))
    if exports.wanted(request):
        return exports.answer(request, listed, _("計画の 事業"))
    goals = queries.goal_rows(today)
    context = {
        "crumbs": desk_pages.crumbs((_("計画"), "")), "pages": desk_pages.pages(request, "desk_plan"), "form": form,
        "map": drawn, "table": listed, "goals": goals, "lacking": _lacking(goals), "this": years.nendo(today),
        "states": drawn.states(years.nendo(today)), "this_label": years.label(years.nendo(today)),
        "may_write": desk_pages.may(request), "carriers": queries.sections(),
    }  # fmt: skip
    return render(request, "reports/plan/desk.html", context)


@doors.desk
@require_safe
def desk_section(request: Request, public_id: str) -> HttpResponse:
    """`?nendo=`: one 年度; without, this one; `all` for every one."""
    desk_pages.require(request)
    found = queries.section(public_id)
    if found is None:
        raise Http404
    today = clock.day(request.at)
    first, last = queries.span(today)
    nendo = _year(request.GET.get("nendo", ""), years.nendo(today), first, last)
    carried = queries.carried(found, nendo, today)
    rows = [*carried.late, *carried.coming, *carried.done]
    context = {
        "crumbs": desk_pages.crumbs((found.name, "")), "pages": desk_pages.pages(request, "desk_plan"), "section_of": found,

        "carried": carried, "nendo": nendo, "today": today,
        "year_links": [(one, years.label(one)) for one in range(last, first - 1, -1)],
        "ticks": {one.pk for one in rows if policies.ticks(request.actor, one, at=request.at)},
        "undo_from": request.at - todos.UNDO, "may_write": desk_pages.may(request),
    }  # fmt: skip
    return render(request, "reports/plan/section.html", context)


def _lacking(goals: list[tuple[GoalKind, list[queries.GoalRow]]]) -> str:
    """The sentences nobody works for or nobody measures, in one line."""
    rows = [row for _kind, held in goals for row in held if row.lacks_line or row.lacks_indicator]
    return "、".join(f"{row.goal.get_kind_display()}{row.goal.number}「{row.goal.words}」" for row in rows)


def _year(asked: str, this: int, first: int, last: int) -> int | None:
    if asked == "all":
        return None
    return int(asked) if asked.isdecimal() and len(asked) == 4 and first <= int(asked) <= last else this


def _page_of(line: Line) -> str:
    return reverse("reports:desk_line", args=[line.code])
