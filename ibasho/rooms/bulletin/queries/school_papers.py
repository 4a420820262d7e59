"""The papers of a hand-out: a packing list for each school, labels for the bundles; and the sheet for tablets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from ibasho.base.kernel import wareki
from ibasho.base.kernel.links import grouped
from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.models import Delivery, Handout
from ibasho.rooms.bulletin.queries import codes, school_texts, tablets
from ibasho.rooms.bulletin.queries.deliveries import LINK, rows
from ibasho.rooms.bulletin.rules import schools as rules

LABELS_MAX = 1_200  # a hundred sheets: nobody sticks more in one go


def packing(handout: Handout, *, day: date) -> bytes:
    """A4, one page for each school that goes on: how many bundles, and the QR by which it answers. Every school has its
    link (actions.deliveries.prepare). Raises Invalid for a letter no font has."""
    found = _going(handout)
    data = {
        **_head(handout, day), "phone": settings.IBASHO_CITY.get("phone", ""),
        "schools": [_school(one, place) for place, one in enumerate(found)],
    }  # fmt: skip
    files = {}
    for place, one in enumerate(found):
        files[f"answer/{place}.svg"] = codes.drawn(LINK.address(one))
        files[f"page/{place}.svg"] = codes.drawn(school_texts.address(one))
    return pdf.render("bulletin/pdf/school_packing.typ", data, files=files)


def labels(handout: Handout, *, day: date) -> bytes:
    """A4 with twelve labels: school, which bundle of how many, copies."""
    made = [
        {"school": one.school.name, "bundle": f"{number} / {len(found)}", "copies": f"{size}まい"}
        for one in _going(handout)
        for found in [rules.bundles(one.classes, one.copies)]
        for number, size in enumerate(found, start=1)
    ]
    return pdf.render("bulletin/pdf/school_labels.typ", {**_head(handout, day), "labels": made[:LABELS_MAX]})


def tablet(day: date) -> bytes:
    """A4 for the school's IT person."""
    sheet = tablets.sheet()
    data = {
        "title": "タブレットに しおりを 入れる お願い", "day": day.isoformat(), "name": sheet.name, "address": sheet.address,
        "icon": sheet.icon, "check": sheet.check, "hosts": [[one.name, one.what] for one in sheet.hosts],
        "cookies": [[one.name, one.what] for one in sheet.cookies], "manifest": sheet.manifest, "who": _who(),
    }  # fmt: skip
    files = {"page.svg": codes.drawn(sheet.address), "check.svg": codes.drawn(sheet.check)}
    return pdf.render("bulletin/pdf/school_tablet.typ", data, files=files)


def _going(handout: Handout) -> list[Delivery]:
    found = rows().filter(handout=handout, school__is_active=True)
    return list(found.order_by("school__district", "school__kana", "school__name", "pk"))


def _head(handout: Handout, day: date) -> dict[str, Any]:
    return {
        "title": handout.title, "day": day.isoformat(), "hand_on": wareki.full_label(handout.hand_on), "who": _who(),
    }  # fmt: skip


def _school(one: Delivery, place: int) -> dict[str, Any]:
    found = rules.bundles(one.classes, one.copies)
    return {
        "place": place, "name": one.school.name, "classes": one.classes, "copies": one.copies, "bundles": len(found),
        "each": rules.bundle_words(one.classes, one.copies), "letters": grouped(LINK.token(one)),
        "site": LINK.address(one).split("://")[-1].rsplit("/", 2)[0] + "/", "page": school_texts.address(one).split("://")[-1],
    }  # fmt: skip


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']} {city.get('phone', '')}".strip()
