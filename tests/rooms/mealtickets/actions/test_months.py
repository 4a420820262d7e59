"""The month's end, to the yen: closed once, paid once, nothing lost on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import months, receipts, reversals
from ibasho.rooms.mealtickets.models import Closing, LedgerEntry, Statement
from ibasho.rooms.mealtickets.queries import accounts, months_waiting
from ibasho.rooms.mealtickets.queries import months as queries
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.months import Waits
from ibasho.town.payouts.actions import payees, runs
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.rules.results import Outcome
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER, Ground
from tests.rooms.mealtickets.months_ground import (
    DECEMBER,
    NOVEMBER,
    account_of,
    answered,
    closed,
    eat,
    noon,
    payment,
    sent,
    take_back,
    town,
    with_account,
)
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)
PAID_ON = date(2026, 12, 25)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return town(people)


def lines(closing: Closing, today: date = FIRST) -> dict[str, tuple[int, int, int, Waits | None]]:
    """By shop: new, carried, due now, why it waits."""
    return {
        one.statement.shop.place.name: (one.statement.amount_yen, one.statement.carried_yen, one.due_yen, one.waits)
        for one in queries.lines(closing, today=today)
    }  # fmt: skip


def ties(closing: Closing, today: date = FIRST) -> queries.TiesOut:
    found = queries.ties_out(closing, queries.lines(closing, today=today))
    assert found.ties, found
    return found


def run_of(people: Cast, closing: Closing, day: date = FIRST) -> Run:
    return months.make_run(closing=closing, by=people.by(people.aoi), at=noon(day))


def test_a_month_from_its_meals_to_the_ledgers_payout(people: Cast, world: Ground) -> None:
    eat(world, date(2026, 11, 20), 3)
    take_back(world, eat(world, date(2026, 11, 30))[0], date(2026, 11, 30))
    eat(world, FIRST)
    closing = closed(people, world)
    assert (closing.first_on, closing.nendo) == (date(2026, 11, 20), 2026)
    row = Statement.objects.get()
    assert (row.meals, row.amount_yen, row.eat_in_yen, row.take_out_yen, row.carried_yen) == (
        3,
        1_200,
        1_200,
        0,
        0,
    )
    found = ties(closing)
    assert (found.ledger_yen, found.statements_yen, found.not_closed_yen) == (1_600, 1_200, 400)
    run = run_of(people, closing)
    assert (run.programme, run.nendo, run.pay_on, payment(run).amount_yen) == (
        "mealtickets",
        2026,
        PAID_ON,
        1_200,
    )
    assert ties(closing).on_their_way_yen == 1_200
    sent(people, run, at=noon(FIRST))
    answered(people, run, Outcome.PAID, at=noon(PAID_ON), settle=False)
    assert ties(closing).on_their_way_yen == 1_200  # told, not posted yet
    (entry,) = months.settle(payment_id=payment(run).pk, by=SERVER, at=noon(PAID_ON))
    assert (entry.kind, entry.amount_yen, entry.nendo, entry.payment) == (
        "payout",
        1_200,
        2026,
        payment(run).public_id,
    )
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 1_200
    assert (ties(closing).ledger_yen, ties(closing).on_their_way_yen) == (400, 0)


def test_a_payment_told_twice_is_posted_once(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    run = sent(people, run_of(people, closed(people, world)), at=noon(FIRST))
    answered(people, run, Outcome.PAID, at=noon(PAID_ON))
    answered(people, run, Outcome.PAID, at=noon(PAID_ON))
    assert months.settle(payment_id=payment(run).pk, by=SERVER, at=noon(PAID_ON)) == []
    assert LedgerEntry.objects.filter(kind="payout").count() == 1


@pytest.mark.parametrize("paid_first", [False, True])
def test_what_the_bank_returned_is_paid_again_in_the_next_run(
    people: Cast, world: Ground, paid_first: bool
) -> None:
    eat(world, NOVEMBER, 2)
    closing = closed(people, world)
    run = sent(people, run_of(people, closing), at=noon(FIRST))
    if paid_first:
        answered(people, run, Outcome.PAID, at=noon(PAID_ON))
    answered(people, run, Outcome.RETURNED, at=noon(PAID_ON))
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 800
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 0
    ties(closing)
    again = run_of(people, closing, PAID_ON)
    assert payment(again).amount_yen == 800
    sent(people, again, at=noon(PAID_ON))
    answered(people, again, Outcome.PAID, at=noon(date(2027, 1, 8)))
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 800
    assert ties(closing).ledger_yen == 0


def test_what_was_returned_may_also_go_with_the_next_month(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER, 2)
    november = closed(people, world)
    run = sent(people, run_of(people, november), at=noon(FIRST))
    answered(people, run, Outcome.RETURNED, at=noon(PAID_ON))
    eat(world, DECEMBER)
    december = closed(people, world, DECEMBER)
    today = date(2027, 1, 5)
    assert lines(december, today) == {"ラーメン花道": (400, 800, 1_200, None)}
    assert lines(november, today) == {"ラーメン花道": (800, 0, 0, None)}
    with pytest.raises(Conflict) as refused:
        run_of(people, november, today)
    assert refused.value.code == "mealtickets.month_passed"
    assert payment(run_of(people, december, today)).amount_yen == 1_200
    ties(december, today)


def test_a_month_is_closed_once(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    closed(people, world)
    with pytest.raises(Conflict) as refused:
        closed(people, world)
    assert refused.value.code == "mealtickets.month_closed"
    with pytest.raises(Conflict) as early:
        months.close(fund=world.fund, cut_off_on=DECEMBER, by=people.by(people.aoi), at=noon(DECEMBER))
    assert early.value.code == "mealtickets.month_not_over"
    assert Closing.objects.count() == 1


def test_a_run_is_made_once(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    closing = closed(people, world)
    run_of(people, closing)
    with pytest.raises(Conflict) as refused:
        run_of(people, closing)
    assert refused.value.code == "mealtickets.nothing_due"
    assert Run.objects.count() == 1


def test_shops_without_an_account_wait_and_lose_nothing(people: Cast, world: Ground) -> None:
    curry, soba = ground.shop("カレーや"), ground.shop("そばや")
    with_account(people, soba, confirmed=False)
    for shop in (world.shop, curry, soba):
        eat(world, NOVEMBER, shop=shop)
    closing = closed(people, world)
    assert lines(closing) == {
        "カレーや": (400, 0, 400, Waits.PAYEE), "そばや": (400, 0, 400, Waits.PAYEE), "ラーメン花道": (400, 0, 400, None),
    }  # fmt: skip
    first = run_of(people, closing)
    assert [one.name for one in first.payments.all()] == ["ラーメン花道"]
    payees.confirm(payee=account_of(soba), by=people.by(people.fumi), at=noon(FIRST))
    second = run_of(people, closing)  # the rest, as soon as its account is confirmed
    assert [one.name for one in second.payments.all()] == ["そばや"]
    eat(world, DECEMBER, shop=curry)
    december = closed(people, world, DECEMBER)
    assert lines(december, date(2027, 1, 5)) == {"カレーや": (400, 400, 800, Waits.PAYEE)}
    ties(december, date(2027, 1, 5))


def test_an_account_of_the_shops_organisation_is_found(people: Cast, world: Ground) -> None:
    curry = ground.shop("カレーや")
    with_account(people, curry)
    eat(world, NOVEMBER, shop=curry)
    assert payment(run_of(people, closed(people, world))).name == "カレーや"


def test_small_amounts_wait_for_the_next_month(people: Cast) -> None:
    world = town(people, pay_min_yen=1_000)
    eat(world, NOVEMBER, 2)
    closing = closed(people, world)
    assert lines(closing) == {"ラーメン花道": (800, 0, 800, Waits.BELOW_MIN)}
    with pytest.raises(Conflict):
        run_of(people, closing)
    eat(world, DECEMBER)
    december = closed(people, world, DECEMBER)
    assert lines(december, date(2027, 1, 5)) == {"ラーメン花道": (400, 800, 1_200, None)}


def test_a_year_stands_alone_until_its_accounts_are_closed(people: Cast) -> None:
    """March's money is paid in April and May from 令和7年度; April's month does not touch it; after 31 May it is 過年度支出."""
    world = town(people)
    payees.end(payee=account_of(world.shop), why="", by=people.by(people.aoi), at=noon(FIRST))
    eat(world, date(2026, 3, 31), 2)
    march = closed(people, world, date(2026, 3, 31))
    eat(world, date(2026, 4, 30))
    april = closed(people, world, date(2026, 4, 30))
    assert lines(april, date(2026, 5, 1)) == {"ラーメン花道": (400, 0, 400, Waits.PAYEE)}
    assert lines(march, date(2026, 5, 1)) == {"ラーメン花道": (800, 0, 800, Waits.PAYEE)}
    ties(april, date(2026, 5, 1))
    with_account(people, world.shop)
    old = months.make_run(closing=march, by=people.by(people.aoi), at=noon(date(2026, 5, 10)))
    assert (old.nendo, payment(old).amount_yen) == (2025, 800)
    runs.withdraw(run=old, why="やりなおす", by=people.by(people.aoi), at=noon(date(2026, 5, 10)))
    with pytest.raises(Invalid) as refused:
        months.make_run(closing=march, by=people.by(people.aoi), at=noon(date(2026, 6, 1)))
    assert refused.value.code == "payouts.wrong_nendo"
    may = closed(people, world, date(2026, 5, 31))
    assert lines(may, date(2026, 6, 1)) == {"ラーメン花道": (0, 1_200, 1_200, None)}
    ties(may, date(2026, 6, 1))


def test_a_payout_of_march_read_in_may_bears_the_old_year(people: Cast) -> None:
    world = town(people)
    eat(world, date(2026, 3, 31))
    run = run_of(people, closed(people, world, date(2026, 3, 31)), date(2026, 4, 1))
    sent(people, run, at=noon(date(2026, 4, 1)))
    answered(people, run, Outcome.PAID, at=noon(date(2026, 4, 26)))
    assert LedgerEntry.objects.get(kind="payout").nendo == 2025
    answered(people, run, Outcome.RETURNED, at=noon(date(2026, 6, 2)))
    assert LedgerEntry.objects.get(kind="payout_back").nendo == 2026


def test_meals_taken_back_after_the_closing_are_not_paid(people: Cast, world: Ground) -> None:
    _kept, back = eat(world, NOVEMBER, 2)
    closing = closed(people, world)
    take_back(world, back, FIRST)
    assert lines(closing) == {"ラーメン花道": (800, 0, 400, None)}
    run = run_of(people, closing)
    assert payment(run).amount_yen == 400
    payable = accounts.of_shop(A.PAYABLE, world.fund.pk, world.shop)
    assert (payable.balance_yen, queries.promised(payable)) == (400, 400)
    ties(closing)


def test_what_is_promised_to_a_shop_is_not_taken_back(people: Cast, world: Ground) -> None:
    meal, _other = eat(world, NOVEMBER, 2)
    closing = closed(people, world)
    run = run_of(people, closing)
    with pytest.raises(Conflict) as refused:
        reversals.reverse(redemption=meal, why="まちがい", by=people.by(people.aoi), at=noon(FIRST))
    assert refused.value.code == "reversal.paid_out"
    runs.withdraw(run=run, why="やりなおす", by=people.by(people.aoi), at=noon(FIRST))
    reversals.reverse(redemption=meal, why="まちがい", by=people.by(people.aoi), at=noon(FIRST))
    assert payment(run_of(people, closing)).amount_yen == 400


def test_an_account_changed_while_the_run_waits_stops_it_and_the_money_is_paid_later(
    people: Cast, world: Ground
) -> None:
    eat(world, NOVEMBER)
    closing = closed(people, world)
    run, aoi, fumi = run_of(people, closing), people.by(people.aoi), people.by(people.fumi)
    runs.ask(run=run, by=aoi, at=noon(FIRST))
    runs.confirm(run=run, by=aoi, at=noon(FIRST))
    new = payees.write(
        organisation=world.shop.place.organisation, by=aoi, at=noon(FIRST),
        particulars=payees.Particulars("0009", "ﾋｶﾘ", "001", "ﾎﾝﾃﾝ", "1", "5555555", "ﾗ-ﾒﾝﾊﾅﾐﾁ"),
    )  # fmt: skip
    with pytest.raises(Conflict) as refused:
        runs.approve(run=run, by=fumi, at=noon(FIRST))
    assert refused.value.code == "payouts.payee_changed"
    runs.withdraw(run=run, why="口座が変わった", by=aoi, at=noon(FIRST))
    payees.confirm(payee=new, by=fumi, at=noon(FIRST))
    again = run_of(people, closing)
    assert (payment(again).account_number, payment(again).amount_yen) == ("5555555", 400)


def test_a_shop_that_sells_take_out_has_the_reduced_rate(people: Cast, world: Ground) -> None:
    world.shop.tax_percent = 8
    world.shop.save()
    eat(world, NOVEMBER)
    closed(people, world)
    assert (Statement.objects.get().eat_in_yen, Statement.objects.get().take_out_yen) == (0, 400)


def test_a_fund_without_a_payer_says_so(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    closing = closed(people, world)
    world.fund.payer = None
    world.fund.save()
    with pytest.raises(Conflict) as refused:
        run_of(people, closing)
    assert refused.value.code == "mealtickets.no_payer"


def test_nothing_eaten_nothing_closed(people: Cast, world: Ground) -> None:
    with pytest.raises(Conflict) as refused:
        closed(people, world)
    assert refused.value.code == "mealtickets.no_meals"


def test_what_waits_at_the_months_end(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)

    def labels(who: str, day: date) -> list[str]:
        return [one.label for one in months_waiting.waiting_for(people.by(getattr(people, who)), noon(day))]

    assert labels("aoi", NOVEMBER) == []
    assert labels("aoi", FIRST) == labels("fumi", FIRST) == ["月を しめる"]
    closing = closed(people, world)
    assert labels("aoi", FIRST) == ["お店への 支払いを 起案する"]
    run_of(people, closing)
    assert labels("aoi", FIRST) == labels("mado", FIRST) == labels("hana", FIRST) == []


def test_only_the_citys_money_people_close_and_pay(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    for who in (people.mado, people.tsubaki, people.hana, people.ken, people.tamotsu):
        with pytest.raises(NotAllowed):
            months.close(fund=world.fund, cut_off_on=NOVEMBER, by=people.by(who), at=noon(FIRST))
    closing = closed(people, world)
    for who in (people.mado, people.tsubaki, people.hana, people.ken, people.tamotsu):
        with pytest.raises(NotAllowed):
            months.make_run(closing=closing, by=people.by(who), at=noon(FIRST))


def test_no_meal_waits_for_a_month_to_be_closed_or_paid(people: Cast, world: Ground) -> None:
    """An entry holds its fund's key at its commit, with its accounts in the hand: whoever holds the fund leaves it that."""
    eat(world, NOVEMBER)
    gift = ground.give(world.general, 3_000)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        run_of(people, closed(people, world))
        receipts.issue(gift=gift, name="星野 保", address="みほん市", by=SERVER, at=noon(FIRST))
    held = [one["sql"] for one in seen if 'FROM "mealtickets_fund"' in one["sql"] and " FOR " in one["sql"]]
    assert len(held) == 3
    assert all("FOR NO KEY UPDATE" in sql for sql in held)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_close_once_and_pay_once() -> None:
    people = cast()
    with transaction.atomic():
        world = town(people)
        eat(world, NOVEMBER)
    by, at = people.by(people.aoi), noon(FIRST)

    def click() -> None:
        closing = months.close(fund=world.fund, cut_off_on=NOVEMBER, by=by, at=at)
        months.make_run(closing=closing, by=by, at=at + timedelta(minutes=1))

    assert codes(at_once(click, click)) == {"done": 1, "mealtickets.month_closed": 1}
    assert (Closing.objects.count(), Payment.objects.count()) == (1, 1)
