"""候補の場所: written by hand, taken from a list, switched on and off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.geo import JAPAN, Position
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.datasets.candidates import Row
from ibasho.rooms.reach.models import Candidate
from ibasho.town.areas import queries as areas
from ibasho.town.people.permissions import Permission

BY_HAND = "市の担当者"  # the source of a building somebody wrote down
EDITABLE = frozenset({"name", "kind", "address", "lat", "lng", "capacity", "note", "usable"})
NOUN = "reach.Candidate"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list did: `outside` stand beyond the city's outline and were left out; `off` are parks and grounds,
    taken in switched off."""

    new: int
    changed: int
    same: int
    outside: int
    off: int


@transaction.atomic
def add(*, values: Mapping[str, Any], by: Actor, at: datetime) -> Candidate:
    policies.require(by, Permission.REACH_PLAN, at=at)
    _check(values)
    row = Candidate(**values, source=BY_HAND)
    row.district_code = _districts([row], at)[0]
    _save(row)
    journal.record("reach.candidate.add", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def change(*, candidate: Candidate, values: Mapping[str, Any], by: Actor, at: datetime) -> Candidate:
    policies.require(by, Permission.REACH_PLAN, at=at)
    _check(values)
    row = _lock(candidate)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    row.district_code = _districts([row], at)[0] or row.district_code
    _save(row)
    journal.record(
        "reach.candidate.change", noun=NOUN, object_id=row.pk, by=by, at=at, data={"fields": changed}
    )
    return row


@transaction.atomic
def switch(*, candidate: Candidate, usable: bool, by: Actor, at: datetime) -> Candidate:
    """On or off: what is off stays in the list and in old plans, and no new plan chooses it."""
    return change(candidate=candidate, values={"usable": usable}, by=by, at=at)


@transaction.atomic
def take_in(*, rows: Sequence[Row], source: str, by: Actor, at: datetime) -> Taken:
    """A list of buildings. The same building of the same source is brought up to date; what people wrote (定員, メモ,
    候補にする) stays. Nothing is taken away."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    if not source.strip():
        raise Invalid("reach.no_source", _("出典が ありません。資料を出したところを 書いてください。"))
    here, outside = inside(rows, at)
    known = {_key(row): row for row in Candidate.objects.select_for_update().filter(source=source)}
    fresh = [_new(row, source, code) for row, code in here if (row.external_id, row.name) not in known]
    Candidate.objects.bulk_create(fresh)
    changed = [
        old
        for row, code in here
        if (old := known.get((row.external_id, row.name))) and _update(old, row, code)
    ]
    Candidate.objects.bulk_update(changed, ["kind", "address", "lat", "lng", "district_code", "capacity"])
    taken = Taken(
        len(fresh), len(changed), len(here) - len(fresh) - len(changed), outside,
        sum(not row.usable for row in fresh),
    )  # fmt: skip
    journal.record(
        "reach.candidate.take_in", noun=NOUN, object_id=source, by=by, at=at,
        data={"new": taken.new, "changed": taken.changed, "outside": outside},
    )  # fmt: skip
    return taken


def inside(rows: Sequence[Row], at: datetime) -> tuple[list[tuple[Row, str]], int]:
    """(row, code of its 小学校区) of those in the city, and how many are not; all of them while no outline is
    loaded."""
    found = areas.locate([Position(row.lat, row.lng) for row in rows], clock.day(at))
    here = [
        (row, one.district_code) for row, one in zip(rows, found, strict=True) if one.inside_city is not False
    ]
    return here, len(rows) - len(here)


def _new(row: Row, source: str, district: str) -> Candidate:
    return Candidate(
        name=row.name, kind=row.kind.value, address=row.address, lat=row.lat, lng=row.lng,
        district_code=district, capacity=row.capacity, source=source, external_id=row.external_id,
        usable=not row.outdoor, note=_("屋外") if row.outdoor else "",
    )  # fmt: skip


def _update(old: Candidate, row: Row, district: str) -> bool:
    """Sets what the list says anew; True if that differs from what we had."""
    told = {
        "kind": row.kind.value, "address": row.address, "lat": row.lat, "lng": row.lng,
        "district_code": district or old.district_code, "capacity": old.capacity or row.capacity,
    }  # fmt: skip
    differs = {name for name, value in told.items() if getattr(old, name) != value}
    for name in differs:
        setattr(old, name, told[name])
    return bool(differs)


def _key(row: Candidate) -> tuple[str, str]:
    return row.external_id, row.name


def _check(values: Mapping[str, Any]) -> None:
    unknown = set(values) - EDITABLE
    if unknown:
        raise Invalid(
            "reach.unknown_field",
            _("知らない項目があります。この項目を はずしてください: ") + ", ".join(sorted(unknown)),
        )
    if "name" in values and not str(values["name"]).strip():
        sentence = _("名前を 書いてください。")
        raise Invalid("reach.no_name", sentence, fields={"name": sentence})
    for name in ("name", "address", "note"):
        refuse_my_number(str(values.get(name, "")))
    if "lat" in values and not JAPAN.holds(Position(values["lat"], values["lng"])):
        sentence = _("位置が 日本の中に ありません。緯度は 20～46、経度は 122～154 の 度で 書いてください。")
        raise Invalid("reach.outside_japan", sentence, fields={"lat": sentence})


def _districts(rows: Iterable[Candidate], at: datetime) -> list[str]:
    found = areas.locate([Position(row.lat, row.lng) for row in rows], clock.day(at))
    return [one.district_code for one in found]


def _save(row: Candidate) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            "reach.candidate_twice",
            _("「%(name)s」は もう 候補に あります。一覧から えらんで 直してください。") % {"name": row.name},
        ) from error


def _lock(candidate: Candidate) -> Candidate:
    found = Candidate.objects.select_for_update().filter(pk=candidate.pk).first()
    if found is None:
        raise NotFound("reach.candidate_gone", _("この候補は もう ありません。一覧から 見てください。"))
    return found
