"""Cards: made by the batch, stopped, replaced, forgotten. What is written about them names neither child nor number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import keys
from ibasho.rooms.mealtickets.models import Card, CardUse, Sheet, Shop
from ibasho.rooms.mealtickets.queries import keys as known_keys
from ibasho.rooms.mealtickets.rules import codes
from ibasho.rooms.mealtickets.rules import sheets as rules
from ibasho.town.people.permissions import Permission


@transaction.atomic
def make_sheet(
    *,
    count: int,
    given_to: str,
    kind: str = Sheet.Kind.CHILD,
    shop: Shop | None = None,
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Sheet:
    """A batch of `count` cards (1–500), or of tickets for the wall of `shop`. Raises Invalid."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    today = clock.day(at)
    until = valid_until or rules.default_until(today)
    rules.require_count(count)
    rules.require_until(today, until, settings.MEAL_CARD_DAYS_MAX)
    _require_shop(kind, shop)
    key = keys.current(by=by, at=at)
    known_keys.seed_of(key.key_id)  # a batch that could not be printed is not made
    sheet = Sheet.objects.create(
        kind=kind, shop=shop, given_to=refuse_my_number(given_to.strip()), count=count, made_on=today,
        valid_until=until, made_at=at, made_by_id=by.person_id,
    )  # fmt: skip
    Card.objects.bulk_create(_card(sheet, position, key.key_id) for position in range(1, count + 1))
    _note("mealtickets.sheet.make", sheet, by, at, data={"count": count, "kind": kind, "key_id": key.key_id})
    return sheet


@transaction.atomic
def revoke(*, card: Card, why: str = "", by: Actor, at: datetime) -> Card:
    """The card stops at once; asked again, it stays stopped. Raises NotAllowed."""
    policies.require(by, Permission.MEALS_COUNTER, at=at)
    held = _held(card)
    if held.state == Card.State.LIVE:
        _end(held, Card.State.REVOKED, at)
        _tell("revoke", held, by, at, refuse_my_number(why))
    return held


@transaction.atomic
def revoke_many(*, sheet: Sheet, positions: Sequence[int], why: str, by: Actor, at: datetime) -> int:
    """A whole batch or a part of it was lost. Gives how many cards stopped. Raises Invalid, NotAllowed."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    told = reason(why, code="card.why", sentence="わけを 書いてください。あとで 読む人のためです。")
    rows = (
        sheet.cards.select_for_update().filter(position__in=positions, state=Card.State.LIVE).order_by("pk")
    )
    ids = [row.pk for row in rows]
    Card.objects.filter(pk__in=ids).update(state=Card.State.REVOKED, ended_at=at)
    if ids:
        data = {"positions": list(positions), "stopped": len(ids)}
        _note("mealtickets.sheet.revoke", sheet, by, at, why=told, data=data)
    return len(ids)


@transaction.atomic
def replace(*, card: Card, by: Actor, at: datetime) -> Card:
    """The old card stops, a new one of the same batch takes its place: same last day, and what was eaten today counts
    on. Raises Conflict, NotAllowed."""
    policies.require(by, Permission.MEALS_COUNTER, at=at)
    key = keys.current(by=by, at=at)
    sheet = Sheet.objects.select_for_update().get(pk=card.sheet_id)  # one new position at a time
    held = _held(card)
    _require_replaceable(held, sheet, clock.day(at))
    new = _card(sheet, 1 + (sheet.cards.aggregate(last=Max("position"))["last"] or 0), key.key_id)
    new.save()
    held.replaced_by = new
    _end(held, Card.State.REPLACED, held.ended_at or at)
    whole = sheet.kind == Sheet.Kind.WALL  # one ticket is one meal, on whatever day
    held.uses.filter(**({} if whole else {"day": clock.day(at)})).update(card=new)
    _tell("replace", held, by, at, data={"new": new.position})
    return new


@transaction.atomic
def note_printed(*, sheet: Sheet, positions: Sequence[int], by: Actor, at: datetime) -> None:
    """Who held these cards' codes in the hand, and when."""
    policies.require(by, Permission.MEALS_COUNTER, at=at)
    _note("mealtickets.sheet.print", sheet, by, at, data={"positions": list(positions)})


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """The nightly job. Some days after a card has ended its uses go: nothing ties its meals together any more. The
    card itself goes once its last day is that long past as well; until then a device without a network has to know
    that it was stopped. An empty batch goes a year after its last day. Gives the number of cards erased."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    since = at - timedelta(days=rules.KEEP_DAYS)
    expired = Q(card__sheet__valid_until__lt=clock.day(since))
    uses, _ = CardUse.objects.filter(expired | Q(card__ended_at__lt=since)).delete()
    old = Card.objects.filter(sheet__valid_until__lt=clock.day(since))
    cards = old.count()
    old.delete()
    year_ago = clock.day(at) - timedelta(days=rules.SHEET_KEEP_DAYS)
    Sheet.objects.filter(valid_until__lt=year_ago).delete()
    if uses or cards:
        journal.record(
            "mealtickets.card.forget", noun="mealtickets.Card", object_id="", by=by, at=at,
            data={"uses": uses, "cards": cards},
        )  # fmt: skip
    return cards


def _require_shop(kind: str, shop: Shop | None) -> None:
    if (kind == Sheet.Kind.WALL) == (shop is not None):
        return
    words = "かべのチケットは お店を えらんでください。こどもカードは どのお店でも 使えます。"
    raise Invalid("sheet.shop", words, fields={"shop": words})


def _card(sheet: Sheet, position: int, key_id: int) -> Card:
    return Card(sheet=sheet, position=position, key_id=key_id, typed=codes.new_typed())


def _held(card: Card) -> Card:
    return Card.objects.select_for_update(of=("self",)).select_related("sheet", "replaced_by").get(pk=card.pk)


def _end(card: Card, state: str, at: datetime) -> None:
    card.state, card.ended_at = state, at
    card.save(update_fields=["state", "ended_at", "replaced_by"])


def _require_replaceable(card: Card, sheet: Sheet, day: date) -> None:
    if card.state == Card.State.REPLACED:
        new = f"新しいカードは {card.replaced_by.position}枚目です。" if card.replaced_by else ""
        raise Conflict("card.replaced", f"このカードは もう とりかえてあります。{new}")
    if sheet.valid_until < day:
        words = "このカードは 使える日が すぎています。いまのカードの たばから 1枚 わたしてください。"
        raise Conflict("card.expired", words)


def _tell(
    verb: str, card: Card, by: Actor, at: datetime, why: str = "", data: dict[str, int] | None = None
) -> None:
    journal.record(
        f"mealtickets.card.{verb}", noun="mealtickets.Card", object_id=card.pk, by=by, at=at, why=why.strip(),
        data={"sheet": card.sheet.public_id, "position": card.position, **(data or {})},
    )  # fmt: skip


def _note(
    verb: str, sheet: Sheet, by: Actor, at: datetime, *, data: dict[str, object], why: str = ""
) -> None:
    journal.record(
        verb, noun="mealtickets.Sheet", object_id=sheet.public_id, by=by, at=at, why=why.strip(), data=data
    )
