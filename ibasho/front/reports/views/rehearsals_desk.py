"""/desk/rehearsals/: years that were played outside; what a plan would change, and on what that rests."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel.facts import Mark
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.charts import Bar, Chart
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import rehearsals as actions
from ibasho.front.reports.forms.rehearsals import RehearsalForm
from ibasho.front.reports.queries import rehearsals as queries
from ibasho.front.reports.rules import rehearsal as rules
from ibasho.front.reports.rules.rehearsal import Act, Effect, Result, Series
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission as P

MONTHS = ("4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月")


@doors.desk
@require_safe
def desk_rehearsals(request: Request) -> HttpResponse:
    require(request)
    kept = queries.all_of_them()
    rows = [(one.row, one.result, rules.year_words(one.result)) for one in kept]
    context = {
        "pages": pages(request, "desk_rehearsals"), "crumbs": crumbs((_("予行演習"), "")), "rows": rows,
        "writes": may(request),
    }  # fmt: skip
    return render(request, "reports/rehearsals/list.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_rehearsal_new(request: Request) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    form = RehearsalForm(request.POST, request.FILES) if request.method == "POST" else RehearsalForm()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        made = done(
            request, lambda: actions.take_in(text=text, by=request.actor, at=request.at),
            thanks=_("入れました。数は どれも 推計です。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_rehearsal", made.public_id)
    context = {
        "pages": pages(request, "desk_rehearsals"), "form": form, "back": reverse("reports:desk_rehearsals"),
        "crumbs": crumbs((_("予行演習"), reverse("reports:desk_rehearsals")), (_("ファイルを 入れる"), "")),
    }  # fmt: skip
    return render(request, "reports/rehearsals/new.html", context)


@doors.desk
@require_safe
def desk_rehearsal(request: Request, public_id: str) -> HttpResponse:
    """`?format=`: the effects as a file."""
    require(request)
    kept = queries.one(public_id)
    result = kept.result
    if exports.wanted(request):
        return exports.answer(request, _table(result), f"予行演習 {kept.row.title}")
    context: dict[str, Any] = {
        "pages": pages(request, "desk_rehearsals"), "row": kept.row, "result": result, "year": rules.year_words(result),
        "crumbs": crumbs((_("予行演習"), reverse("reports:desk_rehearsals")), (kept.row.title, "")),
        "pictures": [_picture(one) for one in result.effects], "series": [_months(one) for one in result.months],
        "rooms": _rooms(result.acts), "writes": may(request), "has_plan": any(one.after is not None for one in result.effects),
        "agreement": None if result.agreement is None else result.agreement * 100,
    }  # fmt: skip
    return render(request, "reports/rehearsals/one.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_rehearsal_drop(request: Request, public_id: str) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    row = queries.one(public_id).row
    if request.method == "POST":
        done(
            request, lambda: actions.drop(rehearsal=row, by=request.actor, at=request.at) or True,
            thanks=_("消しました。同じ ファイルを もう一度 入れられます。"),
        )  # fmt: skip
        return redirect("reports:desk_rehearsals")
    context = {
        "heading": _("予行演習を 消しますか"), "submit": _("消す"), "tone": "danger",
        "text": _("この結果だけが 消えます。ファイルが あれば、もう一度 入れられます。"),
        "facts": [(_("名前"), row.title), (_("おこなった日"), row.ran_on)],
        "cancel": reverse("reports:desk_rehearsal", args=[row.public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _picture(one: Effect) -> tuple[Effect, Chart | None]:
    """Today's and the plan's year as two bars; a plan's value alone tells nothing."""
    if one.after is None or min(one.before, one.after) < 0:
        return one, None
    rows = [Bar(_("いまのまま"), one.before), Bar(_("計画の とおり"), one.after, tint="lime")]
    return one, charts.bars(one.title, rows, unit=one.unit, label_head=_("どちら"))


def _months(one: Series) -> Chart:
    """The plan's year where there is one, with today's beside it in the table."""
    told = one.after or one.before
    notes = [f"{_('いまのまま')} {was:,.0f}" if one.after and was is not None else "" for was in one.before]
    rows = [Bar(month, value, note=note) for month, value, note in zip(MONTHS, told, notes, strict=True)]
    return charts.bars(one.title, rows, unit=one.unit, label_head=_("月"))


def _rooms(acts: tuple[Act, ...]) -> list[tuple[str, int, list[Act]]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        found[act.room].append(act)
    return sorted(
        ((room, sum(act.done for act in rows), rows) for room, rows in found.items()), key=lambda row: -row[1]
    )


def _table(result: Result) -> Table:
    return Table(
        f"{result.title}（{rules.year_words(result)}、推計）",
        [
            Column(_("ききめ"), lambda one: one.title),
            Column(_("単位"), lambda one: one.unit),
            Column(_("いまのまま"), lambda one: one.before, number=True),
            Column(_("計画の とおり"), lambda one: one.after, number=True),
            Column(_("はば（下）"), lambda one: one.low, number=True),
            Column(_("はば（上）"), lambda one: one.high, number=True),
            Column(_("しるし"), lambda one: Mark.ESTIMATED.value),
        ],
        result.effects,
    )
