"""Furigana on pages: the switch, the readings of all rooms, and words turned into `<ruby>`.

`readings.tsv` in any installed app holds `word<TAB>hiragana` lines; `#` starts a comment. A longer word wins over a
shorter one. Where these are silent, readings that a room keeps in a table answer (`more`); they are looked at again every
`READINGS_SECONDS` in a thread of their own, so that no page asks the database for them and error pages need none. What
nobody knows stays bare and is reported by `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import furigana as kernel

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
def readings() -> kernel.Words:
    """Word → hiragana from every installed app's readings.tsv. A later app never changes an earlier one's word."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / "readings.tsv"
        if path.exists():
            found = {**_read(path), **found}
    return kernel.Words(found)


def _read(path: Path) -> dict[str, str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)


class _Kept:
    """What the rooms' tables say, as last looked at, under the lists. `version` moves when any word changed."""

    def __init__(self) -> None:
        self.sources: list[Callable[[], Mapping[str, str]]] = []
        self.words: dict[str, str] = {}
        self.all: kernel.Words | None = None
        self.version = 0
        self.looked_at: float | None = None
        self.lock = Lock()

    def take(self) -> None:
        """Asks every source now, in this thread."""
        found = {word: kana for source in self.sources for word, kana in source().items()}
        if found != self.words or self.all is None:
            self.words, self.all = found, kernel.Words({**found, **readings()})
            self.version += 1

    def due(self) -> bool:
        """Whether it is this caller's turn to look."""
        every = settings.READINGS_SECONDS
        with self.lock:
            now = monotonic()
            if not every or not self.sources or (self.looked_at is not None and now - self.looked_at < every):
                return False
            self.looked_at = now
            return True


_kept = _Kept()
FIRST_WAIT = 0.5  # seconds a process's first page waits for the table


def more(source: Callable[[], Mapping[str, str]]) -> None:
    """Called in a room's apps.py: `source` gives word → hiragana of what the room keeps in a table."""
    if source not in _kept.sources:
        _kept.sources.append(source)


def refresh() -> None:
    """Looks at the tables now: in jobs, and in tests."""
    _kept.take()


def forget() -> None:
    """As if no table had been looked at."""
    if _kept.all is None:
        return
    _kept.words, _kept.all, _kept.looked_at = {}, None, None
    _kept.version += 1


def known(wait: float = FIRST_WAIT) -> kernel.Words:
    """Every word that can be read: the lists', then the tables'. `wait`: seconds the first caller gives the tables."""
    first = _kept.looked_at is None
    if _kept.due():
        looking = Thread(target=_look, name="readings", daemon=True)
        looking.start()
        if first:
            looking.join(wait)
    return readings() if _kept.all is None else _kept.all


def _look() -> None:
    try:
        _kept.take()
    finally:
        connections.close_all()


def ruby(text: str, mode: str = ON, reading: str = "") -> SafeString:
    """Escaped HTML of a plain text. `reading` is the kana of the whole text, as stored beside a name."""
    if mode == OFF or not _KANJI.search(text):
        return format_html("{}", text)
    if reading and len(text) > kernel.LONGEST_WORD:
        return _one(text, reading)
    known()
    return _ruby(text, mode, reading, _kept.version)


@lru_cache(maxsize=4096)
def _ruby(text: str, mode: str, reading: str, version: int) -> SafeString:
    """`version`: a corrected word is never answered from before."""
    grade = int(mode) if mode in GRADES else None
    found = kernel.named(text, reading, grade) if reading else kernel.segments(text, known(), grade)
    html = format_html_join("", "{}", ((_one(piece.base, piece.ruby),) for piece in found))
    return html if len(found) == 1 else format_html("<span>{}</span>", html)  # one item in any flex row


def pieces(text: str) -> list[tuple[str, str | None]]:
    """A text as (base, hiragana above or None), for what is printed: `furi` in ui/pdf/house.typ sets them."""
    return [(piece.base, piece.ruby) for piece in kernel.segments(text, known())]


def _one(base: str, above: str | None) -> SafeString:
    """The reading is for the eye: a voice that says it after its word says every word twice (VoiceOver, TalkBack, NVDA with
    Firefox), and one that says it alone loses the sentence's melody. Hidden from it, a word is heard once everywhere."""
    if not above:
        return format_html("{}", base)
    return format_html('<ruby>{}<rp>（</rp><rt aria-hidden="true">{}</rt><rp>）</rp></ruby>', base, above)


def plain(text: object) -> str:
    """A plain `str`: a template's literal is marked safe, and safe text would slip past the escaping."""
    return "".join(str(text))


def unread(text: str) -> tuple[str, ...]:
    """The kanji of a text for which nobody has a reading: must be empty on child pages."""
    return kernel.unread(text, known())
