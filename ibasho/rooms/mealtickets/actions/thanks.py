"""A child's thank-you: no name, no hour, nothing of a card; somebody reads it before a giver sees it."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Pool, Shop, Thanks
from ibasho.rooms.mealtickets.rules import thanks as rules
from ibasho.rooms.mealtickets.rules.kinds import PoolKind
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Thanks"


@transaction.atomic
def write(*, shop: Shop | None, picture: str, words: str, by: Actor, at: datetime) -> Thanks:
    """By a child; whoever has signed in is not written down. Kept to the day."""
    return _kept(shop, picture, words, by=Actor.public(via=by.via), at=clock.at(clock.day(at), time()))


@transaction.atomic
def type_in(*, shop: Shop | None, picture: str, words: str, by: Actor, at: datetime) -> Thanks:
    """From paper: by the city's counter, or by the shop's own people for their shop."""
    if shop is None or not policies.may_shop(by, Permission.MEALS_TILL, shop, at=at):
        policies.require(by, Permission.MEALS_COUNTER, at=at)
    return _kept(shop, picture, words, by=by, at=at)


def _kept(shop: Shop | None, picture: str, words: str, *, by: Actor, at: datetime) -> Thanks:
    known, text = rules.checked(picture, words)
    place = shop.place if shop else None
    pool = (
        Pool.objects.filter(kind=PoolKind.SHOP, state=Pool.State.OPEN, place=place).first() if place else None
    )
    row = Thanks.objects.create(
        place=place, pool=pool, picture=known, words=refuse_my_number(text), told_on=clock.day(at)
    )
    journal.record("mealtickets.thanks.write", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row
