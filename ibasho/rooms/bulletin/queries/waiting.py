"""What waits at the desk, of every noun, in one statement: the home page and the number in the menu ask it on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateField, Min, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Handout, Notice, Reading, Story
from ibasho.rooms.bulletin.queries import deliveries, schools
from ibasho.rooms.bulletin.rules.kinds import Consent, NoticeState, Origin, StoryState
from ibasho.town.people.permissions import Permission

ASKED_AHEAD = timedelta(days=7)


class Row(NamedTuple):
    """How many of a noun wait, and since when."""

    noun: str
    waits: int
    oldest: date | None


# Label, page, icon, part of the page, in the order in which they stand.
_SHOWN: dict[str, tuple[Promise, str, str, str]] = {
    "stories": (_("活動だよりを 見る"), "desk_stories", "photo", "look"),
    "silent": (_("返事が ない 学校に 電話する"), "desk_handouts", "phone", "calls"),
    "asked": (_("教育委員会の 返事を まっている くばりもの"), "desk_handouts", "clock", "asked"),
    "stale": (_("学級の数を たしかめる 学校"), "desk_schools", "randoseru", "stale"),
    "drafts": (_("おしらせの 下書きを 見て 送る"), "desk_home", "bell", "drafts"),
    "readings": (_("ふりがなを たしかめる"), "desk_readings", "file", ""),
}

_KINDS = {"asked": Kind.SOON}


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Who sends sees what to look at, who types in sees whom to ring up. Whoever types in for a group sees neither."""
    today = clock.day(at)
    asked = list(_asked(by, today, at))
    if not asked:
        return []
    first, *others = asked
    found = {row.noun: row for row in (Row(*one) for one in first.union(*others, all=True)) if row.waits}
    if "silent" in found:  # five school days: the calendar of schools decides, and is asked only then
        late = deliveries.overdue(today)
        found["silent"] = Row("silent", len(late), late[0].handed_on if late else None)
    return [
        Waiting(
            str(label),
            found[noun].waits,
            f"bulletin:{page}",
            icon,
            anchor,
            found[noun].oldest,
            _KINDS.get(noun, Kind.WAITS),
        )
        for noun, (label, page, icon, anchor) in _SHOWN.items()
        if noun in found and found[noun].waits
    ]


def _asked(by: Actor, today: date, at: datetime) -> Iterator[QuerySet[Any, Any]]:
    if by.acting_for is None and policies.may(by, Permission.BULLETIN_MANAGE, at=at):
        waiting = Story.objects.filter(state=StoryState.WAITING)
        yield _told("stories", waiting, Min(TruncDate("changed_at", tzinfo=clock.JST)))
        drafts = Notice.objects.filter(state=NoticeState.DRAFT)
        yield _told("drafts", drafts, Min(TruncDate("made_at", tzinfo=clock.JST)))
        yield _told("readings", Reading.objects.filter(origin=Origin.GUESSED), Min("found_on"))
    if policies.may(by, Permission.BULLETIN_WRITE, at=at):
        asked = Handout.objects.filter(
            consent=Consent.ASKED, dropped_on=None, hand_on__lte=today + ASKED_AHEAD
        )
        yield _told("silent", deliveries.perhaps_overdue(today), Min("handed_on"))
        yield _told("asked", asked, Value(None, DateField()))
        yield _told("stale", schools.stale(today), Value(None, DateField()))


def _told(noun: str, rows: QuerySet[Any], oldest: Any) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(noun=Value(noun, CharField())).values("noun")
    found: QuerySet[Any, Any] = named.annotate(n=Count("pk"), oldest=oldest).values_list(
        "noun", "n", "oldest"
    )
    return found
