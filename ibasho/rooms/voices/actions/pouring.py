"""Sealed answers become rows, many at a time and shuffled, so that neither keys nor transaction ids nor the order of rows
join an answer to a ticket or a moment (statements 51, 52).

One transaction for each hearing and no savepoint inside: a savepoint has a transaction id of its own, and all rows of one
pour must carry the same."""

from __future__ import annotations

import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, sealing
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import opinions, releases, standing_still
from ibasho.rooms.voices.models import Answer, Door, Envelope, Hearing, Opinion, Pick, Ticket
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.queries import reading
from ibasho.rooms.voices.rules import envelopes
from ibasho.rooms.voices.rules.envelopes import Letter
from ibasho.town.people.permissions import Permission

T = TypeVar("T")
Letters = Mapping[uuid.UUID, Letter]
_CHANCE = secrets.SystemRandom()
_ROWS = 500  # written in one statement


def pour(*, by: Actor, at: datetime) -> int:
    """How many answers became rows. What cannot be opened is marked and stops nobody; the next pour tries it again."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    poured = 0
    for hearing, letters in _waiting():
        posted = [letter.posted_on for letter in letters.values()]
        is_open = queries.is_open(hearing, clock.day(at))
        if envelopes.are_ready(posted, is_open=is_open, today=clock.day(at)):
            poured += _pour(hearing, letters, by=by, at=at)
            if hearing.live and is_open:
                releases.live(hearing=hearing, by=by, at=at)
    return poured


@transaction.atomic
def _pour(hearing: Hearing, letters: Letters, *, by: Actor, at: datetime) -> int:
    small = reading.small_names()
    standing_still.pouring(hearing.pk)
    here = Envelope.objects.select_for_update().filter(pk__in=letters.keys()).order_by("pk")
    found = [letters[key] for key in here.values_list("pk", flat=True)]
    slips = {letter.slip_hash for letter in found} - {""}
    known = set(Answer.objects.filter(slip_hash__in=slips).values_list("slip_hash", flat=True))
    fresh = _shuffled(letter for letter in found if letter.slip_hash not in known)
    doors = {door.pk: door for door in Door.objects.select_related("hearing").filter(hearing=hearing)}
    rows = [_answer(letter, hearing) for letter in fresh]
    Answer.objects.bulk_create(rows, batch_size=_ROWS)
    _write_picks(hearing, fresh)
    _write_opinions(hearing, fresh, doors, small)
    _renew_tickets(hearing)
    Envelope.objects.filter(pk__in=letters.keys()).delete()
    if rows:
        journal.record(
            "voices.hearing.pour", noun="voices.Hearing", object_id=hearing.public_id, by=by, at=at,
            data={"answers": len(rows)},
        )  # fmt: skip
    return len(rows)


def _waiting() -> list[tuple[Hearing, Letters]]:
    """Opened envelopes by their hearing. One whose hearing is gone goes as well: there is nothing it could answer."""
    keys = sealing.Keys.read(settings.SEAL_SECRETS)
    opened: dict[uuid.UUID, Letter] = {}
    shut: list[uuid.UUID] = []
    for row in Envelope.objects.all().iterator():
        try:
            opened[row.pk] = _opened(row, keys)
        except (DomainError, ValueError, KeyError, TypeError):
            shut.append(row.pk)
    Envelope.objects.filter(pk__in=shut, broken=False).update(broken=True)
    Envelope.objects.filter(pk__in=opened.keys(), broken=True).update(broken=False)
    doors = Door.objects.in_bulk({letter.door_id for letter in opened.values()})
    Envelope.objects.filter(
        pk__in=[key for key, letter in opened.items() if letter.door_id not in doors]
    ).delete()
    found: dict[int, dict[uuid.UUID, Letter]] = defaultdict(dict)
    for key, letter in opened.items():
        if letter.door_id in doors:
            found[doors[letter.door_id].hearing_id][key] = letter
    hearings = Hearing.objects.in_bulk(found)
    return [(hearings[key], found[key]) for key in sorted(hearings)]


def _opened(row: Envelope, keys: sealing.Keys) -> Letter:
    plain = sealing.unseal(
        bytes(row.sealed), keys=keys, purpose=envelopes.PURPOSE, bound_to=envelopes.bound_to(row.pk)
    )
    return envelopes.unpacked(plain)


def _answer(letter: Letter, hearing: Hearing) -> Answer:
    given = letter.given
    return Answer(
        id=letter.answer_id, hearing=hearing, door_id=letter.door_id, respondent=given.respondent, stage=given.stage,
        district_code=given.district_code, wording=given.wording, day=letter.day, slip_hash=letter.slip_hash or None,
    )  # fmt: skip


def _write_picks(hearing: Hearing, letters: Iterable[Letter]) -> None:
    """Only of what is still asked: a choice taken away meanwhile stops nobody's answer."""
    asked = {row.pk: {one.pk for one in row.choices.all()} for row in queries.questions(hearing)}
    rows = [
        Pick(
            answer_id=letter.answer_id,
            question_id=one.question_id,
            choice_id=one.choice_id,
            place=one.place,
            face=one.face,
        )
        for letter in letters
        for one in letter.given.picks
        if one.question_id in asked and (one.choice_id is None or one.choice_id in asked[one.question_id])
    ]
    Pick.objects.bulk_create(_shuffled(rows), batch_size=_ROWS)


def _write_opinions(
    hearing: Hearing, letters: Iterable[Letter], doors: Mapping[int, Door], small: Sequence[str]
) -> None:
    asked = {row.pk: row for row in hearing.questions.all()}
    rows = [
        opinions.unsaved(
            door=doors[letter.door_id], question=asked.get(one.question_id), words=one.words,
            respondent=letter.given.respondent, stage=letter.given.stage, district_code=letter.given.district_code,
            day=letter.day, answer=Answer(id=letter.answer_id), small=small,
        )
        for letter in letters
        for one in letter.given.texts
    ]  # fmt: skip
    Opinion.objects.bulk_create(_shuffled(rows), batch_size=_ROWS)


def _renew_tickets(hearing: Hearing) -> None:
    """Written anew in another order: a ticket no longer tells when it was spent."""
    rows = list(Ticket.objects.filter(door__hearing=hearing).values_list("hash", "door_id", "spent"))
    if not any(spent for _hash, _door, spent in rows):
        return
    Ticket.objects.filter(door__hearing=hearing).delete()
    renewed = [Ticket(hash=told, door_id=door, spent=spent) for told, door, spent in _shuffled(rows)]
    Ticket.objects.bulk_create(renewed, batch_size=_ROWS)


def _shuffled(found: Iterable[T]) -> list[T]:
    rows = list(found)
    _CHANCE.shuffle(rows)
    return rows
