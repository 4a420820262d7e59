"""The bank's lines: once each, to the gift whose number they bear, and a person decides the rest."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.mealtickets.actions import bank, gifts, refunds
from ibasho.rooms.mealtickets.models import BankLine, Fund, Gift, LedgerEntry, Pool
from ibasho.rooms.mealtickets.queries import bank as queries
from ibasho.rooms.mealtickets.rules.banking import Incoming
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


@pytest.fixture
def pool() -> Pool:
    return ground.general_pool(ground.fund(reserve_percent=0))


def promised(fund: Fund, yen: int = 3_000, **fields: str) -> Gift:
    return gifts.promise(
        fund=fund, pool=None, channel="bank", amount_yen=yen, by=Actor.public(), at=make.AT, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def taken(
    fund: Fund, *lines: tuple[str, int], by: Actor, at: datetime = make.AT, day: date = DAY
) -> bank.Taken:
    """A file with these payers and amounts, and what finds its gift by itself is there."""
    told = [Incoming(day, yen, payer) for payer, yen in lines]
    sha = hashlib.sha256(repr((told, BankLine.objects.count())).encode()).hexdigest()
    found = bank.take(fund=fund, filename="meisai.csv", sha256=sha, lines=told, problems=[], by=by, at=at)
    bank.match_open(fund=fund, by=by, at=at)
    return found


def unissued(pool: Pool) -> int:
    return ground.balance(A.UNISSUED, pool.fund, pool=pool)


def open_lines(fund: Fund) -> list[tuple[str, int]]:
    return [(row.payer, row.amount_yen) for row in queries.lines(fund, "open").order_by("pk")]


def test_a_payer_who_wrote_the_number_has_given(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    taken(pool.fund, (f"{gift.reference} ﾎｼﾉ ﾀﾓﾂ", 3_000), ("ﾘｿｸ", 12), by=aoi)
    gift.refresh_from_db()
    assert (gift.state, gift.received_yen, unissued(pool)) == ("received", 3_000, 3_000)
    assert open_lines(pool.fund) == [("ﾘｿｸ", 12)]


def test_overlapping_files_count_each_line_once(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    line = (f"{gift.reference} ホシノ", 3_000)
    assert taken(pool.fund, line, ("ミナト", 500), by=aoi).new == 2
    again = taken(pool.fund, line, ("ミナト", 500), ("ミナト", 500), by=aoi)
    assert (again.new, again.known) == (1, 2)
    assert unissued(pool) == 3_000
    assert open_lines(pool.fund) == [("ミナト", 500), ("ミナト", 500)]


def test_the_same_file_is_read_once(pool: Pool, aoi: Actor) -> None:
    file = {"fund": pool.fund, "filename": "a.csv", "sha256": "0" * 64, "lines": [], "problems": []}
    bank.take(**file, by=aoi, at=make.AT)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as refused:
        bank.take(**file, by=aoi, at=make.AT)  # type: ignore[arg-type]
    assert refused.value.code == "bank.file_known"


def test_money_in_parts_adds_up_until_it_is_complete(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund, 3_000)
    taken(pool.fund, (gift.reference, 1_000), by=aoi)
    gift.refresh_from_db()
    assert (gift.state, gift.received_yen, unissued(pool)) == ("promised", 1_000, 0)
    assert list(queries.in_part(pool.fund)) == [gift]
    taken(pool.fund, (gift.reference, 2_000), by=aoi)
    assert unissued(pool) == 3_000


def test_what_has_come_can_be_the_gift(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund, 3_000)
    taken(pool.fund, (gift.reference, 2_500), by=aoi)
    gifts.settle(gift=gift, by=aoi, at=make.AT)
    gift.refresh_from_db()
    assert (gift.state, gift.amount_yen, unissued(pool)) == ("received", 2_500, 2_500)


def test_more_than_promised_waits_for_a_person(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund, 3_000)
    taken(pool.fund, (gift.reference, 5_000), by=aoi)
    (found,) = queries.with_suggestions(list(queries.lines(pool.fund, "open")))
    assert [(one.gift, one.certain) for one in found.suggestions] == [(gift, False)]
    bank.assign(line=found.line, gift=gift, by=aoi, at=make.AT)
    gift.refresh_from_db()
    assert (gift.state, gift.amount_yen, unissued(pool)) == ("received", 5_000, 5_000)


def test_paid_twice_is_said_and_can_become_a_second_gift(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    taken(pool.fund, (gift.reference, 3_000), (gift.reference, 3_000), by=aoi)
    (found,) = queries.with_suggestions(list(queries.lines(pool.fund, "open")))
    assert [one.may_take for one in found.suggestions] == [False]
    second = bank.make_gift(line=found.line, pool=None, name="星野 保", anonymous=False, by=aoi, at=make.AT)
    assert (second.state, unissued(pool), open_lines(pool.fund)) == ("received", 6_000, [])


def test_money_after_a_cancellation_is_suggested_and_counts(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    gifts.cancel(gift=gift, by=Actor.public(), at=make.AT)
    taken(pool.fund, (gift.reference, 3_000), by=aoi)
    assert unissued(pool) == 0
    (line,) = queries.lines(pool.fund, "open")
    bank.assign(line=line, gift=gift, by=aoi, at=make.AT)
    assert unissued(pool) == 3_000


def test_a_name_and_a_sum_alone_are_a_suggestion_only(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund, kana="ほしの たもつ")
    promised(pool.fund, kana="みなと")
    taken(pool.fund, ("ﾌﾘｺﾐ ﾎｼﾉ ﾀﾓﾂ", 3_000), by=aoi)
    assert unissued(pool) == 0
    (found,) = queries.with_suggestions(list(queries.lines(pool.fund, "open")))
    assert [(one.gift, one.certain) for one in found.suggestions] == [(gift, False)]


def test_two_numbers_in_one_payer_are_left_to_a_person(pool: Pool, aoi: Actor) -> None:
    one, other = promised(pool.fund), promised(pool.fund)
    taken(pool.fund, (f"{one.reference} {other.reference}", 3_000), by=aoi)
    assert (unissued(pool), len(open_lines(pool.fund))) == (0, 1)


def test_money_of_march_read_in_april_is_of_the_old_year(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    april = datetime(2027, 3, 31, 23, 0, tzinfo=JST).replace(month=3)
    taken(pool.fund, (gift.reference, 3_000), by=aoi, at=april, day=date(2027, 3, 30))
    late = promised(pool.fund)
    person = Actor.of_job("test")
    taken(
        pool.fund, (late.reference, 3_000), by=person, at=datetime(2027, 4, 5, 9, 0, tzinfo=JST), day=date(2027, 3, 31)
    )  # fmt: skip
    assert [(row.nendo, row.day.month) for row in LedgerEntry.objects.order_by("pk")] == [
        (2026, 3),
        (2026, 4),
    ]


def test_no_gift_is_set_aside_with_a_reason_and_taken_up_again(pool: Pool, aoi: Actor) -> None:
    taken(pool.fund, ("ﾘｿｸ", 12), by=aoi)
    (line,) = queries.lines(pool.fund, "open")
    with pytest.raises(Invalid):
        bank.ignore(line=line, why=" ", by=aoi, at=make.AT)
    bank.ignore(line=line, why="利息", by=aoi, at=make.AT)
    assert open_lines(pool.fund) == []
    with pytest.raises(Conflict):
        bank.ignore(line=line, why="利息", by=aoi, at=make.AT)
    bank.undo(line=line, why="まちがえた", by=aoi, at=make.AT)
    assert open_lines(pool.fund) == [("ﾘｿｸ", 12)]


def test_a_part_taken_apart_is_not_put_back_by_the_machine(pool: Pool, aoi: Actor) -> None:
    gift = promised(pool.fund)
    taken(pool.fund, (gift.reference, 1_000), by=aoi)
    line = BankLine.objects.get()
    bank.undo(line=line, why="別の人の お金", by=aoi, at=make.AT)
    gift.refresh_from_db()
    assert (gift.received_yen, bank.match_open(fund=pool.fund, by=aoi, at=make.AT).lines) == (0, 0)


def test_a_received_gift_is_taken_apart_only_after_its_refund(pool: Pool, people: Cast, aoi: Actor) -> None:
    gift = promised(pool.fund)
    taken(pool.fund, (gift.reference, 3_000), by=aoi)
    line = BankLine.objects.get()
    with pytest.raises(Conflict) as refused:
        bank.undo(line=line, why="別の人の お金", by=aoi, at=make.AT)
    assert refused.value.code == "bank.gift_received"
    asked = refunds.ask(gift=gift, yen=3_000, why="合わせまちがい", by=aoi, at=make.AT)
    refunds.approve(refund=asked, by=people.by(people.fumi), at=make.AT)
    bank.undo(line=line, why="別の人の お金", by=aoi, at=make.AT)
    again = bank.make_gift(
        line=BankLine.objects.get(), pool=None, name="", anonymous=True, by=aoi, at=make.AT
    )
    assert (again.state, unissued(pool)) == ("received", 3_000)


def test_another_funds_gift_takes_no_line(pool: Pool, aoi: Actor) -> None:
    other = ground.fund("べつの基金")
    ground.general_pool(other)
    gift = promised(other)
    taken(pool.fund, (gift.reference, 3_000), by=aoi)
    (line,) = queries.lines(pool.fund, "open")
    with pytest.raises(Invalid):
        bank.assign(line=line, gift=gift, by=aoi, at=make.AT)
