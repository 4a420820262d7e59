"""A gift from the promise to the ledger. Whoever brings word of money (card, bank, counter) calls `receive`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import gift_letters as letters
from ibasho.rooms.mealtickets.actions import posting, shares
from ibasho.rooms.mealtickets.models import Fund, Gift, Pool
from ibasho.rooms.mealtickets.models.gift import Moderation, new_gift_code
from ibasho.rooms.mealtickets.rules import gifts as rules
from ibasho.rooms.mealtickets.rules.money import GIFT_YEN_MIN
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Gift"
CODE_LENGTH = 20
TRIES = 20
LETTERS_MAX = 5
WAIT_DAYS = 90
State, Channel = Gift.State, Gift.Channel
# who may say that money has come; a card's word comes from the provider through the server itself
_HEARD_BY = {
    Channel.COUNTER: Permission.MEALS_COUNTER,
    Channel.BANK: Permission.MEALS_MONEY,
    Channel.CARD: Permission.MEALS_MONEY,
}


@transaction.atomic
def promise(
    *,
    fund: Fund,
    pool: Pool | None,
    channel: str,
    amount_yen: int,
    name: str = "",
    kana: str = "",
    anonymous: bool = True,
    email: str = "",
    address: str = "",
    message: str = "",
    public_id: str = "",
    by: Actor,
    at: datetime,
) -> Gift:
    """Anybody may promise; at the counter staff do (MEALS_COUNTER). No yen move.

    `public_id` is the form's own: the same form sent twice gives the same gift. Raises Invalid (amount, purpose,
    words), NotAllowed.
    """
    if channel == Channel.COUNTER:
        policies.require(by, Permission.MEALS_COUNTER, at=at)
    _check_purpose(fund, pool)
    amount = rules.checked_amount(amount_yen, least=max(GIFT_YEN_MIN, fund.gift_min_yen))
    words = refuse_my_number(rules.checked_message(message))
    wanted: dict[str, object] = {
        "fund": fund, "pool": pool, "channel": channel, "amount_yen": amount, "name": refuse_my_number(name.strip()),
        "kana": kana.strip(), "anonymous": anonymous, "email": email.strip(),
        "address": refuse_my_number(address.strip()), "message": words,
        "message_state": Moderation.WAITING if words else Moderation.NONE, "typed_by_id": by.person_id,
        "promised_at": at,
    }  # fmt: skip
    gift, fresh = _once(public_id, wanted)
    if fresh:
        _record("promise", gift, by=by, at=at)
        if email:
            letters.tell(gift=gift, news="promised", by=by, at=at)
    return gift


@transaction.atomic
def write_to(*, gift: Gift, email: str, by: Actor, at: datetime) -> Gift:
    """News of this gift go to this address from now on; the address of the giver's page goes at once. Raises Conflict
    after a few: a gift is no means of writing to strangers."""
    row = Gift.objects.select_for_update(of=("self",)).select_related("fund").get(pk=gift.pk)
    if letters.asked_times(row) >= LETTERS_MAX:
        raise Conflict(
            "gift.letters", _("この寄附の メールは もう 何回も 送りました。ページを しおりに してください。")
        )
    row.email = email.strip()
    row.save(update_fields=["email"])
    _record("write_to", row, by=by, at=at)
    letters.tell(gift=row, news="asked", by=by, at=at)
    return row


@transaction.atomic
def show_name(*, gift: Gift, name: str, shown: bool, by: Actor, at: datetime) -> Gift:
    """The giver's choice whether the name stands beside the words. Words that were shown are looked at anew."""
    row = Gift.objects.select_for_update().get(pk=gift.pk)
    row.name, row.anonymous = refuse_my_number(name.strip()) or row.name, not shown
    if row.message:
        row.message_state = Moderation.WAITING
    row.save(update_fields=["name", "anonymous", "message_state"])
    _record("show_name", row, by=by, at=at)
    return row


@transaction.atomic
def receive(*, gift: Gift, yen: int, by: Actor, at: datetime, nendo: int | None = None) -> Gift:
    """`yen` have come. When the promised sum is there the gift is received, and its yen go into the ledger with the
    fund's shares; until then (a bank transfer in parts) only `received_yen` grows. More than promised is given as well.

    Money that comes after a cancellation is a gift all the same. `nendo`: see posting.post. Raises Conflict for a
    gift that was received before: a second payment is not the same gift.
    """
    row = Gift.objects.select_for_update(of=("self",)).select_related("fund", "pool").get(pk=gift.pk)
    policies.require(by, _HEARD_BY[Channel(row.channel)], at=at)
    if yen <= 0:
        raise Invalid("gift.nothing_came", _("届いた金額は 1円からです。金額を 確かめてください。"))
    if row.state in (State.RECEIVED, State.REFUNDED):
        raise Conflict(
            "gift.received_already",
            _("この寄附は もう 受けとっています。別の入金は、別の寄附として 入れてください。"),
        )
    row.received_yen += yen
    if row.received_yen < row.amount_yen:
        row.state, row.cancelled_at = State.PROMISED, None
        row.save(update_fields=["received_yen", "state", "cancelled_at"])
        _record("arrive", row, by=by, at=at)
        return row
    return _received(row, by=by, at=at, nendo=nendo)


