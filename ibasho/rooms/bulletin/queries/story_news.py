"""活動だより among the news."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories
from ibasho.rooms.bulletin.queries.news import Line


def lines(districts: list[str], most: int) -> list[Line]:
    """The newest shown ones; of these districts, and those that belong to no place."""
    rows = stories.shown()
    if districts:
        rows = rows.filter(Q(place__district_code__in=districts) | Q(place__isnull=True))
    return [_line(one) for one in rows[:most]]


def _line(one: Story) -> Line:
    photo = f"{reverse('bulletin:story_photo', args=[one.public_id])}?small" if one.photo else ""
    at = one.shown_at or one.changed_at
    return Line(
        at=at, title=one.title, words=one.words, path=stories.path(one), label=_("活動だより"), icon="photo",
        photo=photo,
    )  # fmt: skip
