"""支払一覧 on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import label
from ibasho.base.ports import pdf
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.people.models import Person


def paper(run: Run, payments: Sequence[Payment]) -> bytes:
    """A4, lying: one line a payment, the sum, who prepared, confirmed and approved. Raises as `pdf.render` does."""
    return pdf.render("payouts/pdf/list.typ", _data(run, payments))


def _data(run: Run, payments: Sequence[Payment]) -> dict[str, Any]:
    return {
        "number": run.public_id, "title": run.title, "payer": run.payer.name, "nendo": label(run.nendo),
        "day": _day(run.approved_at or run.prepared_at), "pay_on": run.pay_on.isoformat(),
        "approved": run.approved_at is not None, "total": sum(one.amount_yen for one in payments),
        "lines": [_line(one) for one in payments],
        "people": [
            ("起案", *_who(run.prepared_by, run.prepared_at)), ("確認（1人目）", *_who(run.confirmed_by, run.confirmed_at)),
            ("決裁（2人目）", *_who(run.approved_by, run.approved_at)),
        ],
    }  # fmt: skip


def _line(one: Payment) -> dict[str, Any]:
    return {
        "number": one.public_id, "name": one.name, "invoice": one.payee.invoice_number, "words": one.words,
        "bank": f"{one.bank_kana} {one.branch_kana}（{one.bank_code}-{one.branch_code}）",
        "account": f"{one.get_account_type_display()} {one.account_number}", "holder": one.holder_kana, "yen": one.amount_yen,
    }  # fmt: skip


def _who(person: Person | None, at: datetime | None) -> tuple[str, str]:
    return (person.name if person else "", _day(at) if at else "")


def _day(at: datetime) -> str:
    return clock.day(at).isoformat()
