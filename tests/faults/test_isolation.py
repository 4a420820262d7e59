"""R40: two people in the middle of each other. The one is stopped right after it has looked; the other overtakes it.

Pass: with our locks nothing goes wrong on any path that writes. And each test is shown to look: with all row locks taken
out the wrong happens, or the database's own constraint refuses it. Which of the two it is stands beside each story.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import TransactionTestCase

from config import postgres
from ibasho.base.kernel.errors import DomainError
from ibasho.rooms.mealtickets.actions import (
    cards,
    decisions,
    expiry,
    meals,
    months,
    offers,
    pools,
    reversals,
    syncing,
)
from ibasho.rooms.mealtickets.models import (
    CardUse,
    Closing,
    Decision,
    LedgerEntry,
    Offer,
    Pool,
    Redemption,
    Reversal,
    Statement,
)
from ibasho.rooms.mealtickets.queries import accounts, scanning
from ibasho.rooms.mealtickets.queries import months as months_queries
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.town.payouts.models import Payment
from ibasho.town.people import policies as people_policies
from tests import make
from tests.faults import scale
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets import months_ground as month
from tests.rooms.mealtickets.till import child_cards, till

pytestmark = pytest.mark.django_db(transaction=True)
# How long the first waits for the second. Where there is a lock the second waits too, so the first goes on first.
PAUSE_LOCKED, PAUSE_MAX = 0.15, 10.0
LOCKED = pytest.mark.parametrize("locked", [True, False], ids=["locks", "no locks"])
Work = Callable[[], Any]


@transaction.atomic
def scheme(**fields: Any) -> ground.Ground:
    return ground.ground(**fields)


@pytest.fixture(autouse=True)
def _locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test asks for it: no row is held by anybody."""
    if request.node.callspec.params["locked"]:
        return
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *_, **__: self._chain())
    without = scanning._HOLD.replace("for no key update of h, c", "")
    assert without != scanning._HOLD
    monkeypatch.setattr(scanning, "_HOLD", without)


@pytest.fixture(autouse=True, scope="module")
def _rows_are_deleted(_teardown_around_append_only: None) -> Iterator[None]:
    """Thirty tests that commit: to delete a few rows is quicker than to truncate a hundred tables."""
    real = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = _delete_all  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = real  # type: ignore[method-assign]


