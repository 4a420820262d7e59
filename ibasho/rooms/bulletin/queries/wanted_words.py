"""A choice in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ibasho.rooms.bulletin.queries import options
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.places.models import Place

Said = list[tuple[str, str]]  # (words, their reading or empty)


def words_of(wanted: Wanted, day: date) -> list[tuple[str, Said]]:
    """(what was asked, the answers); where nothing was chosen the answer is 「ぜんぶ」."""
    districts = [(one.name, one.kana) for one in options.districts(day) if one.code in wanted.districts]
    places = [(one.name, one.kana) for one in Place.objects.filter(pk__in=wanted.places).order_by("kana")]
    here = [*places, *districts]
    return [
        (_("どこの"), here or [(_("市の ぜんぶ"), "")]),
        (_("なんねんせい"), _of(options.stages(), wanted.stages)),
        (_("なにを したい"), _of(options.wishes(), wanted.wishes)),
        (_("どんな おしらせ"), _of(options.kinds(), wanted.kinds)),
    ]


def _of(choices: list[tuple[str, str]], chosen: frozenset[str]) -> Said:
    found = [(label, "") for code, label in choices if code in chosen]
    return found or [(_("ぜんぶ"), "")]
