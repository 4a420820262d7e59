"""What the inventory promises of wants, offers, grants and reports: five years after the end of their 年度 they go, the reports
that went out ten."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import GrantUse, Match, Notice, SentReport
from ibasho.rooms.network.rules.contacts import REPORTS_KEPT_YEARS, ROWS_KEPT_YEARS, kept_from
from ibasho.rooms.network.rules.kinds import MatchState, NoticeState


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Gives how many rows of each went. What still runs stays: an agreed match, a notice that is shown, a grant to report."""
    policies.require_server(by)
    counts = {
        "matches": _matches(at), "notices": _notices(at), "reports": _reports(at), "grant_uses": _grant_uses(at)
    }  # fmt: skip
    if any(counts.values()):
        journal.record(
            "network.supporting.forget", noun="network.Notice", object_id="", by=by, at=at, data=counts
        )
    return counts


def _since(at: datetime, years: int) -> datetime:
    return clock.at(kept_from(clock.day(at), years), time.min)


def _matches(at: datetime) -> int:
    """Ended ones, and proposals that nobody ever answered."""
    old = _since(at, ROWS_KEPT_YEARS)
    unanswered = Q(state=MatchState.PROPOSED, proposed_at__lt=old)
    return Match.objects.filter(Q(ended_at__lt=old) | unanswered).delete()[0]


def _notices(at: datetime) -> int:
    """Closed ones that no match needs any more."""
    first, old = kept_from(clock.day(at), ROWS_KEPT_YEARS), _since(at, ROWS_KEPT_YEARS)
    needed = Exists(Match.objects.filter(Q(want=OuterRef("pk")) | Q(offer=OuterRef("pk"))))
    rows = Notice.objects.filter(state=NoticeState.CLOSED, made_at__lt=old).exclude(until__gte=first)
    return rows.exclude(looked_at__gte=old).exclude(needed).delete()[0]


def _reports(at: datetime) -> int:
    first, old = kept_from(clock.day(at), REPORTS_KEPT_YEARS), _since(at, REPORTS_KEPT_YEARS)
    return SentReport.objects.filter(last_on__lt=first, made_at__lt=old).delete()[0]


def _grant_uses(at: datetime) -> int:
    """A report that went out outlives the grant it was for: it keeps its figures and no longer names it."""
    this = nendo.nendo(clock.day(at))
    first, old = kept_from(clock.day(at), ROWS_KEPT_YEARS), _since(at, ROWS_KEPT_YEARS)
    rows = GrantUse.objects.filter(nendo__lt=this - ROWS_KEPT_YEARS, changed_at__lt=old)
    keys = list(rows.exclude(report_due_on__gte=first).order_by("pk").values_list("pk", flat=True))
    SentReport.objects.filter(grant_use__in=keys).update(grant_use=None)
    return GrantUse.objects.filter(pk__in=keys).delete()[0]
