"""Reading single cells of a row: each gives a value or nothing, and says what it met on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time

from ibasho.base.kernel.clock import parse_day, parse_time
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position, read_position
from ibasho.base.kernel.tables import Row, unguarded
from ibasho.base.kernel.text import clean_text, clean_url
from ibasho.base.kernel.yen import read_fee
from ibasho.town.places.datasets.rows import Problem, Severity

Inside = Callable[[float, float], bool]

_NOTHING = frozenset(
    {"-", "ー", "―", "なし", "無し", "不明", "非公開", "未定", "未公開", "該当なし", "*", "***"}
)
_EXCEL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_YES = re.compile(r"(?:1|有り?|あり|可能?|○|◯|〇|はい|実施|true|yes)(?:$|[\s(（、。:;])", re.IGNORECASE)
_NO = re.compile(r"(?:0|無し?|なし|不可|×|✕|いいえ|未実施|false|no)(?:$|[\s(（、。:;])", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>\"'(),:;]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_COUNT = re.compile(r"(?:約|およそ)?(\d{1,6})(?:名|人|席|食)?(?:程度|まで|ほど)?")
OUTSIDE = (
    "position_outside",
    "市の外を指しています。「市外」の印をつけて入れます",
    "住所と位置を地図で確かめてください",
)
_CLEANED = {
    "html": "HTMLのタグが入っていたので、取りのぞきました",
    "control": "画面に出ない制御文字が入っていたので、取りのぞきました",
    "cut": "長すぎるので、後ろを切りました（もとの文はそのまま保存しています）",
}


def is_nothing(text: str) -> bool:
    """Words that publishers write where they have nothing to say."""
    return unicodedata.normalize("NFKC", text).strip() in _NOTHING


class Cells:
    """One row seen through our field names. `problems` grows as cells are read."""

    def __init__(self, row: Row, columns: Mapping[str, str], problems: list[Problem]) -> None:
        self.number = row.number
        self.original = row.cells
        self._columns = columns
        self._problems = problems

    def column(self, field: str) -> str:
        return self._columns.get(field, "")

    def raw(self, field: str) -> str:
        """The cell as it stands, only the apostrophe before a would-be formula taken off."""
        return unguarded(self.original.get(self.column(field), ""))

    def say(self, field: str, code: str, message: str, remedy: str, severity: Severity) -> None:
        value = self.original.get(self.column(field), "")[:200]
        self._problems.append(
            Problem(self.number, self.column(field), value, message, remedy, severity, code)
        )

    def text(self, field: str, limit: int = 400, *, lines: bool = False) -> str:
        raw = self.raw(field)
        if raw.strip() in _EXCEL_ERRORS:
            self.say(
                field,
                "excel_error",
                "Excelの計算エラーなので空とみなしました",
                "もとの数式を直してください",
                Severity.WARNING,
            )
            return ""
        cleaned = clean_text(raw, limit=limit, lines=lines)
        for change in cleaned.changes:
            if change in _CLEANED:
                remedy = (
                    "もとのファイルを直してください" if change != "cut" else f"{limit}字までにしてください"
                )
                self.say(field, f"text_{change}", _CLEANED[change], remedy, Severity.MENDED)
        return cleaned.text

    def number_and_words(self, field: str) -> tuple[int | None, str]:
        """「20」 → (20, ""); 「20名」 → (20, "20名"); 「乳児10名」 → (None, "乳児10名")."""
        words = self.text(field, 200)
        plain = unicodedata.normalize("NFKC", words).replace(",", "")
        found = _COUNT.fullmatch(plain)
        if found is None:
            return None, words
        return int(found[1]), "" if words == found[1] else words

    def fee(self, field: str, label: str) -> tuple[int | None, str]:
        """(yen, words to keep in the fee note)"""
        words = self.text(field, 200)
        if not words or (is_nothing(words) and words not in ("なし", "無し")):
            return None, ""
        fee = read_fee(words)
        if fee.yen is None:
            remedy = "「300」のように円の数だけを書き、説明は特記事項の列に移してください"
            self.say(
                field, "fee_words", "金額として読めないので、ことばのまま残しました", remedy, Severity.WARNING
            )
        return fee.yen, f"{label}: {fee.note}" if fee.note else ""

    def flag(self, field: str) -> bool | None:
        words = unicodedata.normalize("NFKC", self.text(field, 200))
        if not words:
            return None
        if _YES.match(words):
            return True
        if _NO.match(words):
            return False
        self.say(
            field,
            "flag_words",
            "「有」か「無」か読みとれません",
            "「有」か「無」で書いてください",
            Severity.WARNING,
        )
        return None

    def day(self, field: str) -> date | None:
        words = re.sub(r"[T\s]\d{1,2}:\d{2}(?::\d{2})?$", "", self.raw(field).strip())
        if not words or is_nothing(words):
            return None
        try:
            return parse_day(words)
        except Invalid:
            remedy = "「2026-04-01」のように書いてください"
            self.say(
                field, "day_words", "日付として読めないので、ことばのまま残しました", remedy, Severity.WARNING
            )
            return None

    def moment(self, field: str) -> time | None:
        words = re.sub(r"^\d{4}-\d{2}-\d{2}T", "", self.raw(field).strip())
        if not words or is_nothing(words):
            return None
        try:
            return parse_time(words)
        except Invalid:
            remedy = "「17:00」のように書いてください"
            self.say(
                field,
                "time_words",
                "時刻として読めないので、ことばのまま残しました",
                remedy,
                Severity.WARNING,
            )
            return None

    def position(self, inside: Inside | None) -> tuple[Position | None, bool | None]:
        """(position, outside the city or None when nobody can say)"""
        texts = [("" if is_nothing(self.raw(field)) else self.raw(field)) for field in ("lat", "lng")]
        reading = read_position(*texts)
        for note in reading.notes:
            mended = note.code in ("swapped", "dms", "combined")
            rough = note.code == "rough"
            severity = Severity.MENDED if mended else Severity.INFO if rough else Severity.WARNING
            message = note.message if reading.position else f"{note.message}。位置なしで入れます"
            self.say("lat", f"position_{note.code}", message, note.remedy, severity)
        if reading.position is None or inside is None:
            return reading.position, None
        outside = not inside(reading.position.lat, reading.position.lng)
        if outside:
            self.say("lat", *OUTSIDE, Severity.WARNING)
        return reading.position, outside

    def url(self) -> str:
        words = self.raw("url").strip()
        if not words or is_nothing(words):
            return ""
        for part in [words, *re.split(r"[\s;；、]+", words)]:
            if found := clean_url(part):
                return found if len(found) <= 400 else ""
        self.say(
            "url",
            "url",
            "Webのアドレスとして使えないので、空にしました",
            "「https://」から書いてください",
            Severity.WARNING,
        )
        return ""

    def email(self, field: str) -> str:
        words = unicodedata.normalize("NFKC", self.text(field, 254))
        if not words or is_nothing(words):
            return ""
        if found := _MAIL.fullmatch(words):
            return found.group()
        self.say(
            field,
            "email",
            "メールアドレスとして使えないので、空にしました",
            "アドレスだけを書いてください",
            Severity.WARNING,
        )
        return ""

    def municipality_code(self) -> str:
        words = unicodedata.normalize("NFKC", self.text("municipality_code", 6))
        if words and not is_municipality_code(words):
            message = "全国地方公共団体コードとして正しくありません（6けたの数字で、最後は検査数字です）"
            remedy = "総務省の「全国地方公共団体コード」で確かめてください"
            self.say("municipality_code", "municipality_code", message, remedy, Severity.WARNING)
        return words


def is_municipality_code(text: str) -> bool:
    """Five digits and the check digit of 全国地方公共団体コード (modulus 11, weights 6…2)."""
    if not re.fullmatch(r"\d{6}", text, re.ASCII):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, (6, 5, 4, 3, 2), strict=False))
    return int(text[5]) == (11 - total % 11) % 10


def joined(*parts: str) -> str:
    """Notes put together without saying anything twice."""
    kept: list[str] = []
    for part in parts:
        if part and not any(part in other for other in kept):
            kept.append(part)
    return " ".join(kept)
