"""Money back to a giver: asked by one person, decided by another, only from what no child was offered yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.base.kernel.reasons import reason
from ibasho.base.kernel.yen import format_yen
from ibasho.base.ports.payments import Payments, PaymentsRefused
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Account, Gift, PaymentEvent, Refund
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries import refunds as queries
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.rooms.mealtickets.rules.refunding import drawn, possible
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Refund"
TASK = "mealtickets.refund_card"
State = Refund.State


@transaction.atomic
def ask(*, gift: Gift, yen: int, why: str, by: Actor, at: datetime) -> Refund:
    """Raises Invalid (amount, no reason), Conflict where the gift has become meals or a refund waits already."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    row = Gift.objects.select_for_update().get(pk=gift.pk)
    told = reason(why, code="refund.no_why", sentence=_("わけを 書いてください。決める人が 読みます。"))
    if row.state != Gift.State.RECEIVED:
        raise Conflict(
            "refund.not_received",
            _(
                "受けとった寄附では ないので、お返しするものが ありません。寄附の ページを たしかめてください。"
            ),
        )
    if Refund.objects.filter(gift=row, state=State.ASKED).exists():
        raise Conflict(
            "refund.asked_already",
            _("この寄附の 返金は もう 申請されています。さきに それを 決めてください。"),
        )
    left = row.amount_yen - queries.refunded_yen(row)
    if not 0 < yen <= left:
        sentence = _("お返しできるのは 1円から %(yen)s までです。") % {"yen": format_yen(left)}
        raise Invalid("refund.more_than_given", sentence, fields={"yen": sentence})
    _check_left(yen, queries.possible_yen(row))
    refund = Refund.objects.create(
        gift=row, amount_yen=yen, why=told, asked_at=at, asked_by_id=people.person_of(by)
    )
    _record("ask", refund, by=by, at=at)
    return refund


@transaction.atomic
def approve(*, refund: Refund, by: Actor, at: datetime) -> Refund:
    """The yen leave the ledger now. A card gift goes back to its card by a job; cash and transfers are paid back by
    the treasury. Raises NotAllowed for whoever asked, Conflict where the money has become meals meanwhile."""
    row = _decidable(refund, by=by, at=at)
    gift = row.gift
    own = queries.put_into(gift)
    given = accounts.of_fund(AccountKind.GIVEN, gift.fund)
    held = accounts.locked([given, *Account.objects.filter(pk__in=own)])
    kept = queries.sources(own, held)
    _check_left(row.amount_yen, possible(gift.amount_yen, queries.refunded_yen(gift), kept))
    lines = [Line(EntryKind.REFUND, held[key], given, yen) for key, yen in drawn(row.amount_yen, kept)]
    _decide(row, State.DONE, by=by, at=at)
    if queries.refunded_yen(gift) == gift.amount_yen:
        gift.state = Gift.State.REFUNDED
        gift.save(update_fields=["state"])
    post(
        "mealtickets.refund.approve", noun=NOUN, object_id=row.pk, lines=lines, by=by, at=at, gift=gift,
        why=row.why, data={"gift": gift.pk, "channel": gift.channel},
    )  # fmt: skip
    if gift.channel == Gift.Channel.CARD:
        jobs.configure_task(TASK).defer(refund_id=row.pk)
    return row


@transaction.atomic
def refuse(*, refund: Refund, by: Actor, at: datetime) -> Refund:
    row = _decidable(refund, by=by, at=at)
    _decide(row, State.REFUSED, by=by, at=at)
    _record("refuse", row, by=by, at=at)
    return row


def pay_back(*, refund_id: int, payments: Payments, by: Actor, at: datetime) -> PaymentEvent:
    """Asks the card's provider, with the same key every time; its answer is kept once. PaymentsDown goes up: the job
    asks again later."""
    refund = Refund.objects.select_related("gift").get(pk=refund_id, state=State.DONE)
    known = queries.answers([refund]).get(refund.pk)
    if known is not None and known.kind == queries.SENT:
        return known
    try:
        told = payments.refund(
            payment=refund.gift.payment_id, yen=refund.amount_yen, key=queries.event_id(refund)
        )
        kind = queries.SENT
    except PaymentsRefused as error:
        told, kind = str(error), queries.REFUSED
    return _answered(refund, kind, told, by=by, at=at)


@transaction.atomic
def _answered(refund: Refund, kind: str, told: str, *, by: Actor, at: datetime) -> PaymentEvent:
    event, _made = PaymentEvent.objects.update_or_create(
        event_id=queries.event_id(refund),
        defaults={"kind": kind, "gift": refund.gift, "came_at": at, "outcome": told[:60]},
    )
    journal.record(
        f"mealtickets.{kind}", noun=NOUN, object_id=refund.pk, by=by, at=at, data={"told": told[:60]}
    )
    return event


def _decidable(refund: Refund, *, by: Actor, at: datetime) -> Refund:
    policies.require(by, Permission.MEALS_MONEY, at=at)
    gift = Gift.objects.select_for_update(of=("self",)).select_related("fund").get(pk=refund.gift_id)
    row = Refund.objects.select_for_update().get(pk=refund.pk)
    row.gift = gift
    if row.state != State.ASKED:
        raise Conflict("refund.decided_already", _("この返金は もう 決まっています。"))
    if row.asked_by_id == people.person_of(by):
        raise NotAllowed(
            "refund.two_people",
            _("返金は、申請した人とは 別の人が 決めます。ほかの担当の方に たのんでください。"),
        )
    return row


def _decide(row: Refund, state: str, *, by: Actor, at: datetime) -> None:
    row.state, row.decided_at, row.decided_by_id = state, at, by.person_id
    row.save(update_fields=["state", "decided_at", "decided_by"])


def _check_left(yen: int, left: int) -> None:
    if yen > left:
        raise Conflict(
            "refund.used",
            _(
                "この寄附は もう チケットや 食事に なりました。いま お返しできるのは %(yen)s までです。"
                "寄附した方に、何食に なったかを お伝えしてください。"
            )
            % {"yen": format_yen(left)},
        )


def _record(verb: str, refund: Refund, *, by: Actor, at: datetime) -> None:
    journal.record(
        f"mealtickets.refund.{verb}", noun=NOUN, object_id=refund.pk, by=by, at=at, why=refund.why,
        data={"gift": refund.gift_id, "yen": refund.amount_yen},
    )  # fmt: skip
