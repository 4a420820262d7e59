"""けが・ヒヤリハット・苦情: written, corrected, closed, opened again. No name of a child, no My Number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Incident
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.rules.kinds import IncidentKind
from ibasho.town.areas.stages import Stage
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

TOLD = (
    "kind", "about_staff", "happened_at", "where", "stage", "body_part", "what", "done", "guardian_told_at",
    "hospital", "insurer", "insurer_told_on", "prevention",
)  # fmt: skip


@transaction.atomic
def write(*, place: Place, told: Mapping[str, Any], by: Actor, at: datetime) -> Incident:
    """`told` are Incident's fields of `TOLD`. What is about the staff is read by the city alone from now on."""
    policies.require_place(by, Permission.OPENHOUSE_SAFETY, place, at=at)
    row = Incident(place=place, written_at=at, written_by_id=by.person_id)
    _fill(row, told, at)
    row.save()
    _note("write", row, by, at, data={"kind": row.kind, "place": place.pk})
    return row


@transaction.atomic
def change(*, incident: Incident, told: Mapping[str, Any], by: Actor, at: datetime) -> Incident:
    """What was found out later; the journal keeps which fields. Raises Conflict once it is closed."""
    row = _lock(incident, by, at)
    if row.closed_at is not None:
        raise Conflict(
            "incident.closed", "おわりにした記録です。直すときは 先に「もどす」を おしてください。"
        )
    before = {name: getattr(row, name) for name in TOLD}
    _fill(row, told, at)
    changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
    if changed:
        row.save(update_fields=changed)
        _note("change", row, by, at, data={"fields": changed})
    return row


@transaction.atomic
def close(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    """Done with. Raises Conflict while nobody has written how it shall not happen again."""
    row = _lock(incident, by, at)
    if row.closed_at is not None:
        raise Conflict("incident.closed", "もう おわりにしてあります。")
    if not row.prevention:
        raise Conflict(
            "incident.no_prevention", "「くりかえさないために」を 書いてから おわりにしてください。"
        )
    row.closed_at, row.closed_by_id = at, people.person_of(by)
    row.save(update_fields=["closed_at", "closed_by"])
    _note("close", row, by, at)
    return row


@transaction.atomic
def reopen(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    row = _lock(incident, by, at)
    if row.closed_at is None:
        raise Conflict("incident.open", "まだ おわっていません。")
    row.closed_at = row.closed_by = None
    row.save(update_fields=["closed_at", "closed_by"])
    _note("reopen", row, by, at)
    return row


def _lock(incident: Incident, by: Actor, at: datetime) -> Incident:
    """Raises NotFound for whoever may not read it."""
    policies.require_place(by, Permission.OPENHOUSE_SAFETY, incident.place, at=at)
    queries.find(incident.public_id, by, at)
    return Incident.objects.select_for_update(of=("self",)).select_related("place").get(pk=incident.pk)


def _fill(row: Incident, told: Mapping[str, Any], at: datetime) -> None:
    for name, value in told.items():
        if name not in TOLD:
            raise ValueError(f"{name}: not a field of an incident")
        setattr(row, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    missing = {name: "書いてください。" for name in ("where", "what") if not getattr(row, name)}
    if row.kind not in set(IncidentKind) or row.stage not in {"", *Stage}:
        missing["kind"] = "ならんでいる中から えらんでください。"
    if row.happened_at is None or row.happened_at > at:
        missing["happened_at"] = "まだ 来ていない時です。起きた時を 入れてください。"
    elif row.guardian_told_at is not None and row.guardian_told_at < row.happened_at:
        missing["guardian_told_at"] = "起きるより 前の 時です。たしかめてください。"
    if missing:
        raise Invalid(
            "incident.incomplete", "たりないところが あります。赤いところを 見てください。", fields=missing
        )


def _note(verb: str, row: Incident, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    journal.record(
        f"openhouse.incident.{verb}", noun="openhouse.Incident", object_id=row.pk, by=by, at=at, data=data
    )
