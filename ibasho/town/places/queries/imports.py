"""Files that were looked at or taken in, as the desk's pages show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ibasho.base.kernel.actor import Actor
from ibasho.town.places.datasets.rows import Severity
from ibasho.town.places.models import Event, ImportRun, Place

_HEAVY = ("data", "problems", "details", "made")
_WORST_FIRST = {severity.value: rank for rank, severity in enumerate(Severity)}
_NOT_YET = (ImportRun.State.PREVIEWED, ImportRun.State.RUNNING, ImportRun.State.FAILED)


def runs_for(by: Actor) -> QuerySet[ImportRun]:
    """What was taken in, whoever did it, and one's own files on their way."""
    mine = Q(ran_by_id=by.person_id) if by.person_id is not None else Q(pk=None)
    return ImportRun.objects.filter(~Q(state__in=_NOT_YET) | mine).select_related("ran_by").order_by("-pk")


def recent(by: Actor, count: int = 20) -> list[ImportRun]:
    return list(runs_for(by).defer(*_HEAVY)[:count])


def run(public_id: str, by: Actor) -> ImportRun | None:
    """None for a file another person is still looking at."""
    return runs_for(by).defer("data").filter(public_id=public_id).first()


def problems(found: ImportRun) -> list[dict[str, Any]]:
    """The worst first, then in the order of the file."""
    return sorted(found.problems, key=lambda one: (_WORST_FIRST[one["severity"]], one["row"] or 0))


def made(found: ImportRun, verb: str, count: int = 50) -> list[Place]:
    """Some of the places that were `places` (new), `changed` or `missing`."""
    rows = Place.objects.filter(pk__in=found.made.get(verb, ())[:count])
    return list(rows.only("public_id", "name", "state", "outside_city").order_by("pk"))


def made_events(found: ImportRun, count: int = 50) -> list[Event]:
    return list(Event.objects.filter(pk__in=found.made.get("events", ())[:count]).order_by("pk"))
