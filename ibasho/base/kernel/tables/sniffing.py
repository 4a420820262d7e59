"""What kind of bytes are these, and in which encoding?

Municipal files come as UTF-8 with and without BOM, as CP932 from Excel, and as UTF-16 from older systems.
"""

from __future__ import annotations

import codecs
import re

from ibasho.base.kernel.tables.shape import Note, Unreadable

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "old_excel",
        "古いExcel形式(.xls)か、パスワード付きのExcelファイルです。Excelで開き、"
        "「名前を付けて保存」で「Excelブック(.xlsx)」か「CSV UTF-8」にして、もう一度選んでください。",
    ),
    (b"%PDF", "pdf", "PDFファイルは表として読めません。もとのExcelかCSVのファイルを選んでください。"),
    (b"\x89PNG", "picture", "画像は表として読めません。もとのExcelかCSVのファイルを選んでください。"),
    (b"\xff\xd8\xff", "picture", "画像は表として読めません。もとのExcelかCSVのファイルを選んでください。"),
    (
        b"\x1f\x8b",
        "packed",
        "圧縮されたファイルです。展開して、中のCSVかExcelのファイルを選んでください。",
    ),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters that Japanese tables are made of; used to tell UTF-16 from rubbish.
_PLAUSIBLE = re.compile(
    "[\t\r\n\x20-\x7e\u00a0-\u00ff\u2010-\u203b\u2160-\u217f\u2460-\u2473\u3000-\u30ff\u3220-\u33ff"
    "\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\uffe0-\uffe6]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)
_BAD_SHARE = 0.002

BINARY = "表のファイルとして読めません（文字ではないデータが入っています）。CSVかExcel(.xlsx)のファイルを選んでください。"


def refuse_foreign(data: bytes) -> None:
    """Say plainly what was sent when it is a well-known kind of file that holds no table."""
    for magic, code, message in _FOREIGN:
        if data.startswith(magic):
            raise Unreadable(code, message)


def decode(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """(text without BOM, encoding, notes). Raises Unreadable for anything that is not text."""
    text, encoding, notes = _decoded(data)
    text = text.removeprefix("\ufeff")
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > max(5, len(sample) // 500):
        raise Unreadable("binary", BINARY)
    if _MARKUP.match(sample):
        raise Unreadable(
            "markup",
            "Webページ(HTML)かXMLのファイルです。ページではなく、そこからたどれるCSVかExcelのファイルを選んでください。",
        )
    return text, encoding, notes


def _decoded(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data, encoding)
    if b"\x00" in data:
        return (*_wide(data), ())
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding), encoding, ()
        except UnicodeDecodeError:
            continue
    return _damaged(data, ("utf-8", "cp932"))


def _with_bom(data: bytes, encoding: str) -> tuple[str, str, tuple[Note, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _damaged(data, (encoding,))
    if "\x00" in text:
        raise Unreadable("binary", BINARY)
    return text, encoding, ()


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a BOM: take the byte order in which the text looks like a Japanese table."""
    scores = {encoding: _likeness(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    encoding = max(scores, key=lambda name: scores[name])
    if scores[encoding] < 0.9:
        raise Unreadable("binary", BINARY)
    text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
    return text.replace("\x00", ""), encoding


def _likeness(data: bytes, encoding: str) -> float:
    sample = data[: min(len(data), 100_000) // 2 * 2].decode(encoding, errors="replace")
    return len(_PLAUSIBLE.findall(sample)) / max(1, len(sample))


def _damaged(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str, tuple[Note, ...]]:
    """A few broken letters must not cost the whole file: they become 〓 and are counted."""
    best = min(encodings, key=lambda name: data.decode(name, errors="replace").count("\ufffd"))
    text = data.decode(best, errors="replace")
    broken = text.count("\ufffd")
    if broken > max(3, len(text) * _BAD_SHARE):
        raise Unreadable("binary", BINARY)
    message = (
        f"読めない文字が{broken}個あり、〓に置きかえました。もとのファイルの文字コードを確かめてください。"
    )
    return text.replace("\ufffd", "〓"), best, (Note("broken_letters", message),)
