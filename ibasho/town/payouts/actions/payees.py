"""支払先: written by one person, looked at by another, ended and never edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import zengin
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.payouts import policies
from ibasho.town.payouts.models import Payee
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.permissions import Permission

NOUN = "payouts.Payee"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What stands in a bank book. Names in any kana: they are brought to the bank's letters here."""

    bank_code: str
    bank_kana: str
    branch_code: str
    branch_kana: str
    account_type: str
    account_number: str
    holder_kana: str
    invoice_number: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody without an account: a code of the room that knows them ("roster.K7QXMR3TWD"), the name the bank slip
    bears, and the organisation that answers for them, whose lead may write the account (None: the city alone)."""

    code: str
    name: str
    organisation: Organisation | None = None


@transaction.atomic
def write(
    *, organisation: Organisation | None = None, person: Person | None = None, outside: Outside | None = None,
    particulars: Particulars, by: Actor, at: datetime,
) -> Payee:  # fmt: skip
    """A new row that waits for a second person; what was written before for the same receiver is ended. By the city,
    or by the lead of the organisation whose account it is, or which answers for one without an account here."""
    policies.require_writer(by, outside.organisation if outside else organisation, at=at)
    values = checked(particulars)
    receiver = _one_of(organisation, person, outside)
    old = list(_living(receiver))
    for row in old:
        _end(row, at)
    name = (organisation or person or outside or _nobody()).name
    try:
        with transaction.atomic():
            payee = Payee.objects.create(
                **receiver, name=name, written_at=at, written_by_id=by.person_id, **values
            )
    except IntegrityError as error:
        raise Conflict(
            "payouts.payee_twice",
            _("ほかの人が いま この支払先を 書きました。支払先の一覧から 確かめてください。"),
        ) from error
    journal.record(
        "payouts.payee.write",
        noun=NOUN,
        object_id=payee.pk,
        by=by,
        at=at,
        data={"ended": [row.pk for row in old]},
    )
    return payee


@transaction.atomic
def confirm(*, payee: Payee, by: Actor, at: datetime) -> Payee:
    """The second look: bank book and screen say the same. Never by the one who wrote it."""
    person_id = policies.require_person(by, Permission.PAYOUTS_APPROVE, at=at)
    row = _locked(payee)
    if row.state != Payee.State.WAITING:
        raise Conflict(
            "payouts.payee_state", _("この支払先は もう 確認待ちでは ありません。一覧から 見てください。")
        )
    policies.require_another(
        person_id,
        row.written_by_id,
        _("この支払先を 書いたのは あなたです。もう1人の担当者に 確かめてもらってください。"),
    )
    row.state, row.confirmed_at, row.confirmed_by_id = Payee.State.CONFIRMED, at, person_id
    row.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    journal.record("payouts.payee.confirm", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def end(*, payee: Payee, why: str, by: Actor, at: datetime) -> Payee:
    """No money goes there any more."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    refuse_my_number(why)
    row = _locked(payee)
    if row.state == Payee.State.ENDED:
        raise Conflict("payouts.payee_state", _("この支払先は もう 使わないことに なっています。"))
    _end(row, at)
    journal.record("payouts.payee.end", noun=NOUN, object_id=row.pk, by=by, at=at, why=why)
    return row


def checked(given: Particulars) -> Mapping[str, Any]:
    """The fields as a bank keeps them. Invalid names each field that is wrong."""
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, length in (("bank_code", 4), ("branch_code", 3), ("account_number", 7)):
        values[name] = str(getattr(given, name)).strip()
        if not re.fullmatch(rf"[0-9]{{{length}}}", values[name]):
            wrong[name] = _("%(length)sけたの 数字で 書いてください。") % {"length": length}
    for name, most in (
        ("bank_kana", zengin.BANK_MAX), ("branch_kana", zengin.BANK_MAX), ("holder_kana", zengin.NAME_MAX),
    ):  # fmt: skip
        values[name], problem = _kana(str(getattr(given, name)), most)
        if problem:
            wrong[name] = problem
    values["account_type"] = given.account_type
    if given.account_type not in zengin.ACCOUNT_TYPES:
        wrong["account_type"] = _("預金種目を えらんでください。")
    values["invoice_number"] = given.invoice_number.strip().upper()
    if not re.fullmatch(r"(T[0-9]{13})?", values["invoice_number"]):
        wrong["invoice_number"] = _("登録番号は Tと 13けたの数字です。ない店は 空けておいてください。")
    if wrong:
        raise Invalid("payouts.particulars", " ".join(wrong.values()), fields=wrong)
    return values


def _kana(text: str, most: int) -> tuple[str, str]:
    try:
        told = zengin.bank_kana(text)
    except Invalid as error:
        return "", error.message
    if not told:
        return "", _("カナで 書いてください。")
    if len(told) > most:
        return "", _(
            "銀行の欄は %(most)s文字まで（濁点も1文字）です。いま %(count)s文字です。はじめの %(most)s文字を 書いてください: %(cut)s"
        ) % {"most": most, "count": len(told), "cut": told[:most].rstrip()}
    return told, ""


def _nobody() -> Organisation:
    raise Invalid("payouts.payee_of_one", _("だれの口座かを 1つ えらんでください。"))


def _one_of(
    organisation: Organisation | None, person: Person | None, outside: Outside | None
) -> dict[str, Any]:
    """The one field that says whose account it is."""
    named = {
        "organisation": organisation, "person": person, "outside": outside.code if outside else None,
    }  # fmt: skip
    given = {name: value for name, value in named.items() if value}
    if len(given) != 1:
        _nobody()
    return given


def _living(receiver: Mapping[str, Any]) -> Any:
    rows = Payee.objects.select_for_update().exclude(state=Payee.State.ENDED).order_by("pk")
    return rows.filter(**receiver)


def _end(row: Payee, at: datetime) -> None:
    row.state, row.ended_at = Payee.State.ENDED, at
    row.save(update_fields=["state", "ended_at"])


def _locked(payee: Payee) -> Payee:
    found = Payee.objects.select_for_update().filter(pk=payee.pk).first()
    if found is None:
        raise NotFound("payouts.payee_gone", _("この支払先は ありません。一覧から 見てください。"))
    return found
