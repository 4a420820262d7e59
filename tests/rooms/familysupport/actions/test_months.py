"""The month's money: closed by the adviser, approved by another, paid once by the city."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import followers
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.familysupport.actions import months, paying, reporting
from ibasho.rooms.familysupport.models import Month, Report, TopUp
from ibasho.rooms.familysupport.queries import months as queries
from ibasho.rooms.familysupport.queries.months import Stands
from ibasho.town.payouts.actions import results, runs
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models import Payee, PayerAccount, Payment, Run
from ibasho.town.payouts.rules.results import Outcome, Told
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import (
    DECEMBER,
    EVENING,
    LINK,
    NOVEMBER,
    PAY_ON,
    approved,
    closed,
    confirmed,
    looked_at,
    told,
    visit,
    with_account,
    written,
)
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db
JANUARY = DECEMBER + timedelta(days=31)
BOOK = Particulars("0005", "にじ", "012", "エキマエ", "1", "7654321", "あおき ちよ")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def close(world: Ground, by: Actor, first: date = NOVEMBER, at=DECEMBER) -> Month:  # type: ignore[no-untyped-def]
    return months.close(centre=world.centre, first=first, by=by, at=at)


def prepare(month: Month, people: Cast) -> Run:
    payer = PayerAccount.objects.first() or payouts.payer()
    return paying.prepare(month=month, payer=payer, pay_on=PAY_ON, by=people.by(people.aoi), at=DECEMBER)


def test_one_top_up_for_each_provider_with_minutes_and_both_halves(world: Ground, people: Cast) -> None:
    confirmed(world)
    confirmed(world, visit(world, day=DAY + timedelta(days=1)), ends=time(16, 30))
    confirmed(world, visit(world, world.goro))
    month = closed(world, people)
    assert [
        (one.provider, one.reports_count, one.minutes, one.user_yen, one.city_yen)
        for one in month.top_ups.order_by("provider__number")
    ] == [(world.chiyo, 2, 210, 1_750, 1_750), (world.goro, 1, 120, 1_000, 1_000)]
    assert not Report.objects.filter(top_up__isnull=True).exists()


def test_what_nobody_confirmed_waits_for_the_next_month(world: Ground, people: Cast, megumi: Actor) -> None:
    confirmed(world)
    waiting = written(world, visit(world, world.goro))
    [coming] = queries.coming(world.centre, date(2026, 12, 11))
    assert (coming.count, coming.open, coming.over) == (1, 1, True)
    closed(world, people)
    looked_at(waiting, DECEMBER)
    [coming] = queries.coming(world.centre, date(2026, 12, 11))
    assert (coming.first, coming.count, coming.late, coming.over) == (date(2026, 12, 1), 1, 1, False)
    later = close(world, megumi, date(2026, 12, 1), JANUARY)
    assert later.top_ups.get().provider == world.goro


def test_a_late_report_goes_with_the_next_month_even_while_its_own_is_open(
    world: Ground, people: Cast, megumi: Actor
) -> None:
    confirmed(world)
    confirmed(world, visit(world, world.goro), at=DECEMBER)
    month = closed(world, people)
    assert [one.provider for one in month.top_ups.all()] == [world.chiyo]
    assert close(world, megumi, date(2026, 12, 1), JANUARY).top_ups.get().provider == world.goro


def test_months_are_closed_in_order(world: Ground, people: Cast, megumi: Actor) -> None:
    confirmed(world)
    confirmed(world, visit(world, day=date(2026, 12, 2)))
    with pytest.raises(Conflict, match="さきに 2026年11月"):
        close(world, megumi, date(2026, 12, 1), JANUARY)


def test_a_month_is_closed_once_after_it_is_over_and_never_empty(
    world: Ground, people: Cast, megumi: Actor
) -> None:
    with pytest.raises(Conflict) as refused:
        close(world, megumi)
    assert refused.value.code == "support.month_empty"
    confirmed(world)
    with pytest.raises(Conflict) as refused:
        close(world, megumi, at=EVENING)
    assert refused.value.code == "support.month_runs"
    close(world, megumi)
    with pytest.raises(Conflict) as refused:
        close(world, megumi)
    assert refused.value.code == "support.month_closed"
    assert TopUp.objects.count() == 1


def test_what_stands_in_a_month_is_not_changed(world: Ground, people: Cast, megumi: Actor) -> None:
    report = confirmed(world)
    closed(world, people)
    for deed in (
        lambda: reporting.change(report=report, told=told(), by=megumi, at=DECEMBER),
        lambda: reporting.dispute(report=report, words="ちがう", by=LINK, at=DECEMBER),
        lambda: reporting.take_back(report=report, by=megumi, at=DECEMBER),
    ):
        with pytest.raises(Conflict, match="もう 月の支払いに 入っています"):
            deed()


def test_opened_again_it_is_put_right_and_closed_anew(world: Ground, people: Cast, megumi: Actor) -> None:
    report = confirmed(world)
    month = closed(world, people)
    months.reopen(month=month, why="時間が ちがった", by=megumi, at=DECEMBER)
    assert not TopUp.objects.exists()
    reporting.change(report=report, told=told(ends=time(16)), by=megumi, at=DECEMBER)
    looked_at(report, DECEMBER)
    # it was written in time, so it stays with its own month
    assert close(world, megumi).top_ups.get().city_yen == 500


def test_the_adviser_does_not_approve_and_nobody_approves_twice(
    world: Ground, people: Cast, megumi: Actor
) -> None:
    confirmed(world)
    month = closed(world, people)
    with pytest.raises(NotFound):
        months.approve(month=month, by=megumi, at=DECEMBER)
    months.approve(month=month, by=people.by(people.aoi), at=DECEMBER)
    with pytest.raises(Conflict):
        months.approve(month=month, by=people.by(people.fumi), at=DECEMBER)
    with pytest.raises(Conflict, match="市の担当者に"):
        months.reopen(month=month, why="やりなおし", by=megumi, at=DECEMBER)
    months.reopen(month=month, why="やりなおし", by=people.by(people.aoi), at=DECEMBER)
    assert Month.objects.get().state == "open"


def test_a_month_is_approved_as_it_was_shown(world: Ground, people: Cast, megumi: Actor) -> None:
    report = confirmed(world)
    month = closed(world, people)
    seen = queries.stamp(month.top_ups.all())
    months.reopen(month=month, why="時間が ちがった", by=megumi, at=DECEMBER)
    reporting.change(report=report, told=told(ends=time(16)), by=megumi, at=DECEMBER)
    looked_at(report, DECEMBER)
    month = close(world, megumi)
    aoi = people.by(people.aoi)
    with pytest.raises(Conflict, match="しめなおされました"):
        months.approve(month=month, seen=seen, by=aoi, at=DECEMBER)
    assert Month.objects.get().state == "closed"
    now = queries.stamp(month.top_ups.all())
    assert months.approve(month=month, seen=now, by=aoi, at=DECEMBER).state == "approved"


def test_march_is_paid_after_may_as_of_a_past_year(world: Ground, people: Cast, megumi: Actor) -> None:
    row, early = ground.request(world, date(2026, 3, 10)), clock.at(date(2026, 3, 1), time(9))
    confirmed(world, ground.visit(row, state="agreed", provider=world.chiyo, decided_at=early))
    month = close(world, megumi, date(2026, 3, 1))
    months.approve(month=month, by=people.by(people.aoi), at=DECEMBER)
    with_account(people, world.chiyo)
    run = prepare(month, people)
    assert (run.nendo, run.title) == (2026, "ファミリーサポート 市の上乗せ 2026年3月分（過年度支出）")


def test_who_closed_it_does_not_approve_it(world: Ground, people: Cast) -> None:
    confirmed(world)
    month = closed(world, people)
    Month.objects.filter(pk=month.pk).update(closed_by=people.aoi)
    with pytest.raises(NotAllowed):
        months.approve(month=month, by=people.by(people.aoi), at=DECEMBER)


def test_only_confirmed_accounts_go_into_the_run_and_nothing_is_paid_twice(
    world: Ground, people: Cast
) -> None:
    confirmed(world)
    confirmed(world, visit(world, world.goro))
    with_account(people, world.chiyo)
    month = closed(world, people)
    with pytest.raises(Conflict, match="まだ みとめられていません"):
        prepare(month, people)
    months.approve(month=month, by=people.by(people.aoi), at=DECEMBER)
    run = prepare(month, people)
    payment = run.payments.get()
    assert (payment.amount_yen, run.programme, run.nendo, run.title) == (
        1_000, "familysupport", 2026, "ファミリーサポート 市の上乗せ 2026年11月分",
    )  # fmt: skip
    assert [one.stands for one in queries.lines(month, day=date(2026, 12, 11))] == [
        Stands.PLANNED,
        Stands.NO_ACCOUNT,
    ]
    with pytest.raises(Conflict) as refused:
        prepare(month, people)
    assert refused.value.code == "support.nothing_due"
    with pytest.raises(Conflict, match="開きなおせません"):
        months.reopen(month=month, why="やりなおし", by=people.by(people.aoi), at=DECEMBER)
    paying.write_account(member=world.goro, particulars=BOOK, by=people.by(people.aoi), at=DECEMBER)
    assert queries.lines(month, day=date(2026, 12, 11))[1].stands == Stands.UNCONFIRMED
    Payee.objects.filter(outside=queries.outside_code(world.goro)).update(
        state="confirmed", confirmed_at=DECEMBER, confirmed_by=people.fumi
    )
    assert prepare(month, people).payments.get().name == "森 五郎"


def test_the_adviser_writes_no_account(world: Ground, megumi: Actor) -> None:
    with pytest.raises(NotFound):
        paying.write_account(member=world.goro, particulars=BOOK, by=megumi, at=DECEMBER)


@pytest.mark.parametrize(
    ("outcome", "paid_on", "stands"), [("paid", PAY_ON, Stands.PAID), ("returned", None, Stands.RETURNED)]
)
def test_the_banks_word_comes_back(
    world: Ground, people: Cast, outcome: str, paid_on: date | None, stands: Stands
) -> None:
    confirmed(world)
    with_account(people, world.chiyo)
    month = approved(world, people)
    run = prepare(month, people)
    for deed, who in (
        (runs.ask, "aoi"),
        (runs.confirm, "aoi"),
        (runs.approve, "fumi"),
        (runs.mark_listed, "aoi"),
        (runs.mark_sent, "aoi"),
    ):
        deed(run=run, by=people.by(getattr(people, who)), at=DECEMBER)
    payment = run.payments.get()
    line = Told(1, Outcome(outcome), payment.amount_yen, payment.public_id, "", "", "", "", PAY_ON, "")
    results.take(run=run, lines=[line], by=people.by(people.aoi), at=DECEMBER)
    for _twice in range(2):
        paying.settle(payment_id=payment.pk, by=Actor.of_job("familysupport.settle_payment"), at=DECEMBER)
    assert TopUp.objects.get().paid_on == paid_on
    assert [one.stands for one in queries.lines(month, day=date(2026, 12, 26))] == [stands]
    assert queries.unsettled() == []


def test_payouts_wakes_us_when_the_bank_has_spoken() -> None:
    for verb in ("payouts.payment.pay", "payouts.payment.return"):
        assert "familysupport.settle_payment" in followers._followers[verb]
    assert "familysupport.settle_payment" in jobs.tasks


def test_a_payment_of_another_programme_is_not_ours(people: Cast) -> None:
    payouts.run(people)
    payment = Payment.objects.first()
    assert payment is not None
    assert paying.settle(payment_id=payment.pk, by=people.by(people.aoi), at=DECEMBER) is None


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_the_adviser_closes(world: Ground, people: Cast, who: str) -> None:
    confirmed(world)
    with pytest.raises(NotFound):
        close(world, people.by(getattr(people, who)))


def test_a_reason_is_needed_to_open_again(world: Ground, people: Cast, megumi: Actor) -> None:
    confirmed(world)
    with pytest.raises(Invalid):
        months.reopen(month=closed(world, people), why=" ", by=megumi, at=DECEMBER)
