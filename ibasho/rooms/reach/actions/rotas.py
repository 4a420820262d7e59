"""出張の予定: made from a plan or by hand, its kit and words, and the events by which it is announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening, Rota, Visit
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.rooms.reach.rules import news
from ibasho.rooms.reach.rules import rota as rules
from ibasho.rooms.reach.rules.rota import Laid, Turn
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import events
from ibasho.town.places.models import Event
from ibasho.town.places.rules.event import EventDay

FROM_A_PLAN = "出張の計画の 点"  # the source of a hall that was only a point on the map


@dataclass(frozen=True, slots=True)
class Made:
    """The rota, how many visits were added, and the days that fell out with why."""

    rota: Rota
    laid: Laid


@transaction.atomic
def make(
    *,
    title: str,
    turns: Sequence[Turn],
    first: date,
    last: date,
    plan: Plan | None = None,
    by: Actor,
    at: datetime,
) -> Made:
    """A rota with its visits; `hall` of each turn is a candidate's id. 祝日 and year end fall out. Raises Invalid."""
    policies.require_city(by, Permission.REACH_PLAN, at=at)
    if not title.strip():
        raise Invalid(
            "reach.rota_title", _("名前を 書いてください。"), fields={"title": _("名前を 書いてください。")}
        )
    laid = _lay_out(turns, first, last)
    rota = Rota.objects.create(
        title=refuse_my_number(title.strip()),
        plan=plan,
        first=first,
        last=last,
        kit=list(rules.KIT),
        made_at=at,
    )
    _write(rota, laid)
    _note(
        "make",
        rota,
        by,
        at,
        data={"visits": len(laid.visits), "skipped": len(laid.skipped), "plan": plan and plan.pk},
    )
    return Made(rota, laid)


@transaction.atomic
def make_from_plan(
    *, plan: Plan, title: str, first: date, last: date, every: int, by: Actor, at: datetime
) -> Made:
    """A rota of everything a solved mobile plan chose, in a cycle of `every` weeks. Raises Invalid, Conflict."""
    policies.require_city(by, Permission.REACH_PLAN, at=at)
    locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if locked.kind != Plan.Kind.MOBILE or locked.state not in (Plan.State.SOLVED, Plan.State.ADOPTED):
        raise Conflict(
            "reach.plan_not_mobile",
            _(
                "この計画からは 出張の予定を つくれません。計算が おわった「出張開設」の計画を えらんでください。"
            ),
        )
    return make(title=title, turns=turns_of(locked, every), first=first, last=last, plan=locked, by=by, at=at)


def turns_of(plan: Plan, every: int) -> list[Turn]:
    """What a plan chose as turns of halls; a point without a hall becomes a candidate of its own."""
    found = [
        Turn(_hall_of(one).pk, one.weekday, one.starts, one.ends, every, (one.week_of_cycle - 1) % every + 1)
        for one in plan.openings.exclude(wish=PlanOpening.Wish.FORBIDDEN)
        .filter(weekday__isnull=False, starts__isnull=False)
        .select_related("candidate")
        .order_by("pk")
        if one.weekday is not None and one.starts is not None and one.ends is not None
    ]
    if not found:
        raise Conflict("reach.plan_empty", _("この計画は どこも えらんでいません。先に 計算してください。"))
    return found


def _hall_of(opening: PlanOpening) -> Candidate:
    if opening.candidate is not None:
        return opening.candidate
    hall, _fresh = Candidate.objects.get_or_create(
        source=FROM_A_PLAN,
        external_id=f"{opening.plan_id}-{opening.pk}",
        name=opening.name,
        defaults={"lat": opening.lat, "lng": opening.lng, "usable": False},
    )
    return hall


