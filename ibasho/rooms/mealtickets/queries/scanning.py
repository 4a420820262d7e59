"""What a scan needs to know, in as few statements as can be: a child stands at the counter.

Written as SQL by hand: the whole look is one statement, and nothing is read that the answer does not need.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ports import prepared
from ibasho.rooms.mealtickets.models import Account, Device, Shop
from ibasho.rooms.mealtickets.queries import keys, remaining
from ibasho.rooms.mealtickets.rules import codes
from ibasho.rooms.mealtickets.rules.redeeming import Reason, Seen
from ibasho.town.places.models import Place

FRESH = timedelta(seconds=10)  # how long a process believes the drawing order it read; sums are never kept
_SESSION = ("expires_at", "closed_at")
# `from_db` takes columns in the order in which the model declares them.
_DEVICE = ("id", "public_id", "shop_id", "key_version", "state", "registered_at", "synced_at")
_SHOP = ("id", "public_id", "place_id", "state", "price_yen", "meals_a_day", "cards")
_PLACE = ("id", "public_id", "name", "organisation_id", "district_code", "lat", "lng")
_CARD = ("id", "state", "ended_at", "wall", "here", "valid_until", "uses", "uses_ever")
_KNOWN = ("id", "content_hash", "outcome", "answer")


def _columns(alias: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


_CARD_COLUMNS = """c.id, case when k.revoked_at is null then c.state else 'revoked' end, coalesce(k.revoked_at, c.ended_at), t.kind = 'wall',
    t.kind = 'child' or t.shop_id = h.id, t.valid_until,
    u.today, u.ever"""
_FROM_CARD = """left join mealtickets_card c on {which}
    left join mealtickets_sheet t on t.id = c.sheet_id
    left join mealtickets_signingkey k on k.key_id = c.key_id
    left join lateral (select count(*) filter (where day = %(day)s) as today, count(*) as ever
        from mealtickets_carduse where card_id = c.id) u on true"""
_LOOK = f"""
select s.expires_at, s.closed_at, {_columns("d", _DEVICE)}, {_columns("h", _SHOP)}, {_columns("p", _PLACE)},
    {_CARD_COLUMNS}, {_columns("r", _KNOWN)}
from mealtickets_devicesession s
    join mealtickets_device d on d.id = s.device_id
    join mealtickets_shop h on h.id = d.shop_id
    join places_place p on p.id = h.place_id
    {_FROM_CARD}
    left join mealtickets_redemption r on r.nonce = %(nonce)s
where s.token_hash = %(token)s and d.public_id = %(device)s"""  # noqa: S608 - columns of ours alone
# The shop's row is held with the card's: two cards at one counter never share its last meal. What is counted is counted
# by a statement of its own, after the lock.
_HOLD = """
select case when k.revoked_at is null then c.state else 'revoked' end, coalesce(k.revoked_at, c.ended_at),
    t.kind = 'wall', t.kind = 'child' or t.shop_id = h.id, t.valid_until,
    h.state, h.price_yen, h.meals_a_day, h.cards
from mealtickets_shop h
    join mealtickets_card c on c.id = %(card)s
    join mealtickets_sheet t on t.id = c.sheet_id
    left join mealtickets_signingkey k on k.key_id = c.key_id
where h.id = %(shop)s for no key update of h, c"""
_USES = """
select count(*) filter (where u.day = %(day)s), coalesce(max(u.turn) filter (where u.day = %(day)s), 0) + 1, count(*),
    coalesce((select o.meals from mealtickets_shopday o where o.shop_id = %(shop)s and o.day = %(day)s), 0),
    array(select array[a.id, a.fund_id, -1] from mealtickets_account a where a.shop_id = %(shop)s and a.kind = 'payable'
        union all
        select array[a.id, a.fund_id, a.credits_yen - a.debits_yen] from mealtickets_account a
        where a.id = any(%(sources)s)),
    nextval('mealtickets_redemption_id_seq')
from mealtickets_carduse u where u.card_id = %(card)s"""


class Wanted(NamedTuple):
    """The card by its number or by its typed code, or why there is none."""

    number: UUID | None
    typed: str
    trouble: Reason | None


@dataclass(frozen=True, slots=True)
class Known:
    """The answer this nonce has had already."""

    content_hash: str
    outcome: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """One device's session, its shop (with place), the card that was shown and what the nonce is known for."""

    expires_at: datetime
    closed_at: datetime | None
    device: Device
    shop: Shop
    card_id: int | None
    card: Seen | None
    known: Known | None

    def is_open(self, at: datetime) -> bool:
        return self.closed_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Counts:
    """`turn`: the next of the card on the day; `eaten`: meals of the shop on the day; `yen`: account id → balance; `payable`: fund id → account id;
    `receipt_key`: the key the meal's row will have, so that all its rows are written in one statement."""

    uses: int
    turn: int
    uses_ever: int
    eaten: int
    yen: Mapping[int, int]
    payable: Mapping[int, int]
    receipt_key: int | None


