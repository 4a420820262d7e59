"""The weight, what it became and a word of thanks go back to the giver: once an offer."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offer_letters
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import uses as queries
from ibasho.rooms.surplus.queries.uses import Became
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.town.people.permissions import Permission


@transaction.atomic
def thank(*, offer: Offer, by: Actor, at: datetime) -> bool:
    """Whether a mail could be written; who has no address is rung up, or reads it on their page. Raises Conflict."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if locked.thanked_at is not None:
        raise Conflict("surplus.thanked", "この お礼は もう 送って あります。")
    if hasattr(locked, "recall"):
        raise Conflict(
            "surplus.thank_recalled",
            "回収に なった おすそわけには、お礼の メールを 送りません。電話で 話してください。",
        )
    found = queries.became(locked)
    if not found.grams:
        raise Conflict(
            "surplus.thank_nothing", "まだ だれにも わたして いません。わたしてから 送ってください。"
        )
    mailed = offer_letters.to_giver(
        locked, f"surplus.thanks:{locked.public_id}", "おすそわけの お礼", _words(locked, found), by=by, at=at
    )
    locked.thanked_at = at
    locked.save(update_fields=["thanked_at"])
    data = {"grams": found.grams, "meals": found.meals, "mailed": mailed}
    journal.record("surplus.offer.thank", noun="surplus.Offer", object_id=locked.pk, by=by, at=at, data=data)
    return mailed


def thank_due(*, by: Actor, at: datetime) -> int:
    """What was used up, and what has had two weeks: each in a transaction of its own. Gives how many."""
    policies.require_server(by, at=at)
    count = 0
    for one in queries.to_thank(at):
        with suppress(Conflict):  # somebody thanked or recalled it meanwhile
            thank(offer=one, by=by, at=at)
            count += 1
    return count


def _words(offer: Offer, found: Became) -> list[str]:
    told = [
        f"「{offer.name}」{kg(found.grams)}を、{found.places}か所に とどけました。ありがとうございました。"
    ]
    if found.meals:
        dishes = f"（{'、'.join(found.dishes)}）" if found.dishes else ""
        told.append(f"{found.meals}食の ごはんに なりました{dishes}。")
    if found.thrown:
        told.append(f"使いきれずに {kg(found.thrown)}を すてました。")
    return [*told, *(f"「{one.words}」 — {one.place}" for one in found.thanks)]
