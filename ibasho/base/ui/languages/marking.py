"""The last look at a page that is not Japanese: what of ours still came out in Japanese is said, what stays is marked.

Names of places and people's own words stay as they are; `lang="ja"` tells a screen reader and a translator which they are
(WCAG 3.1.2). Templates say their own texts; this catches what was put together from values, in a room's view or rule.
"""

from __future__ import annotations

import html
import re

from ibasho.base.ui.languages import figures
from ibasho.base.ui.languages.saying import say

_PIECE = re.compile(
    r"""<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|<""",
    re.DOTALL | re.IGNORECASE,
)
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿々〆]")
_MARKED = re.compile(r"""\slang=["']ja\b""")
_LANGUAGE = re.compile(r"""\slang=["'](?!ja\b)""")
_SAID = re.compile(
    r"""(?P<name>\s(?:aria-label|aria-description|title|alt|placeholder|label|content|data-[\w-]+)=)(?P<quote>["'])(?P<words>[^"'<>]*)(?P=quote)"""
)
_PRESSED = re.compile(r"""(?P<name>\svalue=)(?P<quote>["'])(?P<words>[^"'<>]*)(?P=quote)""")
_BUTTON = re.compile(r"""\stype=["'](?:submit|button|reset)["']""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
     "path", "rect", "circle", "line", "use", "polyline", "polygon"}
)  # fmt: skip
_BARE = frozenset(
    {"title", "option", "text", "tspan", "desc"}
)  # hold text only: the mark stands on themselves
_WRITTEN = frozenset({"textarea"})  # what a person is writing
_BETWEEN = re.compile(r"(\d+月\d+日（[^（）]*）|[（）｜：～〜／]|　)")
_GAP = re.compile(r"( (?=[\d（])|(?<=\d) )")  # around a number; 1回分と 1年分 is one word all the same
_FIGURE = re.compile(r"[\d,]*\d(?:時間(?:\d+分)?|円|分|人|歳|食|回)")
_NAMED = re.compile(
    f"({_JAPANESE.pattern}(?:[^<>]*{_JAPANESE.pattern})?)"
)  # in a sentence that is said, what stays
_LIST = re.compile("([、・])")
_GLUE = str.maketrans({
    "、": ", ", "。": ". ", "：": ": ", "（": " (", "）": ") ", "｜": " | ", "～": "–", "〜": "–", "・": " · ", "　": " ",
    "「": "“", "」": "”", "！": "!", "？": "?", "／": " / ", "－": "–",
})  # fmt: skip


def marked(page: str) -> str:
    """The page, or the part of one, with every Japanese text said or inside `lang="ja"`."""
    return _Page().read(page)


class _Page:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[str, bool, int]] = []  # tag, whether Japanese, where in `out` it stands

    def read(self, page: str) -> str:
        for piece in _PIECE.finditer(page):
            if not piece["tag"]:
                self.out.append(self._text(piece[0]) if piece[0][0] != "<" else piece[0])
            elif piece["end"]:
                self._close(piece["tag"].lower())
                self.out.append(piece[0])
            else:
                self._start(piece["tag"].lower(), piece[0])
        return "".join(self.out)

    def _start(self, tag: str, words: str) -> None:
        is_japanese = bool(self.open) and self.open[-1][1]
        if " lang=" in words:
            is_japanese = bool(_MARKED.search(words)) or (is_japanese and not _LANGUAGE.search(words))
        if _JAPANESE.search(words):
            words = _attributes(tag, words)
        self.out.append(words)
        if tag not in _VOID and not words.endswith("/>"):
            self.open.append((tag, is_japanese, len(self.out) - 1))

    def _close(self, tag: str) -> None:
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                return

    def _text(self, text: str) -> str:
        tag, is_japanese, at = self.open[-1] if self.open else ("", False, 0)
        if is_japanese or tag in _WRITTEN or text.isascii():
            return text
        if not _JAPANESE.search(text):
            return text.translate(_GLUE)
        bare = text.strip(" \n\t")
        before, after = text.split(bare, 1)
        pieces = _said_pieces(html.unescape(bare))
        if tag in _BARE:
            if any(_JAPANESE.search(one) for one in pieces):
                self._mark(at)
            return f"{before}{html.escape(''.join(pieces))}{after}"
        return f"{before}{''.join(map(_in_japanese, pieces))}{after}"

    def _mark(self, at: int) -> None:
        if " lang=" not in self.out[at]:
            self.out[at] = re.sub(r"^<[\w-]+", r'\g<0> lang="ja"', self.out[at])


def _said_pieces(text: str) -> list[str]:
    """The text said: whole, or piece by piece where some of its pieces are ours. A text of which nothing is ours stays."""
    whole = _one(text)
    if not _JAPANESE.search(whole):
        return [whole]
    split = _split(text)
    if whole != text and any(_JAPANESE.search(one) for one in split):
        return [one for one in _NAMED.split(whole) if one]
    return split


def _split(text: str) -> list[str]:
    for between in (_BETWEEN, _GAP):
        pieces = between.split(text)
        told = (
            [_said_pieces(one) if _JAPANESE.search(one) else [one] for one in pieces]
            if len(pieces) > 1
            else []
        )
        if told and told != [[one] for one in pieces]:
            return [
                one if _JAPANESE.search(one) else one.translate(_GLUE) for each in told for one in each if one
            ]
    return [text]


def _one(text: str) -> str:
    told = _whole(text)
    return _listed(text) if told == text else told


def _whole(text: str) -> str:
    found = figures.said(text)
    if found is not None:
        return found
    told = say(text)
    return told if told == text else _FIGURE.sub(lambda one: figures.said(one[0]) or one[0], told)


def _listed(text: str) -> str:
    """`トイレ・台所` are two words of ours, ファミリー・サポート is a name and 「はい、そうです」 what somebody wrote: said where all
    of it can be said."""
    told = [_whole(one) for one in _LIST.split(text)]
    return text if any(_JAPANESE.search(one) for one in told) else "".join(told).translate(_GLUE)


def _in_japanese(text: str) -> str:
    words = html.escape(text)
    return f'<span lang="ja">{words}</span>' if _JAPANESE.search(text) else words


def _attributes(tag: str, words: str) -> str:
    words = _SAID.sub(_said, words)
    return _PRESSED.sub(_said, words) if tag == "input" and _BUTTON.search(words) else words


def _said(found: re.Match[str]) -> str:
    words = html.escape("".join(_said_pieces(html.unescape(found["words"]))))
    return f"{found['name']}{found['quote']}{words}{found['quote']}"
