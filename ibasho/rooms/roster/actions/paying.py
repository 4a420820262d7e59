"""Honoraria on their way: bank lines go into a payment run of payouts, and what the bank says comes back to the line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Helper, Honorarium, Month
from ibasho.rooms.roster.queries import months as queries
from ibasho.rooms.roster.queries.months import Line
from ibasho.rooms.roster.rules import honoraria
from ibasho.rooms.roster.rules.kinds import MonthState, PayWay
from ibasho.town.payouts.actions import payees, runs
from ibasho.town.payouts.actions.payees import Outside, Particulars
from ibasho.town.payouts.actions.runs import PayLine
from ibasho.town.payouts.models import Payee, PayerAccount, Payment, Run
from ibasho.town.people.permissions import Permission

NOUN = "roster.Honorarium"


@transaction.atomic
def prepare(*, month: Month, payer: PayerAccount, pay_on: date, by: Actor, at: datetime) -> Run:
    """起案: every bank line of the closed month whose account two people have looked at and that is in no run; what the
    bank returned is taken in again. The lines are held meanwhile. Conflict where nothing is ready."""
    policies.require(by, Permission.ROSTER_PAY, month.organisation, at=at)
    row = Month.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=month.pk)
    if row.state == MonthState.OPEN:
        raise Conflict("roster.month_open", _("この月は まだ しめられていません。さきに しめてください。"))
    ready = [line for line in queries.lines(row, day=clock.day(at)) if line.ready]
    if not ready:
        raise Conflict(
            "roster.nothing_due", _("いま 振りこめる分は ありません。待っている わけを 一覧で 見てください。")
        )
    run = runs.prepare(
        programme=queries.PROGRAMME, title=_title(row), payer=payer,
        nendo=nendo.nendo(honoraria.last_of_month(row.first)), pay_on=pay_on,
        lines=[_pay_line(row, line) for line in ready], by=by, at=at,
    )  # fmt: skip
    row.state = MonthState.SENT
    row.save(update_fields=["state"])
    journal.record(
        "roster.month.pay", noun="roster.Month", object_id=row.pk, by=by, at=at, data=_told(run, ready)
    )
    return run


def _title(row: Month) -> str:
    return _("見守りの謝礼 %(year)s年%(month)s月分 %(organisation)s") % {
        "year": row.first.year, "month": row.first.month, "organisation": row.organisation.name[:60],
    }  # fmt: skip


def _pay_line(row: Month, line: Line) -> PayLine:
    if line.payee is None:
        raise ValueError("a line without a payee is never ready")
    words = _("見守りの謝礼 %(month)s月分") % {"month": row.first.month}
    return PayLine(line.payee, line.net_yen, queries.reference(line.honorarium), words)


def _told(run: Run, ready: Sequence[Line]) -> dict[str, object]:
    return {"run": run.public_id, "lines": len(ready), "yen": sum(line.net_yen for line in ready)}


@transaction.atomic
def settle(*, payment_id: int, by: Actor, at: datetime) -> Honorarium | None:
    """Brings a line to what the bank has told of its payments. Asked twice, or in another order than it happened, it comes
    to the same; payments of other programmes are not ours (None)."""
    payment = Payment.objects.filter(pk=payment_id, run__programme=queries.PROGRAMME).first()
    if payment is None:
        return None
    wanted = Honorarium.objects.select_for_update()
    line = wanted.filter(public_id=payment.reference.removeprefix(f"{queries.PROGRAMME}:")).first()
    if line is None or line.received_on is not None:  # handed over in cash since
        return line
    told = Payment.objects.filter(reference=payment.reference, state=Payment.State.PAID)
    paid_on = told.order_by("-pk").values_list("result_on", flat=True).first()
    if line.paid_on == paid_on:
        return line
    line.paid_on = paid_on
    line.save(update_fields=["paid_on"])
    verb = "roster.honorarium.paid" if paid_on else "roster.honorarium.returned"
    journal.record(verb, noun=NOUN, object_id=line.pk, by=by, at=at, data={"payment": payment.public_id})
    return line


@transaction.atomic
def write_account(*, helper: Helper, particulars: Particulars, by: Actor, at: datetime) -> Payee:
    """The bank book of a helper. Of one without an account here the organisation's lead may write it, too; of a person with
    one the city alone, for other programmes may pay there. A second pair of eyes of the city follows."""
    policies.require(by, Permission.ROSTER_PAY, helper.organisation, at=at)
    row = (
        Helper.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=helper.pk)
    )
    if not row.name:
        raise NotFound("roster.helper_erased", _("この人の 名前は もう 消してあります。口座は 書けません。"))
    if row.person is not None:
        payee = payees.write(person=row.person, particulars=particulars, by=by, at=at)
    else:
        outside = Outside(queries.outside_code(row), row.name, row.organisation)
        payee = payees.write(outside=outside, particulars=particulars, by=by, at=at)
    journal.record(
        "roster.helper.account",
        noun="roster.Helper",
        object_id=row.pk,
        by=by,
        at=at,
        data={"payee": payee.public_id},
    )
    return payee


@transaction.atomic
def change_way(*, honorarium: Honorarium, way: PayWay, by: Actor, at: datetime) -> Honorarium:
    """現金に する・振込に する, while the line is neither paid nor on its way. The helper's own wish changes with it."""
    policies.require(by, Permission.ROSTER_PAY, honorarium.month.organisation, at=at)
    Month.objects.select_for_update(of=("self",)).get(pk=honorarium.month_id)  # no run is prepared meanwhile
    row = Honorarium.objects.select_for_update(of=("self",)).select_related("helper").get(pk=honorarium.pk)
    living = Payment.objects.filter(reference=queries.reference(row), state__in=queries.LIVING)
    if row.paid_on is not None or living.exists():
        raise Conflict(
            "roster.line_paid", _("もう はらったか、支払いに 入っています。受けとり方は かえられません。")
        )
    row.pay_way = row.helper.pay_way = way.value
    row.save(update_fields=["pay_way"])
    row.helper.save(update_fields=["pay_way"])
    journal.record(
        "roster.honorarium.way", noun=NOUN, object_id=row.pk, by=by, at=at, data={"way": way.value}
    )
    return row
