"""Bettering a place that is there already: planned, under way, done or given up; every step can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Improvement
from ibasho.rooms.openhouse.rules import improving as rules
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

EDITABLE = frozenset(["kind", "title", "words", "voice_code", "planned_on"])


@transaction.atomic
def plan(*, place: Place, values: Mapping[str, Any], by: Actor, at: datetime) -> Improvement:
    """`values` are fields of EDITABLE. Raises Invalid, NotFound for a stranger to the place."""
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, place, at=at)
    one = Improvement(place=place, written_at=at, written_by_id=by.person_id)
    _write(one, values)
    one.save(force_insert=True)
    _note("plan", one, by, at, {"kind": one.kind})
    return one


@transaction.atomic
def change(*, improvement: Improvement, values: Mapping[str, Any], by: Actor, at: datetime) -> Improvement:
    locked = _lock(improvement, by, at)
    _write(locked, values)
    locked.save(update_fields=sorted(EDITABLE))
    _note("change", locked, by, at, {})
    return locked


@transaction.atomic
def step(*, improvement: Improvement, to: str, day: date, by: Actor, at: datetime) -> Improvement:
    """To 工事, できた or やめた, which was on `day`. Raises Conflict, Invalid."""
    locked = _lock(improvement, by, at)
    _set(locked, rules.after(to, _days(locked), day))
    _note("step", locked, by, at, {"to": to, "day": str(day)})
    return locked


@transaction.atomic
def undo(*, improvement: Improvement, by: Actor, at: datetime) -> Improvement:
    """The last step was a mistake."""
    locked = _lock(improvement, by, at)
    was = locked.state
    _set(locked, rules.before(_days(locked)))
    _note("undo", locked, by, at, {"from": was, "to": locked.state})
    return locked


def _lock(improvement: Improvement, by: Actor, at: datetime) -> Improvement:
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, improvement.place, at=at)
    rows = Improvement.objects.select_for_update(of=("self",)).select_related("place__organisation")
    return rows.get(pk=improvement.pk)


def _days(one: Improvement) -> rules.Days:
    return rules.Days(one.state, one.works_on, one.done_on)


def _set(one: Improvement, days: rules.Days) -> None:
    one.state, one.works_on, one.done_on = days.state, days.works_on, days.done_on
    one.save(update_fields=["state", "works_on", "done_on"])


def _write(one: Improvement, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(one, name, refuse_my_number(value) if isinstance(value, str) else value)
    if not one.title.strip():
        words = _("名前が ありません。何を よくするのかを 短く 書いてください。")
        raise Invalid("improvement.title", words, fields={"title": words})


def _note(verb: str, one: Improvement, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    journal.record(
        f"openhouse.improvement.{verb}", noun="openhouse.Improvement", object_id=one.pk, by=by, at=at,
        data={"place": one.place_id, **data},
    )  # fmt: skip
