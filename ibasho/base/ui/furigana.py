"""Furigana on pages: the switch, the readings of all rooms, and words turned into `<ruby>`.

`readings.tsv` in any installed app holds `word<TAB>hiragana` lines; `#` starts a comment. A longer word wins over a
shorter one; what no list knows stays bare and is reported by `unread`.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel.kana import to_hiragana

COOKIE = "furigana"
ON, OFF = "on", "off"
GRADES = ("1", "2", "3", "4", "5", "6")
# A third-year child has learnt the kanji of the second year.
GRADE_LABELS = (
    ("1", _("2年生")),
    ("2", _("3年生")),
    ("3", _("4年生")),
    ("4", _("5年生")),
    ("5", _("6年生")),
    ("6", _("中学生")),
)
MODES = (ON, OFF, *GRADES)
_KANJI = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff々〆ヶ]")


def mode_of(request: HttpRequest) -> str:
    """`on` (all kanji), `off`, or `1`–`6`: words made of kanji learnt by the end of that school year stay bare."""
    chosen = request.COOKIES.get(COOKIE, ON)
    return chosen if chosen in MODES else ON


@lru_cache(maxsize=1)
def readings() -> MutableMapping[str, str]:
    """Word → hiragana from every installed app's readings.tsv. A later app never changes an earlier one's word."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / "readings.tsv"
        if path.exists():
            found = {**_read(path), **found}
    return found


def _read(path: Path) -> dict[str, str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)


@lru_cache(maxsize=4096)
def ruby(text: str, mode: str = ON, reading: str = "") -> SafeString:
    """Escaped HTML of a plain text. `reading` is the kana of the whole text, as stored beside a name."""
    if mode == OFF or not _KANJI.search(text):
        return format_html("{}", text)
    if reading and len(text) > kernel.LONGEST_WORD:
        return _one(text, reading)
    known = ChainMap({text: to_hiragana(reading)}, readings()) if reading else readings()
    pieces = kernel.segments(text, known, int(mode) if mode in GRADES else None)
    words = format_html_join("", "{}", ((_one(piece.base, piece.ruby),) for piece in pieces))
    return words if len(pieces) == 1 else format_html("<span>{}</span>", words)  # one item in any flex row


def pieces(text: str) -> list[tuple[str, str | None]]:
    """A text as (base, hiragana above or None), for what is printed: `furi` in ui/pdf/house.typ sets them."""
    return [(piece.base, piece.ruby) for piece in kernel.segments(text, readings())]


def _one(base: str, above: str | None) -> SafeString:
    if not above:
        return format_html("{}", base)
    return format_html("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", base, above)


def plain(text: object) -> str:
    """A plain `str`: a template's literal is marked safe, and safe text would slip past the escaping."""
    return "".join(str(text))


def unread(text: str) -> tuple[str, ...]:
    """The kanji of a text for which no list has a reading: must be empty on child pages."""
    return kernel.unread(text, readings())
