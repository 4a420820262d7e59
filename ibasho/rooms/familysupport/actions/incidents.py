"""Something went wrong: written down, told to whom it must be told, both sides heard, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Incident, IncidentNote, Member, Visit
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.rules import incidents as rules
from ibasho.rooms.familysupport.rules.incidents import Told
from ibasho.rooms.familysupport.rules.kinds import IncidentKind, Side, VisitState
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Incident"
FROM_A_MEMBER = "会員からの 知らせです。くわしいことは それぞれの ことばを 見てください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What the adviser writes. `treatment_days` None: not known or nobody was hurt."""

    kind: IncidentKind
    happened_at: datetime
    what: str
    where: str = ""
    treatment_days: int | None = None
    died: bool = False
    done: str = ""


@transaction.atomic
def write(*, centre: Centre, visit: Visit | None, told: Happened, by: Actor, at: datetime) -> Incident:
    """できごとを 書く: by the adviser, of a visit or of none. Raises Invalid at the field."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = Incident(centre=centre, visit=visit, written_at=at, written_by_id=by.person_id)
    _set(row, told, at)
    row.save()
    _note("write", row, by, at, {"kind": row.kind, "serious": row.serious_on is not None})
    return row


@transaction.atomic
def change(*, incident: Incident, told: Happened, by: Actor, at: datetime) -> Incident:
    """More is known: 30 days or more make it one for the state, from today."""
    row = _locked(incident, by, at)
    _set(row, told, at)
    row.save()
    _note("change", row, by, at, {"kind": row.kind, "serious": row.serious_on is not None})
    return row


@transaction.atomic
def tell(
    *, visit: Visit, member: Member, kind: IncidentKind, words: str, by: Actor, at: datetime
) -> IncidentNote:
    """A member says what happened at a visit of their own, by their link or on the phone. It joins what is open about
    that visit; the other side sees none of it. Raises NotFound for somebody else's visit."""
    policies.require_adviser_or_member(by, at=at)
    locked = Visit.objects.select_for_update(of=("self",)).select_related("request__member").get(pk=visit.pk)
    side = side_of(locked, member)
    if not rules.may_tell(locked.starts_at, at) and by.is_link:
        raise Conflict(
            "familysupport.too_old",
            _("この回は ここからは 書けません。センターに 電話してください。くわしく 聞きます。"),
        )
    said = rules.words_of(words)
    row = Incident.objects.select_for_update().filter(visit=locked, closed_at=None).order_by("pk").first()
    if row is None:
        row = Incident.objects.create(
            centre=member.centre, visit=locked, kind=kind.value, happened_at=locked.starts_at,
            what=FROM_A_MEMBER, written_at=at, written_by_id=by.person_id,
        )  # fmt: skip
    _note("tell", row, by, at, {"side": side.value, "kind": kind.value})
    return _heard(row, side, said, by, at)


@transaction.atomic
def hear(*, incident: Incident, side: Side, words: str, by: Actor, at: datetime) -> IncidentNote:
    """The adviser writes down what one side says."""
    row = _locked(incident, by, at)
    said = rules.words_of(words)
    _note("hear", row, by, at, {"side": side.value})
    return _heard(row, side, said, by, at)


@transaction.atomic
def complain(*, centre: Centre, words: str, by: Actor, at: datetime) -> Incident:
    """センターへの 苦情: the city reads it, the adviser does not. No name is kept with it."""
    policies.require_adviser_or_member(by, at=at)
    row = Incident.objects.create(
        centre=centre, kind=IncidentKind.COMPLAINT.value, about_centre=True, happened_at=at,
        what=rules.words_of(words), written_at=at,
    )  # fmt: skip
    _note("complain", row, by, at, {})
    return row


@transaction.atomic
def mark_told(*, incident: Incident, who: Told, day: date | None, by: Actor, at: datetime) -> Incident:
    """The insurer or the state was told on `day`; None takes it back."""
    row = _locked(incident, by, at)
    if day is not None:
        rules.check_told(who, day, queries.standing(row), clock.day(row.happened_at), clock.day(at))
    if day is None and who is Told.STATE and row.state_second_on is not None:
        raise Conflict("familysupport.told_order", _("さきに 第2報の日を もどしてください。"))
    setattr(row, rules.FIELD[who], day)
    row.save(update_fields=[rules.FIELD[who]])
    _note("mark_told", row, by, at, {"who": who.value, "day": day.isoformat() if day else None})
    return row


@transaction.atomic
def answer(*, incident: Incident, done: str, by: Actor, at: datetime) -> Incident:
    """What was done about it: of a complaint about the centre the city alone writes it."""
    row = _locked(incident, by, at)
    row.done = rules.words_of(done, "done")
    row.save(update_fields=["done"])
    _note("answer", row, by, at, {})
    return row


@transaction.atomic
def close(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    """おわりに する. Raises Conflict naming what is missing."""
    row = _locked(incident, by, at)
    rules.check_closing(queries.standing(row))
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    _note("close", row, by, at, {})
    return row


@transaction.atomic
def reopen(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    row = _found(incident, by, at)
    if row.closed_at is None:
        raise Conflict("familysupport.incident_is_open", _("まだ おわりに なっていません。"))
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    _note("reopen", row, by, at, {})
    return row


def side_of(visit: Visit, member: Member) -> Side:
    """Which side of the visit this member is. Raises NotFound for a third."""
    if visit.request.member_id == member.pk:
        return Side.USER
    if visit.provider_id == member.pk and visit.state in (VisitState.AGREED, VisitState.DONE):
        return Side.PROVIDER
    raise NotFound("familysupport.not_found", _("見つかりません。アドレスを 確かめてください。"))


def _set(row: Incident, told: Happened, at: datetime) -> None:
    rules.check_happened(told.happened_at, at)
    rules.check_treatment(told.treatment_days)
    row.kind, row.happened_at, row.where = told.kind.value, told.happened_at, told.where.strip()
    row.what, row.done = rules.words_of(told.what, "what"), told.done.strip()
    row.treatment_days, row.died = told.treatment_days, told.died
    serious = rules.is_serious(died=told.died, treatment_days=told.treatment_days)
    row.serious_on = (row.serious_on or clock.day(at)) if serious else None


def _heard(row: Incident, side: Side, said: str, by: Actor, at: datetime) -> IncidentNote:
    return IncidentNote.objects.create(
        incident=row, side=side.value, words=said, written_at=at, written_via=by.via.value
    )


def _found(incident: Incident, by: Actor, at: datetime) -> Incident:
    row = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    policies.require(by, queries.reader(row), at=at)
    return row


def _locked(incident: Incident, by: Actor, at: datetime) -> Incident:
    """The row of an incident that is still open."""
    row = _found(incident, by, at)
    if row.closed_at is not None:
        raise Conflict(
            "familysupport.incident_closed", _("もう おわりに なっています。直すときは、さきに 開きなおしてください。")
        )  # fmt: skip
    return row


def _note(verb: str, row: Incident, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    """Words of people never go into the journal."""
    journal.record(f"familysupport.incident.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
