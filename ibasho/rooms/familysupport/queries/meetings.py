"""Meetings: what is missing for the visits ahead, and what was held."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.familysupport.models import Child, Meeting, Member, Request, Visit
from ibasho.rooms.familysupport.rules import seen
from ibasho.rooms.familysupport.rules.kinds import MeetingState, VisitState
from ibasho.rooms.familysupport.rules.meetings import Key, is_missing, keys_of

AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Missing:
    """A decided visit whose people have not met. `planned`: a meeting of it that stands in the book already."""

    visit: Visit
    children: Sequence[Child]
    planned: Meeting | None


def missing(visits: Iterable[Visit]) -> set[int]:
    """Keys of those visits that have a provider, but not a held meeting for each child. Three statements."""
    rows = [one for one in visits if one.provider_id is not None]
    needed = needs(rows)
    held = held_keys({key for keys in needed.values() for key in keys})
    return {pk for pk, keys in needed.items() if is_missing(keys, held)}


def needs(visits: Sequence[Visit]) -> dict[int, set[Key]]:
    """By visit: the meetings it needs with the provider it has."""
    children = children_of({one.request_id for one in visits})
    contents = dict(
        Request.objects.filter(pk__in={one.request_id for one in visits}).values_list("pk", "content")
    )
    return {
        one.pk: keys_of(
            [child.pk for child in children.get(one.request_id, [])], one.provider_id or 0, contents[one.request_id],
            one.day,
        )
        for one in visits
        if one.provider_id is not None
    }  # fmt: skip


def held_keys(wanted: Collection[Key]) -> set[Key]:
    """Those of `wanted` for which a meeting was held."""
    rows = Meeting.objects.filter(
        state=MeetingState.HELD, child__in={one.child for one in wanted}, provider__in={one.provider for one in wanted}
    )  # fmt: skip
    return {Key(*row) for row in rows.values_list("child_id", "provider_id", "content", "nendo")}


def children_of(requests: Collection[int]) -> dict[int, list[Child]]:
    """By request, in the order of age."""
    through = Request.children.through.objects.filter(request_id__in=requests)
    found: dict[int, list[Child]] = {}
    for row in through.select_related("child").order_by("child__born_on", "child_id"):
        found.setdefault(row.request_id, []).append(row.child)
    return found


def ahead(at: datetime) -> list[Missing]:
    """Decided visits of the next month without a held meeting; of a series only the next one with the same people."""
    today = clock.day(at)
    rows = list(
        Visit.objects.filter(state=VisitState.AGREED, ends_at__gt=at, day__lte=today + AHEAD)
        .select_related("request__member", "provider")
        .order_by("starts_at", "pk")
    )
    needed = needs(rows)
    held = held_keys({key for keys in needed.values() for key in keys})
    children, planned = children_of({one.request_id for one in rows}), _planned(needed)
    told: set[frozenset[Key]] = set()
    found = []
    for one in rows:
        keys = frozenset(needed[one.pk] - held)
        if not keys or keys in told:
            continue
        told.add(keys)
        wanted = {key.child for key in keys}
        own = [child for child in children.get(one.request_id, []) if child.pk in wanted]
        found.append(Missing(one, own, next((planned[key] for key in keys if key in planned), None)))
    return found


def _planned(needed: dict[int, set[Key]]) -> dict[Key, Meeting]:
    wanted = {key for keys in needed.values() for key in keys}
    rows = Meeting.objects.filter(
        state=MeetingState.PLANNED, child__in={one.child for one in wanted}, provider__in={one.provider for one in wanted}
    )  # fmt: skip
    return {Key(one.child_id, one.provider_id, one.content, one.nendo): one for one in rows}


def one(public_id: str) -> Meeting | None:
    return _whole(Meeting.objects.filter(public_id=public_id)).first()


def own(member: Member, public_id: str) -> Meeting | None:
    """One of the family's or of the provider's own; None for anybody else's."""
    return _whole(Meeting.objects.filter(_of(member), public_id=public_id)).first()


def of_member(member: Member, today: date) -> list[Meeting]:
    """What stands in the book, and what was held in this 年度 (and for the next): the planned first."""
    rows = Meeting.objects.filter(_of(member), nendo__gte=nendo(today)).exclude(state=MeetingState.CANCELLED)
    found = list(_whole(rows).order_by("planned_at", "pk"))
    return sorted(found, key=lambda row: row.state != MeetingState.PLANNED)


def listed(year: int, state: str = "") -> QuerySet[Meeting]:
    """Of a 年度, the newest first."""
    rows = Meeting.objects.filter(nendo=year)
    rows = rows.filter(state=state) if state else rows.exclude(state=MeetingState.CANCELLED)
    return _whole(rows).order_by("-planned_at", "-held_on", "-pk")


def to_hold(at: datetime) -> QuerySet[Meeting]:
    """Their hour has come and nobody has said whether they met."""
    rows = Meeting.objects.filter(state=MeetingState.PLANNED, planned_at__lt=at)
    return _whole(rows).order_by("planned_at", "pk")


def stamp(meeting: Meeting) -> str:
    """Of the sheet that a page shows."""
    return seen.stamp(meeting.sheet)


def waits_for(meeting: Meeting, member: Member) -> bool:
    """Whether this member's yes to a held meeting is still missing."""
    if meeting.state != MeetingState.HELD:
        return False
    agreed = meeting.user_agreed_at if meeting.child.member_id == member.pk else meeting.provider_agreed_at
    return agreed is None


def _of(member: Member) -> Q:
    return Q(child__member=member) | Q(provider=member)


def _whole(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.select_related("child__member__centre", "provider")