def _delete_all(_test: Any) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(postgres.dsn(str(name), postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        tables = admin.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        kept = ("django_migrations", "django_content_type", "django_cache")
        told = "; ".join(f'delete from "{table}"' for (table,) in tables if table not in kept)
        admin.execute(told)  # type: ignore[call-overload]


class Stop:
    """The first to come out of `module.name` (for the `call`-th time) waits until the second has finished, or its time is up."""

    def __init__(self, module: Any, name: str, call: int = 1) -> None:
        self.module, self.name = module, name
        self._real, self._left = getattr(module, name), call
        self.looked, self.overtaken = threading.Event(), threading.Event()

    def seconds(self) -> float:
        return PAUSE_LOCKED if "for no key update" in scanning._HOLD else PAUSE_MAX

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        found = self._real(*args, **kwargs)
        self._left -= 1
        if self._left == 0:
            self.looked.set()
            self.overtaken.wait(self.seconds())
        return found


def overtaken(first: Work, second: Work, *, after: Stop) -> list[Any]:
    """What both came to. A refusal is a result as well."""

    def run(work: Work) -> Any:
        try:
            return work()
        except (DomainError, IntegrityError) as refused:
            return refused
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as both:
        patch.setattr(after.module, after.name, after)
        one = both.submit(run, first)
        one.add_done_callback(lambda _: after.looked.set())
        assert after.looked.wait(60)
        assert not one.done(), f"never came to {after.name}: {one.result()}"
        two = both.submit(run, second)
        two.add_done_callback(lambda _: after.overtaken.set())
        answers = [one.result(60), two.result(60)]
    scale.counted("R40", races=1)
    return answers


def reasons(answers: list[Any]) -> list[str]:
    return sorted(one.body["reason"] for one in answers)


def constraint(answer: Any) -> str:
    assert isinstance(answer, IntegrityError), answer
    return str(answer)


@LOCKED
def test_two_cards_and_the_kitchens_last_meal(locked: bool) -> None:
    """Write skew. Without locks both eat: no constraint counts a kitchen's meals."""
    world = scheme(meals_a_day=1)
    counter, (one, two) = till(world.shop), child_cards(2)
    scans = [counter.scan(text_of(card)) for card in (one, two)]
    answers = overtaken(
        lambda: counter.send(scans[0]), lambda: counter.send(scans[1]), after=Stop(scanning, "hold")
    )
    assert reasons(answers) == (["fed", "full"] if locked else ["fed", "fed"])


@LOCKED
def test_one_card_at_two_shops(locked: bool) -> None:
    """Lost update. Without locks `card_use_once_a_turn` refuses the second, and it is asked again."""
    world = scheme()
    here, there, (one,) = till(world.shop), till(ground.shop("うどん風")), child_cards(1)
    scans = here.scan(text_of(one)), there.scan(text_of(one))
    answers = overtaken(
        lambda: here.send(scans[0]), lambda: there.send(scans[1]), after=Stop(scanning, "hold")
    )
    assert reasons(answers) == ["eaten", "fed"]
    assert CardUse.objects.count() == LedgerEntry.objects.filter(kind="meal").count() == 1


@LOCKED
def test_two_shops_and_the_last_yen(locked: bool) -> None:
    """Lost update. No lock is held while we look: `account_not_below_zero` refuses, and then we look with everything held."""
    world = scheme(live_yen=400, reserve_yen=0)
    here, there, (one, two) = till(world.shop), till(ground.shop("うどん風")), child_cards(2)
    scans = here.scan(text_of(one)), there.scan(text_of(two))
    answers = overtaken(
        lambda: here.send(scans[0]), lambda: there.send(scans[1]), after=Stop(scanning, "hold")
    )
    assert reasons(answers) == ["fed", "sold_out"]
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 0


@LOCKED
def test_two_shops_and_the_reserves_last_meal_of_the_day(locked: bool) -> None:
    """Phantom. Without locks the reserve pays more than its number a day: no constraint counts it."""
    world = scheme(live_yen=1, reserve_yen=4_000)
    world.fund.reserve_meals_a_day = 1
    world.fund.save()
    here, there, (one, two) = till(world.shop), till(ground.shop("うどん風")), child_cards(2)
    scans = here.scan(text_of(one)), there.scan(text_of(two))
    answers = overtaken(
        lambda: here.send(scans[0]), lambda: there.send(scans[1]), after=Stop(meals, "sure_pot")
    )
    assert reasons(answers) == (["fed_reserve", "sold_out"] if locked else ["fed_reserve", "fed_reserve"])


@LOCKED
def test_a_queue_and_the_counter_with_one_card(locked: bool) -> None:
    """Lost update. Without locks `card_use_once_a_turn` refuses; the queue is asked again and becomes a double."""
    world = scheme()
    here, there, (one,) = till(world.shop), till(ground.shop("うどん風")), child_cards(1)
    item, scan = here.scan(text_of(one)), there.scan(text_of(one))
    queue, answer = overtaken(
        lambda: syncing.sync(items=[item], device=here.device.public_id, token=here.token, at=make.AT),
        lambda: there.send(scan), after=Stop(scanning, "hold"),
    )  # fmt: skip
    told = {queue[0]["reason"], answer.body["reason"]}
    assert told in ({"fed", "eaten"}, {"twice", "fed"})
    assert CardUse.objects.count() == LedgerEntry.objects.count() - 3  # the three of the gift


@LOCKED
def test_a_week_is_offered_while_a_child_eats(locked: bool) -> None:
    """Read skew. Without locks the meal is counted twice (out and eaten) and a ticket too few comes out."""
    people, world = cast(), scheme(live_yen=400, unissued_yen=8_000, reserve_yen=0)
    Pool.objects.update(meals_a_week_max=5, throttle=False)
    counter, (one,) = till(world.shop), child_cards(1)
    scan = counter.scan(text_of(one))
    week = make.MONDAY
    overtaken(
        lambda: offers.offer_week(pool=world.general, week=week, by=people.by(people.aoi), at=make.AT),
        lambda: counter.send(scan), after=Stop(accounts, "locked", call=2),
    )  # fmt: skip
    out = ground.balance(A.LIVE, world.fund, pool=world.general)
    assert (out + 400) // 400 == (5 if locked else 4)


@LOCKED
def test_a_week_is_offered_twice(locked: bool) -> None:
    """Phantom. Without locks both bring out a whole week: no constraint knows one offer a week."""
    people, world = cast(), scheme(live_yen=400, unissued_yen=8_000, reserve_yen=0)
    Pool.objects.update(meals_a_week_max=5, throttle=False)

    def offer() -> Any:
        return offers.offer_week(pool=world.general, week=make.MONDAY, by=people.by(people.aoi), at=make.AT)

    overtaken(offer, offer, after=Stop(accounts, "locked", call=2))
    assert Offer.objects.count() == (1 if locked else 2)
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == (2_000 if locked else 3_600)


@LOCKED
def test_tickets_end_twice(locked: bool) -> None:
    """Lost update. Without locks the second takes the yen again: `account_not_below_zero` refuses."""
    world = scheme(live_yen=2_000)
    late = make.AT + timedelta(days=200)
    accounts.of_fund(A.EXPIRED, world.fund)

    def end() -> int:
        return expiry.expire(fund=world.fund, by=ground.SERVER, at=late)

    first, second = overtaken(end, end, after=Stop(accounts, "locked"))
    if locked:
        assert sorted((first, second)) == [0, 2_000]
    else:
        assert "account_not_below_zero" in constraint(first)
    assert ground.balance(A.RESERVE, world.fund) == 4_000


@LOCKED
def test_two_desks_move_the_same_yen(locked: bool) -> None:
    """Lost update. Without locks `account_not_below_zero` refuses the second."""
    people, world = cast(), scheme(unissued_yen=1_000)

    def move() -> Any:
        return pools.move(
            fund=world.fund, source=world.general, target=None, yen=1_000, why="予備へ",
            by=people.by(people.aoi), at=make.AT,
        )  # fmt: skip

    answers = overtaken(move, move, after=Stop(accounts, "locked"))
    refused = [one for one in answers if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError if locked else IntegrityError)
    assert ground.balance(A.RESERVE, world.fund) == 3_000


@LOCKED
def test_one_meal_taken_back_twice(locked: bool) -> None:
    """Lost update. Without locks the one reversal a meal may have (unique) refuses the second."""
    people, world = cast(), scheme()
    counter, (one,) = till(world.shop), child_cards(1)
    counter.eat(one)
    row = Redemption.objects.get()

    def back() -> Reversal:
        return reversals.reverse(redemption=row, why="まちがい", by=people.by(people.aoi), at=make.AT)

    first, second = overtaken(back, back, after=Stop(accounts, "locked"))
    if locked:
        assert first == second
    else:
        assert "unique" in constraint(first)
    assert (Reversal.objects.count(), LedgerEntry.objects.filter(kind="reverse").count()) == (1, 1)


@LOCKED
def test_one_doubtful_meal_decided_twice(locked: bool) -> None:
    """Lost update. Without locks the one decision a meal may have (unique) refuses the second."""
    people, world = cast(), scheme()
    counter, (one,) = till(world.shop), child_cards(1)
    bad = counter.scan(text_of(one), signature="0" * 64)
    syncing.sync(items=[bad], device=counter.device.public_id, token=counter.token, at=make.AT)
    row = Redemption.objects.get()

    def decide() -> Decision:
        return decisions.decide(
            redemption=row, paid=True, why="電話した", by=people.by(people.aoi), at=make.AT
        )

    answers = overtaken(decide, decide, after=Stop(people_policies, "person_of"))
    refused = [one for one in answers if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError if locked else IntegrityError)
    assert LedgerEntry.objects.filter(redemption=row).count() == 1


@LOCKED
def test_one_card_replaced_twice(locked: bool) -> None:
    """Lost update. Without locks two new cards stand for the one that was lost: no constraint counts them."""
    people, (old,) = cast(), child_cards(1)

    def replace() -> Any:
        return cards.replace(card=old, by=people.by(people.aoi), at=make.AT)

    answers = overtaken(replace, replace, after=Stop(cards, "_held"))
    assert sum(isinstance(one, DomainError) for one in answers) == (1 if locked else 0)
    assert old.sheet.cards.filter(state="live").count() == (1 if locked else 2)


@pytest.fixture
def eaten() -> tuple[Cast, ground.Ground]:
    people = cast()
    with transaction.atomic():
        world = month.town(people)
        month.eat(world, month.NOVEMBER, 2)
    return people, world


FIRST = month.noon(date(2026, 12, 1))


@LOCKED
def test_a_month_is_closed_twice(eaten: tuple[Cast, ground.Ground], locked: bool) -> None:
    """Lost update. Without locks the one closing a day may have (unique) refuses the second."""
    people, world = eaten

    def close() -> Closing:
        return months.close(fund=world.fund, cut_off_on=month.NOVEMBER, by=people.by(people.aoi), at=FIRST)

    answers = overtaken(close, close, after=Stop(months_queries, "next_period"))
    refused = [one for one in answers if isinstance(one, Exception)]
    assert isinstance(refused[0], DomainError if locked else IntegrityError)
    assert Statement.objects.get().amount_yen == 800


@LOCKED
def test_a_month_is_closed_while_children_eat_and_a_meal_is_taken_back(
    eaten: tuple[Cast, ground.Ground], locked: bool
) -> None:
    """Needs no lock: what happens on the day of the closing lies after the cut-off."""
    people, world = eaten
    row = Redemption.objects.earliest("pk")

    def eat() -> None:
        with transaction.atomic():
            month.eat(world, FIRST.date())
        reversals.reverse(redemption=row, why="まちがい", by=people.by(people.aoi), at=FIRST)

    overtaken(
        lambda: months.close(fund=world.fund, cut_off_on=month.NOVEMBER, by=people.by(people.aoi), at=FIRST),
        eat, after=Stop(months_queries, "owed"),
    )  # fmt: skip
    assert (Statement.objects.get().meals, Statement.objects.get().amount_yen) == (2, 800)
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 800  # one more, one back


@LOCKED
def test_a_meal_is_taken_back_while_it_is_promised(eaten: tuple[Cast, ground.Ground], locked: bool) -> None:
    """Write skew. Without locks more is promised to the bank than the shop is owed; the payout would fail later."""
    people, world = eaten
    closing, row = month.closed(people, world), Redemption.objects.earliest("pk")
    overtaken(
        lambda: reversals.reverse(redemption=row, why="まちがい", by=people.by(people.aoi), at=FIRST),
        lambda: months.make_run(closing=closing, by=people.by(people.aoi), at=FIRST),
        after=Stop(months_queries, "promised"),
    )  # fmt: skip
    promised, owed = Payment.objects.get().amount_yen, ground.balance(A.PAYABLE, world.fund, shop=world.shop)
    assert (promised, owed) == ((400, 400) if locked else (800, 400))


@LOCKED
def test_a_month_is_paid_twice(eaten: tuple[Cast, ground.Ground], locked: bool) -> None:
    """Phantom. Without locks the one living payment a statement may have (unique) refuses the second run."""
    people, world = eaten
    closing = month.closed(people, world)

    def pay() -> Any:
        return months.make_run(closing=closing, by=people.by(people.aoi), at=FIRST)

    answers = overtaken(pay, pay, after=Stop(months_queries, "lines"))
    assert sum(isinstance(one, DomainError) for one in answers) == 1
    assert Payment.objects.get().amount_yen == 800


@LOCKED
def test_the_bank_says_paid_and_two_servers_hear_it(eaten: tuple[Cast, ground.Ground], locked: bool) -> None:
    """Lost update. Without locks `entry_payout_once` refuses the second."""
    people, world = eaten
    run = months.make_run(closing=month.closed(people, world), by=people.by(people.aoi), at=FIRST)
    Payment.objects.update(state="paid")
    payment = month.payment(run)
    accounts.of_shop(A.PAID, world.fund.pk, world.shop)

    def settle() -> list[LedgerEntry]:
        return months.settle(payment_id=payment.pk, by=ground.SERVER, at=FIRST)

    first, second = overtaken(settle, settle, after=Stop(accounts, "locked"))
    if locked:
        assert (len(first), second) == (1, [])
    else:
        assert "entry_payout_once" in constraint(first) or "account_not_below_zero" in constraint(first)
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 800
