"""Where 「どこから」 and 「どこへ」 lie, as far as the house knows: the family's home, places, towns."""

from __future__ import annotations

from django.db.models import F

from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.models import Member, Request
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Town
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

HOME = ("家", "自宅", "うち")
PLACES_MAX, OWN_MAX = 60, 12


def home(member: Member) -> Position | None:
    if member.lat is None or member.lng is None:
        return None
    return Position(member.lat, member.lng)


def located(words: str, member: Member) -> Position | None:
    """The family's home, a place of exactly this name, or a town named in the words; None where nobody knows."""
    told = "".join(words.split())
    if not told:
        return None
    if told in HOME:
        return home(member)
    place = Place.objects.filter(name=words.strip(), lat__isnull=False).order_by("pk").first()
    if place is not None:
        return place.position
    return _town(told)


def offered(member: Member) -> list[str]:
    """What the line suggests: home, the children's schools, what this family wrote before, places near by."""
    schools = member.children.exclude(school="").order_by("pk").values_list("school", flat=True)
    before = Request.objects.filter(member=member).order_by("-asked_at").values_list("from_words", "to_words")
    own = [one for pair in before[:OWN_MAX] for one in pair if one]
    return list(dict.fromkeys([HOME[0], *schools, *own, *_places(home(member))]))


def _places(near: Position | None) -> list[str]:
    rows = published.listed().filter(lat__isnull=False)
    if near is not None:  # squared degrees order well enough for a list of names
        away = (F("lat") - near.lat) * (F("lat") - near.lat) + (F("lng") - near.lng) * (F("lng") - near.lng)
        rows = rows.annotate(away=away).order_by("away", "pk")
    else:
        rows = rows.order_by("name", "pk")
    return list(rows.values_list("name", flat=True)[:PLACES_MAX])


def _town(told: str) -> Position | None:
    """The longest name of a town that stands in the words, as in 「中央町 三丁目の 公園」."""
    found: list[Town] = [one for one in areas.towns("") if one.name in told]
    best = max(found, key=lambda one: (len(one.name), -one.pk), default=None)
    return Position(best.lat, best.lng) if best else None
