"""A table of schools as an office keeps it, read line by line. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import asdict, dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.kernel.tables import Limits, Row, RowProblem, Table, header_key, read_table, unguarded
from ibasho.rooms.bulletin.rules import schools
from ibasho.rooms.bulletin.rules.kinds import SchoolKind

LIMITS = Limits(raw=2_000_000, inflated=20_000_000, rows=2_000, columns=40)
# Field → how it stands at the head of a column, the export's own words first.
COLUMNS = {
    "name": ("学校名", "名前", "学校", "名称"), "kana": ("よみ", "ふりがな", "フリガナ", "カナ"),
    "kind": ("種類", "学校種", "校種"), "district": ("小学校区の番号", "小学校区", "校区", "学区"),
    "contact": ("連絡の窓口", "担当", "窓口", "担当者"), "phone": ("電話", "電話番号", "TEL"),
    "email": ("メール", "メールアドレス", "Email"), "classes": ("学級の数", "学級数", "クラス数"),
    "copies": ("くばるまい数", "枚数", "部数", "児童数", "生徒数"), "mail_app": ("連絡アプリ", "保護者への連絡アプリ", "アプリ"),
    "note": ("ひとこと", "備考", "メモ"),
}  # fmt: skip
HEADER = tuple(names[0] for names in COLUMNS.values())
NEEDED = ("name",)
_LONGEST = {
    "name": 60,
    "kana": 80,
    "district": 16,
    "contact": 60,
    "phone": 20,
    "email": 254,
    "mail_app": 40,
    "note": 200,
}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"[0-9+()\- ]{8,20}")
_KINDS = {
    **{one.label: one.value for one in SchoolKind}, "小": "primary", "中": "junior", "高": "high", "高校": "high",
    "特別支援": "special", "保育園": "nursery", "幼稚園": "nursery", "こども園": "nursery",
}  # fmt: skip
_ENDINGS = (
    ("小学校", "primary"),
    ("中学校", "junior"),
    ("高等学校", "high"),
    ("高校", "high"),
    ("支援学校", "special"),
    ("園", "nursery"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the table. None: the table has no such column, and what is known stays."""

    name: str
    kind: str
    kana: str | None = None
    district: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    classes: int | None = None
    copies: int | None = None
    mail_app: str | None = None
    note: str | None = None

    @property
    def words(self) -> dict[str, str | int]:
        """The fields it speaks of."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Found:
    lines: tuple[Told, ...]
    problems: tuple[RowProblem, ...]


def read(data: bytes, filename: str, districts: Collection[str]) -> Found:
    """`districts`: the codes that hold. Raises Invalid where it is no table, or one without names of schools."""
    known = [header_key(name) for names in COLUMNS.values() for name in names]
    table = read_table(data, filename, limits=LIMITS, known=known)
    where = _columns(table)
    lines: list[Told] = []
    problems: list[RowProblem] = []
    seen: set[str] = set()
    for row in table.rows:
        cells = {name: _plain(row.values[at]) for name, at in where.items()}
        wrong = _wrong(row, cells, districts, seen)
        problems += wrong
        seen.add(cells["name"])
        if not wrong:
            lines.append(_told(cells))
    return Found(tuple(lines), tuple(problems))


def kind_of(name: str, told: str = "") -> str:
    """The kind as it was told, else as the name ends; empty where neither says it."""
    return _KINDS.get(told, "") if told else next((kind for end, kind in _ENDINGS if name.endswith(end)), "")


def _columns(table: Table) -> dict[str, int]:
    keys = [header_key(name) for name in table.header]
    where = {}
    for name, spellings in COLUMNS.items():
        at = next((keys.index(one) for one in map(header_key, spellings) if one in keys), None)
        if at is not None:
            where[name] = at
    if "name" not in where:
        words = (
            f"「{HEADER[0]}」の 列が 見つかりません。1行めを「{'・'.join(HEADER)}」の ように してください。"
        )
        raise Invalid("bulletin.school_columns", words)
    return where


def _wrong(
    row: Row, cells: dict[str, str], districts: Collection[str], seen: Collection[str]
) -> list[RowProblem]:
    told = [
        ("name", cells["name"] != "", "学校の名前が ありません。"),
        ("name", cells["name"] not in seen or not cells["name"], "おなじ学校が 上の行にも あります。どちらかを 消してください。"),
        ("kind", kind_of(cells["name"], cells.get("kind", "")) != "" or not cells["name"], f"種類が わかりません。{'・'.join(one.label for one in SchoolKind)} の どれかを 書いてください。"),
        ("district", not cells.get("district") or cells["district"] in districts, "この番号の 小学校区は ありません。区域の ページで 番号を たしかめてください。"),
        ("phone", not cells.get("phone") or bool(_PHONE.fullmatch(cells["phone"])), "電話番号として 読めません。0537-21-1111 のように 書いてください。"),
        ("email", not cells.get("email") or bool(_MAIL.fullmatch(cells["email"])), "メールアドレスとして 読めません。"),
        ("classes", _number(cells.get("classes", ""), schools.CLASSES_MAX) is not None, f"学級の数は 0から {schools.CLASSES_MAX}までの 数で 書いてください。"),
        ("copies", _number(cells.get("copies", ""), schools.COPIES_MAX) is not None, f"まい数は 0から {schools.COPIES_MAX:,}までの 数で 書いてください。"),
        *((name, len(cells.get(name, "")) <= most, f"{most}文字までです。") for name, most in _LONGEST.items()),
        *((name, not contains_my_number(text), "マイナンバーのような番号が 入っています。番号を 消してください。") for name, text in cells.items()),
    ]  # fmt: skip
    return [
        RowProblem(row.number, COLUMNS[name][0], cells.get(name, ""), why)
        for name, fine, why in told
        if not fine
    ]


def _told(cells: dict[str, str]) -> Told:
    return Told(
        cells["name"], kind_of(cells["name"], cells.get("kind", "")), cells.get("kana"), cells.get("district"),
        cells.get("contact"), cells.get("phone"), cells.get("email"), _count(cells, "classes", schools.CLASSES_MAX),
        _count(cells, "copies", schools.COPIES_MAX), cells.get("mail_app"), cells.get("note"),
    )  # fmt: skip


def _count(cells: dict[str, str], name: str, most: int) -> int | None:
    return _number(cells[name], most) if name in cells else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", unguarded(text)).split())


def _number(text: str, most: int) -> int | None:
    """An empty cell is 0."""
    plain = (
        text.replace(",", "")
        .removesuffix("学級")
        .removesuffix("まい")
        .removesuffix("枚")
        .removesuffix("人")
        .removesuffix(".0")
        .strip()
    )
    if not plain:
        return 0
    return int(plain) if plain.isdecimal() and int(plain) <= most else None
