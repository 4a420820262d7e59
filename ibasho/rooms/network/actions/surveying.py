"""アンケート: one reply a group; the reply does not say whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network.actions.inviting import again, note, require_answerer
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Invitation, Meeting, SurveyQuestion, SurveyReply
from ibasho.rooms.network.queries.surveying import questions_of
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey


@transaction.atomic
def ask(
    *, meeting: Meeting, questions: Sequence[survey.Asked] = survey.DEFAULT, by: Actor, at: datetime
) -> None:
    """Puts the questions; others in their place as long as nobody has answered."""
    row = locked(meeting, by, at)
    rules.check_state(row.state, (*rules.PLANNING, *rules.AFTER), "やめた 交流会では きけません。")
    if row.replies.exists():
        raise Conflict("network.survey_begun", "もう 答えが とどいているので、質問は かえられません。")
    survey.check_questions(questions)
    row.questions.all().delete()
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            meeting=row, order=order, text=one.text, kind=one.kind.value, choices=list(one.choices)
        )
        for order, one in enumerate(questions, 1)
    )
    record("ask", row, by, at, questions=len(questions))


@transaction.atomic
def reply(*, invitation: Invitation, told: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Once a group, after the meeting. The journal says that the group answered; the reply keeps the day alone."""
    require_answerer(invitation, by, at)
    row = again(invitation)
    rules.check_state(row.meeting.state, rules.AFTER, "アンケートは 交流会の あとで こたえられます。")
    if row.surveyed:
        raise Conflict("network.surveyed", "もう こたえて いただきました。ありがとうございました。")
    found = survey.tidy(questions_of(row.meeting), told)
    row.surveyed = True
    row.save(update_fields=["surveyed"])
    SurveyReply.objects.create(meeting=row.meeting, answers=found, on=clock.day(at))
    note("survey", row, by=by, at=at)
