"""What a 交流会 and lending keep, as long as the inventory says: answers about days and loans a year after their 年度,
lists, papers and to-dos five, the meeting itself ten."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.db.models import Model, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as nendos
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import (
    Invitation,
    Loan,
    Material,
    Meeting,
    PollDay,
    SurveyQuestion,
    SurveyReply,
    Todo,
)
from ibasho.rooms.network.rules.contacts import REPORTS_KEPT_YEARS, ROWS_KEPT_YEARS, kept_from

ROWS_MAX = 500


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """How many rows went; asked again until none does."""
    policies.require_server(by)
    today = clock.day(at)
    this = nendos.nendo(today)
    rows, since = this - ROWS_KEPT_YEARS, kept_from(today, ROWS_KEPT_YEARS)
    lists: list[QuerySet[Model]] = [
        PollDay.objects.filter(meeting__nendo__lt=this - 1),
        Loan.objects.filter(ends_on__lt=kept_from(today, 1)),
        Invitation.objects.filter(meeting__nendo__lt=rows),
        SurveyReply.objects.filter(meeting__nendo__lt=rows),
        SurveyQuestion.objects.filter(meeting__nendo__lt=rows),
        Todo.objects.filter(made_at__lt=clock.at(since, time.min)).exclude(done_at=None, dropped_at=None),
    ]
    gone = _materials(rows) + sum(_drop(one) for one in lists)
    gone += _drop(Meeting.objects.filter(nendo__lt=this - REPORTS_KEPT_YEARS, todos=None))
    if gone:
        journal.record(
            "network.meeting.forget",
            noun="network.Meeting",
            object_id=this,
            by=by,
            at=at,
            data={"rows": gone},
        )
    return gone


def _drop(rows: QuerySet[Model]) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_MAX])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _materials(before: int) -> int:
    """With their files."""
    old = list(Material.objects.filter(meeting__nendo__lt=before).order_by("pk")[:ROWS_MAX])
    for one in old:
        file = one.file
        one.delete()
        if file:
            transaction.on_commit(lambda file=file: file.delete(save=False))  # type: ignore[misc]
    return len(old)
