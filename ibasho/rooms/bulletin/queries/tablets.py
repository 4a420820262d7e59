"""What stands on the page and the paper for a school's IT person, read from the settings and from the code."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui import furigana
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.rules import tablets as rules
from ibasho.town.places.views import asking


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name`, `address`, `icon`: the bookmark. `check`: the page that says it is seen."""

    name: str
    address: str
    icon: str
    check: str
    hosts: tuple[rules.Host, ...]
    cookies: tuple[rules.Cookie, ...]
    manifest: str


def sheet() -> Sheet:
    return Sheet(
        name=_("%(city)s こどもの居場所") % {"city": settings.IBASHO_CITY["name"]},
        address=settings.PUBLIC_URL + reverse("places:today"),
        icon=f"{settings.PUBLIC_URL}{settings.STATIC_URL}ibasho/pictures/mark.svg",
        check=settings.PUBLIC_URL + reverse("bulletin:tablet"),
        hosts=rules.hosts(settings.PUBLIC_URL, settings.MAP_TILES),
        cookies=cookies(), manifest=settings.PUBLIC_URL + reverse("ui:manifest"),
    )  # fmt: skip


def cookies() -> tuple[rules.Cookie, ...]:
    """Each is written only when somebody chooses it; none says who that is."""
    return (
        rules.Cookie(furigana.COOKIE, _("ふりがなの あり・なし・学年")),
        rules.Cookie(
            settings.LANGUAGE_COOKIE_NAME, _("ことば（日本語・やさしい日本語・English・Português）")
        ),
        rules.Cookie(asking.START_COOKIE, _("どこから 行くか（校区や 町の名前）")),
        rules.Cookie(asking.STAGE_COOKIE, _("年代（学年の 区分）")),
        rules.Cookie(
            settings.CSRF_COOKIE_NAME, _("書いて 送るページで、ほかの サイトから 送られるのを ふせぐ しるし")
        ),
    )


def without() -> list[School]:
    """Schools whose tablets do not have the bookmark yet."""
    rows = School.objects.filter(is_active=True, tablet_on=None)
    return list(rows.order_by("district", "kana", "name", "pk"))


def with_it() -> list[School]:
    rows = School.objects.filter(is_active=True, tablet_on__isnull=False)
    return list(rows.order_by("tablet_on", "kana", "name", "pk"))
