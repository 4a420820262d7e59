"""Plans of a week."""

from __future__ import annotations

from datetime import date

from ibasho.rooms.familysupport.models import Centre, Plan


def newest(centre: Centre, monday: date) -> Plan | None:
    return Plan.objects.filter(centre=centre, week=monday).order_by("-solved_at", "-pk").first()


def one(public_id: str) -> Plan | None:
    return Plan.objects.filter(public_id=public_id).select_related("centre").first()
