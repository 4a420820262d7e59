"""One visit of 出張開設: its pair, its kit, moving and calling off, and what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.reach.actions import rotas
from ibasho.rooms.reach.models import Candidate, Rota, Visit
from ibasho.rooms.reach.rules import counts
from ibasho.rooms.reach.rules import rota as rules
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import event_days, events, reports
from ibasho.town.places.models import Event, Session
from ibasho.town.places.queries import reception
from ibasho.town.places.rules import headcount, moderation
from ibasho.town.places.rules.event import EventDay
from ibasho.town.places.rules.moderation import Flag


@transaction.atomic
def pair(*, visit: Visit, first: str, second: str, onwards: bool = False, by: Actor, at: datetime) -> int:
    """Who goes, by よび名; blank: not decided. `onwards`: also later visits to this hall nobody is named for. Returns
    how many visits were written. Conflict where one of them is elsewhere at that hour."""
    locked = lock(visit, by, at)
    names = rules.pair_of(refuse_my_number(first), refuse_my_number(second))
    _check_planned(locked)
    wanted = [locked, *(_later(locked) if onwards else [])]
    for one in wanted:
        _check_free(one, names)
        one.first_staff, one.second_staff = names
        one.save(update_fields=["first_staff", "second_staff"])
    _note("pair", locked, by, at, data={"visits": [one.pk for one in wanted], "named": sum(map(bool, names))})
    return len(wanted)


def _later(visit: Visit) -> list[Visit]:
    return list(
        Visit.objects.select_for_update(no_key=True)
        .filter(rota=visit.rota_id, hall=visit.hall_id, day__gt=visit.day, state=Visit.State.PLANNED)
        .filter(first_staff="", second_staff="")
        .order_by("pk")
    )


def _check_free(visit: Visit, names: Sequence[str]) -> None:
    """Nobody is at two halls at once."""
    others = Visit.objects.filter(day=visit.day, state=Visit.State.PLANNED).exclude(pk=visit.pk)
    for other in others.select_related("hall"):
        twice = {other.first_staff, other.second_staff} & {name for name in names if name}
        if twice and rules.overlap(visit.starts, visit.ends, other.starts, other.ends):
            raise Conflict(
                "reach.pair_elsewhere",
                _(
                    "%(name)sさんは %(month)s月%(day)s日の その時間、%(hall)sに 行く予定です。べつの人に するか、あちらを 先に かえてください。"
                )
                % {
                    "name": min(twice),
                    "month": visit.day.month,
                    "day": visit.day.day,
                    "hall": other.hall.name,
                },
            )


@transaction.atomic
def pack(*, visit: Visit, things: Sequence[str], by: Actor, at: datetime) -> Visit:
    """Ticks off the kit list; what is not on it is passed over."""
    locked = lock(visit, by, at)
    locked.packed = [one for one in locked.rota.kit if one in set(things)]
    locked.save(update_fields=["packed"])
    _note("pack", locked, by, at, data={"packed": len(locked.packed), "kit": len(locked.rota.kit)})
    return locked


@transaction.atomic
def move(
    *,
    visit: Visit,
    hall: Candidate,
    day: date,
    starts: time,
    ends: time,
    reason: str,
    by: Actor,
    at: datetime,
) -> Visit:
    """Another day, hour or hall, and why. The announced event moves along; who signed up is told."""
    locked, reason = lock(visit, by, at), refuse_my_number(reason.strip())
    _check_planned(locked)
    _check_move(locked, hall, day, starts, ends, at)
    before = {"hall": locked.hall_id, "day": locked.day.isoformat(), "starts": locked.starts.isoformat()}
    session, old_hall = session_of(locked), locked.hall_id
    locked.hall, locked.day, locked.starts, locked.ends = hall, day, starts, ends
    _check_free(locked, (locked.first_staff, locked.second_staff))
    if session is not None and session.event is not None:
        _move_announced(locked, session, session.event, old_hall, reason, by, at)
    locked.save(update_fields=["hall", "day", "starts", "ends", "event"])
    rotas.widen(locked.rota, day)
    _note("move", locked, by, at, data={"from": before}, why=reason)
    return locked


def _check_move(visit: Visit, hall: Candidate, day: date, starts: time, ends: time, at: datetime) -> None:
    rules.Turn(hall.pk, 0, starts, ends)  # refuses hours the wrong way round
    Candidate.objects.select_for_update(no_key=True).filter(
        pk=hall.pk
    ).first()  # as whoever plans visits to it
    if day < clock.day(at):
        raise Invalid(
            "reach.visit_past", _("すぎた日には うつせません。きょうから あとの日に してください。"),
            fields={"day": _("きょうから あとの日に してください。")},
        )  # fmt: skip
    other = Visit.objects.filter(hall=hall, day=day, starts=starts).exclude(pk=visit.pk)
    if other.exists():
        raise Conflict(
            "reach.visit_taken",
            _("その会場には その日と時刻の 予定が もう あります。べつの日か 時刻に してください。"),
        )


def _move_announced(
    visit: Visit, session: Session, event: Event, old_hall: int, reason: str, by: Actor, at: datetime
) -> None:
    """In the same hall the event's day moves; for another hall it is called off here and stands at the other's event,
    where there is one (else the rota is announced once more)."""
    if visit.hall_id == old_hall:
        days = [
            EventDay(visit.day, visit.starts, visit.ends, row.pk) if row.pk == session.pk
            else EventDay(row.day, row.starts, row.ends, row.pk)
            for row in event.sessions.order_by("day", "starts")
        ]  # fmt: skip
        events.change(event=event, values={}, days=days, by=by, at=at)
        return
    words = reason or _("会場が かわりました：%(hall)s") % {"hall": visit.hall.name}
    event_days.call_off(session=session, reason=words, by=by, at=at)
    visit.event = rotas.event_of_hall(visit.rota, visit.hall)
    if visit.event is not None:
        rotas.add_days(visit.event, [EventDay(visit.day, visit.starts, visit.ends)], by=by, at=at)


@transaction.atomic
def cancel(*, visit: Visit, reason: str, by: Actor, at: datetime) -> Visit:
    """Called off, and why; its day of the announced event is called off as well."""
    locked = lock(visit, by, at)
    _check_planned(locked)
    words = refuse_my_number(reason.strip())[:200]
    if not words:
        raise Invalid(
            "reach.visit_no_reason", _("わけを 書いてください。楽しみにしている人に とどきます。"),
            fields={"reason": _("わけを 書いてください。")},
        )  # fmt: skip
    locked.state, locked.reason = Visit.State.CANCELLED, words
    locked.save(update_fields=["state", "reason"])
    session = session_of(locked)
    if session is not None:
        event_days.call_off(session=session, reason=words, by=by, at=at)
    _note("cancel", locked, by, at, why=words)
    return locked


@transaction.atomic
def restore(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """Takes a mistaken call-off back, of the announced day too. Conflict where its pair has gone elsewhere since."""
    locked = lock(visit, by, at)
    if locked.state != Visit.State.CANCELLED:
        return locked
    _check_free(locked, (locked.first_staff, locked.second_staff))
    locked.state, locked.reason = Visit.State.PLANNED, ""
    locked.save(update_fields=["state", "reason"])
    session = session_of(locked)
    if session is not None:
        event_days.restore(session=session, by=by, at=at)
    _note("restore", locked, by, at)
    return locked


@transaction.atomic
def count(
    *,
    visit: Visit,
    families: int | None,
    children: int | None = None,
    consultations: int | None = None,
    note: str = "",
    sure: bool = False,
    by: Actor,
    at: datetime,
) -> Visit:
    """What was counted, on the day or later; the same again corrects it. The announced day is summed up with it.

    `note` takes no number to reach somebody by; what looks like a person's name is asked about once (`sure`)."""
    locked = lock(visit, by, at)
    counts.check_day(locked.day, clock.day(at), cancelled=locked.state == Visit.State.CANCELLED)
    words = note.strip()
    counts.check(families, children, consultations, words)
    _check_nameless(words, sure)
    verb = "correct" if locked.state == Visit.State.DONE else "count"
    locked.state, locked.note = Visit.State.DONE, words
    locked.families, locked.children, locked.consultations = families, children, consultations
    locked.reported_at, locked.reported_by_id = at, by.person_id
    locked.save()
    _sum_up_announced(locked, by, at)
    numbers = {"families": families, "children": children, "consultations": consultations}
    _note(verb, locked, by, at, data=numbers)
    return locked


