"""The bank's list of movements as a CSV: read by the names of its columns, whatever bank it comes from.

Only what came in is of interest. A line that cannot be read is named and blocks no other.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.clock import parse_day
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import Row, Table, header_key, read_table
from ibasho.base.kernel.yen import parse_yen

LINES_MAX = 20_000
YEN_MAX = 2_147_483_647
OLDEST = timedelta(days=800)  # how far back a day of six digits may lie
PAYER_MAX = 120

_DAY = (
    "日付", "取引日", "お取引日", "取引日付", "年月日", "お取引年月日", "取引年月日", "入金日", "勘定日", "起算日",
)  # fmt: skip
_IN = (
    "お預り金額", "お預かり金額", "お預入金額", "お預け入れ金額", "お預入れ額", "お預入れ", "預入金額", "預り金額",
    "入金金額", "入金額", "お入金額", "ご入金額", "入金", "お預り", "預入", "預入額", "受入金額",
)  # fmt: skip
_AMOUNT = ("金額", "取引金額", "お取引金額", "入出金額", "入出金")
_KIND = ("入払区分", "入出金区分", "取引区分", "区分", "入払", "入出")
_PAYER = (
    "振込依頼人名", "振込依頼人", "依頼人名", "振込人名", "お名前", "名義", "内容", "お取引内容", "取引内容", "摘要",
    "摘要内容", "お取引の内容", "備考", "メモ", "通信欄",
)  # fmt: skip
_BALANCE = ("残高", "差引残高", "お預り残高", "取引後残高", "現在高")
_OUT = ("お支払金額", "お引出金額", "お引出し", "出金金額", "出金額", "支払金額", "引出金額", "出金")
_UNIT = re.compile(r"円$|¥$")
_COMES = re.compile(r"入金|預|受入|^入$|^1$|振込入")
_SUM = re.compile(r"^(?:合|小|総)?\s*計|件数|^終$|以上$")


@dataclass(frozen=True, slots=True)
class Line:
    """One incoming amount as the bank tells it. `number` is the line of the file, `balance` None where not told."""

    number: int
    day: date
    yen: int
    payer: str
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """`left_out`: lines with nothing coming in (payments, sums)."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    left_out: int
    encoding: str


@dataclass(frozen=True, slots=True)
class _Columns:
    day: str
    comes_in: str
    amount: str
    kind: str
    balance: str
    payer: tuple[str, ...]


def read(data: bytes, filename: str = "", *, today: date) -> Read:
    """Raises Invalid (or its Unreadable) with one sentence where the file as a whole is no such list."""
    table = read_table(data, filename, known=_KNOWN)
    columns = _columns(table)
    if len(table.rows) > LINES_MAX:
        raise Invalid(
            "bank.too_long", f"{LINES_MAX:,}行をこえています。期間を 短くして 出しなおしてください。"
        )
    lines: list[Line] = []
    problems: list[Problem] = []
    left_out = 0
    for row in table.rows:
        try:
            found = _line(row, columns, today)
        except Invalid as error:
            problems.append(Problem(row.number, error.message))
            continue
        if found is None:
            left_out += 1
        else:
            lines.append(found)
    if not lines and not problems:
        raise Invalid(
            "bank.nothing_in", "このファイルに 入金の行が ありません。期間を 確かめて 出しなおしてください。"
        )
    return Read(tuple(lines), tuple(problems), left_out, table.encoding)


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(header_key(name) for name in names)


_KNOWN = frozenset(_keys((*_DAY, *_IN, *_AMOUNT, *_KIND, *_PAYER, *_BALANCE, *_OUT)))


def _columns(table: Table) -> _Columns:
    names = {_UNIT.sub("", header_key(name)): name for name in reversed(table.header)}
    found = _Columns(
        day=_first(names, _DAY), comes_in=_first(names, _IN), amount=_first(names, _AMOUNT),
        kind=_first(names, _KIND), balance=_first(names, _BALANCE),
        payer=tuple(names[key] for key in _keys(_PAYER) if key in names),
    )  # fmt: skip
    missing = [
        word
        for word, there in (
            ("日付（取引日）", found.day),
            ("入金（お預り金額）", found.comes_in or found.amount),
            ("内容（摘要・振込依頼人名）", found.payer),
        )
        if not there
    ]
    if missing:
        raise Invalid(
            "bank.no_columns",
            f"列が 見つかりません: {'、'.join(missing)}。銀行の画面で「入出金明細」を 見出しのある CSVで 出してください。",
        )
    return found


def _first(names: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    return next((names[key] for key in _keys(wanted) if key in names), "")


def _line(row: Row, columns: _Columns, today: date) -> Line | None:
    """None where nothing comes in. Raises Invalid for what should be an incoming line and cannot be read."""
    cells = row.cells
    yen = _incoming(cells, columns)
    if yen is None or _SUM.search(_plain(cells[columns.day])):
        return None
    day = _day(cells[columns.day], today)
    if day > today:
        raise Invalid(
            "bank.future",
            f"日付が きょうより あとです（{cells[columns.day]}）。ファイルを たしかめてください。",
        )
    return Line(row.number, day, yen, _payer(cells, columns), _balance(cells, columns))


def _incoming(cells: Mapping[str, str], columns: _Columns) -> int | None:
    if columns.comes_in:
        return _yen(cells[columns.comes_in])
    told = cells[columns.amount]
    if columns.kind:
        return _yen(told) if _COMES.search(_plain(cells[columns.kind])) else None
    return None if _plain(told).startswith(("-", "−", "▲", "△")) else _yen(told)


def _yen(cell: str) -> int | None:
    told = _plain(cell).lstrip("+")
    if told in ("", "-", "*"):
        return None
    yen = parse_yen(told)
    if yen > YEN_MAX:
        raise Invalid("bank.too_much", f"「{cell}」は 金額が 大きすぎます。ファイルを たしかめてください。")
    return yen or None


def _balance(cells: Mapping[str, str], columns: _Columns) -> int | None:
    """Only tells equal lines apart; one that cannot be read is as good as none."""
    told = _plain(cells[columns.balance]).replace(",", "").strip("¥\\円*") if columns.balance else ""
    return int(told) if re.fullmatch(r"-?\d{1,15}", told) else None


def _payer(cells: Mapping[str, str], columns: _Columns) -> str:
    """Every column that may name the payer, in the order of the names above, each text once."""
    told: list[str] = []
    for name in columns.payer:
        words = " ".join(cells[name].split())
        if words and words not in told:
            told.append(words)
    return " ".join(told)[:PAYER_MAX]


def _day(cell: str, today: date) -> date:
    told = _plain(cell)
    if not re.fullmatch(r"\d{6}", told):
        return parse_day(cell)
    year, month, day = int(told[:2]), int(told[2:4]), int(told[4:])
    likely = [one for one in _six_digits(year, month, day) if today - OLDEST <= one <= today]
    if len(likely) != 1:
        raise Invalid(
            "day.unreadable", f"「{cell}」を 日付として 読めません。「2026/4/1」のように 書いてください。"
        )
    return likely[0]


def _six_digits(year: int, month: int, day: int) -> Iterable[date]:
    """080401 of the banks' own format is 令和8年4月1日; others mean the Western year."""
    for first in (2018, 2000):
        if 1 <= month <= 12 and 1 <= day <= monthrange(first + year, month)[1]:
            yield date(first + year, month, day)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
