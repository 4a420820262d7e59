"""A payment run: prepared, asked for, confirmed and approved by two different people, listed, sent to the bank."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.town.payouts import policies
from ibasho.town.payouts.models import Payee, PayerAccount, Payment, Run
from ibasho.town.payouts.queries import bankfile
from ibasho.town.payouts.queries.payees import current
from ibasho.town.payouts.rules import days, states
from ibasho.town.payouts.rules.states import Step
from ibasho.town.people.permissions import Permission

NOUN = "payouts.Run"
FROZEN = (
    "bank_code",
    "bank_kana",
    "branch_code",
    "branch_kana",
    "account_type",
    "account_number",
    "holder_kana",
)


@dataclass(frozen=True, slots=True)
class PayLine:
    """`yen` (> 0) to `payee`. `reference` names what is paid in the room that asks: it is paid once."""

    payee: Payee
    yen: int
    reference: str
    words: str


@transaction.atomic
def prepare(
    *, programme: str, title: str, payer: PayerAccount, nendo: int, pay_on: date, lines: Sequence[PayLine],
    by: Actor, at: datetime,
) -> Run:  # fmt: skip
    """起案. Invalid for nothing to pay, a day no bank works on, a closed 年度; Conflict for a payee nobody has confirmed
    and for what is already paid or on its way."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    days.check_pay_on(pay_on, nendo=nendo, today=clock.day(at))
    lines = _as_they_stand(lines)
    _check(payer, lines)
    run = Run.objects.create(
        programme=programme, title=title, payer=payer, nendo=nendo, pay_on=pay_on, prepared_at=at,
        prepared_by_id=by.person_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            Payment.objects.bulk_create([_payment(run, line) for line in lines])
    except IntegrityError as error:
        raise Conflict(
            "payouts.already_planned",
            _("この中に、もう 支払いに入っているものが あります。支払いの一覧を 開いて 確かめてください。"),
        ) from error
    journal.record(
        "payouts.run.prepare", noun=NOUN, object_id=run.pk, by=by, at=at,
        data={"programme": programme, "payments": len(lines), "yen": sum(line.yen for line in lines), "nendo": nendo},
    )  # fmt: skip
    return run


@transaction.atomic
def ask(*, run: Run, by: Actor, at: datetime) -> Run:
    """確認を たのむ: the bank particulars are frozen here, as the payees stand now."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    row = _locked(run)
    after = states.after(Step.ASK, row.state)
    days.check_pay_on(row.pay_on, nendo=row.nendo, today=clock.day(at))
    payments = list(_living(row))
    for payment in payments:
        _freeze(payment, current(payment.payee) or payment.payee)
    _refuse_unconfirmed(payments)
    Payment.objects.bulk_update(payments, ["payee", "name", *FROZEN])
    row.state = after
    row.save(update_fields=["state"])
    journal.record("payouts.run.ask", noun=NOUN, object_id=row.pk, by=by, at=at, data=_sums(payments))
    return row


@transaction.atomic
def confirm(*, run: Run, by: Actor, at: datetime) -> Run:
    """確認: the first of the two people."""
    person_id = policies.require_person(by, Permission.PAYOUTS_APPROVE, at=at)
    row = _locked(run)
    row.state = states.after(Step.CONFIRM, row.state)
    payments = _still_payable(row, at)
    row.confirmed_at, row.confirmed_by_id = at, person_id
    row.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    journal.record("payouts.run.confirm", noun=NOUN, object_id=row.pk, by=by, at=at, data=_sums(payments))
    return row


@transaction.atomic
def approve(*, run: Run, by: Actor, at: datetime) -> Run:
    """決裁: the second of the two people, never the one who confirmed."""
    person_id = policies.require_person(by, Permission.PAYOUTS_APPROVE, at=at)
    row = _locked(run)
    row.state = states.after(Step.APPROVE, row.state)
    policies.require_another(
        person_id,
        row.confirmed_by_id,
        _("確認したのは あなたです。決裁は もう1人の担当者に たのんでください。"),
    )
    payments = _still_payable(row, at)
    row.approved_at, row.approved_by_id = at, person_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    journal.record("payouts.run.approve", noun=NOUN, object_id=row.pk, by=by, at=at, data=_sums(payments))
    return row


@transaction.atomic
def withdraw(*, run: Run, why: str, by: Actor, at: datetime) -> Run:
    """取りさげ, until the file went to the bank. What it was to pay can be prepared again."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    told = reason(why, code="payouts.no_why", sentence=_("取りさげる わけを 書いてください。"))
    row = _locked(run)
    row.state, row.why = states.after(Step.WITHDRAW, row.state), told
    row.save(update_fields=["state", "why"])
    Payment.objects.filter(run=row).update(state=Payment.State.WITHDRAWN)
    journal.record("payouts.run.withdraw", noun=NOUN, object_id=row.pk, by=by, at=at, why=row.why)
    return row


@transaction.atomic
def mark_listed(*, run: Run, by: Actor, at: datetime) -> Run:
    """The 支払一覧 (支出命令) was taken; the first time counts, every time is told."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    row = _locked(run)
    states.after(Step.LIST, row.state)
    if row.listed_at is None:
        row.listed_at = at
        row.save(update_fields=["listed_at"])
    journal.record("payouts.run.list", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def send(*, run: Run, by: Actor, at: datetime) -> bytes:
    """The 全銀 file. Until the result is read it can be had again, byte for byte the same."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    row = _locked(run)
    data = bankfile.content(row)
    _sent(row, at)
    journal.record(
        "payouts.run.send", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()},
    )  # fmt: skip
    return data


