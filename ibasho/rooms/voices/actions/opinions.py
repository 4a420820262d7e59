"""Free words that others typed in, what two readers say of them, and what goes to the centre after all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.base.kernel.text import clean_text
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Answer, Door, Hearing, Opinion, Question
from ibasho.rooms.voices.queries import reading as queries
from ibasho.rooms.voices.rules import covering, wordings
from ibasho.rooms.voices.rules.kinds import TEXT_MAX
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.rules import danger
from ibasho.town.concerns.rules.kinds import Kind, Source
from ibasho.town.people.permissions import Permission


def unsaved(
    *,
    door: Door,
    question: Question | None,
    words: str,
    respondent: str,
    stage: str,
    district_code: str,
    day: date,
    answer: Answer | None = None,
    count: int = 1,
    small: Iterable[str] | None = None,
) -> Opinion:
    """A voice as it waits for its two readers, not written yet. The caller has asked `danger.kind_of` before.

    `small`: queries.reading.small_names(), where many are made at once."""
    proposal = covering.propose(words, small=queries.small_names() if small is None else small)
    return Opinion(
        hearing_id=door.hearing_id, question=question, answer=answer, door=door, respondent=respondent, stage=stage,
        district_code=district_code, day=day, words=words, shown_words=proposal.shown_words,
        held_for=list(proposal.held_for), count=count,
    )  # fmt: skip


@transaction.atomic
def write(
    *,
    door: Door,
    question: Question | None,
    words: str,
    respondent: str,
    stage: str,
    district_code: str,
    count: int = 1,
    by: Actor,
    at: datetime,
) -> Opinion | None:
    """A note or a sticker's words, typed by who collected them. None: they went to the centre; the page says the same."""
    policies.require_collect(by, door, at=at)
    said = _clean(words)
    if count < 1:
        raise Invalid(
            "voices.opinion.count",
            _("同じ付箋の 数は 1からです。数を たしかめてください。"),
            fields={"count": _("1から")},
        )
    if door.hearing.state not in (Hearing.State.OPEN, Hearing.State.CLOSED):
        raise Conflict(
            "voices.opinion.shut",
            _("この回は いま こたえを きいていません。書き入れるのは、ひらいてから おわるまでです。"),
        )
    journal.record(
        "voices.opinion.write",
        noun="voices.Door",
        object_id=door.public_id,
        by=by,
        at=at,
        data={"count": count},
    )
    opinion = unsaved(
        door=door, question=question, words=said, respondent=respondent, stage=stage, district_code=district_code,
        day=clock.day(at), count=count,
    )  # fmt: skip
    kind = danger.kind_of(said)
    if kind is not None:
        hand_over(kind, opinion, by=by, at=at)
        return None
    opinion.save(force_insert=True)
    return opinion


@transaction.atomic
def correct(*, opinion: Opinion, shown_words: str, by: Actor, at: datetime) -> Opinion:
    """Covers names and schools, or uncovers what was covered too much. A new version: two people read it again. What the
    child wrote stays as it is; nobody writes other words into it."""
    row = locked(opinion, by=by, at=at)
    shown = covering.only_covered(row.words, clean_text(refuse_my_number(shown_words), lines=True).text)
    if shown == row.shown_words:
        return row
    row.shown_words, row.version, row.state, row.terms = shown, row.version + 1, Opinion.State.WAITING, None
    row.save(update_fields=["shown_words", "version", "state", "terms"])
    journal.record(
        "voices.opinion.correct",
        noun="voices.Opinion",
        object_id=row.pk,
        by=by,
        at=at,
        data={"version": row.version},
    )
    return row


@transaction.atomic
def reopen(*, opinion: Opinion, why: str, by: Actor, at: datetime) -> Opinion:
    """Among those to be read again, off the pages until two people have said so."""
    row = locked(opinion, by=by, at=at)
    if row.state == Opinion.State.WAITING:
        raise Conflict("voices.opinion.waiting", _("この声は いま 読んでいる ところです。"))
    told = reason(why, code="voices.opinion.why", sentence=_("なぜ 読みなおすかを 書いてください。"))
    row.version, row.state = row.version + 1, Opinion.State.WAITING
    row.save(update_fields=["version", "state"])
    journal.record("voices.opinion.reopen", noun="voices.Opinion", object_id=row.pk, by=by, at=at, why=told)
    return row


def locked(opinion: Opinion, *, by: Actor, at: datetime) -> Opinion:
    """The row as it is now, held; NotFound for strangers and where it went to the centre meanwhile."""
    policies.require(by, Permission.VOICES_MODERATE, at=at)
    row = Opinion.objects.select_for_update().filter(pk=opinion.pk).first()
    if row is None:
        raise NotFound(
            "voices.opinion.gone", _("この声は もう ここに ありません。一覧から つぎを 読んでください。")
        )
    return row


def hand_over(kind: Kind, opinion: Opinion, *, by: Actor, at: datetime) -> None:
    """To the centre, with all it takes to understand it and to give it back. `opinion` may be unsaved."""
    door, question = opinion.door, opinion.question
    wording = wordings.wording_of(opinion.respondent, opinion.stage)
    asked = wordings.text(question.words, wording) if question else ""
    payload = {
        "words": opinion.words, "hearing": door.hearing.public_id, "door": door.public_id,
        "question": question.public_id if question else "", "respondent": opinion.respondent, "stage": opinion.stage,
        "district_code": opinion.district_code, "day": opinion.day.isoformat(), "answer": str(opinion.answer_id or ""),
        "count": opinion.count, "about": {"回": door.hearing.title, "きいたこと": asked, "入り口": door.name},
    }  # fmt: skip
    concerns.hand_over(kind=kind, source=Source.VOICES, payload=payload, place=door.place, by=by, at=at)


def _clean(words: str) -> str:
    said = clean_text(refuse_my_number(words), lines=True).text
    if not 0 < len(said) <= TEXT_MAX:
        told = _("ことばを 1文字から %(most)d文字までで 書いてください。") % {"most": TEXT_MAX}
        raise Invalid("voices.opinion.words", told, fields={"words": told})
    return said
