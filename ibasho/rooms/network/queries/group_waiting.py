"""What waits for a group, of every noun, in one statement: its home page and the number in its menu ask it on every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, DateTimeField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.network.models import Agreement, Hygiene, Insurance, Invitation
from ibasho.rooms.network.queries import (
    grants,
    lending,
    meetings,
    meetings_waiting,
    papers,
    register,
    supporting,
)
from ibasho.rooms.network.rules import papers as rules
from ibasho.rooms.network.rules.kinds import MeetingState


class Row(NamedTuple):
    """One thing that may wait. Of a paper: all that tells whether it ends; of a to-do: its day; of the rest: that it is there."""

    noun: str
    key: int
    ends_on: date | None
    organisation_id: int | None
    sort: str | None
    starts_on: date | None
    covers: list[str] | None
    let_go_at: datetime | None


# What a noun does not tell, in the order of Row.
_EMPTY: dict[str, Value] = {
    "ends_on": Value(None, DateField()), "organisation_id": Value(None, IntegerField()), "sort": Value(None, TextField()),
    "starts_on": Value(None, DateField()), "covers": Value(None, ArrayField(CharField())), "let_go_at": Value(None, DateTimeField()),
}  # fmt: skip
_PAPERS = (papers.INSURANCE, papers.AGREEMENT, papers.HYGIENE)
# Nouns of which the number is all: label, page, icon, part of the page.
_COUNTED: dict[str, tuple[Promise, str, str, str]] = {
    "polled": (gettext_lazy("交流会の 日程の 返事"), "ops_meetings", "calendar", "asked"),
    "invited": (gettext_lazy("交流会の 出欠の 返事"), "ops_meetings", "friends", "asked"),
    "to_lend": (gettext_lazy("かしてほしい おねがいに 返事"), "ops_lending", "hands", "running"),
    "late": (gettext_lazy("返す日が すぎた かしかり"), "ops_lending", "clock", "running"),
    "matches": (gettext_lazy("つながりそうな 相手への 返事"), "ops_supporting", "link", "matches"),
    "sent_back": (gettext_lazy("直して もう一度 出すもの"), "ops_supporting", "undo", "own"),
    "reports": (gettext_lazy("助成金の 報告"), "ops_grants", "yen", "due"),
}

_KINDS = {"late": Kind.WRONG, "reports": Kind.SOON}


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Of the groups for which somebody comes through the groups' door; nothing for everybody else."""
    today = clock.day(at)
    own = [one.pk for one in register.own(by, today)]
    if not own:
        return []
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(own, today):
        found[row.noun].append(row)
    told = [*_ending(found, today), _todos(found["todos"], today)]
    told += [
        Waiting(
            str(label), len(found[noun]), f"network:{page}", icon, anchor, kind=_KINDS.get(noun, Kind.WAITS)
        )
        for noun, (label, page, icon, anchor) in _COUNTED.items()
    ]
    return [one for one in told if one.count]


def _todos(rows: Iterable[Row], today: date) -> Waiting:
    return meetings_waiting.todos([one.ends_on for one in rows], today, "network:ops_meetings", "todos")


def _ending(found: dict[str, list[Row]], today: date) -> list[Waiting]:
    ends = [day for noun in _PAPERS for day in _ends(found[noun], today)]
    over = [day for day in ends if day < today]
    page = "network:ops_network"
    return [
        Waiting(
            _("期限が きれた 書類"),
            len(over),
            page,
            "warn",
            "papers",
            oldest=min(over, default=None),
            kind=Kind.WRONG,
        ),
        Waiting(_("期限が 近い 書類"), len(ends) - len(over), page, "clock", "papers", kind=Kind.SOON),
    ]


def _ends(rows: Iterable[Row], today: date) -> list[date]:
    """Of papers of one kind: the last days of those that end, or are over, with nothing after them."""
    held: dict[int | None, list[rules.Span]] = defaultdict(list)
    for row in rows:
        covers, let_go = frozenset(row.covers or ()), row.let_go_at is not None
        span = rules.Span(row.key, row.sort or "", row.starts_on, row.ends_on, covers, let_go)
        held[row.organisation_id].append(span)
    return [one.ends_on for spans in held.values() for one in rules.ending(spans, today) if one.ends_on]


def _rows(own: list[int], today: date) -> Iterator[Row]:
    """The papers first: the database reads off their tables what stands in each column."""
    first, *others = [*_papers(own), *_asked(own, today)]
    return (Row(*one) for one in first.union(*others, all=True))


def _papers(own: list[int]) -> Iterator[QuerySet[Any, Any]]:
    """What `papers.span` reads of each."""
    sorts: dict[str, tuple[Any, ...]] = {
        papers.INSURANCE: (Insurance, {"starts_on": F("starts_on"), "covers": F("covers")}),
        papers.AGREEMENT: (Agreement, {"starts_on": F("starts_on"), "sort": F("kind")}),
        papers.HYGIENE: (Hygiene, {"sort": Cast("place", TextField())}),
    }
    every = {name: F(name) for name in ("ends_on", "organisation_id", "let_go_at")}
    for noun, (model, more) in sorts.items():
        yield _told(noun, model.objects.filter(organisation__in=own), **every, **more)


def _asked(own: list[int], today: date) -> Iterator[QuerySet[Any, Any]]:
    invited = Invitation.objects.filter(organisation__in=own)
    ahead = invited.filter(
        meeting__state=MeetingState.INVITED, meeting__day__gte=today, told_at__isnull=False
    )
    counted: dict[str, QuerySet[Any]] = {
        "polled": invited.filter(meetings.unanswered(), meeting__state=MeetingState.POLLING),
        "invited": ahead.filter(answered_at=None),
        "to_lend": lending.to_answer(own),
        "late": lending.late(own, today),
        "matches": supporting.unanswered(own),
        "sent_back": supporting.sent_back().filter(organisation__in=own),
        "reports": grants.due(today, own),
    }
    yield _told("todos", meetings.open_todos(own), ends_on=F("due_on"))
    for noun, rows in counted.items():
        yield _told(noun, rows)


def _told(noun: str, rows: QuerySet[Any], **columns: Any) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(Value(noun), F("pk"), *(_EMPTY | columns).values())
