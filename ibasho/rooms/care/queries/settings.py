"""How the centre is reached: as its lead wrote it; before that, by the city's own number."""

from __future__ import annotations

from django.conf import settings

from ibasho.rooms.care.models import CentreSettings


def written() -> CentreSettings | None:
    """None until the centre's lead has written something."""
    return CentreSettings.objects.filter(pk=1).first()


def centre() -> CentreSettings:
    """Never saved: what pages, papers and mails show. `phone` "" where neither the centre nor the city has one."""
    found = written() or CentreSettings()
    if not found.phone:
        city = settings.IBASHO_CITY
        found.phone, found.hours = city.get("phone", ""), found.hours or city.get("phone_hours", "")
    return found


def has_own_phone() -> bool:
    return CentreSettings.objects.filter(pk=1).exclude(phone="").exists()
