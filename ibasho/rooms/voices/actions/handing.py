"""To the centre after all, and back from it: what a reader saw and the rules did not, what was nothing to worry about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import opinions
from ibasho.rooms.voices.models import Answer, Door, Hearing, Opinion, Question
from ibasho.rooms.voices.rules.kinds import Channel
from ibasho.town.concerns.queries import concerns
from ibasho.town.concerns.rules.kinds import Kind
from ibasho.town.people.permissions import Permission

_POURED = time(0, 30)


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
    twice. Where its door was discarded meanwhile it stands at another of its hearing. None: the hearing is gone."""
    policies.require(by, Permission.VOICES_MODERATE, at=at)
    payload = concerns.given_back(concern_id)
    door = _door(payload)
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


def is_too_early(*, concern_id: str, at: datetime) -> bool:
    """Whether the answer it belongs to may still be on its way: what was written today becomes rows by the night."""
    key = concerns.given_back(concern_id)["answer"]
    received = concerns.received_on(concern_id)
    if not key or received is None or received < clock.day(at):
        return False
    return not Answer.objects.filter(pk=key).exists()


def again_at(at: datetime) -> datetime:
    """When everything of today was poured."""
    return clock.at(clock.day(at) + timedelta(days=1), _POURED)


def _door(payload: Mapping[str, Any]) -> Door | None:
    """Its own, or the hearing's first where that was discarded; one is made, shut, where none is left."""
    own = Door.objects.select_related("hearing").filter(public_id=payload["door"]).first()
    hearing = Hearing.objects.filter(public_id=payload["hearing"]).first()
    if own is not None or hearing is None:
        return own
    left = Door.objects.select_related("hearing").filter(hearing=hearing).order_by("pk").first()
    return left or Door.objects.create(
        hearing=hearing, channel=Channel.WEB, name=_("消した 入り口"), shut=True
    )


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
