"""What a giver may choose, and what became of a gift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.mealtickets.models import Account, Donor, Fund, Gift, LedgerEntry, Pool, Refund, Thanks
from ibasho.rooms.mealtickets.models.gift import Moderation
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries.pools import pictures
from ibasho.rooms.mealtickets.queries.refunds import refunded_yen
from ibasho.rooms.mealtickets.rules import fifo
from ibasho.rooms.mealtickets.rules.forecast import Forecast
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.kinds import PoolKind

CODE_LENGTH = 20
THANKS_MAX = 6
_GIFTS_OWN = (E.GIFT, E.SHARE, E.REFUND)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing to give for. `pool` None: no wish, the fund's shares decide. `lasts`: until when what is there will do,
    where that is known."""

    value: str
    fund: Fund
    pool: Pool | None
    name: str
    sentence: str
    lasts: Forecast | None = None


def by_code(public_id: str) -> Gift:
    """The gift whose page this is. Raises NotFound."""
    found = None
    if looks_like_code(public_id, CODE_LENGTH):
        found = Gift.objects.select_related("fund", "pool", "donor").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("gift.unknown", "この寄附の ページは 見つかりません。アドレスを たしかめてください。")
    return found


def purposes(at: datetime) -> list[Purpose]:
    """Every open purpose of every active fund, no wish first. A fund that has no general pool takes no gifts yet."""
    opened = Pool.objects.filter(state=Pool.State.OPEN, fund__is_active=True).select_related("fund", "place")
    pools = list(opened.order_by("fund__order", "fund_id", "kind", "pk"))
    lasts = {one.pool.pk: _known(one.forecast) for one in pictures(at, pools)}
    general = [pool for pool in pools if pool.kind == PoolKind.GENERAL]
    out: list[Purpose] = []
    for first in general:
        fund = first.fund
        several = f"（{fund.name}）" if len(general) > 1 else ""
        sentence = "いちばん 必要なところへ。市内の どのお店でも 食べられます。"
        out.append(
            Purpose(f"any-{fund.public_id}", fund, None, f"おまかせ{several}", sentence, lasts[first.pk])
        )
        out += [
            Purpose(pool.public_id, fund, pool, f"{pool.name}{several}", pool.purpose, lasts[pool.pk])
            for pool in pools
            if pool.fund_id == fund.pk and pool != first
        ]
    return out


def _known(seen: Forecast) -> Forecast | None:
    return seen if seen.enough or seen.empty else None


def eaten(gift: Gift, at: datetime) -> fifo.Part:
    """What became of this gift's yen until the end of yesterday."""
    if gift.received_at is None:
        return fifo.Part()
    own = LedgerEntry.objects.filter(gift=gift, kind__in=_GIFTS_OWN)
    boxes = Account.objects.filter(
        Q(pk__in=own.values("credit")) | Q(pk__in=own.values("debit")), kind__in=[A.UNISSUED, A.RESERVE]
    ).select_related("pool", "fund")
    today = clock.day(at)
    return fifo.whole(_slice(gift, box, today) for box in boxes)


def thanks(gift: Gift) -> QuerySet[Thanks]:
    """Thanks somebody has read and let through, of this gift's purpose or of none; no day finer than the month is shown."""
    wished = Q(pool=gift.pool_id) | Q(pool__isnull=True) if gift.pool_id else Q()
    return Thanks.objects.filter(wished, state=Moderation.SHOWN).order_by("-told_on", "-pk")[:THANKS_MAX]


@dataclass(frozen=True, slots=True)
class Giver:
    """A company's or person's page with what they gave in all."""

    donor: Donor
    yen: int
    meals: int


def givers() -> list[Giver]:
    """Every page that is shown and has given, by reading; two statements for any number of them."""
    donors = list(_shown().order_by("kana", "name", "pk"))
    kept = _kept(donors)
    return [Giver(donor, *kept[donor.pk]) for donor in donors if donor.pk in kept]


def giver_by_code(public_id: str) -> Giver:
    """Raises NotFound for a page that is not shown."""
    donor = _shown().filter(public_id=public_id).first()
    if donor is None:
        raise NotFound("donor.unknown", "このページは 見つかりません。アドレスを たしかめてください。")
    return giver(donor)


