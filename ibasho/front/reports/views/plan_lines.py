"""One line of the plan at the desk: read, written, moved, carried on, dropped, with the to-dos of its sections."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports import policies
from ibasho.front.reports.actions import lines as actions
from ibasho.front.reports.actions import todos
from ibasho.front.reports.forms.plan import CarryForm, LineForm, TodoForm
from ibasho.front.reports.models import Line, Todo
from ibasho.front.reports.queries import plan as queries
from ibasho.front.reports.rules.kinds import LineState
from ibasho.front.reports.views import desk_pages
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_http_methods(FORMS)
def desk_line(request: Request, code: str) -> HttpResponse:
    """One line with its story. POST puts a to-do in."""
    line = _found(request, code)
    adding = request.method == "POST"
    if adding:
        desk_pages.require(request, P.REPORTS_WRITE)
    form = TodoForm(request.POST if adding else None, line=line)
    if adding and form.is_valid() and _added(request, form, line):
        return redirect(f"{reverse('reports:desk_line', args=[code])}#todos")
    return render(request, "reports/plan/line_desk.html", _page(request, line, form))


@doors.desk
@require_http_methods(FORMS)
def desk_line_new(request: Request) -> HttpResponse:
    desk_pages.require(request, P.REPORTS_WRITE)
    form = LineForm(_sent(request), line=None, today=clock.day(request.at))
    if form.is_bound and form.is_valid():
        made = done(
            request, lambda: actions.write(line=None, values=form.values(), by=request.actor, at=request.at),
            form=form, thanks=_("事業を 書きました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_line", made.code)
    return _form(request, form, _("新しい 事業"), reverse("reports:desk_plan"))


@doors.desk
@require_http_methods(FORMS)
def desk_line_edit(request: Request, code: str) -> HttpResponse:
    line = _found(request, code, P.REPORTS_WRITE)
    form = LineForm(_sent(request), line=line, today=clock.day(request.at))
    if form.is_bound and form.is_valid():
        made = done(
            request, lambda: actions.write(line=line, values=form.values(), by=request.actor, at=request.at),
            form=form, thanks=_("直しました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_line", code)
    return _form(request, form, _("事業を 直す"), _address(line), line)


@doors.desk
@require_POST
def desk_line_move(request: Request, code: str) -> HttpResponse:
    """`to`: the state it goes to."""
    line = _found(request, code, P.REPORTS_WRITE)
    to = next((one for one in LineState if one.value == request.POST.get("to")), None)
    if to is None:
        raise Http404
    done(
        request, lambda: actions.move(line=line, to=to, by=request.actor, at=request.at),
        thanks=_("状態を かえました。まちがえたときは、すぐ もどせます。"),
    )  # fmt: skip
    return redirect("reports:desk_line", code)


@doors.desk
@require_http_methods(FORMS)
def desk_line_carry(request: Request, code: str) -> HttpResponse:
    line = _found(request, code, P.REPORTS_WRITE)
    form = CarryForm(_sent(request), line=line, today=clock.day(request.at))
    if form.is_bound and form.is_valid():
        told = {**form.cleaned_data, "state": LineState(form.cleaned_data["state"])}
        made = done(
            request, lambda: actions.carry_on(line=line, **told, by=request.actor, at=request.at), form=form,
            thanks=_("つづきの 事業を 作りました。計画の ことばと 課は そのまま うつりました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_line", made.code)
    return _form(request, form, _("つぎの 年度へ つづける"), _address(line), line)


@doors.desk
@require_http_methods(FORMS)
def desk_line_drop(request: Request, code: str) -> HttpResponse:
    """Asks first: a line that is dropped is gone."""
    line = _found(request, code, P.REPORTS_WRITE)
    if request.method == "POST":
        is_gone = done(
            request, lambda: actions.drop(line=line, by=request.actor, at=request.at) or True, thanks=_("消しました。")
        )  # fmt: skip
        return redirect("reports:desk_plan") if is_gone else redirect("reports:desk_line", code)
    context = {
        "heading": _("この事業を 消しますか"), "text": _("まちがえて 書いたときだけ 消します。おわった 事業は「おこなった」か「やめた」に します。"),
        "facts": [(_("事業"), line.title), (_("記号"), line.code)], "submit": _("消す"), "tone": "danger",
        "cancel": _address(line),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@require_POST
def desk_todo_do(request: Request, public_id: str) -> HttpResponse:
    """`do`: done, undone, drop; `from`: the section's page, where it was pressed there."""
    desk_pages.require(request)
    todo = queries.todo(public_id)
    if todo is None:
        raise Http404
    deed, thanks = {
        "done": (todos.done, _("すみました。")),
        "undone": (todos.undone, _("もどしました。")),
        "drop": (todos.drop, _("消しました。")),
    }.get(request.POST.get("do", ""), (None, ""))
    if deed is None:
        raise Http404
    done(request, lambda: deed(todo=todo, by=request.actor, at=request.at), thanks=thanks)
    return redirect(_back(request, todo))


