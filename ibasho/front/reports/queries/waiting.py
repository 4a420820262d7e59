"""What waits at the desk in ふりかえる, of every noun, in one statement: the home page asks it each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.db.models import CharField, Count, Min, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.front.reports import policies
from ibasho.front.reports.models import Handover, Pilot, Report, Review, Todo
from ibasho.front.reports.rules.kinds import PilotState, ReportState, ReviewState
from ibasho.town.people.permissions import Permission

# Label, page, icon, part of the page, in the order in which they stand.
_SHOWN: Final[dict[str, tuple[Promise, str, str, str]]] = {
    "handed": (_("引き継ぎを うけとる"), "desk_handovers", "hands", "handed"),
    "asked": (_("年次報告を 確認する"), "desk_yearly", "review", "asked"),
    "reviews": (_("ふりかえりの ことばを 読む"), "desk_reviews", "voice", "drafts"),
    "pilots": (_("試行を 評価する"), "desk_pilots", "sprout", "ended"),
    "todos": (_("期限の すぎた しごと"), "desk_plan", "clock", ""),
}

_KINDS = {"todos": Kind.WRONG}


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Who publishes sees what another wrote or asked; who writes sees what is late; everybody what was handed to them."""
    if by.person_id is None or by.acting_for is not None:
        return []
    asked = list(_asked(by, clock.day(at), at))
    if not asked:
        return []
    first, *others = asked
    rows = first.union(*others, all=True) if others else first
    found = {noun: (count, oldest) for noun, count, oldest in rows if count}
    return [
        Waiting(
            str(label),
            found[noun][0],
            f"reports:{page}",
            icon,
            anchor,
            found[noun][1],
            _KINDS.get(noun, Kind.WAITS),
        )
        for noun, (label, page, icon, anchor) in _SHOWN.items()
        if noun in found
    ]


def _asked(by: Actor, today: date, at: datetime) -> Iterator[QuerySet[Any, Any]]:
    me = by.person_id
    if policies.may(by, Permission.REPORTS_READ, at=at):
        mine = Handover.objects.filter(taker=me, handed_at__isnull=False, taken_at=None)
        yield _told("handed", mine, _day("handed_at"))
    if policies.may(by, Permission.REPORTS_PUBLISH, at=at):
        reports = Report.objects.filter(Q(asked_by=None) | ~Q(asked_by=me), state=ReportState.ASKED)
        yield _told("asked", reports, _day("asked_at"))
        reviews = Review.objects.filter(Q(written_by=None) | ~Q(written_by=me), state=ReviewState.DRAFT)
        yield _told("reviews", reviews, _day("written_at"))
    if policies.may(by, Permission.REPORTS_WRITE, at=at):
        yield _told("pilots", Pilot.objects.filter(state=PilotState.ENDED), Min("ends_on"))
        yield _told("todos", Todo.objects.filter(done_at=None, due_on__lt=today), Min("due_on"))


def _day(name: str) -> Any:
    return Min(TruncDate(name, tzinfo=clock.JST))


def _told(noun: str, rows: QuerySet[Any], oldest: Any) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(noun=Value(noun, CharField())).values("noun")
    found: QuerySet[Any, Any] = named.annotate(count=Count("pk"), oldest=oldest).values_list(
        "noun", "count", "oldest"
    )
    return found
