"""Paper stubs: numbered on the shop's sheet, written by hand while nothing works, typed in later. Each counts once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import meals
from ibasho.rooms.mealtickets.actions.meals import Answer, Told
from ibasho.rooms.mealtickets.models import Card, Redemption, Shop
from ibasho.rooms.mealtickets.queries import cards, scanning
from ibasho.rooms.mealtickets.rules import tills
from ibasho.rooms.mealtickets.rules.kinds import Outcome, Way
from ibasho.rooms.mealtickets.rules.redeeming import Decision, Reason
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

STUBS = UUID("6f0c8f0e-6d1b-5a52-9a0f-4d1f6f9b7a11")  # the name space of stub numbers
DAYS_BACK_MAX = 62


def type_in(*, shop: Shop, number: int, code: str, day: date, by: Actor, at: datetime) -> Answer:
    """`number` as printed, `code` as written down (empty where nobody wrote it: then a person looks), `day` on which the
    child ate. The same stub again has the same answer. Raises Invalid (mend and type again), Conflict, NotFound.

    Typed by the city's counter (MEALS_COUNTER) or by the shop's own people; `shop.place` is read."""
    if not people.may(by, Permission.MEALS_COUNTER, day=clock.day(at)):
        policies.require_shop(by, Permission.MEALS_TILL, shop, at=at)
    _check(shop, number, day, clock.day(at))
    card = _card(code)
    told = Told(
        nonce_of(shop, number), _content(number, card, day), Way.STUB, day, at, shop, asked_as=str(number)
    )
    known = _known(told)
    if known is not None:
        return known
    try:
        return _kept(told, card, by)
    except IntegrityError:
        return _known(told) or _kept(told, card, by)


def nonce_of(shop: Shop, number: int) -> UUID:
    return uuid5(STUBS, f"{shop.public_id}/{number}")


def _kept(told: Told, card: Card | None, by: Actor) -> Answer:
    if card is not None:
        return meals.eat(told, card.pk, doubt=None, known_until=None, by=by)
    with transaction.atomic():
        decision = Decision(Outcome.CHECK, Reason.UNKNOWN)
        return meals.feed(told, decision, meals.EMPTY, card_id=None, counts=scanning.NOTHING, by=by)


def _known(told: Told) -> Answer | None:
    row = Redemption.objects.filter(nonce=told.nonce).first()
    if row is None:
        return None
    if row.content_hash != told.content_hash:
        words = _("この番号の半券は もう 打ってあります（%(day)s）。番号を 見なおしてください。") % {
            "day": f"{row.day.month}月{row.day.day}日"
        }
        raise Conflict("stub.used", words, fields={"number": words})
    return meals.answer_of(row.outcome, row.answer)


def _content(number: int, card: Card | None, day: date) -> str:
    return tills.content_hash({"stub": number, "card": card.pk if card else "", "day": day})


def _card(code: str) -> Card | None:
    """Stopped and expired ones too: the child has eaten."""
    if not code.strip():
        return None
    try:
        return cards.find(code)
    except (Invalid, NotFound) as error:
        raise Invalid(error.code, error.message, fields={"code": error.message}) from error


def _check(shop: Shop, number: int, day: date, today: date) -> None:
    if not 1 <= number <= shop.stubs_printed:
        words = _(
            "この番号の半券は このお店に わたしていません（1〜%(n)d番）。番号を たしかめてください。"
        ) % {"n": shop.stubs_printed}
        raise Invalid("stub.number", words, fields={"number": words})
    first = max(shop.started_on or today, today - timedelta(days=DAYS_BACK_MAX))
    if not first <= day <= today:
        words = _("食べた日は %(first)s から きょうまでで 書いてください。") % {
            "first": f"{first.month}月{first.day}日"
        }
        raise Invalid("stub.day", words, fields={"day": words})
