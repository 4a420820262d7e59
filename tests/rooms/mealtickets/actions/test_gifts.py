"""A gift from the promise to the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Gift, LedgerEntry
from ibasho.rooms.mealtickets.rules import gifts as rules
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
GIVER = Actor.public()
LATER = make.AT + timedelta(days=1)


def promised(**told: object) -> Gift:
    fund = ground.fund()
    ground.general_pool(fund)
    wanted = {"fund": fund, "pool": None, "channel": "bank", "amount_yen": 3_000, "by": GIVER, "at": make.AT}
    return gifts.promise(**{**wanted, **told})  # type: ignore[arg-type]


def test_a_promise_moves_no_yen_and_names_nobody_by_itself() -> None:
    gift = promised()
    assert (gift.state, gift.received_yen, gift.anonymous, gift.message_state) == (
        "promised",
        0,
        True,
        "none",
    )
    assert rules.is_reference(gift.reference)
    assert not LedgerEntry.objects.exists()


def test_the_same_form_sent_twice_is_one_gift_and_a_changed_one_is_another() -> None:
    first = promised(public_id="CDFHJKMNPQRTVWXY3467")
    again = {
        "fund": first.fund,
        "pool": None,
        "channel": "bank",
        "by": GIVER,
        "at": LATER,
        "public_id": first.public_id,
    }
    assert gifts.promise(amount_yen=3_000, **again) == first  # type: ignore[arg-type]
    changed = gifts.promise(amount_yen=5_000, **again)  # type: ignore[arg-type]
    assert changed != first
    assert changed.public_id != first.public_id


def test_what_has_come_is_in_the_ledger_to_the_yen() -> None:
    gift = gifts.receive(gift=promised(), yen=3_000, by=ground.SERVER, at=LATER)
    assert (gift.state, gift.received_at) == ("received", LATER)
    assert ground.balance(A.GIVEN, gift.fund) == -3_000
    told = Entry.objects.get(verb="mealtickets.gift.receive")
    assert told.data["entries"][0][4] == 3_000


def test_a_transfer_in_parts_is_received_with_its_last_part() -> None:
    gift = gifts.receive(gift=promised(), yen=1_000, by=ground.SERVER, at=make.AT)
    assert (gift.state, gift.received_yen) == ("promised", 1_000)
    assert not LedgerEntry.objects.exists()
    gift = gifts.receive(gift=gift, yen=2_500, by=ground.SERVER, at=LATER)
    assert (gift.state, gift.amount_yen) == ("received", 3_500)
    assert ground.balance(A.GIVEN, gift.fund) == -3_500


def test_what_has_come_so_far_can_be_the_whole_gift() -> None:
    gift = promised()
    with pytest.raises(Conflict, match="届いている お金が ない"):
        gifts.settle(gift=gift, by=ground.SERVER, at=LATER)
    gifts.receive(gift=gift, yen=1_000, by=ground.SERVER, at=make.AT)
    assert gifts.settle(gift=gift, by=ground.SERVER, at=LATER).amount_yen == 1_000
    assert ground.balance(A.GIVEN, gift.fund) == -1_000


def test_a_second_payment_is_not_the_same_gift() -> None:
    gift = gifts.receive(gift=promised(), yen=3_000, by=ground.SERVER, at=LATER)
    with pytest.raises(Conflict, match="もう 受けとって"):
        gifts.receive(gift=gift, yen=3_000, by=ground.SERVER, at=LATER)


def test_a_promise_can_be_taken_back_until_money_comes_and_late_money_is_a_gift() -> None:
    gift = gifts.cancel(gift=promised(), by=GIVER, at=LATER)
    assert gift.state == "cancelled"
    assert gifts.cancel(gift=gift, by=GIVER, at=LATER).state == "cancelled"
    gift = gifts.receive(gift=gift, yen=3_000, by=ground.SERVER, at=LATER)
    assert (gift.state, gift.cancelled_at) == ("received", None)
    with pytest.raises(Conflict, match="もう お金が 届いている"):
        gifts.cancel(gift=gift, by=GIVER, at=LATER)


@pytest.mark.parametrize("yen", [0, -1, 99, 10_000_001])
def test_amounts_out_of_bounds_are_refused(yen: int) -> None:
    with pytest.raises(Invalid) as refused:
        promised(amount_yen=yen)
    assert "amount" in refused.value.fields


def test_a_closed_or_foreign_purpose_is_refused() -> None:
    other = ground.general_pool(ground.fund("ほかの基金"))
    with pytest.raises(Invalid, match="つかいみち"):
        promised(pool=other)


def test_words_to_children_wait_for_somebody_to_read_them() -> None:
    gift = promised(message=" たくさん\nたべてね ")
    assert (gift.message, gift.message_state) == ("たくさん たべてね", "waiting")
    with pytest.raises(Invalid, match="200文字"):
        promised(message="あ" * 201, fund=gift.fund)


def test_a_promise_nobody_kept_is_let_go_after_ninety_days() -> None:
    kept = promised()
    part = gifts.promise(fund=kept.fund, pool=None, channel="bank", amount_yen=900, by=GIVER, at=make.AT)
    gifts.receive(gift=part, yen=100, by=ground.SERVER, at=make.AT)
    assert gifts.let_go(by=ground.SERVER, at=make.AT + timedelta(days=90)) == 0
    assert gifts.let_go(by=ground.SERVER, at=make.AT + timedelta(days=91)) == 1
    kept.refresh_from_db()
    part.refresh_from_db()
    assert (kept.state, part.state) == ("cancelled", "promised")
    gifts.receive(gift=kept, yen=3_000, by=ground.SERVER, at=make.AT + timedelta(days=200))
    assert ground.balance(A.GIVEN, kept.fund) == -3_000


def test_a_gift_is_no_means_of_writing_to_strangers() -> None:
    gift = promised()
    for number in range(gifts.LETTERS_MAX):
        gifts.write_to(gift=gift, email=f"a{number}@example.jp", by=GIVER, at=make.AT)
    with pytest.raises(Conflict, match="何回も"):
        gifts.write_to(gift=gift, email="b@example.jp", by=GIVER, at=make.AT)
