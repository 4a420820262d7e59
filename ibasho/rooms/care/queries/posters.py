"""The A4 「気づいたら」: what to do, what happens then, who reads, whom to call; one QR to the page for notes."""

from __future__ import annotations

import io
from datetime import date

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.ports import pdf
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.care.queries.settings import centre
from ibasho.rooms.care.rules import poster_words as words
from ibasho.rooms.care.rules.notes import TOLD_ICONS

_QUIET = 4  # modules of white around a QR: without them no reader finds it


def poster(*, day: date) -> bytes:
    """Raises Invalid for a letter no font has."""
    address, now = settings.PUBLIC_URL + reverse("care:note_write"), centre()
    names = [name for name, _said in words.STEPS] + list(TOLD_ICONS.values())
    data = {
        "title": words.TITLE, "day": day.isoformat(), "heading": _plain(words.TITLE), "call": _plain(words.CALL),
        "danger": _plain(words.DANGER), "ill": _plain(words.ILL), "numbers": _numbers(now.name, now.phone),
        "night": _plain(now.night_words or words.NIGHT), "hours": _plain(now.hours),
        "steps": [{"picture": name, "words": _plain(said)} for name, said in words.STEPS], "glad": _plain(words.GLAD),
        "after-head": _plain(words.HEADING_AFTER),
        "after": _after(),
        "who-head": _plain(words.HEADING_WHO), "who": _plain(words.WHO), "do-head": _plain(words.HEADING_DO),
        "do": [_plain(said) for said in words.DO], "no-phone": _plain(words.NO_PHONE), "inside": _plain(words.INSIDE),
        "alt": words.QR_ALT, "address": address.split("://")[-1], "city": settings.IBASHO_CITY["name"],
    }  # fmt: skip
    return pdf.render("care/pdf/poster.typ", data, files={"page.svg": _qr(address), **icons(names)})


def _after() -> list[dict[str, object]]:
    """The three states under the pictures they have on a phone."""
    return [
        {"picture": TOLD_ICONS[told], "head": _plain(told.label), "words": _plain(said)}
        for told, said in words.AFTER
    ]


def _plain(text: str) -> list[tuple[str, None]]:
    """For grown-ups: no readings above the words."""
    return [(text, None)] if text else []


def _numbers(name: str, phone: str) -> list[dict[str, object]]:
    told = [("110", words.POLICE), ("189", words.HOTLINE), (phone, name)]
    return [{"number": number, "words": _plain(said)} for number, said in told if number]


def _qr(text: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()
