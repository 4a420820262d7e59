"""The full list: every entry the public may see, paused and restricted ones marked as such."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, NullIf

from ibasho.base.kernel.geo import Position
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import Answer, Page, tell
from ibasho.town.places.queries.criteria import Criteria


def listing(criteria: Criteria, at: datetime, start: Position | None = None) -> Page[Answer]:
    """In the order of the reading, 休止中 last. Restricted places stay in: the page says for whom they are."""
    places = published.fitting(published.listed(), criteria).defer("original", "search_text")
    total = places.count()
    pages = max(1, -(-total // criteria.size_kept))
    number = max(1, min(criteria.page, pages))
    first = (number - 1) * criteria.size_kept
    paused_last = Case(When(state=Place.State.PAUSED, then=Value(1)), default=Value(0))
    ordered = places.order_by(paused_last, Coalesce(NullIf(F("kana"), Value("")), F("name")), "pk")
    shown = list(ordered[first : first + criteria.size_kept])
    return Page(tell(shown, at, criteria, start), number, pages, total, {})
