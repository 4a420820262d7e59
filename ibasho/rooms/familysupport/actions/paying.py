"""The city's top-up on its way: an approved month goes into a payment run of payouts, and what the bank says comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import report_letters as letters
from ibasho.rooms.familysupport.models import Member, Month, TopUp
from ibasho.rooms.familysupport.queries import months as queries
from ibasho.rooms.familysupport.queries.months import Line
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import MonthState
from ibasho.town.payouts.actions import payees, runs
from ibasho.town.payouts.actions.payees import Outside, Particulars
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import Payee, PayerAccount, Payment, Run
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.TopUp"


@transaction.atomic
def prepare(*, month: Month, payer: PayerAccount, pay_on: date, by: Actor, at: datetime) -> Run:
    """起案: every top-up of an approved month whose account two people have looked at and that is in no run; what the bank
    returned is taken in again. What is paid after the accounts of its own 年度 are closed is 過年度支出: it belongs to the
    年度 of `pay_on`. Conflict where nothing is ready."""
    policies.require(by, Permission.SUPPORT_MONEY, at=at)
    row = Month.objects.select_for_update(of=("self",)).select_related("centre").get(pk=month.pk)
    if row.state not in (MonthState.APPROVED, MonthState.SENT):
        raise Conflict(
            "support.month_not_approved",
            "この月は まだ みとめられていません。先に もう1人が みとめてください。",
        )
    ready = [line for line in queries.lines(row, day=clock.day(at)) if line.ready]
    if not ready:
        raise Conflict(
            "support.nothing_due", "いま 振りこめる分は ありません。待っている わけを 一覧で 見てください。"
        )
    title = f"ファミリーサポート 市の上乗せ {row.first.year}年{row.first.month}月分"
    if pay_on > rules.accounts_close(row.first):
        title += "（過年度支出）"
    run = runs.prepare(
        programme=queries.PROGRAMME, title=title, payer=payer, nendo=rules.accounts(row.first, pay_on), pay_on=pay_on,
        lines=[_pay_line(row, line) for line in ready], by=by, at=at,
    )  # fmt: skip
    row.state = MonthState.SENT.value
    row.save(update_fields=["state"])
    journal.record(
        "familysupport.month.pay", noun="familysupport.Month", object_id=row.pk, by=by, at=at, data=_told(run, ready)
    )  # fmt: skip
    return run


def _pay_line(row: Month, line: Line) -> PayLine:
    if line.payee is None:
        raise ValueError("a line without a payee is never ready")
    words = f"ファミリーサポート 市の上乗せ {row.first.month}月分"
    return PayLine(line.payee, line.top_up.city_yen, queries.reference(line.top_up), words)


def _told(run: Run, ready: Sequence[Line]) -> dict[str, object]:
    return {"run": run.public_id, "lines": len(ready), "yen": sum(line.top_up.city_yen for line in ready)}


@transaction.atomic
def settle(*, payment_id: int, by: Actor, at: datetime) -> TopUp | None:
    """Brings a top-up to what the bank has told of its payments. Asked twice, or in another order than it happened, it comes
    to the same; payments of other programmes are not ours (None)."""
    payment = Payment.objects.filter(pk=payment_id, run__programme=queries.PROGRAMME).first()
    if payment is None:
        return None
    wanted = TopUp.objects.select_for_update(of=("self",)).select_related("month", "provider__centre")
    row = wanted.filter(public_id=payment.reference.removeprefix(f"{queries.PROGRAMME}:")).first()
    if row is None:
        return None
    told = Payment.objects.filter(reference=payment.reference, state=Payment.State.PAID)
    paid_on = told.order_by("-pk").values_list("result_on", flat=True).first()
    if row.paid_on == paid_on:
        return row
    row.paid_on = paid_on
    row.save(update_fields=["paid_on"])
    if paid_on:
        letters.paid(row, by, at)
    verb = "familysupport.top_up.paid" if paid_on else "familysupport.top_up.returned"
    journal.record(verb, noun=NOUN, object_id=row.pk, by=by, at=at, data={"payment": payment.public_id})
    return row


@transaction.atomic
def write_account(*, member: Member, particulars: Particulars, by: Actor, at: datetime) -> Payee:
    """The bank book of a provider, by the city. A second pair of eyes follows before anything is paid."""
    policies.require(by, Permission.SUPPORT_MONEY, at=at)
    row = (
        Member.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=member.pk)
    )
    if row.erased_at is not None:
        raise NotFound("support.member_erased", "この人の 名前は もう 消してあります。口座は 書けません。")
    if row.person is not None:
        payee = payees.write(person=row.person, particulars=particulars, by=by, at=at)
    else:
        outside = Outside(queries.outside_code(row), row.name)
        payee = payees.write(outside=outside, particulars=particulars, by=by, at=at)
    journal.record(
        "familysupport.member.account", noun="familysupport.Member", object_id=row.pk, by=by, at=at,
        data={"payee": payee.public_id},
    )  # fmt: skip
    return payee
