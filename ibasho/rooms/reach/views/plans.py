"""Plans at the desk: the list, the question, the answer with its reasons, pins and bans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.actions import adoption, plans
from ibasho.rooms.reach.actions.plans import Site
from ibasho.rooms.reach.forms.plans import MobilePlanForm, PlanForm, initial_of
from ibasho.rooms.reach.forms.wishes import PinForm, WishForm, pins_in
from ibasho.rooms.reach.models import Plan
from ibasho.rooms.reach.queries import candidates
from ibasho.rooms.reach.queries import plans as queries
from ibasho.rooms.reach.queries.plans import Shown
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.views.plan_files import openings_table
from ibasho.rooms.reach.views.seeing import may_plan, planning, reading

FORMS: dict[str, type[PlanForm]] = {Plan.Kind.OPEN: PlanForm, Plan.Kind.MOBILE: MobilePlanForm}


@doors.desk
@reading
@require_safe
def desk_plans(request: Request) -> HttpResponse:
    found = [Shown(plan) for plan in queries.plans()]
    context = {"table": _list(found), "total": len(found), "may_plan": may_plan(request)}
    return render(request, "reach/plans/list.html", context | {"candidates": candidates.usable().count()})


def _list(found: list[Shown]) -> Table:
    columns = (
        Column(_("名前"), lambda one: one.plan.title, href=lambda one: reverse("reach:plan", args=[one.plan.public_id])),
        Column(_("種類"), lambda one: one.plan.get_kind_display()),
        Column(_("問い"), lambda one: one.asked.label),
        Column(_("状態"), lambda one: one.plan.get_state_display()),
        Column(_("新しく とどく こども"), lambda one: _whole(one.found.get("children")), number=True),
        Column(_("ふえる こども時間（週）"), lambda one: _whole(one.found.get("child_hours")), number=True),
        Column(_("作った日"), lambda one: f"{clock.day(one.plan.made_at)}"),
    )  # fmt: skip
    return Table(gettext_lazy("計画"), columns, found)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
@limited("reach.plan", times=60, seconds=3600)
def desk_plan_new(request: Request, kind: str) -> HttpResponse:
    """The question. A pin of the what-if page may come along."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None)
    pins = pins_in(request.POST or request.GET)
    if request.method == "POST" and form.is_valid():
        plan = _made(request, form, kind, pins)
        if plan is not None:
            return redirect("reach:plan", public_id=plan.public_id)
    title = _("出張開設を 計画する") if kind == Plan.Kind.MOBILE else _("どこで いつ 開くかを 計画する")
    context = {"form": form, "title": title, "kind": kind, "pins": pins, "crumbs": _crumbs(title)}
    return render(request, "reach/plans/ask.html", context)


def _made(request: Request, form: PlanForm, kind: str, pins: list[tuple[Site, asking.Block]]) -> Plan | None:
    """Made, pinned and given to the solver."""
    given: dict[str, Any] = {"by": request.actor, "at": request.at}
    try:
        return plans.begin(
            title=form.cleaned_data["title"], kind=kind, asked=form.asked(), base=form.study(), pins=pins,
            **given,
        )  # fmt: skip
    except DomainError as refusal:
        form.refuse(refusal)
        return None


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_ask(request: Request, public_id: str) -> HttpResponse:
    """The question of a plan, changed; it is solved again at once."""
    plan = get_object_or_404(Plan, public_id=public_id)
    initial = initial_of(plan, asking.from_json(plan.asked))
    form = FORMS[plan.kind](request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"by": request.actor, "at": request.at}
        try:
            title, base = form.cleaned_data["title"], form.study()
            plans.solve(
                plan=plans.ask_anew(plan=plan, title=title, asked=form.asked(), base=base, **given), **given
            )
            return redirect("reach:plan", public_id=public_id)
        except DomainError as refusal:
            form.refuse(refusal)
    context = {"form": form, "title": _("問いを かえる"), "kind": plan.kind, "crumbs": _crumbs(plan.title)}
    return render(request, "reach/plans/ask.html", context)


@doors.desk
@reading
@require_safe
def desk_plan(request: Request, public_id: str) -> HttpResponse:
    shown = Shown(get_object_or_404(queries.plans(), public_id=public_id))
    if exports.wanted(request):
        return exports.answer(request, openings_table(shown), f"plan-{public_id}")
    context = {
        "shown": shown, "plan": shown.plan, "may_plan": may_plan(request), "crumbs": _crumbs(shown.plan.title),
        "wish_form": WishForm(plan=shown.plan), "lines": shown.lines,
    }  # fmt: skip
    return render(request, "reach/plans/plan.html", context)


