"""Readings kept in the table: for pages, for the desk."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ibasho.base.kernel.kana import to_hiragana
from ibasho.rooms.bulletin.models import Reading
from ibasho.rooms.bulletin.rules.kinds import Origin
from ibasho.town.areas import queries as areas


def words() -> dict[str, str]:
    """Word → hiragana: the names of the city, its towns and districts, then the table, guessed ones too."""
    return {**_city(), **areas.names_read(), **dict(Reading.objects.values_list("word", "kana"))}


def _city() -> dict[str, str]:
    """An address begins with it and goes on in kanji: the name is one word."""
    city = settings.IBASHO_CITY
    return {city["name"]: to_hiragana(city["kana"])} if city.get("kana") else {}


def guessed() -> dict[str, str]:
    return dict(Reading.objects.filter(origin=Origin.GUESSED.value).values_list("word", "kana"))


def listed(origin: str = "", asked: str = "") -> QuerySet[Reading]:
    """Those nobody has looked at first, the newest of them on top."""
    rows = Reading.objects.select_related("changed_by")
    if origin:
        rows = rows.filter(origin=origin)
    if asked:
        rows = rows.filter(
            Q(word__icontains=asked) | Q(kana__contains=to_hiragana(asked)) | Q(context__icontains=asked)
        )
    first = Case(
        When(origin=Origin.GUESSED.value, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.order_by(first, "-found_on", "-changed_at", "-pk")


def one(number: int) -> Reading | None:
    return Reading.objects.filter(pk=number).first()
