"""Cash at the counter: promised, received and numbered in one go, so that a gift is never half typed in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import gifts, receipts
from ibasho.rooms.mealtickets.models import Fund, Gift, Pool


@transaction.atomic
def take(
    *,
    fund: Fund,
    pool: Pool | None,
    amount_yen: int,
    once: str,
    name: str = "",
    anonymous: bool = True,
    address: str = "",
    message: str = "",
    by: Actor,
    at: datetime,
) -> Gift:
    """`once` is the form's own code: a form sent twice is one gift. With name and address the receipt has its number at
    once. Raises what `gifts.promise` raises."""
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)  # the receipt's number, before any account
    gift = gifts.promise(
        fund=fund, pool=pool, channel=Gift.Channel.COUNTER, amount_yen=amount_yen, name=name, anonymous=anonymous,
        address=address, message=message, public_id=once, by=by, at=at,
    )  # fmt: skip
    if gift.state != Gift.State.PROMISED:
        return gift
    received = gifts.receive(gift=gift, yen=gift.amount_yen, by=by, at=at)
    if name.strip() and address.strip():
        receipts.issue(gift=received, name=name, address=address, by=by, at=at)
    return received
