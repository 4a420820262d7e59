"""What a person of the city decides about a meal that needed a look (要確認)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import meals
from ibasho.rooms.mealtickets.models import Decision, Redemption, Shop
from ibasho.rooms.mealtickets.queries import remaining, scanning
from ibasho.rooms.mealtickets.rules.kinds import Outcome
from ibasho.rooms.mealtickets.rules.redeeming import Purse
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@transaction.atomic
def decide(*, redemption: Redemption, paid: bool, why: str, by: Actor, at: datetime) -> Decision:
    """Paid from the reserve (or, where it is empty, from a pool), or not paid; once. Raises Conflict, Invalid, NotAllowed."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    told = reason(why, code="decision.why", sentence=_("決めた わけを 短く 書いてください。"))
    shop = (
        Shop.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=redemption.shop_id)
    )
    if redemption.outcome != Outcome.CHECK:
        raise Conflict("decision.not_needed", _("この1食は 確認が いりません。"))
    if Decision.objects.filter(redemption=redemption).exists():
        raise Conflict("decision.made", _("もう 決めてあります。ページを 開きなおしてください。"))
    decision = Decision.objects.create(
        redemption=redemption, paid=paid, why=told, decided_at=at, decided_by_id=people.person_of(by)
    )
    if paid:
        pot = _pot(shop, redemption.amount_yen, at)
        meals.pay(redemption, pot, verb="mealtickets.meal.decide", by=by, at=at, why=told)
    else:
        meals.note("decide", redemption, by=by, at=at, why=told)
    return decision


def _pot(shop: Shop, price: int, at: datetime) -> meals.Pot:
    day = clock.day(at)
    pot = meals.sure_pot(
        shop, scanning.NOTHING, remaining.sources(shop, day=day), price=price, day=day, cap=False,
        order=(Purse.RESERVE, Purse.POOL),
    )  # fmt: skip
    if pot.purse == Purse.EMPTY:
        raise Conflict(
            "decision.no_money",
            _(
                "予備にも 袋にも 1食分が ありません。先に 予備を ふやしてください。この1食は のこしておきます。"
            ),
        )
    return pot
