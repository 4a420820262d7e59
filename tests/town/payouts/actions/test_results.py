"""The bank's result read back: late, doubled, partial and wrong lines do no harm (R42)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.base.kernel.tables import read_table
from ibasho.town.payouts.actions import results as actions
from ibasho.town.payouts.actions import runs
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.rules import results as rules
from tests import make
from tests.people import Cast, cast
from tests.town.payouts import ground
from tests.town.payouts.ground import LATER

pytestmark = pytest.mark.django_db
AFTER = LATER + timedelta(days=32)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def run(people: Cast) -> Run:
    return ground.sent(people)


def took(people: Cast, run: Run, *lines: str) -> list[str]:
    text = "参照,振込結果,処理日\n" + "".join(f"{line}\n" for line in lines)
    told = rules.read(read_table(text.encode(), known=rules.KNOWN))
    return [str(one.found) for one in actions.take(run=run, lines=told, by=people.by(people.aoi), at=AFTER)]


def states(run: Run) -> list[str]:
    return list(run.payments.order_by("pk").values_list("state", flat=True))


def ids(run: Run) -> list[str]:
    return list(run.payments.order_by("pk").values_list("public_id", flat=True))


def told(verb: str) -> list[str]:
    return [entry.data["payment"] for entry in Entry.objects.filter(verb=f"payouts.payment.{verb}").order_by("pk")]  # fmt: skip


def test_each_line_settles_its_payment(people: Cast, run: Run) -> None:
    ramen, curry = ids(run)
    assert took(people, run, f"{ramen},振込済,2026-12-25", f"{curry},組戻,2026-12-28") == ["paid", "returned"]
    assert states(run) == ["paid", "returned"]
    one = Payment.objects.get(public_id=curry)
    assert (one.result_on, one.result_words) == (date(2026, 12, 28), "組戻")
    row = Run.objects.get(pk=run.pk)
    assert (row.state, row.settled_at) == ("settled", AFTER)
    entry = Entry.objects.get(verb="payouts.payment.pay")
    assert entry.object_id == str(Payment.objects.get(public_id=ramen).pk)
    assert entry.data == {
        "programme": "test", "reference": "S1", "payment": ramen, "result_on": "2026-12-25", "yen": 48_000,
    }  # fmt: skip


def test_a_partial_list_leaves_the_rest_open(people: Cast, run: Run) -> None:
    ramen, curry = ids(run)
    took(people, run, f"{ramen},済,")
    assert states(run) == ["paid", "planned"]
    assert Run.objects.get(pk=run.pk).state == "sent"
    took(people, run, f"{curry},済,")
    assert Run.objects.get(pk=run.pk).state == "settled"


def test_the_same_list_twice_tells_nothing_new(people: Cast, run: Run) -> None:
    ramen, curry = ids(run)
    lines = f"{ramen},済,", f"{ramen},済,", f"{curry},組戻,", "NNNNNNNNNN,済,"
    assert took(people, run, *lines) == ["paid", "told", "returned", "missing"]
    assert took(people, run, *lines) == ["told", "told", "told", "missing"]
    assert (told("pay"), told("return")) == ([ramen], [curry])


def test_money_may_come_back_late_but_is_not_paid_after_that(people: Cast, run: Run) -> None:
    ramen, curry = ids(run)
    took(people, run, f"{ramen},済,", f"{curry},済,")
    assert took(people, run, f"{ramen},組戻,") == ["returned"]
    assert took(people, run, f"{ramen},済,") == ["differs"]
    assert (told("pay"), told("return")) == ([ramen, curry], [ramen])


def test_what_came_back_can_be_paid_again(people: Cast, run: Run) -> None:
    ramen, _curry = ids(run)
    took(people, run, f"{ramen},組戻,")
    again = ground.run(people, [PayLine(Payment.objects.get(public_id=ramen).payee, 48_000, "S1", "")])
    assert again.payments.get().reference == "S1"


def test_without_a_list_a_person_says_that_all_went_through(people: Cast, run: Run) -> None:
    _ramen, curry = ids(run)
    took(people, run, f"{curry},組戻,")
    assert actions.take_all(run=run, day=date(2026, 12, 25), by=people.by(people.aoi), at=AFTER) == 1
    assert states(run) == ["paid", "returned"]


def test_no_result_before_the_bank_had_it(people: Cast) -> None:
    run = ground.approved(people)
    with pytest.raises(Conflict):
        took(people, run, f"{ids(run)[0]},済,")
    runs.withdraw(run=run, why="x", by=people.by(people.aoi), at=LATER)
    with pytest.raises(Conflict):
        took(people, run, f"{ids(run)[0]},済,")


def test_strangers_read_nothing_back(people: Cast, run: Run) -> None:
    for who in (people.mado, people.tsubaki, people.hana, people.ken):
        with pytest.raises(NotAllowed):
            actions.take(run=run, lines=[], by=people.by(who), at=make.AT)
        with pytest.raises(NotAllowed):
            actions.take_all(run=run, day=make.TUESDAY, by=people.by(who), at=make.AT)
