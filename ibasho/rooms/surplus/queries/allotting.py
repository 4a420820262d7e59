"""The engine asked about real rows, and whether what somebody decided still holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus.engine.allot import allot
from ibasho.rooms.surplus.engine.inputs import Allotment, Passed, Reason
from ibasho.rooms.surplus.engine.limits import Limits, limits
from ibasho.rooms.surplus.models import Offer, Receiver
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.foods import portion_grams
from ibasho.rooms.surplus.rules.kinds import Band
from ibasho.rooms.surplus.rules.reasons import sentence

DECLINED = Reason("declined", {})


def allotment(offer: Offer, left: int, at: datetime) -> Allotment:
    """For `left` grams among everybody who takes food. Who said no to it stands among the passed."""
    refused = takers.refused_by(offer)
    rows = list(Receiver.objects.select_related("place").order_by("pk"))
    asked = takers.takers(offer, [one for one in rows if one.pk not in refused], at)
    found = _ask(offer, left, asked, at, carried=takers.carried(offer, clock.day(at)))
    no = tuple(Passed(one.pk, (DECLINED,)) for one in rows if one.pk in refused)
    return Allotment(found.shares, (*found.passed, *no), found.left_grams)


def check_still(offer: Offer, wanted: Sequence[tuple[Receiver, int]], at: datetime) -> None:
    """Raises Conflict naming the first receiver that cannot take so much now: it closed, its store is full, no session is
    left before the food spoils, something in it is not allowed there. Way and custom are for a person to decide."""
    told = takers.takers(offer, [one for one, _grams in wanted], at)
    for one, (receiver, grams) in zip(told, sorted(wanted, key=lambda pair: pair[0].pk), strict=True):
        # A person may bend custom and way: no least amount, and somebody carries it.
        bent, portion = replace(one, least_grams=0), portion_grams(offer.food)
        found = limits(
            takers.lot(offer, grams), bent, today=clock.day(at), portion_grams=portion, carried=True
        )
        most = found.most if isinstance(found, Limits) else 0
        if most < grams:
            why = _bound(found, offer) if isinstance(found, Limits) else " ".join(words(found))
            raise Conflict("surplus.share.cannot", _cannot(receiver.place.name, grams, most, why))


def _bound(found: Limits, offer: Offer) -> str:
    if found.room <= found.usable:
        return f"{Band(offer.band).label}の あきは {kg(found.room)}です。"
    return f"いたむ前に 使いきれるのは {kg(found.usable)}までです。"


def _cannot(name: str, grams: int, most: int, why: str) -> str:
    so = f"いま うけとれるのは {kg(most)}までです" if most else "いまは うけとれません"
    return f"{name}に {kg(grams)}は わたせません。{so}。{why} 量を 直すか、案を 作りなおしてください。"


def _ask(offer: Offer, grams: int, asked: list[Any], at: datetime, *, carried: bool) -> Allotment:
    return allot(
        takers.lot(offer, grams),
        asked,
        today=clock.day(at),
        portion_grams=portion_grams(offer.food),
        carried=carried,
    )


def stored(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """As they stand in the row."""
    return [one.as_json() for one in reasons]


def words(reasons: Iterable[Any]) -> list[str]:
    """Of the engine's values or of a row's."""
    rows = [one if isinstance(one, dict) else {"code": one.code, "numbers": one.numbers} for one in reasons]
    return [_said(one["code"], one["numbers"]) for one in rows]


def _said(code: str, numbers: dict[str, Any]) -> str:
    if code == DECLINED.code:
        return "この おすそわけは「うけとれない」と 返事が ありました。"
    return sentence(code, numbers)
