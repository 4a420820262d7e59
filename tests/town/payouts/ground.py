"""A payer, payees and a run of two payments: what most tests of payouts stand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ibasho.town.payouts.actions import runs
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import Payee, PayerAccount, Run
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import Cast

PAY_ON = date(2026, 12, 25)
LATER = make.AT + timedelta(hours=1)


def payer(code: str = "city", **fields: Any) -> PayerAccount:
    known: dict[str, Any] = {
        "name": "みほん市 会計", "consignor_code": "1234567890", "consignor_kana": "ﾐﾎﾝｼ", "bank_code": "0001",
        "bank_kana": "ﾐﾎﾝ", "branch_code": "101", "branch_kana": "ﾎﾝﾃﾝ", "account_type": "1",
        "account_number": "0012345",
    }  # fmt: skip
    return PayerAccount.objects.create(code=code, **{**known, **fields})


def payee(people: Cast, name: str = "ラーメン花道", *, confirmed: bool = True, **fields: Any) -> Payee:
    """Written by Aoi, confirmed by Fumi."""
    number = Payee.objects.count() + 1
    known: dict[str, Any] = {
        "name": name, "bank_code": "0005", "bank_kana": "ﾆｼﾞ", "branch_code": "012", "branch_kana": "ｴｷﾏｴ",
        "account_type": "1", "account_number": f"{number:07}", "holder_kana": "ﾗ-ﾒﾝﾊﾅﾐﾁ", "written_at": make.AT,
        "written_by": people.aoi,
    }  # fmt: skip
    if confirmed:
        known |= {"state": "confirmed", "confirmed_at": make.AT, "confirmed_by": people.fumi}
    if "organisation" not in fields and "person" not in fields:
        fields["organisation"] = Organisation.objects.create(kind="shop", name=name)
    return Payee.objects.create(**{**known, **fields})


def run(
    people: Cast, lines: Sequence[PayLine] | None = None, *, at: datetime = make.AT, **fields: Any
) -> Run:
    """起案 by Aoi: 48,000 円 to the ramen shop and 12,400 円 to the curry shop, unless other lines are given."""
    known: dict[str, Any] = {
        "programme": "test", "title": "11月分", "nendo": 2026, "pay_on": PAY_ON, "by": people.by(people.aoi), "at": at,
    }  # fmt: skip
    if "payer" not in fields:
        known["payer"] = PayerAccount.objects.first() or payer()
    if lines is None:
        ramen, curry = payee(people), payee(people, "カレーや", holder_kana="ｶﾚ-ﾔ")
        lines = [PayLine(ramen, 48_000, "S1", "11月の食事"), PayLine(curry, 12_400, "S2", "11月の食事")]
    return runs.prepare(lines=lines, **{**known, **fields})


def approved(people: Cast, **fields: Any) -> Run:
    """Asked by Aoi, confirmed by Aoi, approved by Fumi."""
    made = run(people, **fields)
    runs.ask(run=made, by=people.by(people.aoi), at=LATER)
    runs.confirm(run=made, by=people.by(people.aoi), at=LATER)
    return runs.approve(run=made, by=people.by(people.fumi), at=LATER)


def sent(people: Cast, **fields: Any) -> Run:
    """Its list taken and its file sent."""
    made = approved(people, **fields)
    runs.mark_listed(run=made, by=people.by(people.aoi), at=LATER)
    runs.send(run=made, by=people.by(people.aoi), at=LATER)
    return Run.objects.get(pk=made.pk)
