"""What went wrong: lists for the adviser, complaints about the centre for the city, a member's own words for the member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Incident, IncidentNote, Member, Visit
from ibasho.rooms.familysupport.rules import incidents as rules
from ibasho.rooms.familysupport.rules.incidents import Standing
from ibasho.rooms.familysupport.rules.kinds import Side, VisitState
from ibasho.town.people.permissions import Permission

_ON_THE_WAY = (VisitState.AGREED, VisitState.DONE)


def reader(incident: Incident) -> Permission:
    """Who reads and answers it: a complaint about the centre is the city's, everything else the adviser's."""
    return Permission.SUPPORT_SETTINGS if incident.about_centre else Permission.SUPPORT_ADVISE


def standing(one: Incident) -> Standing:
    return Standing(
        one.kind, one.serious_on, one.insurer_told_on, one.state_told_on, one.state_second_on, one.done,
        one.about_centre,
    )  # fmt: skip


def listed(*, open_only: bool, kind: str = "") -> QuerySet[Incident]:
    """For the adviser, the newest first."""
    rows = Incident.objects.filter(about_centre=False).select_related(
        "visit__request__member", "visit__provider"
    )
    if open_only:
        rows = rows.filter(closed_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.annotate(heard=Count("notes")).order_by("-happened_at", "-pk")


def complaints() -> QuerySet[Incident]:
    """About the centre itself, for the city; the open ones first."""
    return Incident.objects.filter(about_centre=True).order_by("-closed_at", "-written_at", "-pk")


def one(public_id: str) -> Incident | None:
    rows = Incident.objects.select_related(
        "centre", "visit__request__member", "visit__provider", "written_by"
    )
    return rows.filter(public_id=public_id).first()


def notes(incident: Incident) -> QuerySet[IncidentNote]:
    return incident.notes.order_by("written_at", "pk")


def visit(public_id: str) -> Visit | None:
    rows = Visit.objects.select_related("request__member__centre", "provider")
    return rows.filter(public_id=public_id).first()


def own_visits(member: Member, at: datetime) -> list[Visit]:
    """Visits of this member, as family or as provider, about which they may say something by their own link."""
    since = clock.day(at) - timedelta(days=rules.TELL_DAYS)
    mine = Q(request__member=member) | Q(provider=member, state__in=_ON_THE_WAY)
    rows = Visit.objects.filter(mine, day__gte=since, starts_at__lte=at).exclude(provider=None)
    return list(rows.select_related("request", "provider").order_by("-starts_at", "-pk"))


def own_words(member: Member, visits: Sequence[Visit]) -> dict[int, list[IncidentNote]]:
    """By visit, what this member said: never the other side's words, never the adviser's."""
    found: dict[int, list[IncidentNote]] = {}
    rows = IncidentNote.objects.filter(incident__visit__in=visits).select_related("incident__visit__request")
    for note in rows.order_by("written_at", "pk"):
        about = note.incident.visit
        if about is None:
            continue
        side = Side.USER if about.request.member_id == member.pk else Side.PROVIDER
        if note.side == side:
            found.setdefault(about.pk, []).append(note)
    return found


def due_of(rows: Sequence[Incident]) -> list[tuple[Incident, list[rules.Due]]]:
    """Of these, those of which somebody must still be told."""
    found = [(row, rules.due(standing(row))) for row in rows]
    return [(row, waits) for row, waits in found if waits]


def recent_visits(at: datetime) -> list[Visit]:
    """What an incident may be about: the decided visits of the last weeks, the newest first."""
    since = clock.day(at) - timedelta(days=rules.TELL_DAYS)
    rows = Visit.objects.filter(day__gte=since, starts_at__lte=at, provider__isnull=False)
    return list(rows.select_related("request__member", "provider").order_by("-starts_at", "-pk"))
