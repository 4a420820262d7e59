"""「11月から2月、毎週 火曜日に 大根 20kg」: promised once, asked about each week; nothing counts until the giver says yes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offer_letters, offers
from ibasho.rooms.surplus.actions.offers import OfferWords
from ibasho.rooms.surplus.models import Depot, Offer, StandingOffer
from ibasho.rooms.surplus.rules import offering as rules
from ibasho.rooms.surplus.rules.kinds import AllergensTold, Band, DateKind, Told
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "surplus.StandingOffer"
READY_FROM, READY_UNTIL, READY_DAYS = time(9), time(17), 1  # fetched on the day itself or the day after


@dataclass(frozen=True, slots=True)
class StandingWords:
    """`weekday`: 0 = Monday; `months`: 1 to 12."""

    food: str
    name: str
    grams: int
    step_grams: int
    keeps_days: int
    months: tuple[int, ...]
    weekday: int
    band: str = Band.ROOM.value
    depot: Depot | None = None
    pickup_words: str = ""
    pickup_lat: float | None = None
    pickup_lng: float | None = None
    note: str = ""


@transaction.atomic
def promise(*, words: StandingWords, organisation: Organisation, by: Actor, at: datetime) -> StandingOffer:
    """By the giver, or typed in for them by staff. Raises NotFound, Invalid."""
    policies.require_of(by, Permission.SURPLUS_OWN, organisation.pk, at=at)
    row = StandingOffer.objects.create(
        organisation=organisation, made_at=at, made_by_id=by.person_id, **_checked(words)
    )
    _note("promise", row, by, at, grams=row.grams)
    return row


@transaction.atomic
def change(*, standing: StandingOffer, words: StandingWords, by: Actor, at: datetime) -> StandingOffer:
    """From the next question on; what was already offered stays as it is. Raises NotFound, Invalid."""
    locked = _lock(standing, by, at)
    for name, value in _checked(words).items():
        setattr(locked, name, value)
    locked.save()
    _note("change", locked, by, at, grams=locked.grams)
    return locked


@transaction.atomic
def stop(*, standing: StandingOffer, by: Actor, at: datetime) -> StandingOffer:
    """No more questions; what was already offered stays. Twice is once."""
    return _switch(standing, False, "stop", by, at)


@transaction.atomic
def go_on(*, standing: StandingOffer, by: Actor, at: datetime) -> StandingOffer:
    """A `stop` taken back."""
    return _switch(standing, True, "go_on", by, at)


def ask(*, by: Actor, at: datetime) -> int:
    """In the week before: once for each pick-up day, to who promised; how many were asked. The desk rings up the others."""
    policies.require_server(by)
    rows = StandingOffer.objects.filter(is_active=True, organisation__is_active=True).order_by("pk")
    return sum(_ask_one(one.pk, by, at) for one in rows if due_day(one, clock.day(at)) is not None)


@transaction.atomic
def say_yes(
    *, standing: StandingOffer, grams: int, day: date | None = None, by: Actor, at: datetime
) -> Offer:
    """This week's becomes an offer. `grams` may be less or more than promised. Once for each pick-up day.
    Raises NotFound, Conflict, Invalid."""
    locked = _lock(standing, by, at)
    ready = _day_to_answer(locked, day, at)
    starts = max(clock.at(ready, READY_FROM), at)
    words = OfferWords(
        food=locked.food, name=locked.name, grams=grams, step_grams=min(locked.step_grams, grams), band=locked.band,
        date_kind=DateKind.NONE.value, use_until=ready + timedelta(days=locked.keeps_days),
        allergens_told=AllergensTold.NOT_ASKED.value, ready_from=starts,
        ready_until=clock.at(ready + timedelta(days=READY_DAYS), READY_UNTIL), note=locked.note, depot=locked.depot,
        pickup_words=locked.pickup_words, pickup_lat=locked.pickup_lat,
        pickup_lng=locked.pickup_lng,
    )  # fmt: skip
    offer = offers.post(
        told=Told.STANDING, words=words, organisation=locked.organisation, standing=locked, by=by, at=at
    )
    if locked.none_on == ready:
        locked.none_on = None
        locked.save(update_fields=["none_on"])
    _note("say_yes", locked, by, at, grams=grams)
    return offer


@transaction.atomic
def say_no(*, standing: StandingOffer, day: date | None = None, by: Actor, at: datetime) -> StandingOffer:
    """None this week; no reason is asked. A yes may still follow. Raises NotFound, Conflict."""
    locked = _lock(standing, by, at)
    locked.none_on = _day_to_answer(locked, day, at)
    locked.save(update_fields=["none_on"])
    _note("say_no", locked, by, at)
    return locked


def due_day(standing: StandingOffer, today: date) -> date | None:
    """The pick-up day of this week that has no answer yet, None where nothing is to be asked."""
    day = rules.next_day(standing.months, standing.weekday, today)
    if day is None or not standing.is_active or standing.none_on == day or offered(standing, day):
        return None
    return day


def offered(standing: StandingOffer, day: date) -> bool:
    first, last = clock.day_bounds(day)
    return standing.offers.filter(ready_from__gte=first, ready_from__lt=last).exists()


def _ask_one(key: int, by: Actor, at: datetime) -> bool:
    with transaction.atomic():
        locked = StandingOffer.objects.select_for_update(of=("self",)).get(pk=key)
        day = due_day(locked, clock.day(at))
        asked = (
            locked.asked_on is not None
            and day is not None
            and locked.asked_on > day - timedelta(rules.ASK_DAYS)
        )
        if day is None or asked:
            return False
        locked.asked_on = clock.day(at)
        locked.save(update_fields=["asked_on"])
        mailed = offer_letters.ask(locked, by=by, at=at)
        _note("ask", locked, by, at, mailed=mailed)
    return True


def _day_to_answer(locked: StandingOffer, day: date | None, at: datetime) -> date:
    found = day or rules.next_day(locked.months, locked.weekday, clock.day(at))
    if found is None or not locked.is_active:
        raise Conflict(
            "surplus.standing_out",
            "いまは 季節の外か、やめた 約束です。1回だけの おすそわけとして 出してください。",
        )
    if found.weekday() != locked.weekday or found.month not in locked.months or found < clock.day(at):
        raise Invalid(
            "surplus.standing_day", "その日は 約束の日では ありません。曜日と 月を 確かめてください。"
        )
    if offered(locked, found):
        raise Conflict(
            "surplus.standing_once",
            "この週の ぶんは もう 出してあります。直すときは、その おすそわけを ひらいてください。",
        )
    return found


def _checked(words: StandingWords) -> dict[str, Any]:
    """Columns and their values. Raises Invalid."""
    rules.check_standing(words.food, words.months, words.weekday, words.keeps_days)
    rules.check_step(words.grams, words.step_grams)
    name = refuse_my_number(" ".join(words.name.split()))
    if not name:
        sentence = "しなものの 名前を 書いてください。例：大根"
        raise Invalid("surplus.nothing", sentence, fields={"name": sentence})
    return {
        **{one.name: getattr(words, one.name) for one in fields(words)}, "name": name, "months": sorted(set(words.months)),
        "pickup_words": refuse_my_number(" ".join(words.pickup_words.split())), "note": refuse_my_number(words.note.strip()),
    }  # fmt: skip


def _lock(standing: StandingOffer, by: Actor, at: datetime) -> StandingOffer:
    rows = StandingOffer.objects.select_for_update(of=("self",)).select_related("organisation", "depot")
    locked = rows.get(pk=standing.pk)
    policies.require_of(by, Permission.SURPLUS_OWN, locked.organisation_id, at=at)
    return locked


def _switch(standing: StandingOffer, is_active: bool, verb: str, by: Actor, at: datetime) -> StandingOffer:
    locked = _lock(standing, by, at)
    if locked.is_active != is_active:
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        _note(verb, locked, by, at)
    return locked


def _note(verb: str, row: StandingOffer, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"surplus.standing.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
