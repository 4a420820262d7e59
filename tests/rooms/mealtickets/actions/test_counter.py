"""Cash at the counter: one form, one gift."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import counter
from ibasho.rooms.mealtickets.models import Gift, Pool
from ibasho.rooms.mealtickets.models.gift import new_gift_code
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def pool() -> Pool:
    return ground.general_pool(ground.fund(reserve_percent=0))


def take(pool: Pool, by: Actor, *, once: str = "", yen: int = 3_000) -> Gift:
    return counter.take(
        fund=pool.fund, pool=None, amount_yen=yen, once=once, name="星野 保", by=by, at=make.AT
    )


def test_cash_is_received_at_once(pool: Pool, people: Cast) -> None:
    gift = take(pool, people.by(people.mado))
    assert (gift.state, gift.channel, gift.typed_by_id) == ("received", "counter", people.mado.pk)
    assert ground.balance(A.UNISSUED, pool.fund, pool=pool) == 3_000


def test_a_form_sent_twice_is_one_gift(pool: Pool, people: Cast) -> None:
    once = new_gift_code()
    first, second = (take(pool, people.by(people.mado), once=once) for _ in range(2))
    assert first == second
    assert (Gift.objects.count(), ground.balance(A.UNISSUED, pool.fund, pool=pool)) == (1, 3_000)


def test_too_little_leaves_nothing_behind(pool: Pool, people: Cast) -> None:
    with pytest.raises(Invalid):
        take(pool, people.by(people.mado), yen=1)
    assert not Gift.objects.exists()


@pytest.mark.parametrize(("who", "may"), [("fumi", True), ("aoi", True), ("mado", True)])
def test_the_city_takes_cash(who: str, pool: Pool, people: Cast, *, may: bool) -> None:
    assert (take(pool, people.by(getattr(people, who))).state == "received") is may


@pytest.mark.parametrize("who", ["tsubaki", "hana", "ken", "tamotsu"])
def test_nobody_else_takes_cash(who: str, pool: Pool, people: Cast) -> None:
    with pytest.raises(NotAllowed):
        take(pool, people.by(getattr(people, who)))
    with pytest.raises(NotAllowed):
        take(pool, Actor.public())


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_gift(people: Cast, pool: Pool) -> None:
    """Both requests under way at once."""
    once, by = new_gift_code(), people.by(people.mado)
    first, second = at_once(*[lambda: take(pool, by, once=once).pk] * 2)
    assert first == second
    assert (Gift.objects.count(), ground.balance(A.UNISSUED, pool.fund, pool=pool)) == (1, 3_000)