def _check_nameless(words: str, sure: bool) -> None:
    found = moderation.flags(words)
    if moderation.NEVER_SHOWN.intersection(found):
        raise Invalid(
            "reach.note_contact", _("電話番号や メールなどは 書けません。消してから 送ってください。"),
            fields={"note": _("電話番号や メールなどを 消してください。")},
        )  # fmt: skip
    if Flag.NAME in found and not sure:
        raise Invalid(
            "reach.note_name", _("人の名前のような ことばが あります。名前なら「お母さん」のように なおし、ちがうなら 下に しるしを つけてください。"),
            fields={"note": _("人の名前のような ことばが あります。"), "sure": _("名前では ないときは しるしを つけてください。")},
        )  # fmt: skip


def _sum_up_announced(visit: Visit, by: Actor, at: datetime) -> None:
    """So that the office finds the same figures under 実績. Heads counted at the reception stay as they are."""
    session = session_of(visit)
    if session is None or session.state != Session.State.PLANNED or session.event is None:
        return
    if session.event.state != Event.State.PUBLISHED:
        return
    heads: dict[str, int | None] = dict(reception.heads(session))
    if visit.children is not None and not headcount.CHILDREN & heads.keys() - {"children"}:
        heads["children"] = visit.children
    written: Any = getattr(session, "report", None)
    reports.close(
        session=session, heads=heads, families=visit.families, consultations=visit.consultations,
        groups=written and written.groups, volunteers=written and written.volunteers, note=visit.note, by=by, at=at,
    )  # fmt: skip


