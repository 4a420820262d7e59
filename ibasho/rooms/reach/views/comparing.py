"""Compare two studies (days, plans, years), and the years to come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.actions import trends
from ibasho.rooms.reach.forms.comparing import CompareForm, TrendForm
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import comparing, drawing
from ibasho.rooms.reach.queries.comparing import CellChange, Year
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.comparing import Change, Comparison, compare
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import AGES, Look, picture
from ibasho.rooms.reach.views.plan_files import GEOJSON
from ibasho.rooms.reach.views.seeing import may_plan, planning, reading
from ibasho.rooms.reach.views.showing import label

BETTER = ((20, "#00438a"), (5, "#5aa2e0"), (0, "#c3ddf5"))  # fewer unreached children in a cell, by how many
WORSE = ((20, "#5b2a86"), (5, "#a37bc8"), (0, "#dccbec"))


@doors.desk
@reading
@require_safe
def desk_compare(request: Request) -> HttpResponse:
    found = comparing.pair(request.GET.get("before", ""), request.GET.get("after", ""))
    if found is None:
        return render(request, "reach/compare.html", {"crumbs": _crumbs(_("くらべる"))})
    before, after = found
    form = _form(request, before, after)
    look = form.look()
    compared = compare(picture(before.summary, look), picture(after.summary, look))
    if exports.wanted(request):
        return exports.answer(request, _table(compared, whole=True), "reach-compare")
    query = f"before={before.public_id}&after={after.public_id}&ages={look.ages}&purpose={look.purpose.value}&layer={look.layer.value}"
    context = {
        "form": form, "compared": compared, "table": _table(compared), "before": before, "after": after,
        "before_label": told(before), "after_label": told(after), "crumbs": _crumbs(_("くらべる")),
        "map_url": f"{reverse('reach:compare_map')}?{query}", "file_url": f"{reverse('reach:compare_geojson')}?{query}",
        "turned": comparing.turned(before, after),
        "other_streets": before.network_version != after.network_version,
    }  # fmt: skip
    return render(request, "reach/compare.html", context)


def told(study: Study) -> str:
    """A study's name as the choice shows it: a plan's says so, a projected year too."""
    if study.plan is not None:
        return _("計画「%(title)s」なら") % {"title": study.plan.title}
    if study.population is not None and study.population.kind == "projection":
        return _("%(year)s年（将来推計）") % {"year": study.population.year}
    return f"{label(study)}　{clock.day(study.asked_at)}"


def _form(request: Request, before: Study, after: Study) -> CompareForm:
    rows = {one.pk: one for one in [*comparing.choices(), before, after]}
    data = request.GET.copy()
    data["before"], data["after"] = before.public_id, after.public_id
    for name, usual in _usual_look(after).items():
        data.setdefault(name, usual)
    return CompareForm(data, studies=[(one.public_id, told(one)) for one in rows.values()])


def _usual_look(study: Study) -> dict[str, str]:
    """A plan is looked at as it was asked: for its ages and its purpose."""
    usual = {"ages": "primary", "purpose": "all", "layer": "usual"}
    if study.plan is None:
        return usual
    asked = asking.from_json(study.plan.asked)
    ages = next(
        (code for code, (_words, stages) in AGES.items() if set(stages) == set(asked.stages)), "every"
    )
    return {**usual, "ages": ages, "purpose": asked.purpose.value}


def _table(compared: Comparison, *, whole: bool = False) -> Table:
    rows = [compared.city, *compared.lines]
    columns = [
        Column(_("小学校区"), lambda one: one.name),
        Column(_("とどかない こども（もと）"), lambda one: one.before and round(one.before.unreached), number=True),
        Column(_("とどかない こども（あと）"), lambda one: one.after and round(one.after.unreached), number=True),
        Column(_("ちがい"), lambda one: _signed(one.unreached), number=True),
        Column(_("こども時間の ちがい（週）"), lambda one: _signed(one.child_hours), number=True),
    ]  # fmt: skip
    if whole:
        columns += [
            Column(
                _("こども（もと）"), lambda one: one.before and round(one.before.children, 1), number=True
            ),
            Column(_("こども（あと）"), lambda one: one.after and round(one.after.children, 1), number=True),
        ]
        columns[3] = Column(_("ちがい"), lambda one: _plain(one, "unreached"), number=True)
        columns[4] = Column(
            _("こども時間の ちがい（週）"), lambda one: _plain(one, "child_hours"), number=True
        )
    return Table(gettext_lazy("小学校区ごとの ちがい"), columns, rows)


def _plain(one: Change, name: str) -> float | None:
    value = getattr(one, name)
    return None if value is None else round(value, 1)


def _signed(number: float | None) -> str | None:
    if number is None:
        return None
    return "±0" if abs(number) < 0.5 else f"{number:+,.0f}".replace("-", "−").replace("+", "＋")


@doors.desk
@reading
@require_safe
def desk_compare_map(request: Request) -> HttpResponse:
    """Cells by how many fewer (or more) children reach nothing."""
    before, after, look = _asked(request)
    squares = _squares(comparing.cell_changes(before, after, look), after)
    return JsonResponse(drawing.collection([*drawing.outlines(clock.day(request.at)), *squares]))


@doors.desk
@reading
@require_safe
def desk_compare_geojson(request: Request) -> HttpResponse:
    before, after, look = _asked(request)
    squares = _squares(comparing.cell_changes(before, after, look), after)
    answer = JsonResponse(drawing.collection(squares), content_type=GEOJSON)
    answer.headers["Content-Disposition"] = 'attachment; filename="reach-compare.geojson"'
    return answer


def _asked(request: Request) -> tuple[Study, Study, Look]:
    found = comparing.pair(request.GET.get("before", ""), request.GET.get("after", ""))
    if found is None:
        raise Http404
    return *found, _form(request, *found).look()


def _squares(changes: list[CellChange], study: Study) -> list[dict[str, Any]]:
    shapes = drawing.shapes_of(study.population)
    found = [(one, shapes.get(one.code) or drawing.square(one.code)) for one in changes]
    return [
        {"type": "Feature", "geometry": geometry, "properties": _facts(one)}
        for one, geometry in found
        if geometry
    ]


def _facts(one: CellChange) -> dict[str, Any]:
    shades = BETTER if one.change < 0 else WORSE
    return {
        "kind": "area", "code": one.code, "name": one.name or one.code, "opacity": 0.7, "estimated": True,
        "colour": next(colour for least, colour in shades if abs(one.change) >= least),
        "before": round(one.before, 1), "after": round(one.after, 1), "change": round(one.change, 1),
    }  # fmt: skip


@doors.desk
@reading
@require_safe
def desk_trend(request: Request) -> HttpResponse:
    form = TrendForm(request.GET or {"ages": "primary", "purpose": "all", "scenario": "term"})
    look, scenario = form.look(), form.scenario_of()
    years = comparing.years(look, scenario)
    if exports.wanted(request):
        return exports.answer(request, _years_table(years), "reach-trend")
    known = [one for one in years if one.line is not None]
    context = {
        "form": form, "years": years, "table": _years_table(years), "look": look, "scenario": scenario,
        "chart": _chart(known, look) if known else None, "projections": comparing.projections(),
        "missing": sum(one.study is None for one in years), "may_plan": may_plan(request),
        "crumbs": _crumbs(_("これからの年")),
    }  # fmt: skip
    return render(request, "reach/trend.html", context)


def _chart(years: list[Year], look: Look) -> Any:
    rows = [
        Bar(
            _year_words(one), round(one.line.unreached) if one.line else None,
            note=_("推計") if one.projected else one.population.get_kind_display(),
        )
        for one in years
    ]  # fmt: skip
    return bars(
        _("居場所が とどかない こども（%(who)s）") % {"who": look.label},
        rows,
        unit=_("人"),
        label_head=_("年"),
    )


def _year_words(one: Year) -> str:
    words = _("%(year)s年") % {"year": one.population.year}
    return f"{words}（{_('推計')}）" if one.projected else words


def _years_table(years: list[Year]) -> Table:
    columns = (
        Column(_("年"), _year_words),
        Column(_("こども"), lambda one: one.line and round(one.line.children), number=True),
        Column(_("とどかない こども"), lambda one: one.line and round(one.line.unreached), number=True),
        Column(_("割合（％）"), lambda one: one.line and one.line.percent, number=True),
        Column(_("資料"), lambda one: f"{one.population.name} {one.population.source}"),
        Column(_("しらべた日"), lambda one: f"{clock.day(one.study.done_at)}" if one.study and one.study.done_at else _("まだ")),
    )  # fmt: skip
    return Table(gettext_lazy("年ごとの 空白"), columns, years)


@doors.desk
@planning
@require_POST
def desk_trend_ask(request: Request) -> HttpResponse:
    wanted = request.POST.get("scenario", "")
    scenario = Scenario(wanted) if wanted in (Scenario.TERM, Scenario.HOLIDAY) else Scenario.TERM
    try:
        count = trends.ask(scenario=scenario, by=request.actor, at=request.at)
        messages.success(
            request, _("%(count)s年ぶんの しらべを はじめました。おわった年から 出ます。") % {"count": count}
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('reach:trend')}?scenario={scenario.value}")


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("空白地区"), reverse("reach:overview")), (here, "")]