@doors.desk
@planning
@require_POST
def desk_plan_wish(request: Request, public_id: str) -> HttpResponse:
    """「かならず」 or 「えらばない」, for a line of the answer or a candidate of the list; then solved again."""
    plan = get_object_or_404(Plan, public_id=public_id)
    form = WishForm(request.POST, plan=plan)
    if not form.is_valid():
        messages.error(request, _("場所と「かならず」「えらばない」を えらんでください。"))
        return redirect("reach:plan", public_id=public_id)

    def wished(**given: Any) -> Plan:
        plans.wish(
            plan=plan,
            wish=form.cleaned_data["wish"],
            site=form.chosen_site(),
            block=form.chosen_block(),
            **given,
        )
        return plans.solve(plan=plan, **given)

    return _did(request, public_id, wished, _("条件を かえました。計算しなおします。"))


@doors.desk
@planning
@require_POST
def desk_plan_unwish(request: Request, public_id: str, opening: int) -> HttpResponse:
    plan = get_object_or_404(Plan, public_id=public_id)

    def unwished(**given: Any) -> Plan:
        plans.unwish(plan=plan, opening_id=opening, **given)
        return plans.solve(plan=plan, **given)

    return _did(request, public_id, unwished, _("条件を 外しました。計算しなおします。"))


@doors.desk
@planning
@require_POST
@limited("reach.solve", times=120, seconds=3600)
def desk_plan_solve(request: Request, public_id: str) -> HttpResponse:
    plan = get_object_or_404(Plan, public_id=public_id)
    return _did(
        request, public_id, lambda **given: plans.solve(plan=plan, **given), _("計算を はじめました。")
    )


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_adopt(request: Request, public_id: str) -> HttpResponse:
    """Asks first: the drafts are nobody's to see until somebody approves them."""
    plan = get_object_or_404(Plan, public_id=public_id)
    shown = Shown(plan)
    if request.method == "POST":
        return _did(
            request, public_id, lambda **given: adoption.adopt(plan=plan, **given),
            _("下書きの場所に しました。まだ だれにも 見えません。内容を 書いてから 公開してください。"),
        )  # fmt: skip
    sites = list(dict.fromkeys(line.row.name for line in shown.lines))
    context = {
        "heading": _("この計画を 下書きの場所に しますか"),
        "text": _("場所ごとに 下書きを 1つ つくり、曜日と時間を 入れます。公開は されません。だれも さわっていない下書きは あとで もどせます。"),
        "facts": [(_("つくる下書き"), _("%(count)sか所") % {"count": len(sites)}), (_("場所"), "、".join(sites))],
        "submit": _("下書きに する"), "cancel": reverse("reach:plan", args=[public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@planning
@require_POST
def desk_plan_undo(request: Request, public_id: str) -> HttpResponse:
    plan = get_object_or_404(Plan, public_id=public_id)
    try:
        gone, kept = adoption.undo(plan=plan, by=request.actor, at=request.at)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("reach:plan", public_id=public_id)
    words = _("下書き %(gone)sつを 消しました。") % {"gone": gone}
    if kept:
        words += _("そのあと だれかが さわった %(kept)sつは 残してあります。") % {"kept": kept}
    messages.success(request, words)
    return redirect("reach:plan", public_id=public_id)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_remove(request: Request, public_id: str) -> HttpResponse:
    plan = get_object_or_404(Plan, public_id=public_id)
    if request.method == "POST":
        plans.remove(plan=plan, by=request.actor, at=request.at)
        messages.success(request, _("計画を 消しました。"))
        return redirect("reach:plans")
    context = {
        "heading": _("「%(title)s」を 消しますか") % {"title": plan.title},
        "text": _("計画と、その計画の しらべが 消えます。下書きにした場所と 出張の予定は 残ります。"),
        "submit": _("消す"), "tone": "danger", "cancel": reverse("reach:plan", args=[public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_from_pin(request: Request) -> HttpResponse:
    """A pin of the what-if page goes into a plan that is there, or begins a new one."""
    pins = pins_in(request.POST or request.GET)
    form = PinForm(request.POST or None)
    if not pins:
        messages.error(request, _("場所と時間が ありません。もう一度 ピンを 置いてください。"))
        return redirect("reach:whatif")
    if request.method == "POST" and form.is_valid():
        plan = form.chosen()
        if plan is None:
            return redirect(f"{reverse('reach:plan_new', args=['open'])}?{_again(request)}")
        return _did(
            request, plan.public_id, lambda **given: plans.pin(plan=plan, pins=pins, **given), _("計画に 入れました。計算しなおします。")
        )  # fmt: skip
    again = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {"form": form, "pins": pins, "again": again, "crumbs": _crumbs(_("案を 入れる"))}
    return render(request, "reach/plans/pin.html", context)


def _again(request: Request) -> str:
    kept = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "plan"):
        kept.pop(name, None)
    return kept.urlencode()


def _did(request: Request, public_id: str, deed: Callable[..., object], thanks: str) -> HttpResponse:
    try:
        deed(by=request.actor, at=request.at)
        messages.success(request, thanks)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("reach:plan", public_id=public_id)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("計画"), reverse("reach:plans")), (here, "")]
