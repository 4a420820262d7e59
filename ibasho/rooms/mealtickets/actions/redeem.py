"""A child's card at the counter. Same nonce, same answer, for ever; one card, one meal a day; never a yen too much.

The order of things: the nonce; the session, the device and its signature; the card; then, under the lock of the shop
and the card, who pays. The account is not locked to look at it: the meal's entry is the last write, the database refuses
it below zero, and then we look again with everything locked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.rooms.mealtickets.actions import devices, meals
from ibasho.rooms.mealtickets.actions.devices import TILL
from ibasho.rooms.mealtickets.actions.meals import Answer, Told
from ibasho.rooms.mealtickets.models import Device, Redemption, Shop
from ibasho.rooms.mealtickets.queries import nearest, scanning
from ibasho.rooms.mealtickets.rules import redeeming
from ibasho.rooms.mealtickets.rules.kinds import Outcome, Way
from ibasho.rooms.mealtickets.rules.redeeming import Asked, Decision, Purse, Reason, World
from ibasho.rooms.mealtickets.rules.wire import Scan

NEAR_FRESH = timedelta(seconds=30)
ELSEWHERE_HELPS = {Reason.SOLD_OUT, Reason.FULL, Reason.RESTING}


def redeem(*, scan: Scan, device: str, token: str, at: datetime) -> Answer:
    """`device` and `token` are those of the session. Raises NotAllowed (`till.session`, `till.signature`,
    `till.revoked`) and Conflict `till.nonce` where the nonce was used for something else; all else is an answer."""
    day, wanted = clock.day(at), scanning.wanted(scan.code)
    look = scanning.look(
        device=device, token_hash=devices.token_hash(token), nonce=scan.nonce, wanted=wanted, day=day
    )
    if look is None:
        raise no_session()
    if look.known is not None:
        return again(look.known.content_hash, look.known.outcome, look.known.answer, scan, device)
    require_device(look, scan, at)
    told = Told(
        scan.nonce, scan.content_hash(device), Way.ONLINE, day, at, look.shop, look.device, scan.counter,
        scan.claimed_at, typed=bool(wanted.typed),
    )  # fmt: skip
    asked = Asked(look.card, wanted.trouble, day)
    try:
        return _answered(told, look, asked)
    except IntegrityError:
        known = stored(scan, device)
        return known or _decided(told, look, sure=True)


def stored(scan: Scan, device: str) -> Answer | None:
    """The answer this nonce has had, as another worker may just have written it."""
    row = Redemption.objects.filter(nonce=scan.nonce).first()
    return None if row is None else again(row.content_hash, row.outcome, row.answer, scan, device)


def again(content_hash: str, outcome: str, body: dict[str, Any], scan: Scan, device: str) -> Answer:
    if content_hash != scan.content_hash(device):
        raise Conflict(
            "till.nonce",
            _("この番号は ほかの 読みとりに 使われています。もう一度 読みとってください。"),
        )
    return meals.answer_of(outcome, body)


def require_device(look: scanning.Look, scan: Scan, at: datetime) -> None:
    if look.device.state == Device.State.REVOKED:
        raise devices.revoked()
    if not look.is_open(at):
        raise no_session()
    if not scan.is_signed_with(devices.key_of(look.device), look.device.public_id):
        raise NotAllowed(
            "till.signature", _("この端末の しるしが 合いません。お店のページで 登録しなおしてください。")
        )


def no_session() -> NotAllowed:
    return NotAllowed("till.session", _("端末が とじています。お店の暗証番号を 打ってください。"))


def world_of(shop: Shop, *, left: int, purse: Purse) -> World:
    return World(meals.takes_cards(shop), left, purse, settings.MEALS_PER_CARD_A_DAY)


def _answered(told: Told, look: scanning.Look, asked: Asked) -> Answer:
    """What needs no lock is refused at once: ten thousand tries with one card make nobody wait."""
    first = redeeming.at_counter(asked, world_of(told.shop, left=1, purse=Purse.POOL))
    if first.outcome == Outcome.REFUSED:
        return _refused(told, first, known_card=look.card_id is not None)
    return _decided(told, look, sure=False)


def _decided(told: Told, look: scanning.Look, *, sure: bool) -> Answer:
    """A refusal is written after the locks are gone: to look for the nearest place takes its time."""
    found = _fed(told, look, sure=sure)
    return found if isinstance(found, Answer) else _refused(told, found, known_card=True)


def _refused(told: Told, decision: Decision, *, known_card: bool) -> Answer:
    """A code that is no card of ours leaves no row: whoever guesses fills no table."""
    helps = decision.reason in ELSEWHERE_HELPS
    near = nearby(told.shop, told.received_at) if helps else []
    if not known_card:
        body = meals.body_of(decision, told, receipt="", left=None, nearest=near)
        return meals.answer_of(decision.outcome, body)
    return meals.refuse(told, decision, nearest=near, left=0 if helps else None)


def nearby(shop: Shop, at: datetime) -> list[dict[str, Any]]:
    """As this process found it half a minute ago at most: when all is sold out, every counter asks."""
    known = _near.get(shop.pk)
    if known is None or not timedelta() <= at - known[0] < NEAR_FRESH:
        found = [
            {"name": one.name, "minutes": one.minutes, "url": one.url} for one in nearest.nearest(shop, at=at)
        ]
        known = _near[shop.pk] = (at, found)
    return known[1]


_near: dict[int, tuple[datetime, list[dict[str, Any]]]] = {}


@transaction.atomic
def _fed(told: Told, look: scanning.Look, *, sure: bool) -> Answer | Decision:
    day, shop, card_id = told.day, told.shop, look.card_id
    if card_id is None:
        raise ValueError("a meal needs a card")
    sources = scanning.sources(shop, day=day, at=told.received_at)
    seen, counts = scanning.hold(card_id, shop, sources, day=day)
    pot = meals.EMPTY if sure else meals.pool_pot(shop, counts, sources)
    if pot.purse == Purse.EMPTY:
        scanning.forget(shop, day=day)
        sources = scanning.sources(shop, day=day, at=told.received_at)
        pot = meals.sure_pot(
            shop, counts, sources, price=shop.price_yen, day=day, cap=True, order=(Purse.POOL, Purse.RESERVE)
        )
    left = shop.meals_a_day - counts.eaten
    asked = Asked(seen, None, day)
    decision = redeeming.at_counter(asked, world_of(shop, left=left, purse=pot.purse))
    if decision.outcome == Outcome.REFUSED:
        return decision
    return meals.feed(told, decision, pot, card_id=card_id, counts=counts, by=TILL)
