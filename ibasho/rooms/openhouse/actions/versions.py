"""A room's week: drawn as a draft, published, and taken back while it has not begun. What is published is never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import ruling
from ibasho.rooms.openhouse.models import Face, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces as queries
from ibasho.rooms.openhouse.rules import faces as rules
from ibasho.rooms.openhouse.rules import versions
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

HEAD = frozenset(["title", "stage", "aim", "starts_on", "ends_on", "on_holidays"])
DAY = timedelta(days=1)


@transaction.atomic
def draft(
    *, space: Space, values: Mapping[str, Any], like: RuleVersion | None = None, by: Actor, at: datetime
) -> RuleVersion:
    """A new week on the drawing board, beginning as a copy of `like`. `values` are fields of HEAD."""
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, space, at=at)
    version = RuleVersion(space=space)
    _write(version, values)
    version.save(force_insert=True)
    if like is not None:
        Face.objects.bulk_create(_row(version, queries.drawn(one)) for one in like.faces.all())
    _note("draft", version, by, at)
    return version


@transaction.atomic
def change(*, version: RuleVersion, values: Mapping[str, Any], by: Actor, at: datetime) -> RuleVersion:
    locked = _drawable(version, by, at)
    _write(locked, values)
    locked.save()
    _note("change", locked, by, at)
    return locked


@transaction.atomic
def draw(
    *, version: RuleVersion, drawn: Drawn, weekdays: frozenset[int], by: Actor, at: datetime
) -> list[Face]:
    """The same face on each of `weekdays`. Raises Invalid where it would lie over another; then none is drawn."""
    locked = _drawable(version, by, at)
    if not weekdays:
        words = _("曜日が ありません。1つ以上 えらんでください。")
        raise Invalid("face.weekdays", words, fields={"weekdays": words})
    refuse_my_number(f"{drawn.name} {drawn.words}")
    others = [queries.drawn(one) for one in locked.faces.all()]
    made = []
    for weekday in sorted(weekdays):
        one = Drawn(**{**asdict(drawn), "weekday": weekday})
        rules.check(one, others, heads_max=locked.space.heads_max)
        made.append(_row(locked, one))
    found = Face.objects.bulk_create(made)
    _note("draw", locked, by, at, {"faces": len(found)})
    return found


@transaction.atomic
def redraw(*, face: Face, drawn: Drawn, by: Actor, at: datetime) -> Face:
    """One face told anew."""
    locked = _drawable(face.version, by, at)
    refuse_my_number(f"{drawn.name} {drawn.words}")
    others = [queries.drawn(one) for one in locked.faces.exclude(pk=face.pk)]
    rules.check(drawn, others, heads_max=locked.space.heads_max)
    row = _row(locked, drawn)
    row.pk = face.pk
    row.save(force_update=True)
    _note("redraw", locked, by, at)
    return row


@transaction.atomic
def wipe(*, face: Face, by: Actor, at: datetime) -> None:
    """Takes one face off the drawing board."""
    locked = _drawable(face.version, by, at)
    locked.faces.filter(pk=face.pk).delete()
    _note("wipe", locked, by, at)


@transaction.atomic
def discard(*, version: RuleVersion, by: Actor, at: datetime) -> None:
    """Throws a draft away."""
    locked = _drawable(version, by, at)
    _note("discard", locked, by, at)
    locked.delete()


@transaction.atomic
def publish(*, version: RuleVersion, by: Actor, at: datetime) -> RuleVersion:
    """From its first day on the room is what the draft says: the version before ends the day before, and the place's
    hours, its sessions and the grown-ups it needs follow. Raises Invalid, Conflict; then nothing is written."""
    locked = _drawable(version, by, at)
    versions.check_publishable(queries.value(locked), today=clock.day(at))
    ruling.write(place=locked.space.place, publishing=locked, at=at)
    _end_before(locked)
    locked.published_at, locked.published_by_id = at, by.person_id
    locked.save(update_fields=["published_at", "published_by"])
    _note("publish", locked, by, at, {"starts_on": str(locked.starts_on), "stage": locked.stage})
    return locked


@transaction.atomic
def withdraw(*, version: RuleVersion, by: Actor, at: datetime) -> RuleVersion:
    """Back on the drawing board while it has not begun: the version it would have ended holds on."""
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, version.space, at=at)
    locked = _lock(version)
    if locked.published_at is None:
        raise Conflict("version.draft", _("この版は まだ 決まっていません。とりやめるものが ありません。"))
    versions.check_withdrawable(locked.starts_on, today=clock.day(at))
    ruling.write(place=locked.space.place, withdrawing=locked, at=at)
    locked.published_at = locked.published_by = None
    locked.save(update_fields=["published_at", "published_by"])
    for one in locked.ended.select_for_update():
        one.ends_on, one.ended_before, one.ended_by = one.ended_before, None, None
        one.save(update_fields=["ends_on", "ended_before", "ended_by"])
    _note("withdraw", locked, by, at, {"starts_on": str(locked.starts_on)})
    return locked


def _end_before(version: RuleVersion) -> None:
    """The published version that holds when this one begins."""
    before = queries.in_force(version.space, version.starts_on)
    if before is not None:
        RuleVersion.objects.filter(pk=before.pk).update(
            ended_before=before.ends_on, ends_on=version.starts_on - DAY, ended_by=version
        )


def _drawable(version: RuleVersion, by: Actor, at: datetime) -> RuleVersion:
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, version.space, at=at)
    locked = _lock(version)
    if locked.published_at is not None:
        raise Conflict(
            "version.published",
            _("この版は もう 決まっています。かえるときは、これを もとに 新しい版を つくってください。"),
        )
    return locked


def _lock(version: RuleVersion) -> RuleVersion:
    """Its place first: publishing writes the hours of the whole place."""
    Place.objects.select_for_update(no_key=True).get(pk=version.space.place_id)
    rows = RuleVersion.objects.select_for_update(of=("self",)).select_related("space__place__organisation")
    return rows.get(pk=version.pk)


def _write(version: RuleVersion, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in HEAD:
            raise ValueError(f"not to be set: {name}")
        setattr(version, name, refuse_my_number(value) if isinstance(value, str) else value)
    versions.check_draft(version.starts_on, version.ends_on)


def _row(version: RuleVersion, drawn: Drawn) -> Face:
    return Face(version=version, **{**asdict(drawn), "stages": list(drawn.stages)})


def _note(
    verb: str, version: RuleVersion, by: Actor, at: datetime, data: dict[str, Any] | None = None
) -> None:
    journal.record(
        f"openhouse.version.{verb}", noun="openhouse.RuleVersion", object_id=version.pk, by=by, at=at,
        data={"space": version.space_id, **(data or {})},
    )  # fmt: skip