NOTHING = Counts(0, 1, 0, 0, {}, {}, None)


def wanted(code: str) -> Wanted:
    """Reads a code without the database. Only a key that this process does not know yet is looked up."""
    if not codes.is_qr(code):
        try:
            return Wanted(None, codes.read_typed(code), None)
        except Invalid as error:
            return Wanted(None, "", Reason(error.code.removeprefix("card.")))
    try:
        return Wanted(codes.decode(code, _keys).number, "", None)
    except Invalid:
        _keys.clear()
        _keys.update(keys.all_public())
    try:
        return Wanted(codes.decode(code, _keys).number, "", None)
    except Invalid as error:
        return Wanted(None, "", Reason(error.code.removeprefix("card.")))


_keys: dict[int, bytes] = {}  # the public halves never change


def look(*, device: str, token_hash: str, nonce: UUID, wanted: Wanted, day: date) -> Look | None:
    """One statement, no lock. None: there is no such session of such a device."""
    sql, which = _asking(wanted)
    row = prepared.row(sql, {"day": day, "nonce": nonce, "token": token_hash, "device": device, **which})
    return None if row is None else _looked(row)


def sources(shop: Shop, *, day: date, at: datetime) -> list[Account]:
    """Accounts in drawing order, as this process read them some seconds ago at most."""
    known = _order.get((shop.pk, day))
    if known is None or not timedelta() <= at - known[0] < FRESH:
        if len(_order) > 1_000:
            _order.clear()
        known = _order[shop.pk, day] = (at, remaining.sources(shop, day=day))
    return known[1]


def forget(shop: Shop, *, day: date) -> None:
    """The next scan reads the drawing order anew."""
    _order.pop((shop.pk, day), None)


_order: dict[tuple[int, date], tuple[datetime, list[Account]]] = {}


def _asking(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """By number, by typed code, or (nothing readable) without a card."""
    if wanted.number is not None:
        return _BY_NUMBER, {"number": wanted.number}
    if wanted.typed:
        return _BY_TYPED, {"typed": wanted.typed}
    return _BY_NOTHING, {}


_BY_NUMBER = _LOOK.replace("{which}", "c.number = %(number)s")
_BY_TYPED = _LOOK.replace("{which}", "c.typed = %(typed)s")
_BY_NOTHING = _LOOK.replace("{which}", "false")


def _looked(row: tuple[Any, ...]) -> Look:
    parts, start = [], 0
    for names in (_SESSION, _DEVICE, _SHOP, _PLACE, _CARD, _KNOWN):
        parts.append(row[start : start + len(names)])
        start += len(names)
    session, device_row, shop_row, place_row, card, known = parts
    shop = Shop.from_db("default", _SHOP, shop_row)
    shop.place = Place.from_db("default", _PLACE, place_row)
    device = Device.from_db("default", _DEVICE, device_row)
    device.shop = shop
    return Look(
        expires_at=session[0], closed_at=session[1], device=device, shop=shop,
        card_id=card[0], card=None if card[0] is None else _seen(card[1:]),
        known=None if known[0] is None else Known(known[1], known[2], json.loads(known[3])),
    )  # fmt: skip


def _seen(card: tuple[Any, ...], unless_before: datetime | None = None) -> Seen:
    state, ended_at, wall, here, valid_until, uses, ever = card
    live = state == "live" or (
        unless_before is not None and ended_at is not None and ended_at > unless_before
    )
    return Seen(live, wall, here, valid_until, uses, ever)


def hold(
    card_id: int, shop: Shop, sources: list[Account], *, day: date, unless_before: datetime | None = None
) -> tuple[Seen, Counts]:
    """Locks the shop and the card until the transaction ends, reads both as they are now (`shop` is brought up to
    date: its price is what is paid) and counts under the lock. A card stopped after `unless_before` still counts as live: a device without a network could not know."""
    told: dict[str, Any] = {
        "card": card_id,
        "shop": shop.pk,
        "day": day,
        "sources": [account.pk for account in sources],
    }
    held, counted = prepared.row(_HOLD, told), prepared.row(_USES, told)
    if held is None or counted is None:
        raise LookupError("the card or the shop is gone")
    *card, shop.state, shop.price_yen, shop.meals_a_day, shop.cards = held
    uses, turn, ever, eaten, accounts, receipt_key = counted
    yen = {account: left for account, _, left in accounts if left >= 0}
    payable = {fund: account for account, fund, left in accounts if left < 0}
    counts = Counts(uses, turn, ever, eaten, yen, payable, receipt_key)
    return _seen((*card, uses, ever), unless_before), counts