def _back(request: Request, todo: Todo) -> str:
    if request.POST.get("from") == "section":
        return f"{reverse('reports:desk_section', args=[todo.organisation.public_id])}#todos"
    return f"{_address(todo.line)}#todos"


def _found(request: Request, code: str, permission: P = P.REPORTS_READ) -> Line:
    desk_pages.require(request, permission)
    line = queries.find(code)
    if line is None:
        raise Http404
    return line


def _page(request: Request, line: Line, form: TodoForm) -> dict[str, Any]:
    today = clock.day(request.at)
    rows, figures = list(queries.todos(line)), queries.figures_of(line, today, Audience.DESK)
    return {
        **_frame(request, line.title), "line": line, "lead": queries.lead(line), "helpers": queries.helpers(line),
        "story": queries.story(line), "map": queries.chain(line, today), "this": years.nendo(today), "todos": rows, "form": form, "today": today,
        "ticks": {one.pk for one in rows if policies.ticks(request.actor, one, at=request.at)},
        "undo_from": request.at - todos.UNDO, "ways": queries.ways(line, today), "may_drop": not queries.hangs_on(line),
        "nendo": years.label(line.nendo), "figures": figures, "without": [one for one in figures if one.fact is None],
        "is_public": line.state in queries.PUBLIC_LINES,
    }  # fmt: skip


def _frame(request: Request, title: str) -> dict[str, Any]:
    return {
        "crumbs": desk_pages.crumbs((title, "")), "pages": desk_pages.pages(request, "desk_plan"),
        "may_write": desk_pages.may(request), "title": title,
    }  # fmt: skip


def _form(
    request: Request, form: LineForm | CarryForm, heading: str, cancel: str, line: Line | None = None
) -> HttpResponse:
    crumbs = [(line.title, _address(line))] if line else []
    context = {
        "form": form, "title": heading, "cancel": cancel, "line": line, "crumbs": desk_pages.crumbs(*crumbs, (heading, "")),
        "pages": desk_pages.pages(request, "desk_plan"),
    }  # fmt: skip
    return render(request, "reports/plan/form.html", context)


def _added(request: Request, form: TodoForm, line: Line) -> bool:
    told = form.cleaned_data
    made = done(
        request,
        lambda: todos.add(
            line=line, organisation=told["organisation"], words=told["words"], due_on=told["due_on"], by=request.actor,
            at=request.at,
        ),
        form=form, thanks=_("しごとを 入れました。その課の ページにも 出ます。"),
    )  # fmt: skip
    return made is not None


def _sent(request: Request) -> QueryDict | None:
    """What a form is bound to: an empty one that was sent is sent all the same."""
    return request.POST if request.method == "POST" else None


def _address(line: Line) -> str:
    return reverse("reports:desk_line", args=[line.code])
