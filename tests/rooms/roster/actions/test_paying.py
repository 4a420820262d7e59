"""Bank lines go into a run of payouts and come back paid or returned; nothing is paid twice."""

from __future__ import annotations

from datetime import date

import pytest
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import followers
from ibasho.base.kernel.errors import Conflict, NotAllowed, NotFound
from ibasho.rooms.roster.actions import months, paying
from ibasho.rooms.roster.models import Honorarium, Month
from ibasho.rooms.roster.queries import months as queries
from ibasho.rooms.roster.queries.months import Stands
from ibasho.rooms.roster.rules.kinds import PayWay
from ibasho.town.payouts.actions import payees, results, runs
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models import Payee, Payment, Run
from ibasho.town.payouts.rules.results import Outcome, Told
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, PAY_ON, closed, with_account, worked
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db
BOOK = Particulars("0005", "にじ", "012", "エキマエ", "1", "7654321", "やまぐち みのる")
TODAY = date(2026, 12, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def month(world: Ground, people: Cast) -> Month:
    """One by bank with an account, one by bank without, one in cash."""
    one, other, third = world.helpers
    with_account(people, one)
    other.pay_way = "bank"
    other.save()
    for helper in (one, other, third):
        worked(people, world.roster, helper)
    return closed(people)


def prepared(people: Cast, month: Month) -> Run:
    payer = payouts.PayerAccount.objects.first() or payouts.payer()
    return paying.prepare(
        month=month, payer=payer, pay_on=PAY_ON, by=people.by(people.aoi), at=FIRST_OF_DECEMBER
    )


def answered(people: Cast, run: Run, outcome: Outcome) -> Payment:
    """Asked, confirmed, approved, sent, and the bank's word on its one payment."""
    runs.ask(run=run, by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    runs.confirm(run=run, by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    runs.approve(run=run, by=people.by(people.fumi), at=FIRST_OF_DECEMBER)
    runs.mark_listed(run=run, by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    runs.mark_sent(run=run, by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    return told(people, run, outcome)


def told(people: Cast, run: Run, outcome: Outcome) -> Payment:
    payment = run.payments.get()
    line = Told(1, outcome, payment.amount_yen, payment.public_id, "", "", "", "", PAY_ON, "")
    results.take(run=run, lines=[line], by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    payment.refresh_from_db()
    return payment


def settle(people: Cast, payment: Payment) -> Honorarium | None:
    return paying.settle(payment_id=payment.pk, by=people.by(people.aoi), at=FIRST_OF_DECEMBER)


def stands(month: Month) -> list[Stands]:
    return [line.stands for line in queries.lines(month, day=TODAY)]


def test_only_confirmed_accounts_go_into_the_run(month: Month, people: Cast) -> None:
    assert sorted(stands(month)) == ["cash", "no_account", "ready"]
    run = prepared(people, month)
    payment = run.payments.get()
    assert (payment.name, payment.amount_yen, run.programme, run.nendo) == (
        "山口 みのる",
        4_500,
        "roster",
        2026,
    )
    assert payment.reference == queries.reference(month.lines.get(helper__name="山口 みのる"))
    assert "山口" not in payment.words + run.title
    assert Month.objects.get().state == "sent"
    assert sorted(stands(month)) == ["cash", "no_account", "planned"]


def test_asked_twice_nothing_is_paid_twice(month: Month, people: Cast) -> None:
    prepared(people, month)
    with pytest.raises(Conflict, match="いま 振りこめる分は"):
        prepared(people, month)
    assert Payment.objects.count() == 1


def test_a_line_another_run_holds_is_refused_by_the_database_of_payouts(month: Month, people: Cast) -> None:
    run = prepared(people, month)
    payment = run.payments.get()
    with pytest.raises(Conflict) as refused:
        payouts.run(people, [runs.PayLine(payment.payee, 1, payment.reference, "もう一度")])
    assert refused.value.code == "payouts.already_planned"


def test_the_rest_follows_in_a_second_run(month: Month, people: Cast) -> None:
    prepared(people, month)
    with_account(people, month.lines.get(helper__name="杉山 けいこ").helper)
    assert prepared(people, month).payments.get().name == "杉山 けいこ"


def test_the_bank_pays_and_sends_back(month: Month, people: Cast) -> None:
    run = prepared(people, month)
    payment = answered(people, run, Outcome.PAID)
    line = settle(people, payment)
    assert line is not None and line.paid_on == PAY_ON
    assert settle(people, payment) == line  # asked twice
    payment = told(people, run, Outcome.RETURNED)
    line = settle(people, payment)
    assert line is not None and line.paid_on is None
    assert Stands.RETURNED in stands(month)
    assert prepared(people, month).payments.get().reference == payment.reference  # taken in again
    assert settle(people, payment) is not None
    assert Honorarium.objects.filter(paid_on__isnull=False).count() == 0


def test_the_room_follows_what_the_bank_says(month: Month, people: Cast) -> None:
    for verb in ("payouts.payment.pay", "payouts.payment.return"):
        assert "roster.settle_payment" in followers._followers[verb]
    assert "roster.settle_payment" in jobs.tasks
    payment = answered(people, prepared(people, month), Outcome.PAID)
    assert queries.unsettled() == [payment.pk]
    settle(people, payment)
    assert queries.unsettled() == []


def test_other_programmes_payments_are_not_ours(people: Cast) -> None:
    assert settle(people, payouts.run(people).payments.order_by("pk")[0]) is None


def test_a_paid_month_is_not_opened_again(month: Month, people: Cast) -> None:
    run = prepared(people, month)
    with pytest.raises(Conflict, match="開きなおせません"):
        months.reopen(month=month, why="まちがい", by=people.by(people.hana), at=FIRST_OF_DECEMBER)
    runs.withdraw(run=run, why="まちがい", by=people.by(people.aoi), at=FIRST_OF_DECEMBER)
    assert (
        months.reopen(month=month, why="まちがい", by=people.by(people.hana), at=FIRST_OF_DECEMBER).state
        == "open"
    )


def test_the_lead_closes_and_the_city_pays(month: Month, people: Cast) -> None:
    with pytest.raises(NotAllowed):
        paying.prepare(
            month=month, payer=payouts.payer(), pay_on=PAY_ON, by=people.by(people.hana), at=FIRST_OF_DECEMBER
        )
    with pytest.raises(NotFound):
        paying.prepare(
            month=month, payer=payouts.payer("other"), pay_on=PAY_ON, by=people.by(people.ken), at=FIRST_OF_DECEMBER
        )  # fmt: skip


def test_the_lead_writes_the_account_of_one_without_an_account_here(world: Ground, people: Cast) -> None:
    helper = world.helpers[0]
    made = paying.write_account(helper=helper, particulars=BOOK, by=people.by(people.hana), at=make.AT)
    assert (made.outside, made.name, made.state) == (f"roster.{helper.public_id}", "山口 みのる", "waiting")
    payees.confirm(payee=made, by=people.by(people.aoi), at=make.AT)
    again = paying.write_account(helper=helper, particulars=BOOK, by=people.by(people.aoi), at=make.AT)
    assert Payee.objects.exclude(state="ended").get() == again
    with pytest.raises(NotFound):
        paying.write_account(helper=helper, particulars=BOOK, by=people.by(people.ken), at=make.AT)


def test_a_person_with_an_account_is_written_by_the_city_alone(world: Ground, people: Cast) -> None:
    helper = world.helpers[0]
    helper.person = people.tamotsu
    helper.save()
    with pytest.raises(NotAllowed):
        paying.write_account(helper=helper, particulars=BOOK, by=people.by(people.hana), at=make.AT)
    made = paying.write_account(helper=helper, particulars=BOOK, by=people.by(people.aoi), at=make.AT)
    assert (made.person, queries.payees_of([helper])) == (people.tamotsu, {helper.pk: made})


def test_the_way_changes_while_nothing_is_on_its_way(month: Month, people: Cast) -> None:
    row = month.lines.get(helper__name="杉山 けいこ")
    paying.change_way(honorarium=row, way=PayWay.CASH, by=people.by(people.hana), at=FIRST_OF_DECEMBER)
    assert sorted(stands(month)) == ["cash", "cash", "ready"]
    prepared(people, month)
    with pytest.raises(Conflict, match="かえられません"):
        paying.change_way(
            honorarium=month.lines.get(helper__name="山口 みのる"), way=PayWay.CASH, by=people.by(people.hana), at=FIRST_OF_DECEMBER
        )  # fmt: skip
