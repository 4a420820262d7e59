"""Signed links: written by the city, opened without an account. Nobody can make one up or change one."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import NotFound
from ibasho.town.places.models import Place
from ibasho.town.places.rules.verification import Link, read_link

SALT = "places.verify"


def token(place: Place, today: date) -> str:
    """The signed text of a link for what we know about the place today."""
    link = Link(place.public_id, today, place.verified_on)
    return signing.Signer(salt=SALT, sep="~").sign(link.to_text())


def address(place: Place, today: date) -> str:
    """The whole web address, as it stands in a mail or a QR code."""
    return settings.PUBLIC_URL.rstrip("/") + path(token(place, today))


def path(signed: str) -> str:
    """The key stands behind the question mark: logs keep no query."""
    return f"{reverse('places:verify')}?{urlencode({'t': signed})}"


def read(signed: str) -> Link:
    """Raises NotFound for a link that is not ours or was changed."""
    try:
        link = read_link(signing.Signer(salt=SALT, sep="~").unsign(signed))
    except signing.BadSignature:
        link = None
    if link is None:
        raise NotFound(
            "places.link_unknown",
            _("このリンクは 使えません。メールか用紙の リンクを、さいごまで 入れてください。"),
        )
    return link


def place_of(link: Link) -> Place:
    found = Place.objects.filter(public_id=link.public_id).first()
    if found is None:
        raise NotFound("places.gone", _("この場所は もう ありません。一覧から さがしてください。"))
    return found


def address_of(place: Place) -> str:
    """Where to write about this entry: the place's own address, else its organisation's; empty if neither is known."""
    if place.contact_email:
        return place.contact_email
    return place.organisation.email if place.organisation else ""
