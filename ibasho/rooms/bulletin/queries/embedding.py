"""What is open today, for somebody else's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from ibasho.base.kernel import clock
from ibasho.base.ui.states import STATES
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.queries.answers import answers
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.queries.happenings import happenings
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.status import Planned

ROWS_MAX = 12
TOLD = (Group.NOW, Group.LATER)


@dataclass(frozen=True, slots=True)
class Row:
    """`hours`: 15:00～18:00, or empty where they are not known."""

    name: str
    kana: str
    state: str
    hours: str
    address: str


@dataclass(frozen=True, slots=True)
class Today:
    """`more`: there are others, behind the link to all."""

    rows: tuple[Row, ...]
    events: tuple[Row, ...]
    more: bool


def district_of(code: str, at: datetime) -> SchoolDistrict | None:
    """None for a code that is none of the city's today."""
    return areas.named_districts(clock.day(at)).filter(code=code).first()


def today(at: datetime, district: SchoolDistrict | None = None) -> Today:
    """Open now or later today; what is not sure stays behind the link. A restricted place is never told."""
    code = district.code if district else ""
    page = answers(Criteria(district=code, size=ROWS_MAX), at)
    fitting = [one for one in page.items if one.group in TOLD]
    total = sum(page.counts[group] for group in TOLD)
    rows = tuple(
        Row(
            one.place.name, one.place.kana, str(STATES[one.chip].label), _hours(one.session),
            settings.PUBLIC_URL + reverse("places:place", args=[one.place.public_id]),
        )
        for one in fitting
    )  # fmt: skip
    held = [one for one in happenings(Criteria(), at) if not code or _lies_in(one.event.place, code)]
    events = tuple(
        Row(
            one.event.title, one.event.kana, one.venue, _hours(one.session),
            settings.PUBLIC_URL + reverse("places:event", args=[one.event.public_id]),
        )
        for one in held
    )  # fmt: skip
    return Today(rows, events, more=total > len(rows))


def address(district: SchoolDistrict | None) -> str:
    """Of the small page, whole."""
    path = (
        reverse("bulletin:embed_district", args=[district.code])
        if district
        else reverse("bulletin:embed_today")
    )
    return settings.PUBLIC_URL + path


def snippet(district: SchoolDistrict | None) -> str:
    """What is copied into the other page: no script, no cookie."""
    return str(
        format_html(
            '<iframe src="{}" title="{}" width="100%" height="480" loading="lazy" referrerpolicy="no-referrer" '
            'sandbox="allow-popups allow-top-navigation-by-user-activation"></iframe>',
            address(district), _title(district),
        )
    )  # fmt: skip


def plain_link(district: SchoolDistrict | None) -> str:
    """For a system that takes no frames."""
    where = settings.PUBLIC_URL + reverse("places:today")
    target = f"{where}?district={district.code}" if district else where
    return str(format_html('<p><a href="{}">{}</a></p>', target, _title(district)))


def _title(district: SchoolDistrict | None) -> str:
    of = f"（{district.name}小学校区）" if district else ""
    return f"きょう 行ける こどもの居場所{of}"


def _lies_in(place: object, code: str) -> bool:
    return getattr(place, "district_code", "") == code


def _hours(session: Planned | None) -> str:
    if session is None or not (session.starts or session.ends):
        return ""
    starts, ends = (clock.time_label(one) if one else "" for one in (session.starts, session.ends))
    return f"{starts}～{ends}"
