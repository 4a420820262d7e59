"""Who may say that money has come."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Gift
from tests import make
from tests.people import cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
EVERYBODY = ("fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu")
MONEY, COUNTER = {"fumi", "aoi"}, {"fumi", "aoi", "mado"}


def promised(channel: str) -> Gift:
    fund = ground.fund()
    ground.general_pool(fund)
    return gifts.promise(fund=fund, pool=None, channel=channel, amount_yen=500, by=ground.SERVER, at=make.AT)


@pytest.mark.parametrize(("channel", "allowed"), [("counter", COUNTER), ("bank", MONEY), ("card", MONEY)])
def test_money_is_received_by_those_who_handle_it(channel: str, allowed: set[str]) -> None:
    people, gift = cast(), promised(channel)
    refused = set()
    for who in EVERYBODY:
        try:
            gifts.receive(gift=gift, yen=1, by=people.by(getattr(people, who)), at=make.AT)
        except NotAllowed:
            refused.add(who)
    assert refused == set(EVERYBODY) - allowed
    with pytest.raises(NotAllowed):
        gifts.receive(gift=gift, yen=1, by=Actor.public(), at=make.AT)


def test_cash_is_typed_at_the_counter_alone() -> None:
    people, fund = cast(), ground.fund()
    known = {"fund": fund, "pool": None, "channel": "counter", "amount_yen": 500, "at": make.AT}
    with pytest.raises(NotAllowed):
        gifts.promise(**known, by=Actor.public())  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        gifts.promise(**known, by=people.by(people.hana))  # type: ignore[arg-type]
    made = gifts.promise(**known, by=people.by(people.mado))  # type: ignore[arg-type]
    assert made.typed_by == people.mado
