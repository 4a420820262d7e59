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
from ibasho.rooms.surplus.models import Offer, Recall
from ibasho.rooms.surplus.queries import uses as queries
from ibasho.rooms.surplus.queries.uses import Became
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import is_server


@transaction.atomic
def thank(*, offer: Offer, by: Actor, at: datetime) -> bool:
    """Whether a mail could be written; who has no address is rung up, or reads it on their page. Of what was recalled a
    person may thank, in words of its own. Raises Conflict."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if locked.thanked_at is not None:
        raise Conflict("surplus.thanked", "この お礼は もう 送って あります。")
    recalled = Recall.objects.filter(offer=locked).exists()
    if recalled and is_server(by):
        raise Conflict(
            "surplus.thank_recalled",
            "回収に なった おすそわけの お礼は、人が 送ります。電話で お礼を 言ってください。",
        )
    found = queries.became(locked)
    if not found.grams:
        raise Conflict(
            "surplus.thank_nothing", "まだ だれにも わたして いません。わたしてから 送ってください。"
        )
    words = _words_of_recalled(locked, found) if recalled else _words(locked, found)
    mailed = offer_letters.to_giver(
        locked, f"surplus.thanks:{locked.public_id}", "おすそわけの お礼", words, by=by, at=at
    )
    locked.thanked_at = at
    locked.save(update_fields=["thanked_at"])
    data = {"grams": found.grams, "meals": found.meals, "mailed": mailed}
    journal.record("surplus.offer.thank", noun="surplus.Offer", object_id=locked.pk, by=by, at=at, data=data)
    return mailed


def thank_due(*, by: Actor, at: datetime) -> int:
    """What was used up, and what has had two weeks: each in a transaction of its own. Gives how many."""
    policies.require_server(by)
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


def _words_of_recalled(offer: Offer, found: Became) -> list[str]:
    """Weight and places; no meals, for nobody was to eat it."""
    return [
        f"「{offer.name}」{kg(found.grams)}を、{found.places}か所に とどけました。ありがとうございました。",
        "そのあと 回収に なり、うけとった所に 食べないように おねがいしました。だれかを せめるものでは ありません。",
        "分けようと してくださった お気持ちに、お礼を 言います。",
    ]
