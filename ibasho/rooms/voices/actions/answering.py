"""One person answers. Nothing is written but a sealed envelope, a spent ticket and a class's count (statements 51, 52):
no entry in the journal, no job, no time."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, sealing
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import opinions, standing_still
from ibasho.rooms.voices.models import Answer, Door, Envelope, Hearing, Question, Ticket
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.rules import answers, entering, envelopes, slips
from ibasho.rooms.voices.rules.answers import Given, Said
from ibasho.rooms.voices.rules.envelopes import Letter
from ibasho.rooms.voices.rules.kinds import Access, Channel
from ibasho.town.concerns.rules import danger


@transaction.atomic
def answer(
    *, door: Door, ticket: str, given: Given, by: Actor, at: datetime, seed: str = "", slip: str = ""
) -> str:
    """Gives the code of the slip, which is nowhere kept and shown once. `ticket`: its letters, "" without one.

    `seed`: of the page the answer was written on; sent twice, it is one answer and the same slip. `slip`: the code printed
    on a sheet that somebody types in; a sheet without one gives nobody a slip, and "" comes back.
    Raises Invalid and Conflict in words a child can read; then nothing was written."""
    is_paper = by.via == Via.PAPER
    if is_paper:
        policies.require_collect(by, door, at=at)
    code = _slip_of_sheet(slip) if slip else slips.of_seed(settings.SECRET_KEY, seed or uuid.uuid4().hex)
    keeps = bool(slip) or not is_paper
    standing_still.answering(door.hearing_id, envelope := slips.envelope_of(settings.SECRET_KEY, code))
    if _is_here(code, envelope):
        if is_paper:
            raise Conflict("voices.answer.again", "この紙は もう 入っています。つぎの紙を 入れてください。")
        return code
    door = Door.objects.select_related("hearing", "place").get(pk=door.pk)
    _check_open(door, by, at)
    given = answers.tidy(given)
    found = queries.questions(door.hearing)
    answers.check(queries.asked(door.hearing, clock.day(at), found), given)
    _enter(door, ticket, by, at)
    key = uuid.uuid4()
    given = _without_concerns(door, found, given, key, by=by, at=at)
    slip_hash = slips.hash_of(code) if keeps else ""
    letter = Letter(key, door.pk, _day(door, by, at), clock.day(at), slip_hash, given)
    _post(envelope, letter)
    return code if keeps else ""


@transaction.atomic
def take_back(*, door: Door, seed: str, slip: str, by: Actor, at: datetime) -> bool:
    """The sheet somebody has just typed wrongly, as long as its envelope waits. False: it is on its way already. What went
    to the centre stays there."""
    policies.require_collect(by, door, at=at)
    code = _slip_of_sheet(slip) if slip else slips.of_seed(settings.SECRET_KEY, seed)
    envelope = slips.envelope_of(settings.SECRET_KEY, code)
    standing_still.answering(door.hearing_id, envelope)
    gone, _of = Envelope.objects.filter(pk=envelope).delete()
    if gone:
        journal.record("voices.sheet.take_back", noun="voices.Door", object_id=door.public_id, by=by, at=at)
        Door.objects.filter(pk=door.pk, quota__isnull=False, taken__gte=1).update(taken=F("taken") - 1)
    return bool(gone)


def _is_here(code: str, envelope: uuid.UUID) -> bool:
    waits = Envelope.objects.filter(pk=envelope).exists()
    return waits or Answer.objects.filter(slip_hash=slips.hash_of(code)).exists()


def _check_open(door: Door, by: Actor, at: datetime) -> None:
    """Sheets of paper may come in until the hearing is finished."""
    hearing, today = door.hearing, clock.day(at)
    if by.via == Via.PAPER:
        if hearing.state not in (Hearing.State.OPEN, Hearing.State.CLOSED) or hearing.source_name:
            told = "この回は いま こたえを きいていません。紙を 入れられるのは、ひらいてから おわるまでです。"
            raise Conflict("voices.answer.over", told)
    elif not queries.is_open(hearing, today):
        raise entering.over()
    elif refusal := _shut(door, at):
        raise refusal


def _shut(door: Door, at: datetime) -> Conflict | None:
    return entering.shut_door(
        shut=door.shut, on=door.on, quota=door.quota, taken=door.taken, today=clock.day(at)
    )


def _enter(door: Door, ticket: str, by: Actor, at: datetime) -> None:
    """Spends the ticket or one of the class's answers. Both rows are held until the answer stands."""
    if ticket:
        _spend(door, ticket)
    elif door.hearing.access == Access.TICKET and by.via != Via.PAPER and not _is_class(door, by):
        raise Invalid("voices.ticket.needed", "こたえるには ふだが いります。もらった ふだを よみとってね。")
    if door.quota is None:
        return
    row = Door.objects.select_for_update().get(pk=door.pk)
    full = entering.shut_door(shut=False, on=None, quota=row.quota, taken=row.taken, today=clock.day(at))
    if full:
        raise full
    Door.objects.filter(pk=door.pk).update(taken=F("taken") + 1)


def _is_class(door: Door, by: Actor) -> bool:
    """A class's link stands for its tickets, because it ends with the class; any other link would never end."""
    return by.via == Via.LINK and door.channel == Channel.TABLET and door.quota is not None


def _spend(door: Door, ticket: str) -> None:
    code = slips.read_ticket(ticket)
    row = Ticket.objects.select_for_update().filter(hash=queries.ticket_hash(code), door=door).first()
    if not code or row is None:
        raise Invalid(
            "voices.ticket.unknown", "この ふだは みつかりません。文字を たしかめて、もう一度 入れてね。"
        )
    if row.spent:
        raise entering.spent()
    row.spent = True
    row.save(update_fields=["spent"])


def _without_concerns(
    door: Door, found: list[Question], given: Given, key: uuid.UUID, *, by: Actor, at: datetime
) -> Given:
    """Words of danger, and about an adult, go to the centre and nowhere else; the page says the same to everybody."""
    asked = {row.pk: row for row in found}
    kept: list[Said] = []
    for one in given.texts:
        kind = danger.kind_of(one.words)
        if kind is None:
            kept.append(one)
            continue
        opinion = opinions.unsaved(
            door=door, question=asked[one.question_id], words=one.words, respondent=given.respondent, stage=given.stage,
            district_code=given.district_code, day=_day(door, by, at), answer=Answer(id=key),
        )  # fmt: skip
        opinions.hand_over(kind, opinion, by=Actor.public(), at=at)
    return replace(given, texts=tuple(kept))


def _post(envelope: uuid.UUID, letter: Letter) -> None:
    sealed = sealing.seal(
        envelopes.packed(letter), keys=sealing.Keys.read(settings.SEAL_SECRETS), purpose=envelopes.PURPOSE,
        bound_to=envelopes.bound_to(envelope), size=envelopes.SIZE,
    )  # fmt: skip
    Envelope.objects.create(id=envelope, sealed=sealed)


def _day(door: Door, by: Actor, at: datetime) -> date:
    """A sheet of paper was filled in on its door's day."""
    return door.on if door.on and by.via == Via.PAPER else clock.day(at)


def _slip_of_sheet(text: str) -> str:
    code = slips.read(text)
    if not code:
        told = "ひかえの 文字は 15文字です。紙に 書いてある 文字を たしかめてください。"
        raise Invalid("voices.slip.unknown", told, fields={"slip": told})
    return code
