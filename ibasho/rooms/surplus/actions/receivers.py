"""Who takes food: a place says what it can keep and cook, rests, and wishes for something."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Receiver, Wish
from ibasho.rooms.surplus.rules import receiving
from ibasho.rooms.surplus.rules.allergens import WORDS
from ibasho.rooms.surplus.rules.kinds import Food, WishState
from ibasho.rooms.surplus.rules.receiving import Settings
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN, WISH = "surplus.Receiver", "surplus.Wish"
GONE = (Place.State.ENDED, Place.State.REFUSED)


@transaction.atomic
def register(*, place: Place, told: Settings, by: Actor, at: datetime) -> Receiver:
    """A place takes food from today on. Raises Conflict where it does already, or is no place any more."""
    row = Place.objects.select_for_update().get(pk=place.pk)
    policies.require_of(by, Permission.SURPLUS_OWN, row.organisation_id, at=at)
    settings = _checked(told)
    if row.state in GONE:
        raise Conflict(
            "surplus.receiver.place_over",
            f"{row.name}は おわっている 居場所なので、食べものを うけとれません。ほかの 居場所を えらんでください。",
        )
    if Receiver.objects.filter(place=row).exists():
        raise Conflict(
            "surplus.receiver.known",
            f"{row.name}は もう うけとる所に なっています。「設定を 直す」から 直してください。",
        )
    made = Receiver.objects.create(
        place=row, since=clock.day(at), changed_at=at, changed_by_id=by.person_id, **_columns(settings)
    )
    journal.record("surplus.receiver.register", noun=NOUN, object_id=made.pk, by=by, at=at)
    return made


@transaction.atomic
def change(*, receiver: Receiver, told: Settings, by: Actor, at: datetime) -> Receiver:
    """Holds from the next proposal on; what was agreed stays."""
    row = _locked(receiver, by, at)
    for name, value in _columns(_checked(told)).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by_id = at, by.person_id
    row.save()
    journal.record("surplus.receiver.change", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def pause(*, receiver: Receiver, by: Actor, at: datetime) -> Receiver:
    """Nothing new is proposed until `resume`; pressed twice it stays so."""
    return _switched(receiver, "pause", by, at, on=False)


@transaction.atomic
def resume(*, receiver: Receiver, by: Actor, at: datetime) -> Receiver:
    return _switched(receiver, "resume", by, at, on=True)


@transaction.atomic
def wish(
    *,
    receiver: Receiver,
    food: Food,
    words: str,
    grams: int | None,
    until: date | None,
    by: Actor,
    at: datetime,
) -> Wish:
    """「お米を 10kg」. One open wish of a food: told again it says the newer words. Without `until` it holds four weeks."""
    row, today = _locked(receiver, by, at), clock.day(at)
    said = refuse_my_number(" ".join(words.split())) or food.label
    last = until or today + timedelta(days=receiving.WISH_DAYS)
    receiving.check_wish(said, grams, last, today=today)
    if food.value in row.refused:
        sentence = f"{food.label}は「うけとらない」に なっています。さきに 設定を 直してください。"
        raise Invalid("surplus.wish.refused", sentence, fields={"food": sentence})
    told = {"words": said, "grams": grams, "until": last, "told_at": at, "told_by_id": by.person_id}
    made, _fresh = Wish.objects.update_or_create(
        receiver=row, food=food.value, state=WishState.OPEN.value, defaults=told
    )
    journal.record("surplus.wish.wish", noun=WISH, object_id=made.pk, by=by, at=at, data={"food": food.value})
    return made


@transaction.atomic
def drop_wish(*, wish: Wish, by: Actor, at: datetime) -> Wish:
    """Pressed twice it is dropped once; what was met stays so."""
    _locked(wish.receiver, by, at)
    row = Wish.objects.select_for_update().get(pk=wish.pk)
    if row.state == WishState.OPEN:
        row.state = WishState.DROPPED.value
        row.save(update_fields=["state"])
        journal.record("surplus.wish.drop", noun=WISH, object_id=row.pk, by=by, at=at)
    return row


def _switched(receiver: Receiver, verb: str, by: Actor, at: datetime, *, on: bool) -> Receiver:
    row = _locked(receiver, by, at)
    if row.is_active is not on:
        row.is_active, row.changed_at, row.changed_by_id = on, at, by.person_id
        row.save(update_fields=["is_active", "changed_at", "changed_by"])
        journal.record(f"surplus.receiver.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


def _locked(receiver: Receiver, by: Actor, at: datetime) -> Receiver:
    """Raises NotFound for a stranger."""
    policies.require_of(by, Permission.SURPLUS_OWN, receiver.place.organisation_id, at=at)
    return Receiver.objects.select_for_update().get(pk=receiver.pk)


def _checked(told: Settings) -> Settings:
    receiving.check(told, allergens=frozenset(WORDS))
    refuse_my_number(told.note)
    return told


def _columns(told: Settings) -> dict[str, object]:
    found = asdict(told)
    return {**found, **{name: list(found[name]) for name in ("wished", "refused", "avoids")}}
