"""What the bank said reaches the ledger: by the journal's followers, by a worker, and by night."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import followers
from ibasho.rooms.mealtickets import tasks
from ibasho.rooms.mealtickets.actions import months
from ibasho.rooms.mealtickets.models import Closing, LedgerEntry
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.rules.results import Outcome
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER, Ground
from tests.rooms.mealtickets.months_ground import NOVEMBER, answered, closed, eat, noon, payment, sent, town

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)
PAID_ON = date(2026, 12, 25)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return town(people)


def run_of(people: Cast, closing: Closing) -> Run:
    return months.make_run(closing=closing, by=people.by(people.aoi), at=noon(FIRST))


def work() -> None:
    """A worker does what waits and goes home; the connections its threads opened go with it. It has a thread of its own:
    a browser test may have left an event loop running in this one."""
    app = jobs.with_connector(jobs.connector.get_worker_connector())
    with ThreadPoolExecutor(1) as apart:
        apart.submit(app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False).result()


def test_the_room_follows_what_the_bank_said() -> None:
    for verb in ("payouts.payment.pay", "payouts.payment.return"):
        assert "mealtickets.settle_payment" in followers._followers[verb]


def test_other_programmes_payments_are_not_ours(people: Cast, world: Ground) -> None:
    eat(world, NOVEMBER)
    run = run_of(people, closed(people, world))
    Run.objects.filter(pk=run.pk).update(programme="roster")
    Payment.objects.filter(run=run).update(state="paid")
    assert months.settle(payment_id=payment(run).pk, by=SERVER, at=noon(FIRST)) == []


@pytest.mark.django_db(transaction=True)
def test_what_the_bank_said_reaches_the_ledger_by_the_worker() -> None:
    people = cast()
    with transaction.atomic():
        world = town(people)
        eat(world, NOVEMBER)
    run = sent(people, run_of(people, closed(people, world)), at=noon(FIRST))
    answered(people, run, Outcome.PAID, at=noon(PAID_ON), settle=False)
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 0
    work()
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 400
    answered(people, run, Outcome.RETURNED, at=noon(PAID_ON), settle=False)
    work()
    assert ground.balance(A.PAID, world.fund, shop=world.shop) == 0
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 400
    kinds = LedgerEntry.objects.filter(payment=payment(run).public_id).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["payout", "payout_back"]


def test_a_result_whose_job_was_lost_is_settled_by_night(
    people: Cast, world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[dict[str, object]] = []
    monkeypatch.setattr(tasks.settle_payment, "defer", lambda **asked: late.append(asked))
    eat(world, NOVEMBER)
    run = sent(people, run_of(people, closed(people, world)), at=noon(FIRST))
    tasks.settle_late(0)
    assert late == []
    for outcome in (Outcome.PAID, Outcome.RETURNED):
        answered(people, run, outcome, at=noon(PAID_ON), settle=False)
        tasks.settle_late(0)
        assert late == [{"entry_id": 0, "object_id": str(payment(run).pk)}]
        months.settle(payment_id=payment(run).pk, by=SERVER, at=noon(PAID_ON))
        late.clear()
        tasks.settle_late(0)
        assert late == []
