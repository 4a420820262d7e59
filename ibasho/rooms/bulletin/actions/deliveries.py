"""One paper at one school: how many, brought when, and what the school says of it (by its link, or on the telephone)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ui.links import Given
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import handouts, school_letters
from ibasho.rooms.bulletin.models import Delivery, Handout
from ibasho.rooms.bulletin.queries.deliveries import LINK, told
from ibasho.rooms.bulletin.rules import handouts as rules
from ibasho.rooms.bulletin.rules import schools as numbers
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.rules.kinds import Consent
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.Delivery"
TOLD = ("received_on", "given_out_on", "mailed_on")


@transaction.atomic
def count(*, delivery: Delivery, classes: int, copies: int, by: Actor, at: datetime) -> Delivery:
    """How many this school gets of this paper. Raises Invalid, Conflict once it has them."""
    row = _locked(delivery, by, at)
    _check_not_handed(row)
    numbers.check_numbers(classes, copies)
    row.classes, row.copies = classes, copies
    row.save(update_fields=["classes", "copies"])
    _note("count", row, by, at, classes=classes, copies=copies)
    return row


@transaction.atomic
def remove(*, delivery: Delivery, by: Actor, at: datetime) -> None:
    """This school gets none. Raises Conflict once it has them, or has said something."""
    row = _locked(delivery, by, at)
    _check_not_handed(row)
    if not told(row).silent:
        raise Conflict(
            "bulletin.delivery_told", "学校から 返事が 来ているので、消せません。先に 返事を 消してください。"
        )
    _note("remove", row, by, at, school=row.school_id)
    row.delete()


@transaction.atomic
def hand(
    *, handout: Handout, deliveries: Iterable[Delivery], on: date, mail: bool = True, by: Actor, at: datetime
) -> tuple[int, int]:
    """(schools that have it now, of them written to). One that had it keeps its day. `mail`: the link goes to the school's
    address. Raises Conflict before the board said yes, Invalid for a day that can't be."""
    row = handouts.locked(handout, by, at)
    rules.check_hand(Consent(row.consent), row.consent_on, row.dropped_on, on, clock.day(at))
    wanted = [one.pk for one in deliveries]
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("school").order_by("pk")
    fresh = list(rows.filter(pk__in=wanted, handout=row, handed_on=None, school__is_active=True))
    if not fresh:
        raise Conflict(
            "bulletin.nothing_to_hand", "えらんだ学校には もう とどいているか、学校が おわりに なっています。一覧を たしかめてください。"
        )  # fmt: skip
    mailed = 0
    for one in fresh:
        one.handout, one.handed_on = row, on
        one.save(update_fields=["handed_on"])
        mailed += mail and school_letters.handed(one, ensure(one, at), by, at)
        _note("hand", one, by, at)
    return len(fresh), mailed


@transaction.atomic
def unhand(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """It was typed in by mistake. Raises Conflict where the school says it has it."""
    row = _locked(delivery, by, at)
    if row.handed_on is None:
        raise Conflict("bulletin.delivery_not_handed", "まだ「とどけた」に なっていません。")
    if not told(row).silent:
        raise Conflict(
            "bulletin.delivery_told",
            "学校から 返事が 来ているので、「とどけた」は 取り消せません。先に 返事を 消してください。",
        )
    row.handed_on = row.called_on = None
    row.save(update_fields=["handed_on", "called_on"])
    _note("unhand", row, by, at)
    return row


@transaction.atomic
def tell(*, delivery: Delivery, said: Said, by: Actor, at: datetime) -> Delivery:
    """The school says so, or staff for it. What it says has come is handed over, also where nobody wrote that down.
    Raises Conflict before the board said yes."""
    row = _of_school(delivery, by, at)
    today = clock.day(at)
    if row.handed_on is None:
        handout = row.handout
        rules.check_hand(Consent(handout.consent), handout.consent_on, handout.dropped_on, today, today)
        row.handed_on = None if said == Said.MAILED else today
    _tell(row, told(row).with_(said, today))
    _note("tell", row, by, at, said=said.value)
    return row


@transaction.atomic
def untell(*, delivery: Delivery, said: Said, by: Actor, at: datetime) -> Delivery:
    """A slip of the finger."""
    row = _of_school(delivery, by, at)
    _tell(row, told(row).without(said))
    _note("untell", row, by, at, said=said.value)
    return row


@transaction.atomic
def say(*, delivery: Delivery, words: str, by: Actor, at: datetime) -> Delivery:
    """One word of the school's; empty takes it away. Raises Invalid."""
    row = _of_school(delivery, by, at)
    text = refuse_my_number(" ".join(words.split()))
    if len(text) > rules.SCHOOL_WORDS_MAX:
        sentence = f"{rules.SCHOOL_WORDS_MAX}文字までです。いまは {len(text)}文字 あります。"
        raise Invalid("bulletin.school_words", sentence, fields={"words": sentence})
    row.school_words = text
    row.save(update_fields=["school_words"])
    _note("say", row, by, at, letters=len(text))
    return row


@transaction.atomic
def call(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """Somebody rang the school up today. Raises Conflict where it has answered, or has no paper yet."""
    row = _locked(delivery, by, at)
    if row.handed_on is None or not told(row).silent:
        raise Conflict("bulletin.no_call_needed", "この学校には いま 電話しなくて だいじょうぶです。")
    row.called_on = clock.day(at)
    row.save(update_fields=["called_on"])
    _note("call", row, by, at)
    return row


@transaction.atomic
def uncall(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    row = _locked(delivery, by, at)
    row.called_on = None
    row.save(update_fields=["called_on"])
    _note("uncall", row, by, at)
    return row


@transaction.atomic
def give_link(*, delivery: Delivery, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link to the school's page of this paper; the old one is dead. `mail`: also to the school's address."""
    row = _locked(delivery, by, at)
    LINK.renew(row, at)
    mailed = mail and school_letters.link(row, LINK.address(row), by, at)
    _note("link", row, by, at, mailed=bool(mailed))
    return LINK.given(row, mailed=bool(mailed))


@transaction.atomic
def prepare(*, handout: Handout, by: Actor, at: datetime) -> int:
    """Before packing lists are printed: every school that goes on has its link. How many there are."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    rows = list(handout.deliveries.filter(school__is_active=True).order_by("pk"))
    for one in rows:
        ensure(one, at)
    handouts.record("prepare", handout, by, at, schools=len(rows))
    return len(rows)


def ensure(delivery: Delivery, at: datetime) -> str:
    """Part of an action that writes to a school: the address of the link it has, or of its first one."""
    return LINK.ensure(delivery, _again, at)


def _tell(row: Delivery, now: rules.Told) -> None:
    for name in TOLD:
        setattr(row, name, getattr(now, name))
    row.save(update_fields=[*TOLD, "handed_on"])


def _of_school(delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """The link speaks for its school; otherwise staff type in what they were told."""
    if not by.is_link:
        policies.require(by, Permission.BULLETIN_WRITE, at=at)
    return _again(delivery)


def _locked(delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    return _again(delivery)


def _again(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("handout", "school")
    row = rows.filter(pk=delivery.pk).first()
    if row is None:
        raise NotFound(
            "bulletin.delivery_unknown",
            "この学校は この くばりものの 一覧から なくなりました。ページを 開きなおしてください。",
        )
    return row


def _check_not_handed(row: Delivery) -> None:
    if row.handed_on is not None:
        raise Conflict(
            "bulletin.delivery_handed", "もう とどけた学校です。まちがいなら、先に「とどけた」を とり消してください。"
        )  # fmt: skip


def _note(verb: str, row: Delivery, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"bulletin.delivery.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
