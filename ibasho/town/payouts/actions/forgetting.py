"""Whose account was paid is forgotten five years after the 年度; what was paid, for what and by whom decided stays."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.town.payouts import policies
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.people.permissions import Permission

KEPT_YEARS: Final = 5
GONE: Final = "消しました"
_KANA = {"bank_kana": "", "branch_kana": "", "holder_kana": ""}
BLANK: Final = {  # an account's digits have their lengths in the database
    "name": GONE, "bank_code": "0000", "branch_code": "000", "account_type": "1", "account_number": "0000000", **_KANA,
}  # fmt: skip


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """Names and bank particulars of payments of a 年度 more than five years back, and of accounts that nothing was paid to
    since, whether they were ended or not. Returns how many of each."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    first = nendo.first_day(nendo.nendo(clock.day(at)) - KEPT_YEARS)
    since = clock.day_bounds(first)[0]
    paid = Payment.objects.filter(run__pay_on__lt=first).exclude(name=GONE)
    later = Payment.objects.filter(payee=OuterRef("pk"), run__pay_on__gte=first)
    payees = Payee.objects.filter(~Exists(later), written_at__lt=since).exclude(name=GONE)
    counts = {
        "payments": paid.update(**BLANK),
        "payees": payees.update(**BLANK, invoice_number="", state=Payee.State.ENDED, ended_at=at),
    }
    if any(counts.values()):
        journal.record("payouts.payee.forget", noun="payouts.Payee", object_id="", by=by, at=at, data=counts)
    return counts
