"""The bank's result read back: each payment is paid or came back; a line twice, late or missing does no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.payouts import policies
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.queries.results import known
from ibasho.town.payouts.rules import results, states
from ibasho.town.payouts.rules.results import Found, Match, Told
from ibasho.town.payouts.rules.states import Step
from ibasho.town.people.permissions import Permission

NOUN = "payouts.Run"
VERBS = {Found.PAID: "payouts.payment.pay", Found.RETURNED: "payouts.payment.return"}


@transaction.atomic
def take(*, run: Run, lines: Sequence[Told], by: Actor, at: datetime) -> list[Match]:
    """What each line came to. Payments no line names stay as they are; a run without open payments is settled.
    Rooms follow `payouts.payment.pay` and `payouts.payment.return`."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    row = Run.objects.select_for_update().filter(pk=run.pk).first()
    if row is None:
        raise NotFound("payouts.run_gone", _("この支払いは ありません。一覧から 見てください。"))
    states.after(Step.RESULT, row.state)
    payments = {one.public_id: one for one in row.payments.select_for_update().order_by("pk")}
    found = results.match(lines, [known(one) for one in payments.values()])
    for match in found:
        if match.found in VERBS:
            _tell(row, payments[match.payment], match, by, at)
    counts = Counter(str(match.found) for match in found)
    _settle(row, at)
    journal.record("payouts.run.result", noun=NOUN, object_id=row.pk, by=by, at=at, data=dict(counts))
    return found


@transaction.atomic
def take_all(*, run: Run, day: date, by: Actor, at: datetime) -> int:
    """Every open payment went through, as the bank or the city's 財務会計 says without a list. Returns how many."""
    policies.require(by, Permission.PAYOUTS_PREPARE, at=at)
    open_ones = run.payments.filter(state=Payment.State.PLANNED).order_by("pk")
    lines = [
        Told(
            number,
            results.Outcome.PAID,
            one.amount_yen,
            one.public_id,
            "",
            "",
            "",
            "",
            day,
            _("手で 確かめた"),
        )
        for number, one in enumerate(open_ones, start=1)
    ]
    matched = take(run=run, lines=lines, by=by, at=at)
    return sum(one.found == Found.PAID for one in matched)


def _tell(run: Run, payment: Payment, match: Match, by: Actor, at: datetime) -> None:
    payment.state = Payment.State(match.found.value)
    payment.result_on = match.told.day or clock.day(at)
    payment.result_words = match.told.words[:120]
    payment.save(update_fields=["state", "result_on", "result_words"])
    journal.record(
        VERBS[match.found], noun="payouts.Payment", object_id=payment.pk, by=by, at=at,
        data={
            "programme": run.programme, "reference": payment.reference, "payment": payment.public_id,
            "result_on": payment.result_on.isoformat(), "yen": payment.amount_yen,
        },
    )  # fmt: skip


def _settle(run: Run, at: datetime) -> None:
    if run.state == Run.State.SENT and not run.payments.filter(state=Payment.State.PLANNED).exists():
        run.state, run.settled_at = Run.State.SETTLED, at
        run.save(update_fields=["state", "settled_at"])
