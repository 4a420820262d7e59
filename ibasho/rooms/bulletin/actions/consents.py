"""What the board of education says of a hand-out. Nothing goes to a school before."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.bulletin.actions.handouts import locked, record
from ibasho.rooms.bulletin.models import Handout
from ibasho.rooms.bulletin.rules import handouts as rules
from ibasho.rooms.bulletin.rules.kinds import Consent


@transaction.atomic
def ask(*, handout: Handout, by: Actor, at: datetime) -> Handout:
    """For the first time, or again after a refusal or a change. Raises Conflict once a school has the paper."""
    row = _open(handout, by, at)
    _write(row, Consent.ASKED, asked_on=clock.day(at))
    record("ask_consent", row, by, at)
    return row


@transaction.atomic
def answer(*, handout: Handout, given: bool, on: date, words: str, by: Actor, at: datetime) -> Handout:
    """`on`: the day of the board's answer. Raises Conflict where it was answered, Invalid."""
    row = locked(handout, by, at)
    rules.check_running(row.dropped_on)
    rules.check_answer(Consent(row.consent), row.asked_on, on, clock.day(at))
    told = refuse_my_number(" ".join(words.split()))
    if len(told) > rules.CONSENT_WORDS_MAX:
        sentence = f"{rules.CONSENT_WORDS_MAX}文字までです。"
        raise Invalid("bulletin.consent_words", sentence, fields={"words": sentence})
    _write(row, Consent.GIVEN if given else Consent.REFUSED, row.asked_on, on, told)
    record("answer_consent", row, by, at, given=given)
    return row


@transaction.atomic
def take_back(*, handout: Handout, by: Actor, at: datetime) -> Handout:
    """The answer was typed in by mistake: it is waited for again."""
    row = _open(handout, by, at)
    if row.consent not in rules.ANSWERED:
        raise Conflict("bulletin.consent_none", "まだ 返事は 入っていません。")
    _write(row, Consent.ASKED, row.asked_on)
    record("take_back_consent", row, by, at)
    return row


@transaction.atomic
def not_needed(*, handout: Handout, by: Actor, at: datetime) -> Handout:
    row = _open(handout, by, at)
    _write(row, Consent.NOT_NEEDED)
    record("need_no_consent", row, by, at)
    return row


def _open(handout: Handout, by: Actor, at: datetime) -> Handout:
    row = locked(handout, by, at)
    rules.check_running(row.dropped_on)
    rules.check_consent_open(row.deliveries.filter(handed_on__isnull=False).exists())
    return row


def _write(
    row: Handout, consent: Consent, asked_on: date | None = None, on: date | None = None, words: str = ""
) -> None:
    row.consent, row.asked_on, row.consent_on, row.consent_words = consent.value, asked_on, on, words
    row.save(update_fields=["consent", "asked_on", "consent_on", "consent_words"])
