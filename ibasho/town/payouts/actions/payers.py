"""支払元: the accounts money leaves from. Not changed while a run from one of them is on its way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import zengin
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.town.payouts import policies
from ibasho.town.payouts.actions.payees import Particulars, checked
from ibasho.town.payouts.models import PayerAccount, Run
from ibasho.town.people.permissions import Permission

NOUN = "payouts.PayerAccount"
ON_ITS_WAY = (Run.State.ASKED, Run.State.CONFIRMED, Run.State.APPROVED, Run.State.SENT)
BANK = ("bank_code", "bank_kana", "branch_code", "branch_kana", "account_type", "account_number")
PLAIN = ("name", "list_first", "newlines", "is_active")


@transaction.atomic
def add(*, code: str, values: Mapping[str, Any], by: Actor, at: datetime) -> PayerAccount:
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    tidy = _checked(values)
    try:
        with transaction.atomic():
            payer = PayerAccount.objects.create(code=code, **tidy)
    except IntegrityError as error:
        sentence = _("「%(code)s」は もう あります。べつの名前（英字）に してください。") % {"code": code}
        raise Conflict("payouts.payer_twice", sentence, fields={"code": sentence}) from error
    journal.record("payouts.payer.add", noun=NOUN, object_id=payer.pk, by=by, at=at)
    return payer


@transaction.atomic
def change(*, payer: PayerAccount, values: Mapping[str, Any], by: Actor, at: datetime) -> PayerAccount:
    """Conflict while a run from this account is between 確認待ち and its result: what was approved is what is sent."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    tidy = _checked(values)
    row = PayerAccount.objects.select_for_update().get(pk=payer.pk)
    changed = sorted(name for name, value in tidy.items() if getattr(row, name) != value)
    frozen = set(changed) - {"name", "list_first", "is_active"}
    if frozen and Run.objects.filter(payer=row, state__in=ON_ITS_WAY).exists():
        raise Conflict(
            "payouts.payer_in_use",
            _(
                "この支払元の 支払いが 進んでいます。結果を 読みこむか 取りさげてから、口座を 直してください。"
            ),
        )
    for name in changed:
        setattr(row, name, tidy[name])
    row.save(update_fields=changed)
    journal.record(
        "payouts.payer.change", noun=NOUN, object_id=row.pk, by=by, at=at, data={"fields": changed}
    )
    return row


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    wrong: dict[str, str] = {}
    tidy = {name: values[name] for name in PLAIN}
    try:
        account = checked(Particulars(**{name: values[name] for name in BANK}, holder_kana="ﾐﾎﾝ"))
        tidy |= {name: account[name] for name in BANK}
    except Invalid as error:
        wrong |= error.fields
    tidy["consignor_code"] = str(values["consignor_code"]).strip()
    if not re.fullmatch("[0-9]{10}", tidy["consignor_code"]):
        wrong["consignor_code"] = _("銀行から わたされた 10けたの 数字を 書いてください。")
    try:
        tidy["consignor_kana"] = zengin.bank_kana(str(values["consignor_kana"]))
    except DomainError as error:
        wrong["consignor_kana"] = error.message
    if not 0 < len(tidy.get("consignor_kana", " ")) <= zengin.CONSIGNOR_MAX:
        wrong["consignor_kana"] = _("カナで 40文字までに してください（濁点も1文字）。")
    if wrong:
        raise Invalid("payouts.particulars", " ".join(wrong.values()), fields=wrong)
    return tidy
