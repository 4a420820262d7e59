"""Free text from outside: cleaned before it is kept, and searched for ways to reach a person.

Contacts in a child's answer or an operator's note matter for moderation; the same detection serves both.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

# Compatibility ideographs (神, 福 …) are letters of real names; NFC would change them.
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_BLOCKS = re.compile(r"<(script|style|iframe|object|noscript)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_OPEN_TAG = re.compile(r"<[A-Za-z/!?][^<>]*$")
_ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \t\u00a0\u3000\u2000-\u200a\u202f\u205f]{2,}|[\t\u00a0\u2000-\u200a\u202f\u205f]")
_ROUNDS = 20
_ATTACHED = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309a]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`changes` names what was taken out: html, control, hidden, cut. Spacing alone is no change."""

    text: str
    changes: tuple[str, ...] = ()


def nfc(text: str) -> str:
    """NFC that leaves compatibility ideographs and variation selectors (IVS) as they are."""
    if text.isascii():
        return text
    parts = _COMPATIBILITY.split(text)
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts)
    )


def clean_text(text: str, *, limit: int | None = None, lines: bool = False) -> Cleaned:
    """Plain text of one line, or with `lines` of several; at most `limit` characters, "…" marks a cut."""
    if not text:
        return Cleaned("")
    changes: list[str] = []

    def step(name: str, after: str) -> str:
        if after != before:
            changes.append(name)
        return after

    start = text if limit is None else text[: limit * 50 + 1000]  # no more work than the answer needs
    before = start.replace("\r\n", "\n").replace("\r", "\n")
    before = step("html", strip_html(before))
    before = step("control", _CONTROLS.sub("", before))
    before = step("hidden", _HIDDEN.sub("", before))
    before = _spaced(nfc(before), lines=lines)
    before = step("cut", _cut(before, limit))
    return Cleaned(before, tuple(changes))


def strip_html(text: str) -> str:
    """Tags, comments and scripts taken out, also when they hide in entities. 「<3歳」 stays."""
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        before = text
        text = _COMMENTS.sub("", _BLOCKS.sub("", text))
        text = _OPEN_TAG.sub(_unless_attribute, _TAGS.sub("", _BREAKS.sub("\n", text)))
        text = _ENTITIES.sub(lambda found: html.unescape(found.group()), text)
        if text == before:
            return text
    return text.replace("<", "＜").replace("&", "＆")  # nested on purpose


def _unless_attribute(found: re.Match[str]) -> str:
    return "" if "=" in found.group() else found.group()


