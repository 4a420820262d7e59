"""The list of studies, asking for a new one, its progress, its rules, its name, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.actions import studies as actions
from ibasho.rooms.reach.forms.studies import AskForm, NameForm
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import studies as queries
from ibasho.rooms.reach.rules import notes, words
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.views.seeing import may_plan, planning, reading
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

PAGE = 30


@doors.desk
@reading
@require_http_methods(["GET", "HEAD", "POST"])
def study_list(request: Request) -> HttpResponse:
    """All studies, and the form that asks for one."""
    today = clock.day(request.at)
    form = AskForm(request.POST or None, day=today)
    if request.method == "POST":
        people.require_seen(request.actor, Permission.REACH_PLAN, day=today)
        if form.is_valid() and (study := _asked(request, form)):
            return redirect("reach:study", public_id=study.public_id)
    page = Paginator(queries.listed(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "paged": page, "rows": [(one, queries.span(one)) for one in page.object_list],
        "running": queries.running(request.at).exists(), "may_plan": may_plan(request),
        "crumbs": [(_("空白地区"), reverse("reach:overview")), (_("しらべ"), "")],
    }  # fmt: skip
    return render(request, "reach/studies.html", context)


def _asked(request: Request, form: AskForm) -> Study | None:
    given = form.cleaned_data
    try:
        return actions.ask(
            scenario=Scenario(given["scenario"]), near=given["near"], title=given["title"], limits=form.limits(),
            by=request.actor, at=request.at,
        )  # fmt: skip
    except DomainError as error:
        form.add_error(None, error.message)
        return None


@doors.desk
@reading
@require_safe
def study(request: Request, public_id: str) -> HttpResponse:
    """Progress while it is worked out (the page asks again by itself); then the rules it used."""
    found = get_object_or_404(queries.studies(), public_id=public_id)
    waits = found.state in (Study.State.WAITING, Study.State.RUNNING)
    context = {
        "study": found, "waits": waits, "span_words": words.span_words(queries.span(found)),
        "when": words.WHEN[Scenario(found.scenario)], "rules": _rules(found), "may_plan": may_plan(request),
        "notes": notes.from_rows(found.summary.get("notes", [])), "name_form": NameForm(initial={"title": found.title}),
        "slow": waits and request.at - found.asked_at > queries.STUCK,
        "crumbs": [
            (_("空白地区"), reverse("reach:overview")), (_("しらべ"), reverse("reach:studies")), (str(found), ""),
        ],
    }  # fmt: skip
    return render(request, "reach/study.html", context)


def _rules(found: Study) -> list[dict[str, Any]]:
    """By stage: how far, how fast, from when, until when in winter and in summer, and who says so."""
    used = found.settings
    if "paces" not in used:
        return []
    return [
        {
            "stage": stage.label, "pace": used["paces"][stage.value], "free": used["free"][stage.value],
            "winter": used["home"][stage.value]["by"][11], "summer": used["home"][stage.value]["by"][6],
            "source": used["home"][stage.value]["source"],
        }
        for stage in CHILD_STAGES
        if stage.value in used["paces"]
    ]  # fmt: skip


@doors.desk
@planning
@require_POST
def study_name(request: Request, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.studies(), public_id=public_id)
    form = NameForm(request.POST)
    if form.is_valid():
        actions.name(study=found, title=form.cleaned_data["title"], by=request.actor, at=request.at)
        messages.success(request, _("名前を ほぞんしました。"))
    return redirect("reach:study", public_id=public_id)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def study_delete(request: Request, public_id: str) -> HttpResponse:
    """Asks first."""
    found = get_object_or_404(queries.studies(), public_id=public_id)
    back = reverse("reach:study", args=[public_id])
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        try:
            actions.delete(study=found, by=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(back)
        messages.success(request, _("しらべを 消しました。"))
        return redirect("reach:studies")
    context = {
        "heading": _("しらべを 消しますか"), "text": _("数と地図が なくなります。もとには もどせません。"),
        "facts": [(_("しらべ"), str(found)), (_("いつ"), words.span_words(queries.span(found)))],
        "submit": _("消す"), "tone": "danger", "cancel": back,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)
