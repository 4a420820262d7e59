"""One hearing at the desk: where it stands, what it lacks, what is asked, and the turns it may take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import hearings as actions
from ibasho.rooms.voices.forms.hearings import HearingForm, ReopenForm
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import hearings_desk as queries
from ibasho.rooms.voices.queries import steps as steps_of
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules import steps as step_rules
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import QuestionKind, Respondent, StepKind, Wording
from ibasho.rooms.voices.views import hearings_seeing as seeing
from ibasho.rooms.voices.views.desk_pages import crumbs, pages

FORMS = ["GET", "HEAD", "POST"]
_DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "open": (actions.open, gettext_lazy("はじめました。こどもの ページに 出ています。")),
    "withdraw": (actions.withdraw, gettext_lazy("下書きに もどしました。「いつから」は 空に しました。")),
    "close": (
        actions.close,
        gettext_lazy("しめきりました。「聴く」が「した」に なりました。つぎは 反映です。"),
    ),
    "show": (actions.show, gettext_lazy("公表された数を のせました。")),
    "finish": (actions.finish, gettext_lazy("おわりに しました。5つの段が すべて 公開されています。")),
    "unfinish": (actions.unfinish, gettext_lazy("おわりを とりけしました。")),
}


@doors.desk
@require_safe
def desk_hearing(request: Request, public_id: str) -> HttpResponse:
    """The hub of one hearing."""
    hearing = seeing.hearing(request, public_id)
    today = clock.day(request.at)
    questions = queries.questions_of(hearing)
    checks = () if hearing.source_name else rules.checklist(queries.sheet(hearing, today=today), today=today)
    context = {
        "hearing": hearing, "card": queries.card(hearing, today), "today": today,
        "crumbs": crumbs((hearing.title, "")), "pages": pages("desk_hearings", request),
        "manages": seeing.may(request, seeing.MANAGE), "checks": checks, "ready": all(one.done for one in checks),
        "questions": [(one, _first_words(one.words), _lacks(hearing, one)) for one in questions],
        "kinds": list(QuestionKind), "answer_by": rules.answer_by(hearing.closes_on, hearing.answer_days),
        "bare": queries.bare_kanji(hearing, questions), "figures": list(hearing.figures.all()),
        "respondents": [Respondent(one).label for one in hearing.respondents], "facts": steps_of.facts(hearing),
        "reopen": ReopenForm(), "can_reopen": _can_reopen(hearing), "steps_left": _steps_left(hearing),
        "ends_today": hearing.closes_on == today, "lacks": sum(not one.done for one in checks), **_turn(hearing),
    }  # fmt: skip
    return render(request, "voices/hearings/hub.html", context)


def _first_words(words: dict[str, str]) -> str:
    return wordings.text(words, Wording.SMALL)


def _lacks(hearing: Hearing, question: Any) -> str:
    sheet = rules.Sheet(hearing.respondents, hearing.stages)
    return "・".join(one.label for one in rules.lacking_words(queries.asked(question), sheet))


def _can_reopen(hearing: Hearing) -> bool:
    if hearing.state != Hearing.State.CLOSED or hearing.source_name:
        return False
    return step_rules.may_take_back(StepKind.LISTEN, steps_of.at(hearing.steps.all()))


def _turn(hearing: Hearing) -> dict[str, StepKind | None]:
    """The step it stands at; and the one in the way of the beginning: 「聴く」 where it was said that nobody will be heard."""
    steps = steps_of.at(hearing.steps.all())
    turn = step_rules.current(steps)
    silent = any(one.kind is StepKind.LISTEN and one.skipped_why for one in steps)
    return {"turn": turn, "to_write": StepKind.LISTEN if silent else turn}


def _steps_left(hearing: Hearing) -> bool:
    return step_rules.current(steps_of.at(hearing.steps.all())) is not None


@doors.desk
@require_http_methods(FORMS)
def desk_hearing_edit(request: Request, public_id: str) -> HttpResponse:
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    form = HearingForm(request.POST if request.method == "POST" else None, hearing=hearing)
    here = reverse("voices:desk_hearing", args=[public_id])
    if request.method == "POST" and form.is_valid():
        values = form.values()
        made = done(
            request,
            lambda: actions.change(hearing=hearing, values=values, by=request.actor, at=request.at),
            form=form,
            thanks=_("ほぞんしました。"),
        )
        if made is not None:
            return redirect(here)
    context = {**seeing.around(request, hearing, _("ことばと 日を なおす")), "form": form, "cancel": here}
    return render(request, "voices/hearings/edit.html", context)


@doors.desk
@require_POST
def desk_hearing_state(request: Request, public_id: str, to: str) -> HttpResponse:
    """The turns of a hearing: each is one button."""
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    if to == "reopen":
        _reopen(request, hearing)
    elif to in _DEEDS:
        deed, thanks = _DEEDS[to]
        done(request, lambda: deed(hearing=hearing, by=request.actor, at=request.at), thanks=thanks)
    else:
        raise Http404
    return redirect("voices:desk_hearing", public_id)


def _reopen(request: Request, hearing: Hearing) -> None:
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("日付を 読めません。2026-12-24 のように 入れてください。"))
        return
    until: date | None = form.cleaned_data["closes_on"]
    done(
        request,
        lambda: actions.reopen(hearing=hearing, closes_on=until, by=request.actor, at=request.at),
        thanks=_("もう一度 ひらきました。こどもの ページに 出ています。"),
    )


@doors.desk
@require_http_methods(FORMS)
def desk_hearing_discard(request: Request, public_id: str) -> HttpResponse:
    """Asked once more, for it can't be brought back."""
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    if hearing.state != Hearing.State.DRAFT:
        raise Http404
    if request.method == "POST":
        done(
            request,
            lambda: actions.discard(hearing=hearing, by=request.actor, at=request.at),
            thanks=_("下書きを すてました。"),
        )
        return redirect("voices:desk_hearings")
    context = {
        "heading": _("下書きを すてる"), "text": _("この下書きと きくことを すてます。もとには もどせません。"),
        "facts": [(_("題"), hearing.title)], "submit": _("すてる"), "tone": "danger",
        "cancel": reverse("voices:desk_hearing", args=[public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)