@transaction.atomic
def extend(*, rota: Rota, turns: Sequence[Turn], first: date, last: date, by: Actor, at: datetime) -> Made:
    """Another hall or rhythm for a rota that stands (one day alone: `first` = `last`)."""
    policies.require_city(by, Permission.REACH_PLAN, at=at)
    locked = lock(rota)
    laid = _lay_out(turns, first, last)
    _write(locked, laid)
    _widen(locked, [one.day for one in laid.visits])
    _note("extend", locked, by, at, data={"visits": len(laid.visits), "skipped": len(laid.skipped)})
    return Made(locked, laid)


@transaction.atomic
def change(*, rota: Rota, title: str, kit: str, announcement: str, by: Actor, at: datetime) -> Rota:
    """Its name, the kit list (one thing a line) and the words of the announcement; announced events say the same."""
    policies.require_city(by, Permission.REACH_VISIT, at=at)
    if not title.strip():
        raise Invalid(
            "reach.rota_title", _("名前を 書いてください。"), fields={"title": _("名前を 書いてください。")}
        )
    locked = lock(rota)
    before = (locked.title, locked.kit, locked.announcement)
    locked.title = refuse_my_number(title.strip())
    locked.kit = list(rules.kit_list(refuse_my_number(kit)))
    locked.announcement = refuse_my_number(announcement.strip())
    locked.save(update_fields=["title", "kit", "announcement"])
    if before != (locked.title, locked.kit, locked.announcement):
        _note("change", locked, by, at)
    if (before[0], before[2]) != (locked.title, locked.announcement):
        for event in announced(locked):
            events.change(event=event, values=_words(locked), by=by, at=at)
    return locked


@transaction.atomic
def announce(*, rota: Rota, organiser: str, phone: str, by: Actor, at: datetime) -> list[Event]:
    """One event of kind 出張開設 for each hall, with its coming days, as a draft; publishing stays with places and
    those who may. Again: only what is new is added. Raises Invalid where no visit is to come."""
    policies.require_city(by, Permission.REACH_VISIT, at=at)
    locked = lock(rota)
    coming = list(
        locked.visits.select_for_update(of=("self",))
        .select_related("hall", "event")
        .filter(state=Visit.State.PLANNED, day__gte=clock.day(at))
        .order_by("day", "starts")
    )
    if not coming:
        raise Invalid(
            "reach.rota_nothing_to_come", _("これからの 予定が ありません。先に 会場と 日を たしてください。")
        )
    made = [
        _announce_hall(locked, [one for one in coming if one.hall_id == hall], organiser, phone, by, at)
        for hall in dict.fromkeys(one.hall_id for one in coming)
    ]
    _note("announce", locked, by, at, data={"events": [event.pk for event in made]})
    return made


def _announce_hall(
    rota: Rota, visits: Sequence[Visit], organiser: str, phone: str, by: Actor, at: datetime
) -> Event:
    hall, fresh = visits[0].hall, [one for one in visits if one.event is None]
    days = [EventDay(one.day, one.starts, one.ends) for one in fresh]
    event = event_of_hall(rota, hall)
    if event is None:
        event = events.create(
            values={**_words(rota), **_venue(hall), "organiser_name": organiser, "phone": phone},
            days=days, by=by, at=at,
        )  # fmt: skip
    elif days:
        add_days(event, days, by=by, at=at)
    Visit.objects.filter(pk__in=[one.pk for one in fresh]).update(event=event)
    return event


def add_days(event: Event, days: Sequence[EventDay], *, by: Actor, at: datetime) -> None:
    """Days more for an event that stands; the others stay as they are."""
    standing = [
        EventDay(row.day, row.starts, row.ends, row.pk) for row in event.sessions.order_by("day", "starts")
    ]
    known = {(one.day, one.starts) for one in standing}
    fresh = [one for one in days if (one.day, one.starts) not in known]
    if fresh:
        events.change(event=event, values={}, days=[*standing, *fresh], by=by, at=at)


