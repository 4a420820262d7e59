"""自由に使える場所: heads at the door, seats, groups that apply and two who decide, near misses, what gets better."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

import numpy as np

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import (
    applications,
    approvals,
    counting,
    diary,
    improvements,
    incidents,
    seats,
)
from ibasho.rooms.openhouse.actions.applications import About
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Application, Door, Improvement, SeatUse, Space
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.diary import CLOSING, OPENING
from ibasho.rooms.openhouse.rules.kinds import Crossing, Purpose
from ibasho.rooms.openhouse.rules.slots import Repeat, When
from ibasho.town.areas.stages import Stage as Age
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place, Session
from rehearsal.ground import STAGES
from rehearsal.stage import Stage

NAME = "openhouse"
SHARE = 0.22
STAYS = (30, 150)  # minutes
STUDIES = frozenset({Age.UPPER, Age.JUNIOR, Age.HIGH})
SITS = 0.4
APPLIES_AHEAD = timedelta(days=21)
EVENING, NIGHT = time(18, 30), time(20)
NEAR_MISS = 1 / 60  # a day
BETTER_EVERY = 61  # days


def day(stage: Stage) -> None:
    for door in Door.objects.filter(is_on=True).select_related("place").order_by("pk"):
        held = Session.objects.filter(place=door.place, day=stage.day, state=Session.State.PLANNED)
        hours = [
            (clock.at(stage.day, one.starts or time(15)), clock.at(stage.day, one.ends or time(18)))
            for one in held.filter(event=None)
        ]
        if hours:
            _open(stage, door.place, min(hours)[0], max(hours)[1])
    if stage.is_day(weekday=1):
        stage.when(stage.at(13, 30), partial(_apply, stage))
    stage.when(stage.at(9, 40), partial(_decide, stage))
    if stage.number % BETTER_EVERY == 10:
        stage.when(stage.at(11), partial(_improve, stage))


def _open(stage: Stage, place: Place, first: datetime, last: datetime) -> None:
    rng = stage.rng("openhouse door")
    minutes = max(10, int((last - first).total_seconds()) // 60 - 20)
    room = Space.objects.filter(place=place, is_active=True, seats__gt=0).first()
    stage.when(first - timedelta(minutes=10), partial(_diary_opens, stage, place))
    for age in _came(stage, place):
        at = first + timedelta(minutes=int(rng.integers(minutes)))
        leaves = min(at + timedelta(minutes=int(rng.integers(*STAYS))), last)
        stage.when(at, partial(_tap, stage, place, age, Turn.IN, rng))
        stage.when(leaves, partial(_tap, stage, place, age, Turn.OUT, rng))
        if room is not None and age in STUDIES and rng.uniform() < SITS:
            number = int(rng.integers(1, room.seats + 1))
            stage.when(at + timedelta(minutes=2), partial(_sit, stage, room, number, leaves))
    if rng.uniform() < NEAR_MISS:
        stage.when(last, partial(_near_miss, stage, place))
    stage.when(last + timedelta(minutes=20), partial(_diary_closes, stage, place))


def _came(stage: Stage, place: Place) -> Iterator[Age]:
    for child, spot in stage.children.visits.tolist():
        if stage.world.ground.spots[spot].name == place.name:
            yield STAGES[int(stage.world.children.stage[child])]


def _tap(stage: Stage, place: Place, age: Age, turn: Turn, rng: np.random.Generator, at: datetime) -> None:
    tap = Tap(uuid.UUID(bytes=rng.bytes(16), version=4), age, turn, 1)
    stage.do(
        f"openhouse.{turn.value}", counting.count, place=place, tap=tap, way=Crossing.STAFF, by=stage.cast.officer, at=at
    )  # fmt: skip


def _sit(stage: Stage, room: Space, number: int, leaves: datetime, at: datetime) -> None:
    use = stage.do("openhouse.seat", seats.take, space=room, number=number, by=stage.cast.officer, at=at)
    if use is not None:
        stage.when(leaves, partial(_stand_up, stage, room, use))


def _stand_up(stage: Stage, room: Space, use: SeatUse, at: datetime) -> None:
    """Whose time ran out has stood up already."""
    if at < use.until:
        stage.do(
            "openhouse.leave_seat", seats.leave, space=room, number=use.number, slip=use.slip, by=stage.cast.officer, at=at
        )  # fmt: skip


def _diary_opens(stage: Stage, place: Place, at: datetime) -> None:
    stage.do("openhouse.diary", diary.open_day, place=place, checked=OPENING, by=stage.cast.officer, at=at)


def _diary_closes(stage: Stage, place: Place, at: datetime) -> None:
    stage.do(
        "openhouse.diary", diary.close_day, place=place, checked=CLOSING, words="かわりなし。", by=stage.cast.officer, at=at
    )  # fmt: skip


def _near_miss(stage: Stage, place: Place, at: datetime) -> None:
    told = {
        "kind": "near_miss", "where": "入口", "stage": "lower", "what": "走って 入って、つまずきかけた。けがは ない。",
        "done": "入口で 声を かけた。", "happened_at": at - timedelta(hours=1),
    }  # fmt: skip
    stage.do("openhouse.near_miss", incidents.write, place=place, told=told, by=stage.cast.officer, at=at)


def _apply(stage: Stage, at: datetime) -> None:
    """Each week another group asks for an evening or a weekend three weeks ahead."""
    rooms = list(Space.objects.filter(groups_apply=True, is_active=True).order_by("pk"))
    groups = list(Organisation.objects.filter(pk__in=stage.cast.leads, is_active=True).order_by("pk"))
    if not rooms or not groups:
        return
    week = stage.number // 7
    group, room = groups[week % len(groups)], rooms[week % len(rooms)]
    wanted = stage.day + APPLIES_AHEAD + timedelta(days=week % 5)
    when = When(wanted, EVENING, NIGHT, 15, 15, Repeat.ONCE, wanted)
    terms = room.place.terms.values_list("pk", flat=True).first()
    about = About("こどもと ごはんの会", Purpose.PLAY, 3, 12, "工作と ゲーム。", terms_id=terms)
    stage.do(
        "openhouse.apply", applications.apply, space=room, organisation=group, about=about, when=when, things={},
        by=stage.cast.lead(group.pk), at=at,
    )  # fmt: skip


def _decide(stage: Stage, at: datetime) -> None:
    """起案 by one, 確認 and 決裁 by the other, a step a morning."""
    steps = {
        "applied": ("openhouse.draft", approvals.draft, stage.cast.officer),
        "drafted": ("openhouse.check", approvals.check, stage.cast.second),
        "checked": ("openhouse.decide", approvals.decide, stage.cast.second),
    }
    for row in Application.objects.filter(state__in=steps, applied_at__lt=at).order_by("pk"):
        name, action, by = steps[row.state]
        stage.do(name, action, application=row, by=by, at=at)


def _improve(stage: Stage, at: datetime) -> None:
    places = list(Place.objects.filter(state=Place.State.PUBLISHED, kind__in=("jidokan", "study", "library")))
    if not places:
        return
    place = places[(stage.number // BETTER_EVERY) % len(places)]
    values = {
        "kind": "seats", "title": "席を ふやす", "words": "声を きいて きめた。", "voice_code": "",
        "planned_on": stage.day + timedelta(days=30),
    }  # fmt: skip
    row = stage.do(
        "openhouse.plan", improvements.plan, place=place, values=values, by=stage.cast.officer, at=at
    )
    if row is not None:
        for step, after in (("works", 20), ("done", 34)):
            stage.when(at + timedelta(days=after), partial(_improved, stage, row, step))


def _improved(stage: Stage, row: Improvement, step: str, at: datetime) -> None:
    stage.do(
        "openhouse.step", improvements.step, improvement=row, to=step, day=clock.day(at), by=stage.cast.officer, at=at
    )  # fmt: skip
