"""The pages of ours a notice may open, and the contacts that may stand in its words."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL

_PAGES = (
    ("places:today", _("きょう 行けるところ")),
    ("places:calendar", _("カレンダー")),
    ("places:events", _("もよおし")),
    ("places:list", _("ぜんぶの いちらん")),
    ("ui:help", _("そうだんできる ところ")),
    ("bulletin:subscribe", _("おしらせを うけとる")),
)


def choices() -> list[tuple[str, str]]:
    """(path, label); the empty path is the notice's own page."""
    return [("", str(_("この おしらせの ページ"))), *((reverse(name), str(label)) for name, label in _PAGES)]


def is_ours(path: str) -> bool:
    return path in {known for known, _label in choices()}


def of_place(place: Place) -> str:
    return reverse("places:place", args=[place.public_id])


def tellable() -> QuerySet[Place]:
    """Places everybody may go to, or could until they paused."""
    return published.listed().filter(restricted=False).exclude(kind__in=NEVER_FOR_ALL)


def known_contacts(place: Place | None) -> list[str]:
    """What the city and the place themselves have put on their pages."""
    city = [str(settings.IBASHO_CITY.get("phone", "")), settings.PUBLIC_URL]
    return [one for one in (*city, *((place.phone, place.contact_email) if place else ())) if one]
