"""寄附金受領証明書: numbered once within fund and 年度; printed again as often as wanted from the same row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.nendo import nendo as nendo_of
from ibasho.rooms.mealtickets.models import Fund, Gift, LedgerEntry, Receipt
from ibasho.rooms.mealtickets.rules.kinds import EntryKind

NAME_MAX, ADDRESS_MAX = 120, 200


@transaction.atomic
def issue(*, gift: Gift, name: str, address: str, by: Actor, at: datetime) -> Receipt:
    """The receipt of a received gift; a second call gives the same one. Raises Conflict before the money has come and
    after it went back, Invalid without a name or an address."""
    row = Gift.objects.select_for_update(of=("self",)).select_related("fund").get(pk=gift.pk)
    if row.state != Gift.State.RECEIVED:
        raise Conflict(
            "receipt.no_money", _("証明書は、お金が 届いてから 出せます。届くまで 少し お待ちください。")
        )
    known = Receipt.objects.filter(gift=row).first()
    if known is not None:
        return known
    told = _checked(name, address)
    Fund.objects.select_for_update(no_key=True).get(pk=row.fund_id)  # one number at a time
    nendo = _nendo(row)
    last = Receipt.objects.filter(fund=row.fund_id, nendo=nendo).aggregate(last=Max("number"))["last"] or 0
    made = Receipt.objects.create(
        gift=row,
        fund=row.fund,
        nendo=nendo,
        number=last + 1,
        name=told[0],
        address=told[1],
        issued_at=at,
        printed=0,
    )
    row.name, row.address = row.name or told[0], told[1]
    row.save(update_fields=["name", "address"])
    _record("issue", made, by=by, at=at)
    return made


@transaction.atomic
def print_again(*, receipt: Receipt, by: Actor, at: datetime) -> Receipt:
    """Counts one more paper; from the second on it says 再発行."""
    row = Receipt.objects.select_for_update(of=("self",)).select_related("gift__fund").get(pk=receipt.pk)
    if row.gift.state != Gift.State.RECEIVED:
        raise Conflict(
            "receipt.paid_back",
            _("お返しした寄附の 証明書は 出せません。わからないことは 市に 電話してください。"),
        )
    row.printed = min(row.printed + 1, 32_000)
    row.save(update_fields=["printed"])
    _record("print", row, by=by, at=at)
    return row


def _checked(name: str, address: str) -> tuple[str, str]:
    told = refuse_my_number(" ".join(name.split())), refuse_my_number(" ".join(address.split()))
    missing = {
        field: sentence
        for field, text, sentence in (
            ("name", told[0], _("証明書に のせる お名前を 入れてください。")),
            ("address", told[1], _("証明書に のせる 住所を 入れてください。")),
        )
        if not text
    }
    if missing:
        raise Invalid(
            "receipt.incomplete", _("お名前と 住所が そろうと、証明書を 出せます。"), fields=missing
        )
    if len(told[0]) > NAME_MAX or len(told[1]) > ADDRESS_MAX:
        raise Invalid(
            "receipt.too_long",
            _("お名前は 120文字、住所は 200文字までです。短くして もう一度 送ってください。"),
        )
    return told


def _nendo(gift: Gift) -> int:
    """The 会計年度 the ledger put the gift into (出納整理期間: not always that of the day)."""
    entry = LedgerEntry.objects.filter(gift=gift, kind=EntryKind.GIFT).first()
    return entry.nendo if entry else nendo_of(clock.day(gift.received_at or gift.promised_at))


def _record(verb: str, row: Receipt, *, by: Actor, at: datetime) -> None:
    journal.record(
        f"mealtickets.receipt.{verb}", noun="mealtickets.Receipt", object_id=row.pk, by=by, at=at,
        data={"nendo": row.nendo, "number": row.number, "printed": row.printed},
    )  # fmt: skip
