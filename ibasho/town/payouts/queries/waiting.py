"""「わたしを待っているもの」 of payouts: accounts to look at, runs to confirm, to approve, to send, to read back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting, sized
from ibasho.town.payouts.models import Payee, Run
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

S = Run.State


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Only what this very person may do: what they confirmed waits for somebody else."""
    day = clock.day(at)
    found: list[Waiting] = []
    if people.may(by, Permission.PAYOUTS_APPROVE, day=day):
        found += [_payees(by), *_approvals(by)]
    if people.may(by, Permission.PAYOUTS_PREPARE, day=day):
        found += [
            Waiting(
                _("支払いを 進める"),
                Run.objects.filter(state__in=[S.DRAFT, S.APPROVED]).count(),
                "payouts:runs",
                "yen",
            ),
            Waiting(
                _("銀行の結果を 読みこむ"),
                Run.objects.filter(state=S.SENT, pay_on__lte=day).count(),
                "payouts:runs",
                "yen",
            ),
        ]
    return [one for one in found if one.count]


def _payees(by: Actor) -> Waiting:
    rows = Payee.objects.filter(state=Payee.State.WAITING).exclude(written_by_id=by.person_id)
    return Waiting(_("口座を 確かめる"), url="payouts:payees", icon="check", **sized(rows, "written_at"))


def _approvals(by: Actor) -> list[Waiting]:
    asked = Run.objects.filter(state=S.ASKED)
    confirmed = Run.objects.filter(state=S.CONFIRMED).filter(~Q(confirmed_by_id=by.person_id))
    return [
        Waiting(_("支払いの 確認"), asked.count(), "payouts:runs", "check"),
        Waiting(_("支払いの 決裁"), confirmed.count(), "payouts:runs", "check"),
    ]
