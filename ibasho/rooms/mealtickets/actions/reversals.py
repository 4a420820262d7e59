"""A meal taken back: the yen go where they came from, and the card may be used again that day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import meals
from ibasho.rooms.mealtickets.actions.devices import TILL
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Card, CardUse, Device, LedgerEntry, Redemption, Reversal, Shop
from ibasho.rooms.mealtickets.queries import accounts, months
from ibasho.rooms.mealtickets.rules import tills, wire
from ibasho.rooms.mealtickets.rules.kinds import EntryKind, Outcome
from ibasho.town.people.permissions import Permission


def unknown() -> NotFound:
    return NotFound("reversal.unknown", _("この1食は 見つかりません。きょうの きろくを 見てください。"))


def reverse_at_till(*, nonce: UUID, why: str, device: Device, at: datetime) -> Reversal:
    """By a device of the same shop within 15 minutes. Asked again, the same reversal. Raises NotFound, Conflict, Invalid."""
    row = (
        Redemption.objects.filter(shop_id=device.shop_id, nonce__in=(nonce, wire.eaten_after_all(nonce)))
        .exclude(outcome=Outcome.REFUSED)
        .first()
    )
    if row is None:
        raise unknown()
    done = Reversal.objects.filter(redemption=row).first()
    if done is not None:
        return done
    _require_early(row, at)
    return _reversed(row, why, device=device, by=TILL, at=at)


def reverse_at_shop(*, redemption: Redemption, why: str, by: Actor, at: datetime) -> Reversal:
    """By the shop's own people on their page, within the same 15 minutes. Asked again, the same reversal."""
    policies.require_shop(by, Permission.MEALS_TILL, redemption.shop, at=at)
    done = Reversal.objects.filter(redemption=redemption).first()
    if done is not None:
        return done
    _require_early(redemption, at)
    return _reversed(redemption, why, device=None, by=by, at=at)


def _require_early(row: Redemption, at: datetime) -> None:
    if at - row.received_at > tills.UNDO:
        raise Conflict(
            "reversal.late",
            _("15分を すぎたので、お店では とりけせません。市に 電話して わけを 話してください。"),
        )


def reverse(*, redemption: Redemption, why: str, by: Actor, at: datetime) -> Reversal:
    """By the city, at any time before the shop was paid for it. Asked again, the same reversal."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    done = Reversal.objects.filter(redemption=redemption).first()
    return done or _reversed(redemption, why, device=None, by=by, at=at)


@transaction.atomic
def _reversed(row: Redemption, why: str, *, device: Device | None, by: Actor, at: datetime) -> Reversal:
    told = _why(why)
    _hold_card(row)
    done = Reversal.objects.filter(redemption=row).first()  # somebody else pressed too, while we waited
    if done is not None:
        return done
    paid = LedgerEntry.objects.filter(redemption=row, kind__in=(EntryKind.MEAL, EntryKind.RESERVE_MEAL))
    entry = paid.select_related("debit", "credit").first()
    if entry is None:
        raise Conflict(
            "reversal.not_paid", _("この1食には まだ 支払いが ありません。確認の ページで 決めてください。")
        )
    held = accounts.locked([entry.debit, entry.credit])
    payable = held[entry.credit_id]
    if payable.balance_yen - months.promised(payable) < entry.amount_yen:
        raise Conflict(
            "reversal.paid_out",
            _(
                "もう お店に 払ってあります（または 支払いに 入っています）。つぎの月の 支払いで 調整してください。"
            ),
        )
    reversal = Reversal.objects.create(
        redemption=row, why=told, reversed_at=at, device=device, reversed_by_id=by.person_id
    )
    CardUse.objects.filter(redemption=row).delete()
    post(
        "mealtickets.meal.reverse", noun="mealtickets.Redemption", object_id=row.pk, by=by, at=at, why=told,
        redemption=row, data=meals.said_of(row),
        lines=[Line(EntryKind.REVERSE, entry.credit, entry.debit, entry.amount_yen)],
    )  # fmt: skip
    return reversal


def _hold_card(row: Redemption) -> None:
    """The shop, where two presses meet, and the card, where one is known, before any account."""
    Shop.objects.select_for_update(no_key=True).get(pk=row.shop_id)
    list(Card.objects.select_for_update(no_key=True).filter(uses__redemption=row))


def _why(told: str) -> str:
    words = _("とりけす わけを 短く 書いてください。たとえば「まちがえて 読みとった」。")
    return reason(told, code="reversal.why", sentence=words, most=wire.WHY_MAX)
