"""アンケート: one reply a group; the reply does not say whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network.actions.inviting import again, require_answerer
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
    survey.check_running(row.day if row.state in rules.AFTER else None, clock.day(at))
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
    """Once a group, in the weeks after the meeting. The journal says that one came in for the meeting, not from which
    invitation, and the reply keeps no time: the order of the one does not tell the order of the other."""
    require_answerer(invitation, by, at)
    row = again(invitation)
    rules.check_state(row.meeting.state, rules.AFTER, "アンケートは 交流会の あとで こたえられます。")
    survey.check_running(row.meeting.day, clock.day(at))
    if row.surveyed:
        raise Conflict("network.surveyed", "もう こたえて いただきました。ありがとうございました。")
    found = survey.tidy(questions_of(row.meeting), told)
    row.surveyed = True
    row.save(update_fields=["surveyed"])
    SurveyReply.objects.create(meeting=row.meeting, answers=found)
    record("survey", row.meeting, by, at)
