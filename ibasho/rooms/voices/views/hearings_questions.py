"""Questions of a hearing: their words for each reader, their choices, how a child will see them, and published figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import figures as figure_actions
from ibasho.rooms.voices.actions import questions as actions
from ibasho.rooms.voices.forms.answering import AnswerForm
from ibasho.rooms.voices.forms.questions import QuestionForm, choice_rows, figure_rows, wanted
from ibasho.rooms.voices.models import Choice, Hearing, Question
from ibasho.rooms.voices.queries import answering
from ibasho.rooms.voices.queries import hearings_desk as queries
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import CHOOSING, QuestionKind, Respondent, Wording
from ibasho.rooms.voices.views import hearings_seeing as seeing

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_http_methods(FORMS)
def desk_question_new(request: Request, public_id: str) -> HttpResponse:
    """`?kind=` says in which way it is answered."""
    return _edit(request, seeing.hearing(request, public_id, seeing.MANAGE), None)


@doors.desk
@require_http_methods(FORMS)
def desk_question(request: Request, public_id: str) -> HttpResponse:
    question = seeing.question(request, public_id)
    return _edit(request, question.hearing, question)


def _edit(request: Request, hearing: Hearing, question: Question | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    readers = wordings.editable(hearing.respondents, hearing.stages)
    choices = list(question.choices.all()) if question else []
    answered = queries.is_answered(hearing)
    form = QuestionForm(
        data, wordings=readers, respondents=hearing.respondents, question=question,
        kind=_known_kind(request.GET.get("kind", "")), answered=answered and question is not None,
    )  # fmt: skip
    rows = choice_rows(data, wordings=readers, choices=choices, blank=0 if answered else 4)
    if data is not None and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        saved = _save(request, hearing, question, form, rows, choices)
        if saved is not None:
            onward = "desk_question" if "more" in request.POST else "desk_hearing"
            return redirect(
                f"voices:{onward}", saved.public_id if "more" in request.POST else hearing.public_id
            )
    context = {
        **seeing.around(request, hearing, _("きくこと")), "form": form, "rows": rows, "question": question,
        "choosing": [kind.value for kind in CHOOSING], "answered": answered, "chooses": _chooses(form),
        "cancel": reverse("voices:desk_hearing", args=[hearing.public_id]),
    }  # fmt: skip
    return render(request, "voices/hearings/question.html", context)


def _known_kind(told: str) -> str:
    return told if told in {one.value for one in QuestionKind} else ""


def _chooses(form: QuestionForm) -> bool:
    return form["kind"].value() in CHOOSING


def _save(
    request: Request, hearing: Hearing, question: Question | None, form: QuestionForm, rows: Any, choices: list[Choice]
) -> Question | None:  # fmt: skip
    who: dict[str, Any] = {"by": request.actor, "at": request.at}
    values = form.values()

    def deed() -> Question:
        given = wanted(rows, choices)
        if question is None:
            return actions.add(hearing=hearing, values=values, choices=given, **who)
        why = form.cleaned_data.get("why", "")
        return actions.change(question=question, values=values, choices=given, why=why, **who)

    return done(request, deed, form=form, thanks=_("ほぞんしました。"))


@doors.desk
@require_POST
def desk_question_move(request: Request, public_id: str, to: str) -> HttpResponse:
    question = seeing.question(request, public_id)
    done(request, lambda: actions.move(question=question, up=to == "up", by=request.actor, at=request.at))
    return redirect(reverse("voices:desk_hearing", args=[question.hearing.public_id]) + "#questions")


@doors.desk
@require_http_methods(FORMS)
def desk_question_remove(request: Request, public_id: str) -> HttpResponse:
    question = seeing.question(request, public_id)
    here = reverse("voices:desk_hearing", args=[question.hearing.public_id])
    if request.method == "POST":
        deed = lambda: actions.remove(question=question, by=request.actor, at=request.at)  # noqa: E731
        done(request, deed, thanks=_("きくことを 消しました。"))
        return redirect(here)
    context = {
        "heading": _("きくことを 消す"), "text": _("えらぶものも いっしょに 消えます。もとには もどせません。"),
        "facts": [(_("きくこと"), wordings.text(question.words, Wording.SMALL))], "submit": _("消す"),
        "tone": "danger", "cancel": here,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@require_safe
def desk_preview(request: Request, public_id: str) -> HttpResponse:
    """The very form a reader will meet; `?w=` says in whose words. Nothing can be sent from here."""
    hearing = seeing.hearing(request, public_id)
    readers = _readers(hearing)
    wording = next((one for one in readers if one == request.GET.get("w")), next(iter(readers)))
    here = reverse("voices:desk_preview", args=[public_id])
    found = answering.read_by(queries.questions_of(hearing), readers[wording], wording)
    context = {
        **seeing.around(request, hearing, _("見本")),
        "form": AnswerForm(questions=found, districts=(), at=request.at), "for_child": readers[wording] == Respondent.CHILD,
        "tabs": [(one.label, f"{here}?w={one}", one == wording) for one in readers],
    }  # fmt: skip
    return render(request, "voices/hearings/preview.html", context)


def _readers(hearing: Hearing) -> dict[Wording, str]:
    """Each wording somebody is asked in, and who that is; the first is shown first."""
    written = wordings.editable(hearing.respondents, hearing.stages)
    found: dict[Wording, str] = {}
    for who in (one for one in Respondent if one in hearing.respondents):
        for wording in wordings.offered(who):
            if wording in written or who != Respondent.CHILD:
                found.setdefault(wording, who)
    return found


@doors.desk
@require_http_methods(FORMS)
def desk_figures(request: Request, public_id: str) -> HttpResponse:
    """What somebody published of it, as it was published."""
    hearing = seeing.hearing(request, public_id, seeing.MANAGE)
    here = reverse("voices:desk_hearing", args=[public_id])
    rows = figure_rows(request.POST if request.method == "POST" else None, list(hearing.figures.all()))
    wrong = ""
    if request.method == "POST" and rows.is_valid():
        try:
            figure_actions.write(hearing=hearing, figures=rows.given(), by=request.actor, at=request.at)
        except DomainError as refusal:
            wrong = refusal.message
        else:
            return redirect(f"{here}#figures")
    context = {
        **seeing.around(request, hearing, _("公表された数")),
        "rows": rows.rows,
        "wrong": wrong,
        "cancel": here,
    }
    return render(request, "voices/hearings/figures.html", context)
