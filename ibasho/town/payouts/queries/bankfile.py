"""A run as the bank's file: from frozen particulars alone, so the same run gives the same bytes."""

from __future__ import annotations

from ibasho.base.kernel import zengin
from ibasho.town.payouts.models import Payment, Run


def content(run: Run) -> bytes:
    """総合振込, 120 bytes a record. Each payment's public id travels as EDI情報 and comes back with the result."""
    payer = run.payer
    return zengin.write(
        zengin.Payer(
            payer.consignor_code, payer.consignor_kana, payer.bank_code, payer.bank_kana, payer.branch_code,
            payer.branch_kana, payer.account_type, payer.account_number,
        ),
        [_transfer(one) for one in run.payments.exclude(state=Payment.State.WITHDRAWN).order_by("pk")],
        pay_on=run.pay_on,
        newlines=payer.newlines,
    )  # fmt: skip


def _transfer(one: Payment) -> zengin.Transfer:
    return zengin.Transfer(
        one.bank_code, one.bank_kana, one.branch_code, one.branch_kana, one.account_type, one.account_number,
        one.holder_kana, one.amount_yen, one.public_id,
    )  # fmt: skip
