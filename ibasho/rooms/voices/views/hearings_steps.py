"""One of the five steps: done on a day, passed over with a reason, planned for another day, or taken back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import steps as actions
from ibasho.rooms.voices.forms.hearings import DoneForm, PlanForm, SkipForm
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import steps as queries
from ibasho.rooms.voices.rules import steps as rules
from ibasho.rooms.voices.rules.kinds import StepKind
from ibasho.rooms.voices.views import hearings_seeing as seeing

ENDED = (Hearing.State.CLOSED, Hearing.State.FINISHED)
FORMS = ["GET", "HEAD", "POST"]
# What belongs to each step, after the guideline (こども・若者の意見の政策反映に向けたガイドライン).
BELONGS = {
    StepKind.PLAN: ("何の ために きくのかを 決める", "だれに きくのか、きけていない人は だれかを 考える", "声を どこで いかすかを 決める"),
    StepKind.PREPARE: (
        "きく ことばを、こどもに 読んでもらって たしかめる",
        "安心して 言えるように、場所と 大人の ことばづかいを 整える",
        "どの 入り口から 答えられるかを 知らせる",
    ),
    StepKind.LISTEN: ("入り口を ひらく", "まだ きけていない ところへ 出かける", "しめきる（自動で「した」に なります）"),
    StepKind.REFLECT: ("2人で 読む", "同じ声を テーマに まとめる", "どの テーマにも 答えと わけを 書く"),
    StepKind.FEEDBACK: ("言った ところへ 答えを 返す（ページ・ポスター・学校）", "できたことを 写真で 知らせる"),
}  # fmt: skip


def _kind(told: str) -> StepKind:
    if told not in {one.value for one in StepKind}:
        raise Http404
    return StepKind(told)


@doors.desk
@require_http_methods(FORMS)
def desk_step(request: Request, public_id: str, kind: str) -> HttpResponse:
    """What belongs to it, what is still in its way, and one form for each end of it."""
    which = _kind(kind)
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    today = clock.day(request.at)
    row = hearing.steps.get(kind=which)
    sent = request.POST.get("deed", "") if request.method == "POST" else ""
    did = DoneForm(request.POST if sent == "done" else None, today=today)
    skip = SkipForm(request.POST if sent == "skip" else None)
    plan = PlanForm(request.POST if sent == "plan" else None, planned_on=row.planned_on)
    if sent and _saved(request, hearing, which, sent, {"done": did, "skip": skip, "plan": plan}):
        return redirect("voices:desk_hearing", public_id)
    steps = queries.at(hearing.steps.all())
    turn = rules.current(steps) == which
    context = {
        **seeing.around(request, hearing, which.label), "step": row, "kind": which, "todo": BELONGS[which],
        "done_form": did, "skip_form": skip, "plan_form": plan, "facts": queries.facts(hearing),
        "shown": queries.shown(hearing.steps.all(), today), "turn": turn, "writes": turn or sent in ("done", "skip"),
        "offers_done": which is not StepKind.LISTEN or hearing.state in ENDED,
        "offers_skip": which is not StepKind.LISTEN or hearing.state == Hearing.State.DRAFT,
        "may_take_back": rules.may_take_back(which, steps), "back": reverse("voices:desk_hearing", args=[public_id]),
    }  # fmt: skip
    return render(request, "voices/hearings/step.html", context)


def _saved(
    request: Request,
    hearing: Hearing,
    kind: StepKind,
    sent: str,
    forms: dict[str, DoneForm | SkipForm | PlanForm],
) -> bool:
    form = forms.get(sent)
    if form is None or not form.is_valid():
        return False
    told = form.cleaned_data
    who: dict[str, Any] = {"by": request.actor, "at": request.at}
    deeds = {
        "done": lambda: actions.settle(
            hearing=hearing, kind=kind, done_on=told["done_on"], note=told["note"], **who
        ),
        "skip": lambda: actions.skip(hearing=hearing, kind=kind, why=told["why"], **who),
        "plan": lambda: actions.plan(hearing=hearing, kind=kind, planned_on=told["planned_on"], **who),
    }
    thanks = {
        "done": _("「した」と 書きました。"),
        "skip": _("しなかった わけを 書きました。だれでも 読めます。"),
        "plan": _("予定の日を かえました。"),
    }
    return done(request, deeds[sent], form=form, thanks=thanks[sent]) is not None


@doors.desk
@require_POST
def desk_step_undo(request: Request, public_id: str, kind: str) -> HttpResponse:
    which = _kind(kind)
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    done(
        request,
        lambda: actions.take_back(hearing=hearing, kind=which, by=request.actor, at=request.at),
        thanks=_("とりけしました。"),
    )
    return redirect("voices:desk_hearing", public_id)