def event_of_hall(rota: Rota, hall: Candidate) -> Event | None:
    """The event by which this rota is announced at this hall, unless it was called off."""
    return (
        Event.objects.filter(pk__in=rota.visits.filter(hall=hall, event__isnull=False).values("event"))
        .exclude(state=Event.State.CANCELLED)
        .order_by("pk")
        .last()
    )


def announced(rota: Rota) -> list[Event]:
    """Its events that stand, drafts among them."""
    wanted = rota.visits.filter(event__isnull=False).values("event")
    return list(Event.objects.filter(pk__in=wanted).exclude(state=Event.State.CANCELLED).order_by("pk"))


@transaction.atomic
def publish(*, rota: Rota, by: Actor, at: datetime) -> int:
    """Shows every drafted event of the rota to everyone, by the right of those who publish events."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    locked = lock(rota)
    drafts = [event for event in announced(locked) if event.state != Event.State.PUBLISHED]
    for event in drafts:
        events.publish(event=event, by=by, at=at)
    if drafts:
        _note("publish", locked, by, at, data={"events": [event.pk for event in drafts]})
    return len(drafts)


@transaction.atomic
def remove(*, rota: Rota, by: Actor, at: datetime) -> None:
    """Takes back a rota made by mistake: only while nothing was announced, told or called off."""
    policies.require_city(by, Permission.REACH_PLAN, at=at)
    locked = lock(rota)
    used = locked.visits.exclude(state=Visit.State.PLANNED, event__isnull=True)
    if used.exists():
        raise Conflict(
            "reach.rota_used",
            _("もう お知らせした回や おわった回が あるので 消せません。のこりの回を 中止にしてください。"),
        )
    _note("remove", locked, by, at, data={"title": locked.title, "visits": locked.visits.count()})
    locked.delete()


def lock(rota: Rota) -> Rota:
    """The row, locked until the end of the transaction: before its visits, never after. Raises NotFound."""
    found = Rota.objects.select_for_update(no_key=True).filter(pk=rota.pk).first()
    if found is None:
        raise NotFound("reach.rota_gone", _("この予定は もう ありません。一覧から さがしてください。"))
    return found


def _lay_out(turns: Sequence[Turn], first: date, last: date) -> Laid:
    """The halls are locked in the order of their keys: two who plan at once never meet on one slot."""
    halls = sorted({turn.hall for turn in turns})
    known = Candidate.objects.select_for_update(no_key=True).filter(pk__in=halls).order_by("pk")
    if len(known) < len(halls):
        raise NotFound("reach.hall_gone", _("会場が 見つかりません。候補の一覧から えらびなおしてください。"))
    return queries.looked_at(turns, first, last)


def _write(rota: Rota, laid: Laid) -> None:
    Visit.objects.bulk_create(
        Visit(rota=rota, hall_id=one.hall, day=one.day, starts=one.starts, ends=one.ends)
        for one in laid.visits
    )


def _widen(rota: Rota, days: Sequence[date]) -> None:
    """A rota spans all its visits."""
    rota.first, rota.last = min(rota.first, *days), max(rota.last, *days)
    rota.save(update_fields=["first", "last"])


def widen(rota: Rota, day: date) -> None:
    _widen(rota, [day])


def _words(rota: Rota) -> dict[str, Any]:
    return {"title": rota.title, "description": rota.announcement or news.DESCRIPTION}


def _venue(hall: Candidate) -> dict[str, Any]:
    """Small children with a grown-up, free, without signing up: what 出張開設 is."""
    return {
        "kind": Event.Kind.MOBILE, "venue_name": hall.name, "venue_address": hall.address, "lat": hall.lat,
        "lng": hall.lng, "stages": ["infant"], "adult_needed": True, "free_of_charge": True,
    }  # fmt: skip


def _note(verb: str, rota: Rota, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    journal.record(f"reach.rota.{verb}", noun="reach.Rota", object_id=rota.pk, by=by, at=at, data=data)