def session_of(visit: Visit) -> Session | None:
    """The announced day of a visit; None where it was not announced or the event was called off as a whole."""
    return (
        Session.objects.select_related("event", "report")
        .filter(event=visit.event_id, event__isnull=False, day=visit.day, starts=visit.starts)
        .exclude(event__state=Event.State.CANCELLED)
        .first()
    )


def lock(visit: Visit, by: Actor, at: datetime) -> Visit:
    """The visit and its rota, locked in that order of houses: rota first. Raises NotFound."""
    policies.require_city(by, Permission.REACH_VISIT, at=at)
    Rota.objects.select_for_update(no_key=True).filter(pk=visit.rota_id).first()
    found = (
        Visit.objects.select_for_update(no_key=True, of=("self",))
        .select_related("rota", "hall", "event")
        .filter(pk=visit.pk)
        .first()
    )
    if found is None:
        raise NotFound("reach.visit_gone", _("この回は もう ありません。一覧から さがしてください。"))
    return found


def _check_planned(visit: Visit) -> None:
    if visit.state != Visit.State.PLANNED:
        raise Conflict(
            "reach.visit_state",
            _("この回は もう おわったか、中止に なっています。ページを 開きなおしてください。"),
        )


def _note(
    verb: str, visit: Visit, by: Actor, at: datetime, data: dict[str, Any] | None = None, why: str = ""
) -> None:
    journal.record(
        f"reach.visit.{verb}", noun="reach.Visit", object_id=visit.pk, by=by, at=at, data=data, why=why
    )