@transaction.atomic
def mark_sent(*, run: Run, by: Actor, at: datetime) -> Run:
    """The money goes another way: the city's own 財務会計 pays from the 支払一覧, no file of ours is needed."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    row = _locked(run)
    _sent(row, at)
    journal.record("payouts.run.mark_sent", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


def _sent(row: Run, at: datetime) -> None:
    first = row.state == Run.State.APPROVED
    row.state = states.after(Step.SEND, row.state)
    if row.payer.list_first and row.listed_at is None:
        raise Conflict(
            "payouts.list_first",
            _(
                "さきに 支払一覧を 出してください。この支払元は、支払一覧（支出命令）のあとに 銀行へ 出します。"
            ),
        )
    if first:
        _still_payable(row, at)
        row.sent_at = at
        row.save(update_fields=["state", "sent_at"])


def _as_they_stand(lines: Sequence[PayLine]) -> list[PayLine]:
    """The same lines with their payees read anew and held, so that nobody changes one meanwhile."""
    keys = sorted({line.payee.pk for line in lines})
    rows = {row.pk: row for row in Payee.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [replace(line, payee=rows[line.payee.pk]) for line in lines]


def _check(payer: PayerAccount, lines: Sequence[PayLine]) -> None:
    if not payer.is_active:
        raise Invalid(
            "payouts.payer_ended", _("この支払元は もう 使っていません。支払元を えらびなおしてください。")
        )
    if not lines:
        raise Invalid("payouts.nothing", _("払うものが ありません。支払先の 金額を たしかめてください。"))
    for line in lines:
        if line.yen <= 0:
            raise Invalid(
                "payouts.no_yen",
                _(
                    "%(name)sの金額が %(yen)s円です。0円の行は 入れられません。その人を はずすか、金額を 直してください。"
                )
                % {"name": line.payee.name, "yen": line.yen},
            )
    if len({line.reference for line in lines}) < len(lines):
        raise Invalid("payouts.twice", _("同じ番号の行が 2つ あります。1つに してください。"))
    _refuse_not_confirmed([line.payee.name for line in lines if line.payee.state != Payee.State.CONFIRMED])


def _refuse_unconfirmed(payments: Sequence[Payment]) -> None:
    _refuse_not_confirmed([one.name for one in payments if one.payee.state != Payee.State.CONFIRMED])


def _refuse_not_confirmed(names: Sequence[str]) -> None:
    if names:
        raise Conflict(
            "payouts.payee_not_confirmed",
            _(
                "口座を 2人で確かめていない支払先が あります: %(names)s。支払先の一覧で 確かめてから、もう一度 してください。"
            )
            % {"names": "、".join(names)},
        )


def _still_payable(row: Run, at: datetime) -> list[Payment]:
    """The run's payments. Conflict where a payee was changed or ended since, Invalid where the day is over."""
    days.check_pay_on(row.pay_on, nendo=row.nendo, today=clock.day(at))
    payments = list(_living(row))
    changed = [one.name for one in payments if one.payee.state != Payee.State.CONFIRMED]
    if changed:
        raise Conflict(
            "payouts.payee_changed",
            _(
                "たのんだあとに 口座が 変わりました: %(names)s。この支払いを 取りさげて、起案から やりなおしてください。"
            )
            % {"names": "、".join(changed)},
        )
    return payments


def _payment(run: Run, line: PayLine) -> Payment:
    made = Payment(run=run, amount_yen=line.yen, reference=line.reference, words=line.words[:160])
    _freeze(made, line.payee)
    return made


def _freeze(payment: Payment, payee: Payee) -> None:
    payment.payee, payment.name = payee, payee.name
    for name in FROZEN:
        setattr(payment, name, getattr(payee, name))


def _living(row: Run) -> Sequence[Payment]:
    return row.payments.exclude(state=Payment.State.WITHDRAWN).select_related("payee").order_by("pk")  # type: ignore[return-value]


def _sums(payments: Sequence[Payment]) -> dict[str, int]:
    return {"payments": len(payments), "yen": sum(one.amount_yen for one in payments)}


def _locked(run: Run) -> Run:
    found = Run.objects.select_for_update(of=("self",)).select_related("payer").filter(pk=run.pk).first()
    if found is None:
        raise NotFound("payouts.run_gone", _("この支払いは ありません。一覧から 見てください。"))
    return found
