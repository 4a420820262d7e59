"""試行 at the desk: what waits for a judgement first, one with its figures, and everything that is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import pilot_figures as figures
from ibasho.front.reports.actions import pilots as actions
from ibasho.front.reports.forms.trying import MeasureForm, NoteForm, PilotForm, ResultForm
from ibasho.front.reports.models import Pilot
from ibasho.front.reports.queries import trying as queries
from ibasho.front.reports.rules import deciding, pilots
from ibasho.front.reports.rules.kinds import Moment, PilotState
from ibasho.front.reports.views import desk_pages
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]
THANKS = {
    "begin": gettext_lazy("はじめました。"),
    "end": gettext_lazy("試し おわりました。わかったことと 課題を 書いて、評価してください。"),
    "drop": gettext_lazy("とりやめました。まちがいのときは「1つ もどす」で もどせます。"),
    "back": gettext_lazy("1つ 前に もどしました。"),
    "learn": gettext_lazy("わかったことを ほぞんしました。"),
    "judge": gettext_lazy("評価しました。つぎは 決定です。"),
}


def parts(current: str) -> list[desk_pages.Tab]:
    """The pages of 試行 beside each other."""
    rows = (("desk_pilots", _("試行")), ("desk_issues", _("課題")), ("desk_decisions", _("決定")))
    return [(label, reverse(f"reports:{name}"), name == current) for name, label in rows]


def frame(request: Request, *way: tuple[str, str]) -> dict[str, Any]:
    path = desk_pages.crumbs((_("試行"), reverse("reports:desk_pilots")), *way)
    return {
        "pages": desk_pages.pages(request, "desk_pilots"), "crumbs": path, "may_write": desk_pages.may(request),
        "today": clock.day(request.at),
    }  # fmt: skip


@doors.desk
@require_safe
def desk_pilots(request: Request) -> HttpResponse:
    desk_pages.require(request)
    shelves = queries.shelves()
    if exports.wanted(request):
        return exports.answer(request, _table(shelves), "pilots")
    page = {**frame(request), "crumbs": desk_pages.crumbs((_("試行"), ""))}
    context = {**page, "shelves": shelves, "parts": parts("desk_pilots")}
    return render(request, "reports/trying/pilots.html", context)


def _table(shelves: list[queries.Shelf]) -> Table:
    columns = [
        Column(_("事業"), lambda one: one.line.code),
        Column(_("試行"), lambda one: one.title),
        Column(_("状態"), lambda one: one.get_state_display()),
        Column(_("いつから"), lambda one: one.begins_on),
        Column(_("いつまで"), lambda one: one.ends_on),
        Column(_("ねらい"), lambda one: one.aim),
        Column(_("わかったこと"), lambda one: one.result_words),
        Column(_("のこっている 課題"), lambda one: one.open_issues, number=True),
    ]
    return Table(_("試行"), columns, [one for shelf in shelves for one in shelf.pilots])


@doors.desk
@require_safe
def desk_pilot(request: Request, public_id: str) -> HttpResponse:
    return _page(request, found(request, public_id))


def _page(request: Request, pilot: Pilot, form: ResultForm | None = None) -> HttpResponse:
    state = PilotState(pilot.state)
    context = {
        "pilot": pilot, "pairs": queries.pairs(pilot), "days": queries.event_days(pilot.event),
        "issues": list(queries.issues().filter(pilot=pilot)), "decisions": list(queries.decisions().filter(pilot=pilot)),
        "form": form or ResultForm(initial={"result_words": pilot.result_words}), "state": state.value,
        "changes": state in pilots.CHANGED, "undo_from": request.at - deciding.TAKEN_BACK_WITHIN,
        **frame(request, (pilot.title, "")),
    }  # fmt: skip
    return render(request, "reports/trying/pilot.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_pilot_new(request: Request) -> HttpResponse:
    """`?line=`: whose trial it is."""
    desk_pages.require(request, P.REPORTS_WRITE)
    form = PilotForm(request.POST or None, initial={"line": request.GET.get("line", "")})
    return _written(request, form, None, _("試行を 書く"))


@doors.desk
@require_http_methods(FORMS)
def desk_pilot_edit(request: Request, public_id: str) -> HttpResponse:
    pilot = found(request, public_id, P.REPORTS_WRITE)
    form = PilotForm(request.POST or None, initial=PilotForm.of(pilot))
    return _written(request, form, pilot, _("試行を なおす"))


def _written(request: Request, form: PilotForm, pilot: Pilot | None, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.write(
                pilot=pilot, line=form.chosen_line, values=form.told(), by=request.actor, at=request.at
            ),
            form=form, thanks=_("ほぞんしました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("reports:desk_pilot", made.public_id)
    back = reverse("reports:desk_pilot", args=[pilot.public_id]) if pilot else reverse("reports:desk_pilots")
    context = {"form": form, "heading": heading, "cancel": back, **frame(request, (heading, ""))}
    return render(request, "reports/trying/form.html", context)


@doors.desk
@require_POST
def desk_pilot_do(request: Request, public_id: str) -> HttpResponse:
    """`do`: begin, end, drop, back, learn, judge. The words of what was learned come with the last two and are not lost."""
    pilot = found(request, public_id, P.REPORTS_WRITE)
    verb = request.POST.get("do", "")
    if verb not in THANKS:
        raise Http404
    form = ResultForm(request.POST) if verb in ("learn", "judge") else None
    if form is not None and not form.is_valid():
        return _page(request, pilot, form)
    made = done(request, _deed(request, verb, pilot, form), thanks=THANKS[verb], form=form)
    if made is None and form is not None:
        return _page(request, queries.find(public_id) or pilot, form)
    return redirect("reports:desk_pilot", public_id)


def _deed(request: Request, verb: str, pilot: Pilot, form: ResultForm | None) -> Callable[[], Pilot]:
    by, at = request.actor, request.at
    words = form.cleaned_data["result_words"] if form else ""
    if verb == "learn":
        return lambda: actions.learn(pilot=pilot, result_words=words, by=by, at=at)
    if verb == "judge":
        return lambda: actions.judge(pilot=pilot, result_words=words, by=by, at=at)
    plain = {"begin": actions.begin, "end": actions.end, "drop": actions.drop, "back": actions.back}
    return lambda: plain[verb](pilot=pilot, by=by, at=at)


@doors.desk
@require_http_methods(FORMS)
def desk_pilot_figures(request: Request, public_id: str) -> HttpResponse:
    """Two ways to a figure: measured now, or written down with its source. `do` says which."""
    pilot = found(request, public_id, P.REPORTS_WRITE)
    today, sent = clock.day(request.at), request.POST.get("do", "")
    first = {"moment": _moment(pilot, request)}
    measure = MeasureForm(request.POST if sent == "measure" else None, today=today, initial=first, prefix="m")
    note = NoteForm(
        request.POST if sent == "note" else None, initial={**first, "label": request.GET.get("label", "")}, prefix="n"
    )  # fmt: skip
    if (sent == "measure" and _measured(request, pilot, measure)) or (
        sent == "note" and _noted(request, pilot, note)
    ):
        return redirect(f"{reverse('reports:desk_pilot', args=[public_id])}#figures")
    way = ((pilot.title, reverse("reports:desk_pilot", args=[public_id])), (_("数を 入れる"), ""))
    context = {"pilot": pilot, "measure": measure, "note": note, **frame(request, *way)}
    return render(request, "reports/trying/figures.html", context)


def _moment(pilot: Pilot, request: Request) -> str:
    """What is asked for, else what the day makes likely."""
    asked = request.GET.get("moment", "")
    if asked in list(Moment):
        return asked
    return (Moment.BEFORE if clock.day(request.at) <= pilot.begins_on else Moment.AFTER).value


def _measured(request: Request, pilot: Pilot, form: MeasureForm) -> bool:
    return form.is_valid() and bool(
        done(
            request,
            lambda: figures.measure(
                pilot=pilot, moment=form.chosen_moment, definition=form.definition, by=request.actor, at=request.at
            ),
            form=form, thanks=_("はかりました。"),
        )
    )  # fmt: skip


def _noted(request: Request, pilot: Pilot, form: NoteForm) -> bool:
    if not form.is_valid():
        return False
    given = {name: form.cleaned_data[name] for name in ("label", "value", "unit", "as_of", "source", "n")}
    return bool(
        done(
            request,
            lambda: figures.note(
                pilot=pilot, moment=form.chosen_moment, **given, by=request.actor, at=request.at
            ),
            form=form, thanks=_("数を 入れました。"),
        )
    )  # fmt: skip


@doors.desk
@require_POST
def desk_pilot_figure_remove(request: Request, public_id: str, key: int) -> HttpResponse:
    pilot = found(request, public_id, P.REPORTS_WRITE)
    figure = queries.figure(pilot, key)
    if figure is None:
        raise Http404
    done(
        request, lambda: figures.remove(figure=figure, by=request.actor, at=request.at), thanks=_("数を 消しました。")
    )  # fmt: skip
    return redirect(f"{reverse('reports:desk_pilot', args=[public_id])}#figures")


def found(request: Request, public_id: str, permission: P = P.REPORTS_READ) -> Pilot:
    desk_pages.require(request, permission)
    pilot = queries.find(public_id)
    if pilot is None:
        raise Http404
    return pilot
