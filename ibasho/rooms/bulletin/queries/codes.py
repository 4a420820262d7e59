"""Printed codes: their address, their picture, and which of them is meant."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import reverse

from ibasho.base.kernel import codes as letters
from ibasho.rooms.bulletin.models import QrCode

_QUIET = 4  # modules of white around a QR: without them no reader finds it


def url(code: QrCode) -> str:
    """The address in the QR: the city's site, its letters, and nothing else."""
    return settings.PUBLIC_URL + reverse("bulletin:qr", args=[code.code])


def typed(code: QrCode) -> str:
    """The same as people type it: without https://."""
    return url(code).split("://")[-1].rstrip("/")


def svg(code: QrCode) -> bytes:
    """Error correction H: a good quarter of its words may be lost. To be set at 25 mm or more."""
    return drawn(url(code))


def drawn(address: str) -> bytes:
    """The picture of any address of ours."""
    out = io.BytesIO()
    made = segno.make(address, error="h", micro=False, boost_error=False)
    made.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()


def live(told: str) -> QrCode | None:
    """The code whose letters somebody scanned or typed, in whatever writing; None where it is unknown or taken down."""
    return QrCode.objects.filter(code=letters.tidy_code(told), retired_at__isnull=True).first()


def given() -> QuerySet[QrCode]:
    """All of them, newest first, each with how often it was opened in all (`times`, None for never)."""
    rows = QrCode.objects.select_related("school", "place").annotate(times=Sum("opens__times"))
    return rows.order_by("-made_at", "-pk")
