"""起案 → 確認 → 決裁 by two people → 支払一覧 → 全銀, and every way off that road."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import zengin
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed
from ibasho.town.payouts.actions import payees, payers, runs
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import Payee, Payment, Run
from tests import make
from tests.people import Cast, cast
from tests.together import at_once, codes
from tests.town.payouts import ground
from tests.town.payouts.ground import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def stands(run: Run) -> str:
    return Run.objects.get(pk=run.pk).state


def test_the_whole_road(people: Cast) -> None:
    aoi, fumi = people.by(people.aoi), people.by(people.fumi)
    run = ground.run(people)
    runs.ask(run=run, by=aoi, at=LATER)
    runs.confirm(run=run, by=aoi, at=LATER)
    runs.approve(run=run, by=fumi, at=LATER)
    runs.mark_listed(run=run, by=aoi, at=LATER)
    data = runs.send(run=run, by=aoi, at=LATER)
    file = zengin.read(data)
    assert (file.yen, file.pay_on, len(file.transfers)) == (60_400, (12, 25), 2)
    assert [one.note for one in file.transfers] == [one.public_id for one in run.payments.order_by("pk")]
    row = Run.objects.get(pk=run.pk)
    assert (row.state, row.confirmed_by, row.approved_by, row.listed_at, row.sent_at) == (
        "sent", people.aoi, people.fumi, LATER, LATER,
    )  # fmt: skip
    told = list(Entry.objects.filter(noun="payouts.Run").order_by("pk").values_list("verb", flat=True))
    assert told == [
        f"payouts.run.{verb}" for verb in ("prepare", "ask", "confirm", "approve", "list", "send")
    ]


def test_the_file_is_the_same_however_often_it_is_had(people: Cast) -> None:
    run = ground.sent(people)
    again = runs.send(run=run, by=people.by(people.aoi), at=LATER + timedelta(days=1))
    third = runs.send(run=run, by=people.by(people.fumi), at=LATER + timedelta(days=2))
    assert again == third
    assert Run.objects.get(pk=run.pk).sent_at == LATER
    hashes = {entry.data["sha256"] for entry in Entry.objects.filter(verb="payouts.run.send")}
    assert len(hashes) == 1


def test_the_one_who_confirmed_does_not_approve(people: Cast) -> None:
    run = ground.run(people)
    runs.ask(run=run, by=people.by(people.aoi), at=LATER)
    runs.confirm(run=run, by=people.by(people.fumi), at=LATER)
    with pytest.raises(NotAllowed, match="もう1人の担当者") as refused:
        runs.approve(run=run, by=people.by(people.fumi), at=LATER)
    assert refused.value.code == "payouts.same_person"
    with pytest.raises(IntegrityError, match="run_two_people"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(approved_at=LATER, approved_by=people.fumi)


def test_no_job_confirms_or_approves(people: Cast) -> None:
    run = ground.run(people)
    runs.ask(run=run, by=people.by(people.aoi), at=LATER)
    for step in (runs.confirm, runs.approve):
        with pytest.raises(NotAllowed):
            step(run=run, by=Actor.of_job("test"), at=LATER)


def test_a_step_out_of_turn_is_refused(people: Cast) -> None:
    run, by = ground.run(people), people.by(people.fumi)
    for step in (runs.confirm, runs.approve, runs.send, runs.mark_sent, runs.mark_listed):
        with pytest.raises(Conflict) as refused:
            step(run=run, by=by, at=LATER)
        assert refused.value.code == "payouts.state"
    runs.ask(run=run, by=by, at=LATER)
    with pytest.raises(Conflict):
        runs.ask(run=run, by=by, at=LATER)


def test_the_list_goes_out_before_the_file_where_the_payer_wants_it(people: Cast) -> None:
    run, by = ground.approved(people), people.by(people.aoi)
    with pytest.raises(Conflict, match="支払一覧") as refused:
        runs.send(run=run, by=by, at=LATER)
    assert refused.value.code == "payouts.list_first"
    assert stands(run) == "approved"
    other = ground.approved(
        people,
        payer=ground.payer("bank", list_first=False),
        lines=[PayLine(ground.payee(people, "そばや"), 400, "S9", "")],
    )
    runs.send(run=other, by=by, at=LATER)
    assert stands(other) == "sent"


def test_a_city_that_pays_by_its_own_books_needs_no_file(people: Cast) -> None:
    run, by = ground.approved(people), people.by(people.aoi)
    runs.mark_listed(run=run, by=by, at=LATER)
    runs.mark_sent(run=run, by=by, at=LATER)
    assert stands(run) == "sent"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pay_on": date(2026, 12, 26)}, "payouts.pay_on_closed"),
        ({"pay_on": date(2026, 11, 20)}, "payouts.pay_on_past"),
        ({"nendo": 2025}, "payouts.wrong_nendo"),
        ({"pay_on": date(2027, 6, 1)}, "payouts.wrong_nendo"),
        ({"lines": []}, "payouts.nothing"),
    ],
)
def test_what_cannot_be_paid_is_refused_at_once(people: Cast, change: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        ground.run(people, **change)
    assert refused.value.code == code
    assert not Run.objects.exists()


def test_amounts_are_whole_yen_above_nothing(people: Cast) -> None:
    shop = ground.payee(people)
    for yen in (0, -400):
        with pytest.raises(Invalid, match="0円の行"):
            ground.run(people, [PayLine(shop, yen, "S1", "")])


def test_until_31_may_the_old_year_pays(people: Cast) -> None:
    run = ground.run(people, nendo=2025, pay_on=date(2026, 5, 29), at=make.AT.replace(month=5, day=1))
    assert run.nendo == 2025


def test_the_same_thing_is_paid_once(people: Cast) -> None:
    shop = ground.payee(people)
    first = ground.run(people, [PayLine(shop, 400, "S1", "")])
    with pytest.raises(Conflict) as refused:
        ground.run(people, [PayLine(shop, 400, "S1", "")])
    assert refused.value.code == "payouts.already_planned"
    with pytest.raises(Invalid):
        ground.run(people, [PayLine(shop, 400, "S2", ""), PayLine(shop, 400, "S2", "")])
    runs.withdraw(run=first, why="まちがい", by=people.by(people.aoi), at=LATER)
    ground.run(people, [PayLine(shop, 400, "S1", "")])


def test_nobody_is_paid_whose_account_one_person_alone_has_seen(people: Cast) -> None:
    waiting = ground.payee(people, "カレーや", confirmed=False)
    with pytest.raises(Conflict, match="カレーや") as refused:
        ground.run(people, [PayLine(waiting, 400, "S1", "")])
    assert refused.value.code == "payouts.payee_not_confirmed"


def _moved(people: Cast, payee: Payee, number: str = "9999999") -> Payee:
    book = Particulars("0005", "ﾆｼﾞ", "012", "ｴｷﾏｴ", "1", number, "ﾗ-ﾒﾝﾊﾅﾐﾁ")
    return payees.write(
        organisation=payee.organisation, particulars=book, by=people.by(people.aoi), at=LATER
    )  # fmt: skip


def test_an_account_changed_before_asking_is_taken_when_it_is_confirmed(people: Cast) -> None:
    shop = ground.payee(people)
    run, aoi = ground.run(people, [PayLine(shop, 400, "S1", "")]), people.by(people.aoi)
    new = _moved(people, shop)
    with pytest.raises(Conflict) as refused:
        runs.ask(run=run, by=aoi, at=LATER)
    assert refused.value.code == "payouts.payee_not_confirmed"
    payees.confirm(payee=new, by=people.by(people.fumi), at=LATER)
    runs.ask(run=run, by=aoi, at=LATER)
    assert Payment.objects.get().account_number == "9999999"


@pytest.mark.parametrize("asked_until", ["asked", "confirmed", "approved"])
def test_an_account_changed_after_asking_stops_the_run(people: Cast, asked_until: str) -> None:
    shop = ground.payee(people)
    run, aoi, fumi = ground.run(people, [PayLine(shop, 400, "S1", "")]), people.by(people.aoi), people.by(people.fumi)  # fmt: skip
    runs.ask(run=run, by=aoi, at=LATER)
    if asked_until != "asked":
        runs.confirm(run=run, by=aoi, at=LATER)
    if asked_until == "approved":
        runs.approve(run=run, by=fumi, at=LATER)
        runs.mark_listed(run=run, by=aoi, at=LATER)
    new = _moved(people, shop)
    payees.confirm(payee=new, by=fumi, at=LATER)  # even a confirmed one is not what was asked for
    step = {"asked": runs.confirm, "confirmed": runs.approve, "approved": runs.send}[asked_until]
    with pytest.raises(Conflict, match="口座が 変わりました") as refused:
        step(run=run, by=fumi, at=LATER)
    assert refused.value.code == "payouts.payee_changed"
    assert stands(run) == asked_until
    runs.withdraw(run=run, why="口座が変わった", by=aoi, at=LATER)
    ground.run(people, [PayLine(new, 400, "S1", "")])


def test_a_run_approved_too_late_is_not_sent(people: Cast) -> None:
    run = ground.run(people)
    runs.ask(run=run, by=people.by(people.aoi), at=LATER)
    with pytest.raises(Invalid) as refused:
        runs.confirm(run=run, by=people.by(people.aoi), at=make.AT + timedelta(days=60))
    assert refused.value.code == "payouts.pay_on_past"


def test_withdrawing_needs_a_why_and_ends_when_the_bank_has_it(people: Cast) -> None:
    run, by = ground.approved(people), people.by(people.aoi)
    with pytest.raises(Invalid):
        runs.withdraw(run=run, why=" ", by=by, at=LATER)
    runs.withdraw(run=run, why="金額が ちがう", by=by, at=LATER)
    assert set(run.payments.values_list("state", flat=True)) == {"withdrawn"}
    other = ground.sent(people, lines=[PayLine(ground.payee(people, "そばや"), 400, "S9", "")])
    with pytest.raises(Conflict):
        runs.withdraw(run=other, why="やめる", by=by, at=LATER)


def test_the_payer_is_not_changed_under_a_run(people: Cast) -> None:
    run, by = ground.approved(people), people.by(people.aoi)
    payer = run.payer
    values = {name: getattr(payer, name) for name in (*payers.BANK, *payers.PLAIN, "consignor_code", "consignor_kana")}  # fmt: skip
    with pytest.raises(Conflict) as refused:
        payers.change(payer=payer, values={**values, "account_number": "7777777"}, by=by, at=LATER)
    assert refused.value.code == "payouts.payer_in_use"
    payers.change(payer=payer, values={**values, "name": "みほん市"}, by=by, at=LATER)
    runs.withdraw(run=run, why="x", by=by, at=LATER)
    assert payers.change(payer=payer, values={**values, "account_number": "7777777"}, by=by, at=LATER).account_number == "7777777"  # fmt: skip


@pytest.mark.parametrize("step", ["prepare", "ask", "confirm", "approve", "withdraw", "mark_listed", "send", "mark_sent"])  # fmt: skip
def test_strangers_do_nothing(people: Cast, step: str) -> None:
    run = ground.run(people)
    given: dict[str, Any] = {"run": run}
    if step == "withdraw":
        given["why"] = "x"
    if step == "prepare":
        given = {"programme": "t", "title": "t", "payer": run.payer, "nendo": 2026, "pay_on": ground.PAY_ON, "lines": []}  # fmt: skip
    for who in (people.mado, people.tsubaki, people.hana, people.ken, people.tamotsu):
        with pytest.raises(NotAllowed):
            getattr(runs, step)(**given, by=people.by(who), at=LATER)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_approve_once() -> None:
    people = cast()
    run = ground.run(people)
    runs.ask(run=run, by=people.by(people.aoi), at=LATER)
    runs.confirm(run=run, by=people.by(people.aoi), at=LATER)
    by = people.by(people.fumi)
    answers = at_once(*[lambda: runs.approve(run=run, by=by, at=LATER)] * 2)
    assert codes(answers) == {"done": 1, "payouts.state": 1}
    assert Entry.objects.filter(verb="payouts.run.approve").count() == 1
