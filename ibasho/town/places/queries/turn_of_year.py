"""What of the places ends with a 年度: for the list of April (front.reports)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.town.places.models import AdultsNeeded, OpeningRule
from ibasho.town.places.queries.published import SEEN

Held = tuple[int, date | None, date | None]


def opening_spans(last: date, first: date) -> list[Held]:
    """(place, from, until) of every rule of a published place that holds on `last` or on `first`."""
    rows = OpeningRule.objects.filter(_holds(last) | _holds(first), place__state__in=SEEN)
    return list(rows.values_list("place_id", "valid_from", "valid_until"))


def adults_spans(last: date, first: date) -> list[Held]:
    """The same of how many grown-ups a place needs."""
    rows = AdultsNeeded.objects.filter(_holds(last) | _holds(first), place__state__in=SEEN)
    return list(rows.values_list("place_id", "valid_from", "valid_until"))


def _holds(day: date) -> Q:
    return Q(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day))
