"""Readings: guessed once by the dictionary, looked at by a person, kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.ports.reader import Reader
from ibasho.base.ui import furigana
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Reading
from ibasho.rooms.bulletin.queries import readings as queries
from ibasho.rooms.bulletin.rules import reading as rules
from ibasho.rooms.bulletin.rules.kinds import Origin
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.Reading"
AGREE_MAX = 200


def guess(*, texts: Iterable[str], reader: Reader, by: Actor, at: datetime) -> int:
    """Reads what nobody can read; gives how many words are new. A text that cannot be read stops no other: the first such
    error is raised when all the others are done."""
    policies.require_server(by)
    known, guessed = {**queries.words(), **furigana.readings()}, queries.guessed()
    made, failure = 0, None
    for text in texts:
        try:
            found = _found(text, reader, known, guessed)
        except (ValueError, RuntimeError) as error:
            failure = failure or error
            continue
        made += len(_keep(found, by, at))
        known |= {one.word: one.kana for one in found}
        guessed |= {one.word: one.kana for one in found}
    if made:
        furigana.refresh()
    if failure:
        raise failure
    return made


@transaction.atomic
def correct(*, reading: Reading, kana: str, by: Actor, at: datetime) -> Reading:
    """By a person: from now on this word is never guessed again."""
    _require(by, at)
    told = rules.tidy_kana(kana)
    row = _locked(reading)
    row.kana = told
    return _looked_at(row, "correct", by, at)


@transaction.atomic
def agree(*, numbers: Sequence[int], by: Actor, at: datetime) -> int:
    """「これで よい」 for many at once; gives how many were guessed until now."""
    _require(by, at)
    rows = Reading.objects.select_for_update(of=("self",)).filter(
        pk__in=numbers[:AGREE_MAX], origin=Origin.GUESSED.value
    )
    done = [_looked_at(row, "agree", by, at) for row in rows.order_by("pk")]
    return len(done)


@transaction.atomic
def doubt(*, reading: Reading, by: Actor, at: datetime) -> Reading:
    """Back among those that nobody has looked at."""
    _require(by, at)
    row = _locked(reading)
    if row.origin == Origin.GUESSED.value:
        raise Conflict(
            "bulletin.reading_open", "まだ たしかめていない よみです。ページを 開きなおしてください。"
        )
    row.origin, row.changed_at, row.changed_by_id = Origin.GUESSED.value, None, None
    row.save(update_fields=["origin", "changed_at", "changed_by"])
    _note("doubt", row.pk, by, at)
    return row


@transaction.atomic
def add(*, word: str, kana: str, by: Actor, at: datetime) -> Reading:
    """A word of one's own. What our lists read cannot be read otherwise here; a longer word can."""
    _require(by, at)
    told, said = rules.tidy_word(word), rules.tidy_kana(kana)
    listed = furigana.readings().get(told)
    if listed:
        sentence = f"「{told}」は はじめから「{listed}」と 読みます。前や 後ろの ことばを つけて、長くして 入れてください。"
        raise Conflict("bulletin.reading_listed", sentence, fields={"word": sentence})
    row = Reading.objects.select_for_update(of=("self",)).filter(word=told).first()
    row = row or Reading(word=told, found_on=clock.day(at))
    row.kana = said
    return _looked_at(row, "add", by, at)


@transaction.atomic
def forget(*, reading: Reading, by: Actor, at: datetime) -> None:
    """Where the word still stands on a page, the dictionary guesses anew."""
    _require(by, at)
    row = _locked(reading)
    number = row.pk
    row.delete()
    _note("forget", number, by, at)
    transaction.on_commit(furigana.refresh)


def _found(text: str, reader: Reader, known: dict[str, str], guessed: dict[str, str]) -> list[rules.Found]:
    out: list[rules.Found] = []
    for sentence in rules.sentences(text):
        if kernel.bare(sentence, known) or any(word in sentence for word in guessed):
            out += rules.found(sentence, reader.readings(sentence), known, guessed)
    return out


@transaction.atomic
def _keep(found: Sequence[rules.Found], by: Actor, at: datetime) -> list[Reading]:
    """What is there already, a person's word above all, stays as it is."""
    told = {one.word: one for one in found}
    there = set(Reading.objects.filter(word__in=told).values_list("word", flat=True))
    rows = [
        Reading(word=one.word, kana=one.kana, context=one.context, origin=Origin.GUESSED.value, found_on=clock.day(at))
        for one in told.values() if one.word not in there
    ]  # fmt: skip
    made = Reading.objects.bulk_create(rows, ignore_conflicts=True)
    if made:
        journal.record("bulletin.reading.guess", noun=NOUN, object_id="", by=by, at=at, data={"n": len(made)})
    return made


def _looked_at(row: Reading, verb: str, by: Actor, at: datetime) -> Reading:
    row.origin, row.changed_at, row.changed_by_id = Origin.PERSON.value, at, people.person_of(by)
    row.save()
    _note(verb, row.pk, by, at)
    transaction.on_commit(furigana.refresh)
    return row


def _require(by: Actor, at: datetime) -> None:
    policies.require(by, Permission.BULLETIN_MANAGE, at=at)


def _locked(reading: Reading) -> Reading:
    row = Reading.objects.select_for_update(of=("self",)).filter(pk=reading.pk).first()
    if row is None:
        raise NotFound("bulletin.reading_unknown", "このよみは もう ありません。一覧から えらんでください。")
    return row


def _note(verb: str, number: int, by: Actor, at: datetime) -> None:
    journal.record(f"bulletin.reading.{verb}", noun=NOUN, object_id=number, by=by, at=at)
