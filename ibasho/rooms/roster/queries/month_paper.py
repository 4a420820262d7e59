"""受領一覧: what stands on the paper on which cash is sealed for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ibasho.rooms.roster.models import Month
from ibasho.rooms.roster.queries.months import Line
from ibasho.rooms.roster.rules.kinds import PayWay


def receipts(month: Month, lines: Sequence[Line], day: date) -> dict[str, Any]:
    """For the template `roster/pdf/receipts.typ`: the cash lines with yen, in the order of the page. Days are ISO."""
    rows = [one for one in lines if one.honorarium.pay_way == PayWay.CASH and one.net_yen > 0]
    return {
        "organisation": month.organisation.name, "year": month.first.year, "month": month.first.month, "day": day.isoformat(),
        "number": month.public_id, "total": sum(one.net_yen for one in rows),
        "rows": [
            {
                "name": one.name, "time": one.words, "rate": one.honorarium.yen_per_hour, "amount": one.honorarium.amount_yen,
                "tax": one.honorarium.tax_yen, "net": one.net_yen,
                "received": one.honorarium.received_on.isoformat() if one.honorarium.received_on else "",
            }
            for one in rows
        ],
    }  # fmt: skip
