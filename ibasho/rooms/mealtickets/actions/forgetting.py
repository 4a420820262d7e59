"""Who gave is forgotten five years after the 年度 in which it was given; the sums stay in the ledger."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import BankLine, Gift, Receipt, Thanks
from ibasho.rooms.mealtickets.models.gift import Moderation
from ibasho.town.people.permissions import Permission

YEARS = 5
THANKS_YEARS = 1


@transaction.atomic
def erase_givers(*, by: Actor, at: datetime) -> int:
    """Names, addresses, mail addresses and words of gifts received (or promised in vain) more than five 年度 ago, and the
    names on their receipts and on the bank's lines; children's thanks go a year after theirs. Returns how many gifts lost
    something."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    end = clock.day_bounds(nendo.first_day(nendo.nendo(clock.day(at)) - YEARS))[0]
    old = Gift.objects.filter(Q(received_at__lt=end) | Q(received_at__isnull=True, promised_at__lt=end))
    told = old.exclude(name="", kana="", email="", address="", message="", checkout_id="", payment_id="")
    Receipt.objects.filter(gift__in=old).exclude(name="", address="").update(name="", address="")
    count = told.update(
        name="",
        kana="",
        email="",
        address="",
        message="",
        message_state=Moderation.NONE,
        anonymous=True,
        checkout_id="",
        payment_id="",
    )
    lines = BankLine.objects.filter(day__lt=clock.day(end)).exclude(payer="").update(payer="")
    last_year = nendo.first_day(nendo.nendo(clock.day(at)) - THANKS_YEARS)
    thanks, _ = Thanks.objects.filter(told_on__lt=last_year).delete()
    if count or lines or thanks:
        journal.record(
            "mealtickets.gift.erase",
            noun="mealtickets.Gift",
            object_id="",
            by=by,
            at=at,
            data={"count": count, "lines": lines, "thanks": thanks},
        )
    return count