@transaction.atomic
def settle(*, gift: Gift, by: Actor, at: datetime, nendo: int | None = None) -> Gift:
    """What has come so far is the gift: nothing more is waited for. Raises Conflict where nothing has come."""
    row = Gift.objects.select_for_update(of=("self",)).select_related("fund", "pool").get(pk=gift.pk)
    policies.require(by, _HEARD_BY[Channel(row.channel)], at=at)
    if row.state != State.PROMISED or row.received_yen == 0:
        raise Conflict(
            "gift.nothing_to_settle",
            _("届いている お金が ないので、これで 受けとりに できません。入金を たしかめてください。"),
        )
    return _received(row, by=by, at=at, nendo=nendo)


@transaction.atomic
def cancel(*, gift: Gift, by: Actor, at: datetime) -> Gift:
    """By whoever holds the giver's page, or the desk. Raises Conflict once money has come."""
    row = Gift.objects.select_for_update().get(pk=gift.pk)
    if row.state == State.CANCELLED:
        return row
    if row.state != State.PROMISED or row.received_yen > 0:
        raise Conflict(
            "gift.money_is_here",
            _("もう お金が 届いているので、この画面では とりやめられません。電話で ご相談ください。"),
        )
    row.state, row.cancelled_at = State.CANCELLED, at
    row.save(update_fields=["state", "cancelled_at"])
    _record("cancel", row, by=by, at=at)
    return row


@transaction.atomic
def let_go(*, by: Actor, at: datetime) -> int:
    """The nightly job: promises of which nothing has come in WAIT_DAYS are taken back. Money that comes later is a gift all
    the same. Returns how many."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    old = Gift.objects.select_for_update(skip_locked=True).filter(
        state=State.PROMISED, received_yen=0, promised_at__lt=at - timedelta(days=WAIT_DAYS)
    )
    rows = list(old.order_by("pk"))
    for row in rows:
        row.state, row.cancelled_at = State.CANCELLED, at
        row.save(update_fields=["state", "cancelled_at"])
        _record("cancel", row, by=by, at=at)
    return len(rows)


def _received(row: Gift, *, by: Actor, at: datetime, nendo: int | None) -> Gift:
    row.amount_yen, row.state, row.received_at, row.cancelled_at = row.received_yen, State.RECEIVED, at, None
    row.save(update_fields=["amount_yen", "received_yen", "state", "received_at", "cancelled_at"])
    lines = shares.lines(row)  # holds its accounts
    posting.post(
        "mealtickets.gift.receive", noun=NOUN, object_id=row.pk, lines=lines, by=by, at=at, gift=row, nendo=nendo,
        data=_told(row),
    )  # fmt: skip
    if row.email:
        letters.tell(gift=row, news="received", by=by, at=at)
    return row


def _check_purpose(fund: Fund, pool: Pool | None) -> None:
    if not fund.is_active:
        raise Invalid(
            "gift.fund_closed",
            _("この基金は いま 寄附を うけつけていません。ほかの基金を えらんでください。"),
        )
    if pool is not None and (pool.fund_id != fund.pk or pool.state != Pool.State.OPEN):
        sentence = _("このつかいみちは いま うけつけていません。ほかの つかいみちを えらんでください。")
        raise Invalid("gift.pool_closed", sentence, fields={"pool": sentence})


def _once(public_id: str, wanted: dict[str, object]) -> tuple[Gift, bool]:
    """The gift of a form that was sent before, if it says the same; else a new one."""
    code = public_id if looks_like_code(public_id, CODE_LENGTH) else new_gift_code()
    twice = Gift.objects.filter(public_id=code).first()
    if twice is not None:
        same = all(
            getattr(twice, key) == wanted[key] for key in ("fund", "pool", "channel", "amount_yen", "message")
        )
        if same:
            return twice, False
        code = new_gift_code()
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                return Gift.objects.create(public_id=code, reference=rules.new_reference(), **wanted), True
        except IntegrityError:
            if (found := Gift.objects.filter(public_id=code).first()) is not None:
                return found, False
    raise Conflict("gift.busy", _("いま 混み合っています。少し待って、もう一度 送ってください。"))


def _told(row: Gift) -> dict[str, object]:
    """No name, no address, no words: the journal is kept for ever."""
    return {
        "channel": row.channel, "amount_yen": row.amount_yen, "received_yen": row.received_yen,
        "fund": row.fund_id, "pool": row.pool_id,
    }  # fmt: skip


def _record(verb: str, row: Gift, *, by: Actor, at: datetime) -> None:
    journal.record(f"mealtickets.gift.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=_told(row))
