"""One meal written down: the answer for ever, the card's use of the day, and the yen. For every way a meal comes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import prepared
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Account, CardUse, Device, Redemption, Shop
from ibasho.rooms.mealtickets.queries import accounts, remaining, scanning
from ibasho.rooms.mealtickets.rules import drawing, redeeming
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, Outcome, Way
from ibasho.rooms.mealtickets.rules.redeeming import Asked, Decision, Purse, Reason, World

CREATED, REFUSED = 201, 409


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked, by whom, when. `day` is the JST day of the meal, `received_at` the server's moment."""

    nonce: UUID
    content_hash: str
    way: Way
    day: date
    received_at: datetime
    shop: Shop
    device: Device | None = None
    counter: int | None = None
    claimed_at: datetime | None = None
    asked_as: str = ""  # the till's own word for the nonce, where it is kept under another
    typed: bool = False  # by fingers, not by the camera: many of them are a sign that somebody should look


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` and `body` are the same for the same nonce, for ever."""

    status: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pot:
    """Who would pay. `account` is None where nobody can; `left` is のこり○食 before this meal."""

    purse: Purse
    account: Account | None
    payable: Account | None
    left: int


EMPTY = Pot(Purse.EMPTY, None, None, 0)


def answer_of(outcome: str, body: Mapping[str, Any]) -> Answer:
    return Answer(REFUSED if outcome == Outcome.REFUSED else CREATED, body)


def body_of(
    decision: Decision, told: Told, *, receipt: str, left: int | None, nearest: list[dict[str, Any]]
) -> dict[str, Any]:
    """What the till shows. Never a name, never anything of the card."""
    said = decision.said
    return {
        "answer": said.reply.value, "mark": said.mark, "word": said.word, "say": said.say,
        "reason": decision.reason.value, "nonce": told.asked_as or str(told.nonce), "receipt": receipt, "remaining": left,
        "nearest": nearest, **({"typed": True} if told.typed else {}),
    }  # fmt: skip


def pool_pot(shop: Shop, seen: scanning.Counts, sources: list[Account]) -> Pot:
    """The first account in drawing order that looks as if it had enough for one meal."""
    price = shop.price_yen
    account = next((one for one in sources if seen.yen.get(one.pk, 0) >= price), None)
    if account is None:
        return EMPTY
    left = _left(shop, seen.eaten, (seen.yen.get(one.pk, 0) for one in sources))
    return Pot(Purse.POOL, account, _payable(account.fund_id, shop, seen.payable), left)


def _left(shop: Shop, eaten: int, yen: Iterable[int]) -> int:
    """のこり○食 before this meal."""
    live = drawing.meals(yen, shop.price_yen)
    return drawing.today(a_day=shop.meals_a_day, eaten=eaten, live=live, reserve=0)[0]


def sure_pot(
    shop: Shop,
    seen: scanning.Counts,
    sources: list[Account],
    *,
    price: int,
    day: date,
    cap: bool,
    order: Sequence[Purse],
) -> Pot:
    """Purses in this order, from rows held to the end, all locked in one statement. With `cap` a reserve pays only as
    many meals a day as its fund allows, counted while it is held."""
    kept = [one for one, _ in remaining.reserves(day=day)]
    funds = sorted({one.fund_id for one in (*sources, *kept)})
    owed = {fund: accounts.of_shop(AccountKind.PAYABLE, fund, shop) for fund in funds}
    held = accounts.locked([*sources, *kept, *owed.values()])
    allowed = {one.pk: left for one, left in remaining.reserves(day=day)} if cap else {}
    enough = {key for key, account in held.items() if account.balance_yen >= price}
    pools = [one for one in sources if one.pk in enough]
    reserves = [one for one in kept if one.pk in enough and (not cap or allowed.get(one.pk, 0) > 0)]
    left = _left(shop, seen.eaten, (held[one.pk].balance_yen for one in sources))
    for purse in order:
        for account in pools if purse == Purse.POOL else reserves:
            return Pot(purse, account, owed[account.fund_id], left)
    return EMPTY


def _payable(fund_id: int, shop: Shop, known: Mapping[int, int]) -> Account:
    """The account of what this fund owes this shop; made with its first meal."""
    if fund_id not in known:
        return accounts.of_shop(AccountKind.PAYABLE, fund_id, shop)
    return Account(pk=known[fund_id], fund_id=fund_id, kind=AccountKind.PAYABLE.value, shop_id=shop.pk)


def refuse(told: Told, decision: Decision, *, nearest: list[dict[str, Any]], left: int | None) -> Answer:
    """△ or ×, one statement: the row is the record, nothing else has changed."""
    row = _row(told, decision, amount_yen=0)
    row.answer = body_of(decision, told, receipt=row.public_id, left=left, nearest=nearest)
    prepared.insert(row)
    return answer_of(row.outcome, row.answer)


def feed(
    told: Told, decision: Decision, pot: Pot, *, card_id: int | None, counts: scanning.Counts, by: Actor
) -> Answer:
    """A meal that was or will be eaten: row, use of the card, and yen unless a person has to look first."""
    row = _row(told, decision, amount_yen=told.shop.price_yen)
    row.pk = counts.receipt_key
    if decision.outcome != Outcome.CHECK and pot.account is not None:
        row.pool_id, row.from_reserve = pot.account.pool_id, pot.purse == Purse.RESERVE
    row.answer = body_of(decision, told, receipt=row.public_id, left=max(0, pot.left - 1), nearest=[])
    used = () if card_id is None else (
        CardUse(card_id=card_id, day=told.day, turn=counts.turn, redemption_id=row.pk),
    )  # fmt: skip
    if decision.outcome == Outcome.CHECK:
        prepared.insert(row, *used)
        note("check", row, by=by, at=told.received_at)
    else:
        pay(row, pot, verb="mealtickets.meal.eat", by=by, at=told.received_at, along=(row, *used))
    return answer_of(row.outcome, row.answer)


@transaction.atomic
def eat(told: Told, card_id: int, *, doubt: Reason | None, known_until: datetime | None, by: Actor) -> Answer:
    """A meal that was eaten already, offline or on paper. Money is looked for only where the shop is paid at once: a
    double from the reserve alone. `known_until`: the last moment at which the counter knew what cards were stopped."""
    shop, today = told.shop, clock.day(told.received_at)
    sources = remaining.sources(shop, day=today)
    seen, counts = scanning.hold(card_id, shop, sources, day=told.day, unless_before=known_until)
    asked = Asked(seen, None, told.day)
    world = World(takes_cards(shop), 1, Purse.RESERVE, settings.MEALS_PER_CARD_A_DAY)
    pot = EMPTY
    if redeeming.eaten(asked, world, doubt=doubt).outcome != Outcome.CHECK:
        order = (Purse.RESERVE,) if redeeming.used_up(asked, world.a_day) else (Purse.POOL, Purse.RESERVE)
        pot = sure_pot(shop, counts, sources, price=shop.price_yen, day=today, cap=False, order=order)
    decision = redeeming.eaten(asked, replace(world, purse=pot.purse), doubt=doubt)
    return feed(told, decision, pot, card_id=card_id, counts=counts, by=by)


def takes_cards(shop: Shop) -> bool:
    return shop.state == Shop.State.STARTED and shop.cards


def pay(
    row: Redemption,
    pot: Pot,
    *,
    verb: str,
    by: Actor,
    at: datetime,
    why: str = "",
    along: Sequence[Model] = (),
) -> None:
    """From pool or reserve to what the shop is owed: the last write of its transaction, so that the one account
    everybody draws from is held for a moment only. The database refuses what is not there."""
    if pot.account is None or pot.payable is None:
        raise ValueError("nobody pays")
    kind = EntryKind.RESERVE_MEAL if pot.purse == Purse.RESERVE else EntryKind.MEAL
    post(
        verb, noun="mealtickets.Redemption", object_id=row.pk, by=by, at=at, why=why, redemption=row,
        lines=[Line(kind, pot.account, pot.payable, row.amount_yen)], data=said_of(row), along=along,
    )  # fmt: skip


def note(verb: str, row: Redemption, *, by: Actor, at: datetime, why: str = "") -> None:
    journal.record(
        f"mealtickets.meal.{verb}", noun="mealtickets.Redemption", object_id=row.pk, by=by, at=at, why=why,
        data=said_of(row),
    )  # fmt: skip


def said_of(row: Redemption) -> dict[str, Any]:
    """Nothing of the card: the journal must not join what `CardUse` alone may join."""
    return {"receipt": row.public_id, "shop": row.shop_id, "device": row.device_id, "reason": row.reason}


def _row(told: Told, decision: Decision, *, amount_yen: int) -> Redemption:
    return Redemption(
        nonce=told.nonce, content_hash=told.content_hash, shop_id=told.shop.pk,
        device_id=told.device.pk if told.device else None, counter=told.counter, way=told.way.value,
        outcome=decision.outcome.value, reason=decision.reason.value, amount_yen=amount_yen, day=told.day,
        claimed_at=told.claimed_at, received_at=told.received_at,
    )  # fmt: skip
