"""What stands on a 寄附金受領証明書."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import BankLine, Gift, Receipt
from ibasho.rooms.mealtickets.queries.giving import kept_yen
from ibasho.rooms.mealtickets.rules import receipts


def data(receipt: Receipt) -> dict[str, Any]:
    """For the template `mealtickets/pdf/receipt.typ`. Days are ISO; the same row gives the same paper but for 再発行."""
    gift, fund = receipt.gift, receipt.gift.fund
    words = receipts.wording(fund.receiver, fund.certificate_words)
    return {
        "title": words.title,
        "statement": words.statement,
        "number": receipts.number_label(receipt.nendo, receipt.number),
        "again": receipt.printed > 1,
        "name": receipt.name,
        "address": receipt.address,
        "yen": kept_yen(gift),
        "item": receipts.ITEM,
        "fund": fund.name,
        "received_on": _received_on(gift).isoformat(),
        "issued_on": clock.day(receipt.issued_at).isoformat(),
        "receiver": fund.receiver_name,
        "receiver_address": fund.receiver_address,
        "receiver_phone": fund.receiver_phone,
        "head": " ".join(filter(None, (fund.head_title, fund.head_name))),
    }


def _received_on(gift: Gift) -> date:
    """The day the money was there: by the bank's own list, not the day somebody read it (a 31 December counts)."""
    by_bank = gift.bank_lines.filter(state=BankLine.State.MATCHED).aggregate(last=Max("day"))["last"]
    return by_bank or clock.day(gift.received_at or gift.promised_at)
