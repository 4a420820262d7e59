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
from ibasho.rooms.voices.forms.questions import QuestionForm, choice_rows, figure_rows, wanted
from ibasho.rooms.voices.models import Choice, Hearing, Question
from ibasho.rooms.voices.queries import hearings_desk as queries
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import CHOOSING, FACES, QuestionKind, Wording
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
        given = wanted(rows, choices) if values["kind"] in CHOOSING else []
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
    """As a reader will meet it: `?w=` says in whose words. Nothing can be sent from here."""
    hearing = seeing.hearing(request, public_id)
    readers = wordings.editable(hearing.respondents, hearing.stages) or (Wording.SMALL,)
    told = request.GET.get("w", "")
    wording = Wording(told) if told in {one.value for one in readers} else readers[0]
    here = reverse("voices:desk_preview", args=[public_id])
    context = {
        **seeing.around(request, hearing, _("見本")), "furigana_here": True, "wording": wording, "faces": FACES,
        "tabs": [(one.label, f"{here}?w={one}", one == wording) for one in readers],
        "asked": [_as_read(one, wording) for one in queries.questions_of(hearing) if _is_for(one, wording, hearing)],
    }  # fmt: skip
    return render(request, "voices/hearings/preview.html", context)


def _is_for(question: Question, wording: Wording, hearing: Hearing) -> bool:
    return wording in wordings.editable(question.asked or hearing.respondents, hearing.stages)


def _as_read(question: Question, wording: Wording) -> dict[str, Any]:
    choices = [
        {"words": wordings.text(one.words, wording), "picture": one.picture} for one in question.choices.all()
    ]
    return {
        "question": question, "words": wordings.text(question.words, wording), "choices": choices,
        "help": wordings.text(question.helps, wording), "places": range(1, len(choices) + 1),
    }  # fmt: skip


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
