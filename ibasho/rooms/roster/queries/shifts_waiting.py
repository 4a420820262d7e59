"""What waits for a person: hours for which grown-ups are missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries import coverage
from ibasho.rooms.roster.queries.holes import LOOKED_DAYS
from ibasho.rooms.roster.rules.words import gap_words
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Session


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is. For the city's people who may mend it; a group sees its own on its home
    page."""
    count = how_many(by, at)
    if not count:
        return []
    nearest = _short(at).order_by("day", "starts", "pk")[0]
    label = _("見守りが たりない回（%(first)s）") % {"first": _words(nearest, at)}
    return [
        Waiting(
            label, count, "roster:desk_rosters", "warn", anchor="holes", oldest=nearest.day, kind=Kind.SOON
        )
    ]


def how_many(by: Actor, at: datetime) -> int:
    """The short sessions of the week ahead, for who may mend them; 0 for everybody else."""
    return _short(at).count() if places.in_city(by, Permission.ROSTER_MANAGE, at=at) else 0


def _short(at: datetime) -> QuerySet[Session]:
    today = clock.day(at)
    return Session.objects.filter(
        place__roster__is_on=True, event__isnull=True, staffing=Session.Staffing.SHORT,
        day__range=(today, today + timedelta(days=LOOKED_DAYS - 1)),
    )  # fmt: skip


def _words(session: Session, at: datetime) -> str:
    """カケショク 木曜 17:15–20:00 あと1人"""
    roster = Roster.objects.select_related("place").get(place__sessions=session)
    found = coverage.weighed(roster, session.day, session.day, at)
    gaps = [
        gap_words(gap, session.day)
        for one in found
        if one.session.pk == session.pk
        for gap in one.judged.gaps
    ]
    return " ".join([roster.place.name, *gaps[:1]])
