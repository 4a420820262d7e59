"""To the centre after all, and back from it: what a reader saw and the rules did not, what was nothing to worry about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import opinions
from ibasho.rooms.voices.models import Answer, Door, Opinion, Question
from ibasho.town.concerns.queries import concerns
from ibasho.town.concerns.rules.kinds import Kind
from ibasho.town.people.permissions import Permission


@transaction.atomic
def to_centre(*, opinion: Opinion, kind: str, by: Actor, at: datetime) -> None:
    """A reader sees danger, or an adult who does wrong. The words leave this room for good: moderators' copy, readings and
    themes with them. No entry in the journal, as `concerns.hand_over` has none: it would tell that there was one."""
    row = opinions.locked(opinion, by=by, at=at)
    if kind not in set(Kind):
        raise Invalid(
            "voices.handing.kind", _("「あぶないかもしれない」か「おとなの こと」を えらんでください。")
        )
    opinions.hand_over(Kind(kind), row, by=by, at=at)
    row.delete()


@transaction.atomic
def take_in(*, concern_id: str, by: Actor, at: datetime) -> Opinion | None:
    """The centre gave it back: the voice waits for its two readers like every other. Asked once more, nothing is written
    twice. None: its door is gone."""
    policies.require(by, Permission.VOICES_MODERATE, at=at)
    payload = concerns.given_back(concern_id)
    door = Door.objects.select_related("hearing").filter(public_id=payload["door"]).first()
    if door is None:
        return None
    opinion = _unsaved(door, payload)
    known = _already(opinion)
    if known is not None:
        return known
    opinion.save(force_insert=True)
    journal.record(
        "voices.opinion.take_in",
        noun="voices.Hearing",
        object_id=door.hearing.public_id,
        by=by,
        at=at,
        data={"count": 1},
    )
    return opinion


def _unsaved(door: Door, payload: Mapping[str, Any]) -> Opinion:
    answer = (
        Answer.objects.filter(pk=payload["answer"], hearing_id=door.hearing_id).first()
        if payload["answer"]
        else None
    )
    question = Question.objects.filter(public_id=payload["question"], hearing_id=door.hearing_id).first()
    return opinions.unsaved(
        door=door, question=question, words=payload["words"], respondent=payload["respondent"], stage=payload["stage"],
        district_code=payload["district_code"], day=date.fromisoformat(payload["day"]), answer=answer,
        count=int(payload.get("count", 1)),
    )  # fmt: skip


def _already(opinion: Opinion) -> Opinion | None:
    if opinion.answer_id is None:
        return None
    same = Opinion.objects.filter(answer_id=opinion.answer_id, question=opinion.question, words=opinion.words)
    return same.first()
