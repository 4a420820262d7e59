"""引き継ぎ: written by who hands over (or by the city for them), handed to another, received by that other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports import policies
from ibasho.front.reports.models import Handover, HandoverItem
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.rules import april, handing
from ibasho.front.reports.rules.handing import Item
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person

NOUN = "reports.Handover"


@transaction.atomic
def begin(
    *, nendo: int, duty: str, organisation: Organisation, giver: Person, words: str = "", by: Actor, at: datetime
) -> Handover:  # fmt: skip
    """One's own, or the city for whoever is gone already. Raises Invalid, and Conflict where that 担当 has one."""
    policies.require_handover(by, giver.pk, at=at)
    april.check_nendo(nendo + 1, clock.day(at))
    title = handing.check_duty(duty)
    Person.objects.select_for_update(no_key=True).get(pk=giver.pk)  # two tabs come one after the other
    if Handover.objects.filter(nendo=nendo, giver=giver, duty=title).exists():
        raise Conflict(
            "reports.handover_once", "この 担当の 引き継ぎは もう あります。一覧から 開いてください。"
        )
    row = Handover.objects.create(
        nendo=nendo, duty=title, organisation=organisation, giver=giver, words=handing.check_words(words),
        made_at=at, made_by_id=people.person_of(by),
    )  # fmt: skip
    _note("begin", row, by, at)
    return row


@transaction.atomic
def change(*, handover: Handover, duty: str, words: str, by: Actor, at: datetime) -> Handover:
    """Until it is handed over."""
    row = _writing(handover, by, at)
    row.duty, row.words = handing.check_duty(duty), handing.check_words(words)
    twin = Handover.objects.filter(nendo=row.nendo, giver=row.giver_id, duty=row.duty).exclude(pk=row.pk)
    if twin.exists():
        raise Conflict(
            "reports.handover_once", "この 担当の 引き継ぎは もう あります。一覧から 開いてください。"
        )
    row.save(update_fields=["duty", "words"])
    _note("change", row, by, at)
    return row


@transaction.atomic
def add_item(*, handover: Handover, item: Item, by: Actor, at: datetime) -> HandoverItem:
    row = _writing(handover, by, at)
    told = item.tidy()
    handing.check_room(row.items.count())
    made = HandoverItem.objects.create(
        handover=row, words=told.words, due_on=told.due_on, contact=told.contact
    )
    _note("add_item", row, by, at)
    return made


@transaction.atomic
def drop_item(*, handover: Handover, key: int, by: Actor, at: datetime) -> None:
    """Does nothing where it is gone already."""
    row = _writing(handover, by, at)
    row.items.filter(pk=key).delete()
    _note("drop_item", row, by, at)


@transaction.atomic
def hand(*, handover: Handover, taker: Person, by: Actor, at: datetime) -> Handover:
    """To somebody of the desk, who finds it waiting. Undone with `take_back` until it is received."""
    row = _writing(handover, by, at)
    handing.check_hand(row.giver_id, taker.pk)
    if not queries.colleagues(clock.day(at)).filter(pk=taker.pk).exists():
        sentence = (
            "この人は いま 市の しごとの 役割が ありません。先に 管理者に 役割を たしてもらってください。"
        )
        raise Invalid("reports.handover_taker", sentence, fields={"taker": sentence})
    row.taker, row.handed_at = taker, at
    row.save(update_fields=["taker", "handed_at"])
    _note("hand", row, by, at)
    return row


@transaction.atomic
def take_back(*, handover: Handover, by: Actor, at: datetime) -> Handover:
    """The undo of `hand`, until it is received."""
    policies.require_handover(by, handover.giver_id, at=at)
    row = queries.locked(handover.pk)
    handing.check_handed(handing.standing(row.handed_at, row.taken_at))
    row.taker, row.handed_at = None, None
    row.save(update_fields=["taker", "handed_at"])
    _note("take_back", row, by, at)
    return row


@transaction.atomic
def receive(*, handover: Handover, by: Actor, at: datetime) -> Handover:
    """The taker alone: from then on it stays as it is."""
    row = queries.locked(handover.pk)
    policies.require_taker(by, row.taker_id, at=at)
    handing.check_handed(handing.standing(row.handed_at, row.taken_at))
    row.taken_at = at
    row.save(update_fields=["taken_at"])
    _note("receive", row, by, at)
    return row


@transaction.atomic
def drop(*, handover: Handover, by: Actor, at: datetime) -> None:
    """One begun by mistake, before it is handed over."""
    row = _writing(handover, by, at)
    _note("drop", row, by, at)
    row.delete()


def _writing(handover: Handover, by: Actor, at: datetime) -> Handover:
    policies.require_handover(by, handover.giver_id, at=at)
    row = queries.locked(handover.pk)
    handing.check_writing(handing.standing(row.handed_at, row.taken_at))
    return row


def _note(verb: str, row: Handover, by: Actor, at: datetime) -> None:
    data = {"nendo": row.nendo, "giver": row.giver_id, "taker": row.taker_id}
    journal.record(f"reports.handover.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
