"""What a group asks for, as small as it can be."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.actions import applications, approvals
from ibasho.rooms.openhouse.actions.applications import About
from ibasho.rooms.openhouse.models import Application, Space
from ibasho.rooms.openhouse.rules.kinds import Purpose
from ibasho.rooms.openhouse.rules.slots import When
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import Cast

THURSDAY = date(2026, 12, 3)


def about(**more: Any) -> About:
    known: dict[str, Any] = {"title": "こども食堂の日", "purpose": Purpose.MEAL, "adults": 5, "children": 20}
    return About(**{**known, **more})


def when(starts: time = time(11), ends: time = time(13), day: date = THURSDAY, **more: Any) -> When:
    return When(day, starts, ends, **more)


def applied(
    space: Space, organisation: Organisation, by: Actor, *, wish: When | None = None, at: Any = make.AT, **more: Any
) -> Application:  # fmt: skip
    """By a member, for Thursday 11:00–13:00."""
    keys = ("things", "skip")
    given = {key: more.pop(key) for key in keys if key in more}
    return applications.apply(
        space=space, organisation=organisation, about=about(**more), when=wish or when(), by=by, at=at,
        **{"things": {}, **given},
    )  # fmt: skip


def approved(application: Application, people: Cast, *, at: Any = make.AT, **more: Any) -> Application:
    """葵 drafts, 文 checks and decides."""
    approvals.draft(application=application, by=people.by(people.aoi), at=at)
    approvals.check(application=application, by=people.by(people.fumi), at=at)
    return approvals.decide(application=application, by=people.by(people.fumi), at=at, **more)
