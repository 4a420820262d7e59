"""Month end: a fund's month is closed, its statements are written, what is due goes into a payment run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.posting import Line as Move
from ibasho.rooms.mealtickets.actions.posting import post
from ibasho.rooms.mealtickets.models import Account, Closing, Fund, LedgerEntry, Statement
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries import months as queries
from ibasho.rooms.mealtickets.queries.months import Line, ShopMonth
from ibasho.rooms.mealtickets.rules import months
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.town.payouts.actions import runs
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import PayerAccount, Payment, Run
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Closing"
EAT_IN = 10  # percent; take-out food has the reduced rate


@transaction.atomic
def close(*, fund: Fund, cut_off_on: date, by: Actor, at: datetime) -> Closing:
    """しめる: one statement for each shop that is owed something. `cut_off_on` is the day the page showed.

    Conflict until that day is over, and for a month somebody else has closed already.
    """
    policies.require(by, Permission.MEALS_MONEY, at=at)
    locked = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)  # meals go on meanwhile
    period = queries.next_period(locked)
    if period is None:
        raise Conflict("mealtickets.no_meals", _("まだ 1食も 食べられていません。しめるものが ありません。"))
    if period.cut_off != cut_off_on:
        raise Conflict(
            "mealtickets.month_closed",
            _("この月は もう しめてあります。ページを 開きなおすと、つぎの しめ日が 出ます。"),
        )
    months.require_over(period, clock.day(at))
    closing = Closing.objects.create(
        fund=locked, first_on=period.first, cut_off_on=period.cut_off, nendo=period.nendo, closed_at=at,
        closed_by_id=by.person_id,
    )  # fmt: skip
    rows = queries.owed(locked, period, today=clock.day(at))
    Statement.objects.bulk_create([_statement(closing, row) for row in rows])
    journal.record(
        "mealtickets.month.close", noun=NOUN, object_id=closing.pk, by=by, at=at,
        data={
            "fund": locked.pk, "first_on": period.first.isoformat(), "cut_off_on": period.cut_off.isoformat(),
            "shops": len(rows), "yen": sum(row.owed.total_yen for row in rows),
        },
    )  # fmt: skip
    return closing


def _statement(closing: Closing, row: ShopMonth) -> Statement:
    own, eat_in = row.owed.own_yen, row.shop.tax_percent == EAT_IN
    return Statement(
        closing=closing, shop=row.shop, meals=row.meals, amount_yen=own, carried_yen=row.owed.carried_yen,
        eat_in_yen=own if eat_in else 0, take_out_yen=0 if eat_in else own,
    )  # fmt: skip


@transaction.atomic
def make_run(*, closing: Closing, pay_on: date | None = None, by: Actor, at: datetime) -> Run:
    """起案: every statement of the closing that is due and in no run yet. Those without a confirmed account, and those
    below the least amount, wait; what the bank returned is taken in again. Conflict where nothing is due."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    fund = Fund.objects.select_for_update(no_key=True).get(pk=closing.fund_id)
    row = Closing.objects.select_related("fund").get(pk=closing.pk)
    if not queries.is_latest_of_its_nendo(row):
        raise Conflict(
            "mealtickets.month_passed",
            _(
                "つぎの月が もう しめてあります。残りは そちらに くりこしました。新しい月から 起案してください。"
            ),
        )
    _hold_what_is_owed(fund)
    today = clock.day(at)
    ready = [line for line in queries.lines(row, today=today) if line.ready]
    if not ready:
        raise Conflict(
            "mealtickets.nothing_due",
            _("いま 払える明細は ありません。待っている わけを 一覧で 見てください。"),
        )
    day = pay_on or months.pay_on(row.cut_off_on, fund.pay_day, before=fund.pay_before_holiday, today=today)
    run = runs.prepare(
        programme=queries.PROGRAMME, title=_title(row), payer=_payer(fund), nendo=row.nendo, pay_on=day,
        lines=[_pay_line(line, row) for line in ready], by=by, at=at,
    )  # fmt: skip
    row.run = run.public_id
    row.save(update_fields=["run"])
    journal.record("mealtickets.month.pay", noun=NOUN, object_id=row.pk, by=by, at=at, data=_told(run, ready))
    return run


def _hold_what_is_owed(fund: Fund) -> None:
    """So that no meal is taken back between looking at what is due and promising it."""
    accounts.locked(Account.objects.filter(fund=fund, kind=AccountKind.PAYABLE.value))


def _told(run: Run, ready: Sequence[Line]) -> dict[str, object]:
    return {"run": run.public_id, "shops": len(ready), "yen": sum(line.due_yen for line in ready)}


def _title(closing: Closing) -> str:
    return _("%(fund)s %(year)s年%(month)s月%(day)s日しめ") % {
        "fund": closing.fund.name, "year": closing.cut_off_on.year, "month": closing.cut_off_on.month,
        "day": closing.cut_off_on.day,
    }  # fmt: skip


def _payer(fund: Fund) -> PayerAccount:
    if fund.payer is None:
        raise Conflict(
            "mealtickets.no_payer",
            _("この基金の 支払元の口座が まだ きまっていません。基金の設定で えらんでください。"),
        )
    return fund.payer


def _pay_line(line: Line, closing: Closing) -> PayLine:
    statement, payee = line.statement, line.payee
    if payee is None:
        raise ValueError("a line without a payee is never ready")
    words = _("食事チケット %(month)s月分 %(meals)s食 %(shop)s") % {
        "month": closing.cut_off_on.month, "meals": statement.meals, "shop": statement.shop.place.name,
    }  # fmt: skip
    return PayLine(payee, line.due_yen, statement.public_id, words)


@transaction.atomic
def settle(*, payment_id: int, by: Actor, at: datetime) -> list[LedgerEntry]:
    """Brings the ledger to what the bank has told of a payment: PAYOUT once it is paid, PAYOUT_BACK once it came back.
    Asked twice, or in another order than it happened, it posts nothing twice."""
    rows = Payment.objects.select_for_update(of=("self",)).select_related("run")
    payment = rows.filter(pk=payment_id, run__programme=queries.PROGRAMME).first()
    if payment is None:
        return []
    statement = Statement.objects.select_related("closing", "shop").get(public_id=payment.reference)
    posted = set(LedgerEntry.objects.filter(payment=payment.public_id).values_list("kind", flat=True))
    fund_id, shop = statement.closing.fund_id, statement.shop
    payable = accounts.of_shop(AccountKind.PAYABLE, fund_id, shop)
    paid = accounts.of_shop(AccountKind.PAID, fund_id, shop)
    if payment.state == Payment.State.PAID and not posted:
        move, verb = Move(EntryKind.PAYOUT, payable, paid, payment.amount_yen), "mealtickets.payout.post"
    elif payment.state == Payment.State.RETURNED and posted == {EntryKind.PAYOUT.value}:
        move, verb = Move(EntryKind.PAYOUT_BACK, paid, payable, payment.amount_yen), "mealtickets.payout.back"
    else:
        return []
    accounts.locked([payable, paid])
    year = payment.run.nendo
    if clock.day(at) > years.accounts_close(year):
        year = years.nendo(clock.day(at))
    return post(
        verb, noun="mealtickets.Statement", object_id=statement.pk, lines=[move], by=by, at=at,
        payment=payment.public_id, nendo=year, data={"run": payment.run.public_id},
    )  # fmt: skip