def giver(donor: Donor) -> Giver:
    return Giver(donor, *_kept([donor]).get(donor.pk, (0, 0)))


def _kept(donors: list[Donor]) -> dict[int, tuple[int, int]]:
    """By donor's id: yen that were given and not paid back, and about how many meals they are."""
    back = Coalesce(Sum("refunds__amount_yen", filter=Q(refunds__state=Refund.State.DONE)), 0)
    rows = Gift.objects.filter(donor__in=donors, state=Gift.State.RECEIVED).annotate(back=back)
    found: dict[int, tuple[int, int]] = {}
    for donor, yen, gone, meal_yen in rows.values_list("donor_id", "amount_yen", "back", "fund__meal_yen"):
        if donor is not None:
            before = found.get(donor, (0, 0))
            found[donor] = before[0] + yen - gone, before[1] + (yen - gone) // meal_yen
    return found


def kept_yen(gift: Gift) -> int:
    """The gift without what was paid back of it."""
    return gift.amount_yen - refunded_yen(gift)


def words() -> list[Gift]:
    """Words to children that somebody has read and let through, the newest first."""
    shown = Gift.objects.filter(message_state=Moderation.SHOWN).exclude(message="")
    return list(shown.order_by("-promised_at")[:THANKS_MAX])


def _shown() -> QuerySet[Donor]:
    return Donor.objects.filter(state=Moderation.SHOWN)


def _slice(gift: Gift, box: Account, today: date) -> fifo.Slice:
    """`box` is a pool's unissued account, with the pool's live account taken as the same box, or the reserve."""
    before = Q(gift__received_at__lt=gift.received_at) | Q(
        gift__received_at=gift.received_at, gift__lt=gift.pk
    )
    own = LedgerEntry.objects.filter(kind__in=_GIFTS_OWN, gift__isnull=False)
    came_else = LedgerEntry.objects.filter(credit=box, kind__in=[E.MOVE, E.TO_RESERVE])
    start = _net(own.filter(before), box) + _sum(came_else.filter(at__lt=gift.received_at))
    eaten_yen, moved = _reserve_gone(box, today) if box.kind == A.RESERVE else _pool_gone(box, today)
    total = _net(own, box) + _sum(came_else)
    eaten_yen = min(eaten_yen, total)  # a meal may have come between two of these sums
    mine = max(0, _net(own.filter(gift=gift), box))
    return fifo.Slice(max(0, start), mine, total, eaten_yen, min(moved, total - eaten_yen))


def _pool_gone(box: Account, today: date) -> tuple[int, int]:
    """Yen eaten out of a pool until yesterday, and yen that went on. From the account's own sums where they are long:
    live's debits are meals, tickets taken back in, and expiry."""
    live = accounts.of_pool(A.LIVE, box.pool) if box.pool else None
    if live is None:
        return 0, 0
    back = _sum(LedgerEntry.objects.filter(credit=box, kind=E.UNISSUE, debit=live))
    expired = _sum(LedgerEntry.objects.filter(credit__fund=box.fund_id, credit__kind=A.EXPIRED, debit=live))
    undone = _sum(LedgerEntry.objects.filter(credit=live, kind=E.REVERSE))
    late = _sum(LedgerEntry.objects.filter(debit=live, day__gte=today, kind=E.MEAL))
    moved = _sum(LedgerEntry.objects.filter(debit=box, kind=E.MOVE))
    return max(0, live.debits_yen - back - expired - undone - late), expired + moved


def _reserve_gone(box: Account, today: date) -> tuple[int, int]:
    meals = _sum(LedgerEntry.objects.filter(debit=box, kind=E.RESERVE_MEAL, day__lt=today))
    undone = _sum(LedgerEntry.objects.filter(credit=box, kind=E.REVERSE))
    return max(0, meals - undone), _sum(LedgerEntry.objects.filter(debit=box, kind=E.MOVE))


def _net(entries: QuerySet[LedgerEntry], box: Account) -> int:
    return _sum(entries.filter(credit=box)) - _sum(entries.filter(debit=box))


def _sum(entries: QuerySet[LedgerEntry]) -> int:
    return int(entries.aggregate(yen=Sum(F("amount_yen")))["yen"] or 0)
