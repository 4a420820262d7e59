"""Money back: two people, only what no child was offered, and a card gets it once."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.base.ports import payments
from ibasho.base.ports.payments import PaymentsDown, PaymentsRefused, RecordingPayments
from ibasho.rooms.mealtickets import tasks
from ibasho.rooms.mealtickets.actions import gifts, posting, refunds
from ibasho.rooms.mealtickets.models import Gift, PaymentEvent, Pool, Refund
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries import refunds as queries
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("test")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def pool() -> Pool:
    return ground.general_pool(ground.fund(reserve_percent=10))


def received(pool: Pool, yen: int = 3_000, channel: str = "bank") -> Gift:
    gift = gifts.promise(fund=pool.fund, pool=None, channel=channel, amount_yen=yen, by=SERVER, at=make.AT)
    return gifts.receive(gift=gift, yen=yen, by=SERVER, at=make.AT)


def issue(pool: Pool, yen: int) -> None:
    """Tickets are out."""
    unissued, live = (accounts.of_pool(kind, pool) for kind in (A.UNISSUED, A.LIVE))
    posting.post(
        "test", noun="t", object_id=1, lines=[posting.Line(E.ISSUE, unissued, live, yen)], by=SERVER, at=make.AT
    )  # fmt: skip


def ask(gift: Gift, people: Cast, yen: int = 3_000) -> Refund:
    return refunds.ask(gift=gift, yen=yen, why="まちがえて 送った", by=people.by(people.aoi), at=make.AT)


def approve(refund: Refund, people: Cast) -> Refund:
    return refunds.approve(refund=refund, by=people.by(people.fumi), at=make.AT)


def test_a_gift_goes_back_from_where_it_was_put(pool: Pool, people: Cast) -> None:
    gift = received(pool)
    assert ground.balance(A.RESERVE, pool.fund) == 300
    approve(ask(gift, people), people)
    gift.refresh_from_db()
    assert gift.state == "refunded"
    assert [ground.balance(kind, pool.fund) for kind in (A.RESERVE, A.GIVEN)] == [0, 0]
    assert ground.balance(A.UNISSUED, pool.fund, pool=pool) == 0


def test_a_part_goes_back_and_the_rest_stays_given(pool: Pool, people: Cast) -> None:
    gift = received(pool)
    approve(ask(gift, people, 1_000), people)
    gift.refresh_from_db()
    assert (gift.state, queries.refunded_yen(gift)) == ("received", 1_000)
    with pytest.raises(Invalid):
        ask(gift, people, 2_001)
    approve(ask(gift, people, 2_000), people)
    gift.refresh_from_db()
    assert gift.state == "refunded"


def test_what_became_tickets_stays_and_is_said_kindly(pool: Pool, people: Cast) -> None:
    gift = received(pool)
    issue(pool, 2_500)  # 200 unissued and 300 of reserve are left
    with pytest.raises(Conflict) as refused:
        ask(gift, people)
    assert refused.value.code == "refund.used"
    assert "500円" in refused.value.message
    assert queries.possible_yen(gift) == 500


def test_what_became_tickets_between_asking_and_deciding_stays(pool: Pool, people: Cast) -> None:
    refund = ask(received(pool), people)
    issue(pool, 2_700)
    with pytest.raises(Conflict) as refused:
        approve(refund, people)
    assert refused.value.code == "refund.used"
    assert ground.balance(A.RESERVE, pool.fund) == 300
    refunds.refuse(refund=refund, by=people.by(people.fumi), at=make.AT)
    refund.refresh_from_db()
    assert refund.state == "refused"


def test_whoever_asked_does_not_decide(pool: Pool, people: Cast) -> None:
    refund = ask(received(pool), people)
    for decide in (refunds.approve, refunds.refuse):
        with pytest.raises(NotAllowed) as refused:
            decide(refund=refund, by=people.by(people.aoi), at=make.AT)
        assert refused.value.code == "refund.two_people"


def test_a_refund_is_decided_once_and_asked_once(pool: Pool, people: Cast) -> None:
    gift = received(pool)
    refund = ask(gift, people)
    with pytest.raises(Conflict):
        ask(gift, people)
    approve(refund, people)
    with pytest.raises(Conflict):
        approve(refund, people)
    with pytest.raises(Conflict):
        ask(gift, people)
    assert ground.balance(A.GIVEN, pool.fund) == 0


def test_only_what_was_received_goes_back_and_with_a_reason(pool: Pool, people: Cast) -> None:
    waiting = gifts.promise(
        fund=pool.fund, pool=None, channel="bank", amount_yen=3_000, by=SERVER, at=make.AT
    )
    with pytest.raises(Conflict):
        ask(waiting, people)
    with pytest.raises(Invalid):
        refunds.ask(gift=received(pool), yen=100, why=" ", by=people.by(people.aoi), at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_nobody_else_asks_or_decides(who: str, pool: Pool, people: Cast) -> None:
    gift, stranger = received(pool), people.by(getattr(people, who))
    refund = ask(gift, people)
    with pytest.raises(NotAllowed):
        refunds.ask(gift=gift, yen=100, why="x", by=stranger, at=make.AT)
    for decide in (refunds.approve, refunds.refuse):
        with pytest.raises(NotAllowed):
            decide(refund=refund, by=stranger, at=make.AT)


def test_a_server_alone_decides_nothing(pool: Pool, people: Cast) -> None:
    refund = ask(received(pool), people)
    with pytest.raises(NotAllowed):
        refunds.approve(refund=refund, by=SERVER, at=make.AT)


def test_a_card_gets_its_money_once_however_often_the_job_runs(pool: Pool, people: Cast) -> None:
    refund = approve(ask(received(pool, channel="card"), people), people)
    card = RecordingPayments(failing=PaymentsDown("no line"))
    with pytest.raises(PaymentsDown):
        refunds.pay_back(refund_id=refund.pk, payments=card, by=SERVER, at=make.AT)
    assert list(queries.not_sent()) == [refund]
    card.failing = None
    for _ in range(3):
        refunds.pay_back(refund_id=refund.pk, payments=card, by=SERVER, at=make.AT)
    assert len(card.refunded) == PaymentEvent.objects.count() == 1
    assert not queries.not_sent().exists()


def test_what_the_provider_refuses_stays_visible(pool: Pool, people: Cast) -> None:
    refund = approve(ask(received(pool, channel="card"), people), people)
    card = RecordingPayments(failing=PaymentsRefused("charge_already_refunded"))
    refunds.pay_back(refund_id=refund.pk, payments=card, by=SERVER, at=make.AT)
    assert PaymentEvent.objects.get().outcome == "charge_already_refunded"
    assert list(queries.not_sent()) == [refund]


def test_the_job_asks_the_citys_provider_and_tries_again_without_one(
    pool: Pool, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = approve(ask(received(pool, channel="card"), people), people)
    (job,) = ProcrastinateJob.objects.filter(task_name=refunds.TASK)
    assert job.args == {"refund_id": refund.pk}
    monkeypatch.setattr(payments, "provider", lambda: None)
    with pytest.raises(PaymentsDown):
        tasks.refund_card(**job.args)
    card = RecordingPayments()
    monkeypatch.setattr(payments, "provider", lambda: card)
    tasks.refund_card(**job.args)
    assert [yen for _, yen, _ in card.refunded] == [3_000]


def test_cash_and_transfers_ask_no_provider(pool: Pool, people: Cast) -> None:
    approve(ask(received(pool), people), people)
    assert not ProcrastinateJob.objects.filter(task_name=refunds.TASK).exists()
