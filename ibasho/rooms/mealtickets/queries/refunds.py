"""What of a gift can go back, and from where; refunds at the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from ibasho.rooms.mealtickets.models import Account, Gift, LedgerEntry, PaymentEvent, Refund
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.rooms.mealtickets.rules.refunding import Source, possible

_KEPT = (AccountKind.UNISSUED, AccountKind.RESERVE)
SENT, REFUSED = "refund.sent", "refund.refused"
_EVENT = "ibasho:refund:"


def put_into(gift: Gift) -> dict[int, int]:
    """Account id → yen of this gift that were put there and not given back, in the order in which they are drawn:
    pools by what they got, the reserve last."""
    entries = LedgerEntry.objects.filter(
        gift=gift, kind__in=(EntryKind.GIFT, EntryKind.SHARE, EntryKind.REFUND)
    ).values_list("debit", "credit", "amount_yen")
    own: Counter[int] = Counter()
    for debit, credit, yen in entries:
        own[debit] -= yen
        own[credit] += yen
    kinds = dict(Account.objects.filter(pk__in=own, kind__in=_KEPT).values_list("pk", "kind"))
    order = sorted(kinds, key=lambda key: (kinds[key] == AccountKind.RESERVE, -own[key], key))
    return {key: own[key] for key in order}


def sources(own: Mapping[int, int], accounts: Mapping[int, Account]) -> list[Source]:
    return [Source(key, own[key], accounts[key].balance_yen) for key in own]


def refunded_yen(gift: Gift) -> int:
    done = Refund.objects.filter(gift=gift, state=Refund.State.DONE)
    return int(done.aggregate(yen=Sum("amount_yen"))["yen"] or 0)


def possible_yen(gift: Gift) -> int:
    """The most that could go back at this moment."""
    if gift.state != Gift.State.RECEIVED:
        return 0
    own = put_into(gift)
    return possible(gift.amount_yen, refunded_yen(gift), sources(own, Account.objects.in_bulk(list(own))))


def refunds() -> QuerySet[Refund]:
    """Those to decide first, then the newest."""
    return Refund.objects.select_related("gift__fund", "asked_by", "decided_by").order_by(
        F("decided_at").desc(nulls_first=True), "-asked_at"
    )


def to_decide() -> QuerySet[Refund]:
    return Refund.objects.filter(state=Refund.State.ASKED)


def event_id(refund: Refund) -> str:
    """Under which the provider's answer is kept: once per refund."""
    return f"{_EVENT}{refund.pk}"


def answers(refunds: list[Refund]) -> dict[int, PaymentEvent]:
    """Refund id → what the card's provider said."""
    ids = {event_id(one): one.pk for one in refunds}
    return {ids[one.event_id]: one for one in PaymentEvent.objects.filter(event_id__in=ids)}


def not_sent() -> QuerySet[Refund]:
    """Card refunds the provider has not taken (yet): a person looks, so that no giver waits unseen."""
    key = Concat(Value(_EVENT), Cast("pk", CharField()))
    cards = Refund.objects.filter(state=Refund.State.DONE, gift__channel=Gift.Channel.CARD).annotate(key=key)
    return cards.filter(~Exists(PaymentEvent.objects.filter(event_id=OuterRef("key"), kind=SENT)))