def _spaced(text: str, *, lines: bool) -> str:
    if not lines:
        text = text.replace("\n", " ")
    text = _SPACES.sub(lambda run: "\u3000" if "\u3000" in run.group() else " ", text)
    rows = [row.strip() for row in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def _cut(text: str, limit: int | None) -> str:
    if limit is None or len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and _ATTACHED.match(text[end]):
        end -= 1
    return text[:end].rstrip() + "…"


class ContactKind(StrEnum):
    PHONE = "phone"
    MAIL = "mail"
    LINE_ID = "line_id"
    HANDLE = "handle"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody, found at text[start:end]."""

    kind: ContactKind
    text: str
    start: int
    end: int


# One character for one character, so that positions stay true.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ－"), "-")
_DIGITS = {ord(char): str(value) for value, char in enumerate("〇一二三四五六七八九")}
_FOLD = {**_WIDTH, ord("。"): ord("."), ord("｡"): ord("."), ord("ー"): ord("ー")}

_URL = re.compile(
    r"(?:https?|ftp)://[^\s<>\"「」『』（）、。]+|\bwww\.[^\s<>\"「」『』（）、。]+"
    r"|(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|jp|me|io|app|tv|ee|gle|be|ly|gg|co|link|page|site|xyz|dev)\b(?:/[^\s<>\"「」『』（）、。]*)?",
    re.IGNORECASE | re.ASCII,
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+\s?(?:@|\(at\)|\[at\]|☆|アットマーク)\s?[A-Za-z0-9-]+(?:\s?(?:\.|ドット|\(dot\))\s?[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:\bLINE|ライン|らいん)(?:\s*の?\s*(?:ID|アイディー|アイディ|アカウント|あいでぃー))\s*(?:は|が|:|=|→|\s)*\s*@?[a-z0-9][a-z0-9._-]{2,30}"
    r"|(?:\bLINE|ライン|らいん)\s*(?:は|:|=|→)?\s*@[a-z0-9][a-z0-9._-]{2,30}",
    re.IGNORECASE | re.ASCII,
)
# Names in other services and games: said to be one, or looking like one (taro_2014, ken#1234); or a bare @name.
_SERVICE = (
    r"(?:インスタ(?:グラム)?(?!ント)|\binsta(?:gram)?|ティックトック|tik\s?tok|ディスコード?|discord|カカオ|kakao|スナップチャット|スナチャ"
    r"|snapchat|ツイッター|twitter|\bX|フォートナイト|フォトナ|ロブロックス|roblox|マイクラ|スレッズ|threads)"
)
_BETWEEN = r"(?:の|は|が|で|:|=|→|\s){0,5}"
_HANDLE = re.compile(
    rf"(?:{_SERVICE}|ゲーム){_BETWEEN}(?:ID|アイディー?|アカウント|ユーザー名?|フレンドコード|@){_BETWEEN}@?[a-z0-9][a-z0-9._#-]{{2,30}}"
    rf"|{_SERVICE}{_BETWEEN}(?=[a-z]+[._#-]*[0-9]|[a-z]+[._#-][a-z])[a-z][a-z0-9._#-]{{3,30}}"
    r"|(?<![A-Za-z0-9._%+-])@[a-z0-9][a-z0-9._-]{2,30}",
    re.IGNORECASE | re.ASCII,
)
_PHONE = re.compile(
    r"(?<![\d.])(?:\+81[- ]?\(?0?\)?|\(?0)\d{1,4}\)?(?:[- .(]{0,2}\d{1,4}\)?){1,3}(?![\d.]*\d)"
)


def find_contacts(text: str) -> tuple[Contact, ...]:
    """Phone numbers, mail addresses, LINE IDs, names in other services and web addresses, also in full-width letters and, for
    phones, in 漢数字. In order of appearance, without overlaps."""
    folded = text.translate(_FOLD)
    numeric = text.translate(_WIDTH).translate(_DASHES).translate(_DIGITS)
    found = [_contact(ContactKind.MAIL, text, m) for m in _MAIL.finditer(folded)]
    found += [_contact(ContactKind.URL, text, m) for m in _URL.finditer(folded)]
    found += [_contact(ContactKind.LINE_ID, text, m) for m in _LINE.finditer(folded)]
    found += [_contact(ContactKind.HANDLE, text, m) for m in _HANDLE.finditer(folded)]
    found += [_contact(ContactKind.PHONE, text, m) for m in _PHONE.finditer(numeric) if _is_phone(m.group())]
    return _apart(found)


def _contact(kind: ContactKind, text: str, match: re.Match[str]) -> Contact:
    start, end = match.span()
    while end > start and text[end - 1] in " \u3000.,、。":
        end -= 1
    return Contact(kind, text[start:end], start, end)


def _is_phone(matched: str) -> bool:
    """Ten digits, or eleven for 0x0 and 0800 numbers, given to somebody or not; 0120 and 0570 have ten."""
    digits = re.sub(r"\D", "", matched)
    if matched.startswith("+"):
        digits = "0" + digits[2:].removeprefix("0")
    if re.match(r"0[5-9]0|0800", digits):
        return len(digits) == 11 or (len(digits) == 10 and not re.match(r"0[789]0", digits))
    return len(digits) == 10 and digits[1] != "0"


def _apart(found: list[Contact]) -> tuple[Contact, ...]:
    kept: list[Contact] = []
    for contact in found:
        if all(contact.end <= other.start or other.end <= contact.start for other in kept):
            kept.append(contact)
    return tuple(sorted(kept, key=lambda contact: contact.start))


_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")


def clean_url(text: str) -> str | None:
    """A web address that may stand behind a link: http or https, a real host, no user name, no blanks;
    None for everything else (javascript:, data:, mailto: …). Full-width letters are mended."""
    url = text.strip().strip("<>「」\"'")
    if not url.lower().startswith(("http://", "https://")):
        url = unicodedata.normalize("NFKC", url)
    if re.match(r"www\.[^\s/]+\.", url, re.IGNORECASE):
        url = "https://" + url
    if len(url) > 2_000 or re.search(r"[\s\x00-\x1f\x7f<>\"\\`]", url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    right = parts.scheme.lower() in ("http", "https") and not parts.username and not parts.password
    return url if right and _HOST.fullmatch(parts.hostname or "") else None
