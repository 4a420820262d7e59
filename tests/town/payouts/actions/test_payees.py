"""A payee is written by one person and looked at by another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.payouts.actions import payees
from ibasho.town.payouts.actions.payees import Outside, Particulars
from ibasho.town.payouts.models import Payee
from ibasho.town.payouts.queries import payees as queries
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.town.payouts import ground

pytestmark = pytest.mark.django_db
BOOK = Particulars("0005", "にじ", "012", "エキマエ", "1", "7654321", "らーめん はなみち", "T1234567890123")


@pytest.fixture
def people() -> Cast:
    return cast()


def written(people: Cast, book: Particulars = BOOK) -> Payee:
    return payees.write(
        organisation=people.midori, particulars=book, by=people.by(people.aoi), at=make.AT
    )  # fmt: skip


def test_names_are_kept_in_the_banks_letters(people: Cast) -> None:
    row = written(people)
    assert (row.bank_kana, row.branch_kana, row.holder_kana) == ("ﾆｼﾞ", "ｴｷﾏｴ", "ﾗ-ﾒﾝ ﾊﾅﾐﾁ")
    assert (row.name, row.state) == ("みどり食堂の会", "waiting")
    assert Entry.objects.get(verb="payouts.payee.write").data == {"ended": []}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"bank_code": "5"}, "bank_code", "4けた"),
        ({"branch_code": "１２３"}, "branch_code", "3けた"),
        ({"account_number": "123456"}, "account_number", "7けた"),
        ({"holder_kana": "花道"}, "holder_kana", "「花」（1文字目）"),
        ({"holder_kana": "ガ" * 16}, "holder_kana", "32文字"),
        ({"holder_kana": " "}, "holder_kana", "カナ"),
        ({"account_type": "3"}, "account_type", "預金種目"),
        ({"invoice_number": "1234567890123"}, "invoice_number", "登録番号"),
    ],
)
def test_what_a_bank_does_not_take_is_told_beside_its_field(
    people: Cast, change: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        written(people, replace(BOOK, **change))
    assert list(refused.value.fields) == [field]
    assert words in refused.value.fields[field]
    assert not Payee.objects.exists()


def test_the_one_who_wrote_it_does_not_confirm_it(people: Cast) -> None:
    row = written(people)
    with pytest.raises(NotAllowed, match="もう1人") as refused:
        payees.confirm(payee=row, by=people.by(people.aoi), at=make.AT)
    assert refused.value.code == "payouts.same_person"
    payees.confirm(payee=row, by=people.by(people.fumi), at=make.AT)
    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == ("confirmed", people.fumi)


def test_the_database_knows_it_too(people: Cast) -> None:
    row = written(people)
    with pytest.raises(IntegrityError, match="payee_confirmed_by_another"), transaction.atomic():
        Payee.objects.filter(pk=row.pk).update(confirmed_at=make.AT, confirmed_by=people.aoi)


def test_a_changed_account_is_a_new_row_that_waits(people: Cast) -> None:
    old = written(people)
    payees.confirm(payee=old, by=people.by(people.fumi), at=make.AT)
    new = written(people, replace(BOOK, account_number="0000009"))
    old.refresh_from_db()
    assert (old.state, old.ended_at, new.state) == ("ended", make.AT, "waiting")
    assert queries.current(old) == new
    assert list(queries.history(old)) == [new, old]


def test_a_person_who_is_protected_is_in_no_list(people: Cast) -> None:
    row = ground.payee(people, person=people.tamotsu)
    assert list(queries.listed(day=make.TUESDAY)) == [row]
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=make.AT)
    assert list(queries.listed(day=make.TUESDAY)) == []


def test_an_ended_payee_stays_ended(people: Cast) -> None:
    row = payees.end(payee=written(people), why="閉店", by=people.by(people.aoi), at=make.AT)
    with pytest.raises(Conflict):
        payees.end(payee=row, why="", by=people.by(people.aoi), at=make.AT)
    with pytest.raises(Conflict):
        payees.confirm(payee=row, by=people.by(people.fumi), at=make.AT)


def test_only_the_citys_money_people_write_and_confirm(people: Cast) -> None:
    row = written(people)
    for who in (people.mado, people.tsubaki, people.hana, people.ken, people.tamotsu):
        by = people.by(who)
        with pytest.raises(NotAllowed):
            payees.write(person=people.tamotsu, particulars=BOOK, by=by, at=make.AT)
        with pytest.raises(NotAllowed):
            payees.confirm(payee=row, by=by, at=make.AT)
        with pytest.raises(NotAllowed):
            payees.end(payee=row, why="", by=by, at=make.AT)


def test_a_shop_writes_its_own_account_and_the_city_looks_at_it(people: Cast) -> None:
    row = payees.write(organisation=people.midori, particulars=BOOK, by=people.by(people.hana), at=make.AT)
    with pytest.raises(NotAllowed):
        payees.confirm(payee=row, by=people.by(people.hana), at=make.AT)
    with pytest.raises(NotAllowed):
        payees.write(organisation=people.midori, particulars=BOOK, by=people.by(people.ken), at=make.AT)
    assert payees.confirm(payee=row, by=people.by(people.aoi), at=make.AT).state == "confirmed"


def test_a_payee_is_of_one(people: Cast) -> None:
    by = people.by(people.aoi)
    with pytest.raises(Invalid):
        payees.write(particulars=BOOK, by=by, at=make.AT)
    with pytest.raises(Invalid):
        payees.write(organisation=people.midori, person=people.ken, particulars=BOOK, by=by, at=make.AT)


def test_a_lead_writes_the_account_of_its_own_group_alone(people: Cast) -> None:
    hana = people.by(people.hana)
    row = payees.write(organisation=people.midori, particulars=BOOK, by=hana, at=make.AT)
    assert (row.state, row.written_by) == ("waiting", people.hana)
    with pytest.raises(NotAllowed):
        payees.write(organisation=people.aozora, particulars=BOOK, by=hana, at=make.AT)


def test_one_without_an_account_is_known_by_a_code(people: Cast) -> None:
    minoru = Outside("roster.K7QXMR3TWD", "山口 みのる", people.midori)
    book = replace(BOOK, holder_kana="やまぐち みのる", invoice_number="")
    first = payees.write(outside=minoru, particulars=book, by=people.by(people.hana), at=make.AT)
    assert (first.outside, first.name, first.whose) == (minoru.code, "山口 みのる", "アカウントのない人")
    assert queries.of_outside([minoru.code, "roster.other"]) == {minoru.code: first}
    second = payees.write(outside=minoru, particulars=book, by=people.by(people.aoi), at=make.AT)
    assert queries.current(Payee.objects.get(pk=first.pk)) == second
    assert list(queries.history(second)) == [second, first]
    with pytest.raises(NotAllowed):
        payees.write(outside=minoru, particulars=book, by=people.by(people.ken), at=make.AT)
    with pytest.raises(NotAllowed):  # nobody answers for them: the city alone
        payees.write(
            outside=replace(minoru, organisation=None),
            particulars=book,
            by=people.by(people.hana),
            at=make.AT,
        )


def test_an_account_is_of_exactly_one(people: Cast) -> None:
    minoru = Outside("roster.K7QXMR3TWD", "山口 みのる", people.midori)
    for whose in (
        {},
        {"organisation": people.midori, "outside": minoru},
        {"person": people.hana, "outside": minoru},
    ):
        with pytest.raises(Invalid) as refused:
            payees.write(**whose, particulars=BOOK, by=people.by(people.aoi), at=make.AT)  # type: ignore[arg-type]
        assert refused.value.code == "payouts.payee_of_one"
    row = written(people)
    with pytest.raises(IntegrityError, match="payee_of_one"), transaction.atomic():
        Payee.objects.filter(pk=row.pk).update(outside="roster.X")
    with pytest.raises(IntegrityError, match="payee_of_one"), transaction.atomic():
        Payee.objects.filter(pk=row.pk).update(organisation=None)
    made = payees.write(outside=minoru, particulars=BOOK, by=people.by(people.aoi), at=make.AT)
    with pytest.raises(IntegrityError, match="payee_one_per_outside"), transaction.atomic():
        ground.payee(people, "だれか", outside=made.outside, organisation=None)
