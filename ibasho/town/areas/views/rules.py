"""The rules children live by: seen together, set one stage at a time, with what each means for a child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.areas import actions, queries, travel
from ibasho.town.areas.actions.standards import Setting, back_to_standard, drop_long_holiday
from ibasho.town.areas.forms.rules import FreeForm, HolidayForm, HomeForm, PaceForm
from ibasho.town.areas.queries.settings import StageRules, holidays, rules_by_stage
from ibasho.town.areas.rules import DEFAULT_FREE_TIMES, DEFAULT_HOME_TIMES, DEFAULT_PACES
from ibasho.town.areas.rules.consequence import (
    SUMMER,
    WINTER,
    home_words,
    months_words,
    pace_words,
    window_words,
)
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.areas.views.standing import crumbs, for_managers, manages


@dataclass(frozen=True, slots=True)
class Line:
    """One stage on the page of all: what holds, and what it means."""

    stage: Stage
    rules: StageRules
    words: list[str]


@doors.desk
@require_safe
def desk_rules(request: Request) -> HttpResponse:
    return render(request, "areas/rules.html", _all(request, HolidayForm(auto_id="holiday-%s")))


@doors.desk
@for_managers
@require_POST
def desk_holiday_add(request: Request) -> HttpResponse:
    form = HolidayForm(request.POST, auto_id="holiday-%s")
    if not form.is_valid():
        return render(request, "areas/rules.html", _all(request, form), status=422)
    actions.set_long_holiday(**form.cleaned_data, by=request.actor, at=request.at)
    messages.success(
        request, _("%(name)sを 入れました。あく日は こんや 作りなおします。") % form.cleaned_data
    )
    return redirect(f"{reverse('areas:desk_rules')}#holidays")


@doors.desk
@for_managers
@require_POST
def desk_holiday_drop(request: Request, key: int) -> HttpResponse:
    name = drop_long_holiday(key=key, by=request.actor, at=request.at)
    messages.success(request, _("%(name)sを けしました。あく日は こんや 作りなおします。") % {"name": name})
    return redirect(f"{reverse('areas:desk_rules')}#holidays")


@doors.desk
@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def desk_stage(request: Request, stage: str) -> HttpResponse:
    """One stage: three small forms, each saved by itself."""
    which = _stage(stage)
    forms = _forms(which)
    setting = request.POST.get("setting", "")
    if request.method == "POST" and setting in forms:
        form = type(forms[setting])(request.POST, prefix=setting, auto_id=f"{setting}-%s")
        if form.is_valid() and _save(request, which, form):
            messages.success(request, _("%(stage)sの きまりを 変えました。") % {"stage": which.label})
            return redirect("areas:desk_stage", stage=stage)
        forms[setting] = form
    return render(request, "areas/stage.html", _one(which, forms))


@doors.desk
@for_managers
@require_POST
def desk_standard(request: Request, stage: str) -> HttpResponse:
    which = _stage(stage)
    try:
        setting = Setting(request.POST.get("setting", ""))
    except ValueError as error:
        raise Http404 from error
    if back_to_standard(setting=setting, stage=which, by=request.actor, at=request.at):
        messages.success(request, _("標準の めやすに もどしました。"))
    return redirect("areas:desk_stage", stage=stage)


def _stage(code: str) -> Stage:
    try:
        return Stage(code)
    except ValueError as error:
        raise Http404 from error


def _forms(stage: Stage) -> dict[str, PaceForm | HomeForm | FreeForm]:
    """Adults walk; they have no time to be home."""
    forms: dict[str, PaceForm | HomeForm | FreeForm] = {"pace": PaceForm.of(travel.paces()[stage])}
    if stage in CHILD_STAGES:
        forms["home"] = HomeForm.of(queries.home_hours()[stage])
        forms["free"] = FreeForm.of(queries.free_times()[stage])
    return forms


def _save(request: Request, stage: Stage, form: PaceForm | HomeForm | FreeForm) -> bool:
    by, at = request.actor, request.at
    try:
        if isinstance(form, PaceForm):
            actions.set_pace(stage=stage, pace=form.pace(), by=by, at=at)
        elif isinstance(form, HomeForm):
            source = form.cleaned_data["source"]
            actions.set_home_time(stage=stage, by_month=form.by_month(), source=source, by=by, at=at)
        else:
            actions.set_free_time(stage=stage, **form.cleaned_data, by=by, at=at)
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True


def _all(request: Request, form: HolidayForm) -> dict[str, Any]:
    lines = [Line(stage, rules, words_of(stage, rules)) for stage, rules in rules_by_stage().items()]
    return {
        "lines": lines,
        "months": range(1, 13),
        "holidays": holidays(),
        "form": form,
        "may_manage": manages(request),
        "crumbs": crumbs((_("こどもの きまり"), "")),
    }


def words_of(stage: Stage, rules: StageRules) -> list[str]:
    """What the rules of a stage mean for a child."""
    words = [pace_words(stage, rules.pace)]
    if rules.home and rules.free:
        by_month = rules.home.by_month
        words += [home_words(stage, by_month, rules.pace, WINTER)]
        words += [window_words(stage, by_month, rules.free, rules.pace, month) for month in (WINTER, SUMMER)]
    return words


def _one(stage: Stage, forms: dict[str, Any]) -> dict[str, Any]:
    rules = rules_by_stage()[stage]
    return {
        "stage": stage,
        "rules": rules,
        "forms": forms,
        "all_forms": list(forms.values()),
        "words": words_of(stage, rules),
        "standard_pace": pace_words(stage, DEFAULT_PACES[stage]),
        "standard_home": DEFAULT_HOME_TIMES.get(stage),
        "standard_months": months_words(DEFAULT_HOME_TIMES[stage].by_month) if rules.home else "",
        "standard_free": DEFAULT_FREE_TIMES.get(stage),
        "crumbs": crumbs((_("こどもの きまり"), reverse("areas:desk_rules")), (stage.label, "")),
    }
