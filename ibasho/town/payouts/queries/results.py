"""Payments of a run as the matching of a bank's lines needs them."""

from __future__ import annotations

from collections.abc import Sequence

from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.rules import results
from ibasho.town.payouts.rules.results import Known, Match, Told


def known(one: Payment) -> Known:
    return Known(
        one.public_id,
        one.amount_yen,
        one.bank_code,
        one.branch_code,
        one.account_number,
        one.holder_kana,
        one.state,
    )


def look(run: Run, lines: Sequence[Told]) -> list[Match]:
    """What reading these lines would do, without doing it."""
    return results.match(lines, [known(one) for one in run.payments.order_by("pk")])
