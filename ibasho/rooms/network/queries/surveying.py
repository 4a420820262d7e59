"""The questions of a meeting's アンケート as the rules read them."""

from __future__ import annotations

from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.rules import survey


def questions_of(meeting: Meeting) -> tuple[survey.Question, ...]:
    return tuple(
        survey.Question(str(one.pk), one.text, one.kind, tuple(one.choices))
        for one in meeting.questions.all()
    )
