"""The streets and the buses in use: kept packed, one of each current. The older ones stay for the studies that used them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.areas.engine.bus import Bus, pack_bus
from ibasho.town.areas.engine.network import Network, pack
from ibasho.town.areas.models import BusTimetable, StreetNetwork
from ibasho.town.areas.policies import require_manage


@transaction.atomic
def set_streets(
    *,
    network: Network,
    source: str,
    by: Actor,
    at: datetime,
    as_of: date | None = None,
    report: Mapping[str, Any] | None = None,
) -> StreetNetwork:
    """These streets are the ones in use. The same streets with the same source change nothing."""
    require_manage(by, at)
    current = StreetNetwork.objects.select_for_update().defer("packed").filter(current=True).first()
    if current and (current.version, current.source, current.as_of) == (network.version, source, as_of):
        return current
    StreetNetwork.objects.filter(current=True).update(current=False)
    values = {
        "source": source,
        "as_of": as_of,
        "report": dict(report or {}),
        "current": True,
        "loaded_at": at,
    }
    row = StreetNetwork.objects.select_for_update().defer("packed").filter(version=network.version).first()
    if row is None:
        row = StreetNetwork(
            version=network.version, packed=pack(network), nodes=network.nodes, arcs=network.arcs,
            length_km=kilometres(network), islands=_islands(network), **values,
        )  # fmt: skip
        row.save()
    else:
        StreetNetwork.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db(fields=list(values))
    journal.record(
        "areas.streets.set", noun="areas.StreetNetwork", object_id=row.pk, by=by, at=at,
        data={"nodes": row.nodes, "version": row.version},
    )  # fmt: skip
    return row


@transaction.atomic
def set_bus(
    *,
    bus: Bus,
    trips: int,
    source: str,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> BusTimetable:
    """These buses are the ones in use. The same timetable changes nothing."""
    require_manage(by, at)
    values: dict[str, Any] = {
        "source": source, "trips": trips, "valid_from": valid_from, "valid_until": valid_until,
    }  # fmt: skip
    current = BusTimetable.objects.select_for_update().defer("packed").filter(current=True).first()
    if (
        current
        and current.version == bus.version
        and all(getattr(current, name) == value for name, value in values.items())
    ):
        return current
    BusTimetable.objects.filter(current=True).update(current=False)
    row, _ = BusTimetable.objects.update_or_create(
        version=bus.version,
        defaults={**values, "packed": pack_bus(bus), "stops": bus.stops, "current": True, "loaded_at": at},
    )
    journal.record(
        "areas.bus.set", noun="areas.BusTimetable", object_id=row.pk, by=by, at=at,
        data={"stops": row.stops, "trips": row.trips},
    )  # fmt: skip
    return row


def kilometres(network: Network) -> float:
    """Of the streets: an arc there and one back are one street."""
    both = 1 if network.directed else 2
    return round(float(network.mm.sum(dtype="int64")) / 1_000_000 / both, 1)


def _islands(network: Network) -> int:
    """Pieces beside the largest one."""
    return int(network.island.max()) if network.nodes else 0
