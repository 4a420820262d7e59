"""A place's roster: begun, switched on and off, set."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import making, staffing
from ibasho.rooms.roster.models import Roster
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "roster.Roster"
AHEAD_DAYS_MAX = 120


@dataclass(frozen=True, slots=True)
class Settings:
    """How far ahead shifts are made, and when people are told, in the units of the names."""

    ahead_days: int
    cut_off_minutes: int
    warn_hours: int
    remind_hours: int
    shows_names: bool


@transaction.atomic
def begin(*, place: Place, by: Actor, at: datetime) -> Roster:
    """An empty roster, switched off: nothing changes for children yet. A second call gives the first one."""
    policies.require_place(by, Permission.ROSTER_MANAGE, place, at=at)
    if place.organisation_id is None:
        raise Invalid(
            "roster.no_organisation",
            _("運営する団体が まだ ない場所なので、名簿を 作れません。先に 団体を 決めてください。"),
        )
    roster, fresh = Roster.objects.get_or_create(place=place)
    if fresh:
        journal.record("roster.roster.begin", noun=NOUN, object_id=roster.pk, by=by, at=at)
    return roster


@transaction.atomic
def switch(*, roster: Roster, on: bool, by: Actor, at: datetime) -> Roster:
    """On: from now on no session is promised while it is short. Off: all are promised as ever."""
    locked = _locked(roster, by, at)
    if locked.is_on == on:
        words = _("もう 名簿を 使っています。") if on else _("名簿は もう 使っていません。")
        raise Conflict("roster.switched_already", words)
    locked.is_on, locked.switched_at, locked.switched_by_id = on, at, by.person_id
    locked.save(update_fields=["is_on", "switched_at", "switched_by"])
    journal.record("roster.roster.switch", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"on": on})
    making.make(roster=locked, at=at)
    staffing.settle_all(place=locked.place, by=by, at=at)
    return locked


@transaction.atomic
def change(*, roster: Roster, wanted: Settings, by: Actor, at: datetime) -> Roster:
    locked = _locked(roster, by, at)
    if not 1 <= wanted.ahead_days <= AHEAD_DAYS_MAX:
        words = _("1日から %(most)s日までで 入れてください。") % {"most": AHEAD_DAYS_MAX}
        raise Invalid("roster.ahead", words, fields={"ahead_days": words})
    for name, value in asdict(wanted).items():
        setattr(locked, name, value)
    locked.save(update_fields=list(asdict(wanted)))
    journal.record("roster.roster.change", noun=NOUN, object_id=locked.pk, by=by, at=at, data=asdict(wanted))
    making.make(roster=locked, at=at)
    staffing.settle_all(place=locked.place, by=by, at=at)
    return locked


def _locked(roster: Roster, by: Actor, at: datetime) -> Roster:
    policies.require_place(by, Permission.ROSTER_MANAGE, roster.place, at=at)
    making.lock(roster, at=at)
    return Roster.objects.select_for_update(of=("self",)).select_related("place").get(pk=roster.pk)
