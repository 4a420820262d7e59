"""Forty places with their opening rules, closed days, verified dates and pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from demo.chapters.places import Place as Described
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.town.places.actions import openings, places, states, verification
from ibasho.town.places.models import Session

SOURCE = "みほん（つくりもの）"
SAME = (
    "kind", "name", "kana", "description", "people_note", "restricted", "restricted_to", "everyone", "alone_from",
    "adult_needed", "audience_note", "months_note", "school_hours", "fee_note", "booking", "booking_note",
    "capacity", "allergy", "allergy_note", "address", "phone",
)  # fmt: skip


def load(city: City, work: Work) -> str:
    for described in city.places:
        work.places[described.code] = places.create(
            values=_values(described, city, work),
            openings=described.openings,
            state="pending" if described.state == "pending" else "published",
            by=work.by,
            at=work.at,
        )
        _close(described, work)
        _confirm(described, work)
        _pause(described, work)
    return f"{len(city.places)} か所、あく日 {Session.objects.filter(event__isnull=True).count()}"


def _values(described: Described, city: City, work: Work) -> dict[str, Any]:
    point = described.point
    return {
        **{name: getattr(described, name) for name in SAME},
        "organisation_id": work.organisations[described.organisation].pk,
        "stages": list(described.stages),
        "features": [*described.features, *(["food_ribbon"] if described.ribbon else [])],
        "accessibility": list(described.accessibility),
        **{f"fee_{name}_yen": getattr(described.fees, name) for name in described.fees.__slots__},
        "municipality_code": "" if described.outside else city.geography.code,
        "district_code": described.district,
        "town_name": described.town,
        "lat": point and point.lat,
        "lng": point and point.lng,
        "position_source": "みほん" if point else "",
        "outside_city": described.outside,
        "opening_certain": bool(described.openings),
        "source_name": SOURCE,
    }


def _close(described: Described, work: Work) -> None:
    """A day closed from today on was not planned: it is told as sudden."""
    for closure in described.closures:
        openings.close_days(
            place=work.places[described.code], first=closure.first, last=closure.last, reason=closure.reason,
            sudden=closure.first <= work.day, by=work.by, at=work.at,
        )  # fmt: skip


def _confirm(described: Described, work: Work) -> None:
    """On the day of the data: the group by its link, or the city by telephone."""
    if described.verified_on is not None and described.state != "pending":
        via = Via.LINK if described.verified_by == "operator" else Via.PHONE
        verification.confirm(
            place=work.places[described.code], by=replace(work.by, via=via),
            at=clock.at(described.verified_on, time(10)),
        )  # fmt: skip


def _pause(described: Described, work: Work) -> None:
    if described.pause is not None:
        states.pause(
            place=work.places[described.code], since=described.pause.since, until=described.pause.until,
            reason=described.pause.reason, by=work.by, at=work.at,
        )  # fmt: skip
