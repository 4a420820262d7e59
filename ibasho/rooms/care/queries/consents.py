"""Which wording is read out on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ibasho.rooms.care.models import ConsentText
from ibasho.rooms.care.rules.consent import Text, first_text


def in_force(day: date) -> Text:
    """The newest that has begun; the house's own first version where the centre has written none."""
    found = row_in_force(day)
    if found is None:
        return first_text()
    return Text(found.version, found.starts_on, found.alone_from_age, found.child_words, found.adult_words)


def row_in_force(day: date) -> ConsentText | None:
    return ConsentText.objects.filter(starts_on__lte=day).order_by("-starts_on", "-version").first()


def versions() -> QuerySet[ConsentText]:
    """All that were ever written, the newest first. None is changed or dropped: each consent names its own."""
    return ConsentText.objects.select_related("set_by").order_by("-version")
