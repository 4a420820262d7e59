"""A table of month × 相談種別 × 受けた方法 as the centre's own system gives it, read cell by cell. Pure.

Lines of one month, kind and way are added up, so a file by day does as well as one by month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import Limits, Row, RowProblem, Table, header_key, read_table
from ibasho.rooms.care.rules import categories
from ibasho.rooms.care.rules.consultations import COUNT_MAX, Line, month_of
from ibasho.rooms.care.rules.kinds import Channel

LIMITS = Limits(raw=2_000_000, inflated=20_000_000, rows=20_000, columns=40)
MONTH, CATEGORY, CHANNEL, COUNT, FIRSTS = "month", "category", "channel", "count", "firsts"
_NAMES = {
    MONTH: ("月", "年月", "対象月", "受付月", "日", "年月日", "受付日", "相談日"),
    CATEGORY: ("相談種別", "種別", "相談種類", "区分"),
    CHANNEL: ("受けた方法", "方法", "相談方法", "受付方法", "経路"),
    COUNT: ("延べ", "延べ件数", "延件数", "件数"),
    FIRSTS: ("実", "実件数", "実人数", "新規"),
}
HEADER = ("月", "相談種別", "受けた方法", "延べ", "実")
_WORDS = {MONTH: "月", CATEGORY: "相談種別", CHANNEL: "受けた方法", COUNT: "延べ", FIRSTS: "実"}
_CHANNELS = {
    **{categories.plain(one.label): one.value for one in Channel}, "面接": Channel.VISIT.value, "面談": Channel.VISIT.value,
    "窓口": Channel.VISIT.value, "メール": Channel.LETTER.value, "文書": Channel.LETTER.value, "家庭訪問": Channel.HOME.value,
}  # fmt: skip
_YEAR_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?(?:月)?(?: .*)?")
_ERA_MONTH = re.compile(r"([MTSHR]|令和|平成)(\d{1,2}|元)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?(?:月)?")


@dataclass(frozen=True, slots=True)
class Found:
    """`months`: all that the file speaks of, those without a single consultation among them."""

    lines: tuple[Line, ...]
    months: tuple[date, ...]
    problems: tuple[RowProblem, ...]


def read(data: bytes, filename: str, today: date) -> Found:
    """Raises Invalid where it is no table, or one without these columns."""
    known = [header_key(name) for names in _NAMES.values() for name in names]
    table = read_table(data, filename, limits=LIMITS, known=known)
    where = _columns(table)
    sums: dict[tuple[date, str, str], tuple[int, int]] = {}
    months: set[date] = set()
    problems: list[RowProblem] = []
    for row in table.rows:
        line, wrong = _line(row, where, today)
        problems += wrong
        if line is not None:
            months.add(line.on)
            key = line.on, line.channel, line.category
            count, firsts = sums.get(key, (0, 0))
            sums[key] = count + line.count, firsts + line.firsts
    lines = tuple(
        Line(on, channel, category, count, firsts, whole_month=True)
        for (on, channel, category), (count, firsts) in sorted(sums.items())
        if count
    )
    return Found(lines, tuple(sorted(months)), tuple(problems))


def month_in(text: str) -> date | None:
    """2026-04, 2026年4月, 2026/4/15, R8.4, 令和8年4月15日 → the month's first day; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if found := _YEAR_MONTH.fullmatch(plain):
            return date(int(found[1]), int(found[2]), 1)
        if found := _ERA_MONTH.fullmatch(plain):
            year = 1 if found[2] == "元" else int(found[2])
            return month_of(wareki.from_era(found[1], year, int(found[3]), int(found[4] or 28)))
    except (ValueError, Invalid):
        return None
    return None


def _columns(table: Table) -> dict[str, int]:
    """Where each column stands. 実 may be missing."""
    keys = [header_key(name) for name in table.header]
    where = {}
    for name, spellings in _NAMES.items():
        wanted = [header_key(one) for one in spellings]
        at = next((keys.index(one) for one in wanted if one in keys), None)
        if at is not None:
            where[name] = at
    missing = [_WORDS[name] for name in (MONTH, CATEGORY, CHANNEL, COUNT) if name not in where]
    if missing:
        raise Invalid(
            "consultation.columns",
            f"「{'」「'.join(missing)}」の 列が 見つかりません。1行めを「{'・'.join(HEADER)}」に してください。",
        )
    return where


def _line(row: Row, where: dict[str, int], today: date) -> tuple[Line | None, list[RowProblem]]:
    cell = {name: row.values[at].strip() for name, at in where.items()}
    month = month_in(cell[MONTH])
    category, channel = categories.read(cell[CATEGORY]), _CHANNELS.get(categories.plain(cell[CHANNEL]), "")
    count, firsts = _number(cell[COUNT]), _number(cell.get(FIRSTS, "") or "0")
    told = [
        (MONTH, month is not None, "月として 読めません。2026-04 や 令和8年4月 のように 書いてください。"),
        (MONTH, month is None or month <= today, "まだ 来ていない月です。"),
        (CATEGORY, category != "", f"9つの 種別に ありません。{'・'.join(categories.LABELS.values())} の どれかに してください。"),
        (CHANNEL, channel != "", f"受けた方法に ありません。{'・'.join(one.label for one in Channel)} の どれかに してください。"),
        (COUNT, count is not None, "件数は 0から 9,999までの 数で 書いてください。"),
        (FIRSTS, firsts is not None, "実は 0から 9,999までの 数で 書いてください。"),
        (FIRSTS, count is None or firsts is None or firsts <= count, "実が 延べより 多くなっています。"),
    ]  # fmt: skip
    problems = [
        RowProblem(row.number, _WORDS[name], cell.get(name, ""), why) for name, fine, why in told if not fine
    ]
    if problems or month is None or count is None or firsts is None:
        return None, problems
    return Line(month, channel, category, count, firsts, whole_month=True), []


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("件").removesuffix(".0").strip()
    return int(plain) if plain.isdecimal() and int(plain) <= COUNT_MAX else None


def as_rows(lines: Sequence[Line]) -> list[list[str | int]]:
    """Small enough to travel through the page between looking and taking in."""
    return [[one.on.isoformat(), one.channel, one.category, one.count, one.firsts] for one in lines]


def from_rows(rows: Sequence[Sequence[str | int]]) -> list[Line]:
    return [
        Line(
            date.fromisoformat(str(on)),
            str(channel),
            str(category),
            int(count),
            int(firsts),
            whole_month=True,
        )
        for on, channel, category, count, firsts in rows
    ]
