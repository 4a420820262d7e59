"""みがくこと: the list with its exports, one improvement with its steps and its undo, and what children read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.actions import improvements as actions
from ibasho.rooms.openhouse.forms.improvements import ImprovementForm, ImprovementsFilter, StepForm
from ibasho.rooms.openhouse.models import Improvement
from ibasho.rooms.openhouse.queries import improvements as queries
from ibasho.rooms.openhouse.queries import spaces
from ibasho.rooms.openhouse.rules.improving import possible
from ibasho.rooms.openhouse.views.faces_where import Where, both, find_place, ruled, seen
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

PAGE = 50
FORMS = ["GET", "HEAD", "POST"]
TITLE = gettext_lazy("みがくこと")


@doors.child
@require_safe
def improvements(request: Request) -> HttpResponse:
    """What gets better at which place."""
    found = queries.shown(queries.public(), clock.day(request.at))
    return render(request, "openhouse/improve/public.html", {"found": found})


@require_safe
def _improvements(request: Request, *, where: Where) -> HttpResponse:
    permission = Permission.OPENHOUSE_READ if where.is_desk else Permission.OPENHOUSE_MANAGE
    if not people.may(request.actor, permission, day=clock.day(request.at)):
        raise Http404
    form = ImprovementsFilter(request.GET)
    found = queries.listed(request.actor, request.at, city=where.is_desk, **form.wanted())
    if exports.wanted(request):
        return exports.answer(request, _table(list(found), request, where), "improvements")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "where": where, "form": form, "table": _table(list(page.object_list), request, where), "paged": page,
        "total": page.paginator.count, "crumbs": where.crumbs((str(TITLE), "")),
        "manages": people.may(request.actor, Permission.OPENHOUSE_MANAGE, day=clock.day(request.at)),
        "any": queries.listed(request.actor, request.at, city=where.is_desk).exists(),
    }  # fmt: skip
    return render(request, "openhouse/improve/list.html", context)


def _table(rows: list[Improvement], request: Request, where: Where) -> Table:
    today = clock.day(request.at)
    used = {one.pk: queries.use(one, today) for one in rows}

    def before(row: Improvement) -> Any:
        use = used[row.pk]
        return use.before if use else None

    def after(row: Improvement) -> Any:
        use = used[row.pk]
        return use.after if use else None

    columns = [
        Column(_("名前"), lambda row: row.title, href=lambda row: where.url("improvement", row.public_id)),
        Column(_("居場所"), lambda row: row.place.name),
        Column(_("何を"), lambda row: row.get_kind_display()),
        Column(_("段階"), lambda row: row.get_state_display()),
        Column(_("いつごろ"), lambda row: row.planned_on),
        Column(_("はじめた日"), lambda row: row.works_on),
        Column(_("できた日"), lambda row: row.done_on),
        Column(_("前の 1日の人数"), before, number=True),
        Column(_("後の 1日の人数"), after, number=True),
    ]
    return Table(TITLE, columns, rows)


@require_http_methods(FORMS)
def _improvement_new(request: Request, *, where: Where) -> HttpResponse:
    if not people.may(request.actor, Permission.OPENHOUSE_MANAGE, day=clock.day(request.at)):
        raise Http404
    known = _places(request, where)
    form = ImprovementForm(request.POST or None, places=[(one.public_id, one.name) for one in known])
    if request.method == "POST" and form.is_valid():
        place = ruled(request, find_place(form.cleaned_data["place"]))
        try:
            made = actions.plan(place=place, values=form.values(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("予定に 入れました。居場所の ページにも 出ます。"))
            return redirect(where.url("improvement", made.public_id))
    return _edit(request, where, form, _("よくすることを 足す"), where.url("improvements"))


def _places(request: Request, where: Where) -> list[Place]:
    found = Place.objects.filter(state__in=("published", "paused")).order_by("name", "pk")
    if not where.is_desk:
        found = found.select_related("organisation")
        return [
            one for one in found.filter(organisation__isnull=False) if spaces.may_rule(request.actor, one, request.at)
        ]  # fmt: skip
    return list(found)


@require_http_methods(FORMS)
def _improvement(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    """One improvement: its steps, and its words for who may rule the place."""
    one = _find(request, public_id)
    may_rule = spaces.may_rule(request.actor, one.place, request.at)
    today = clock.day(request.at)
    form = ImprovementForm(request.POST or None, improvement=one)
    if request.method == "POST":
        ruled(request, one.place)
        if form.is_valid():
            try:
                actions.change(improvement=one, values=form.values(), by=request.actor, at=request.at)
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("なおしました。"))
                return redirect(where.url("improvement", one.public_id))
    context = {
        "where": where, "one": one, "form": form, "may_rule": may_rule, "use": queries.use(one, today),
        "steps": possible(one.state), "step_form": StepForm(today=today),
        "crumbs": where.crumbs((str(TITLE), where.url("improvements")), (one.title, "")),
    }  # fmt: skip
    return render(request, "openhouse/improve/one.html", context)


@require_POST
def _improvement_step(request: Request, public_id: str, to: str, *, where: Where) -> HttpResponse:
    one = _find(request, public_id)
    ruled(request, one.place)
    form = StepForm(request.POST, today=clock.day(request.at))
    if to == "undo":
        done(
            request, lambda: actions.undo(improvement=one, by=request.actor, at=request.at),
            thanks=_("1つ 前に もどしました。"),
        )  # fmt: skip
    elif not form.is_valid():
        messages.error(request, _("日付を 読めません。2026-11-24 のように 入れてください。"))
    else:
        day = form.cleaned_data["day"]
        done(
            request, lambda: actions.step(improvement=one, to=to, day=day, by=request.actor, at=request.at),
            thanks=_("段階を かえました。まちがえたときは「1つ もどす」を おしてください。"),
        )  # fmt: skip
    return redirect(where.url("improvement", one.public_id))


def _find(request: Request, public_id: str) -> Improvement:
    one = queries.find(public_id)
    if one is None:
        raise Http404
    seen(request, one.place)
    return one


def _edit(request: Request, where: Where, form: ImprovementForm, heading: str, back: str) -> HttpResponse:
    context = {
        "where": where, "form": form, "any": True, "heading": heading, "submit": _("ほぞんする"), "cancel": back,
        "crumbs": where.crumbs((str(TITLE), where.url("improvements")), (heading, "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/edit.html", context)


ops_improvements, desk_improvements = both(_improvements)
ops_improvement_new, desk_improvement_new = both(_improvement_new)
ops_improvement, desk_improvement = both(_improvement)
ops_improvement_step, desk_improvement_step = both(_improvement_step)
