"""What a bank says about payments: lines of its list, and which payment each of them means. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ibasho.base.kernel import clock, yen, zengin
from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.kernel.tables import Table, header_key

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "outcome": ("振込結果", "結果", "処理結果", "処理状況", "状態", "ステータス", "振込状況"),
    "yen": ("金額", "振込金額", "支払金額", "支払額", "取引金額", "お振込金額"),
    "reference": ("参照", "参照番号", "支払番号", "支払いの番号", "edi情報", "edi", "顧客コード", "顧客コード1", "管理番号"),
    "account": ("口座番号", "受取人口座番号", "振込先口座番号"),
    "bank": ("銀行コード", "金融機関コード", "被仕向銀行番号", "銀行番号"),
    "branch": ("支店コード", "店番", "被仕向支店番号", "支店番号"),
    "holder": ("受取人", "受取人名", "口座名義", "口座名義人", "振込先", "お受取人名"),
    "day": ("振込日", "結果日", "処理日", "取扱日", "取引日", "日付", "振込指定日", "返却日"),
    "words": ("理由", "返却理由", "エラー内容", "備考", "摘要", "メッセージ", "コメント"),
}  # fmt: skip
KNOWN = frozenset(header_key(name) for names in COLUMNS.values() for name in names)
_PAID = {"振込済", "振込済み", "振込ずみ", "済", "済み", "正常", "成功", "完了", "振込完了", "処理済", "処理済み", "ok", "○", "正常終了", "入金済", "入金済み"}  # fmt: skip
_BACK = re.compile(r"組戻|返却|不能|返金|戻|もどっ|エラー|失敗|該当なし|口座なし|相違|不備|×|取消|^ng$")
ROWS_MAX, WORDS_MAX = 5_000, 120


class Outcome(StrEnum):
    PAID = "paid"
    RETURNED = "returned"


class Found(StrEnum):
    """What a line comes to. PAID and RETURNED are taken; the others change nothing and are shown to a person."""

    PAID = "paid"
    RETURNED = "returned"
    TOLD = "told"  # we knew that already
    MISSING = "missing"  # no payment of this run
    SEVERAL = "several"  # more than one it could be
    DIFFERS = "differs"  # another amount, or against what we were told before
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Told:
    """One line: `outcome` None where its word is not known, `problem` where the line cannot be read."""

    row: int
    outcome: Outcome | None
    yen: int | None
    reference: str
    account: str
    bank: str
    branch: str
    holder: str
    day: date | None
    words: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A payment of the run as matching needs it; `state` is Payment.State."""

    public_id: str
    yen: int
    bank: str
    branch: str
    account: str
    holder: str
    state: str


@dataclass(frozen=True, slots=True)
class Match:
    told: Told
    found: Found
    payment: str  # public id, empty where none
    why: str


def read(table: Table) -> list[Told]:
    """The lines of a bank's list, found by the names of its columns. Invalid where no column tells the result."""
    names = {
        field: next((one for one in table.header if header_key(one) in map(header_key, known)), "")
        for field, known in COLUMNS.items()
    }
    if not names["outcome"]:
        raise Invalid(
            "payouts.no_outcome", "「振込結果」の列が ありません。結果の列が ある一覧を えらんでください。"
        )
    if not (names["reference"] or names["account"] or names["holder"]):
        raise Invalid(
            "payouts.no_receiver",
            "どの支払いかが わかる列（参照番号・口座番号・受取人名の どれか）が ありません。列の ある ファイルを 銀行から とりなおしてください。",
        )
    if len(table.rows) > ROWS_MAX:
        raise Invalid(
            "payouts.too_many_rows", f"{ROWS_MAX:,}行を こえています。この支払いの分だけに してください。"
        )
    return [
        _line(row.number, {field: row.cells.get(name, "") for field, name in names.items()})
        for row in table.rows
    ]


def _line(number: int, cells: Mapping[str, str]) -> Told:
    told = unicodedata.normalize("NFKC", cells["outcome"]).strip()
    problems, amount, day = [], None, None
    if cells["yen"].strip():
        try:
            amount = yen.parse_yen(cells["yen"])
        except DomainError as error:
            problems.append(error.message)
    if cells["day"].strip():
        try:
            day = clock.parse_day(cells["day"])
        except DomainError as error:
            problems.append(error.message)
    outcome = outcome_of(told)
    if outcome is None:
        problems.append(
            f"結果「{told[:20]}」が 振込ずみか もどってきたかを 読めません。" if told else "結果が 空です。"
        )
    words = " ".join(part for part in (told, cells["words"].strip()) if part)[:WORDS_MAX]
    return Told(
        number, outcome, amount, _tidy(cells["reference"]), _digits(cells["account"], 7), _digits(cells["bank"], 4),
        _digits(cells["branch"], 3), cells["holder"].strip(), day, words, " ".join(problems),
    )  # fmt: skip


def outcome_of(word: str) -> Outcome | None:
    """`振込済` is paid, `組戻（口座なし）` came back, anything else is left to a person."""
    folded = re.sub(r"[\s:：]", "", unicodedata.normalize("NFKC", word)).casefold()
    if _BACK.search(folded):
        return Outcome.RETURNED
    return Outcome.PAID if re.sub(r"\(.*\)$", "", folded) in _PAID else None


def _tidy(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def _digits(text: str, length: int) -> str:
    """Excel eats leading zeros: `12345` is account 0012345."""
    found = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return found.zfill(length) if found else ""


def match(lines: Sequence[Told], payments: Sequence[Known]) -> list[Match]:
    """Each line with the payment it means. Lines are taken one after the other, so that the second of two equal ones
    finds nothing left to tell."""
    now = {one.public_id: one for one in payments}
    found = []
    for line in lines:
        one = _match(line, list(now.values()))
        if one.found in (Found.PAID, Found.RETURNED):
            now[one.payment] = replace(now[one.payment], state=one.found.value)
        found.append(one)
    return found


def _match(line: Told, payments: Sequence[Known]) -> Match:
    if line.problem or line.outcome is None:
        return Match(line, Found.UNREADABLE, "", line.problem)
    candidates = _candidates(line, payments)
    if not candidates:
        return Match(line, Found.MISSING, "", "この支払いに ない行です。")
    fitting = [one for one in candidates if line.yen in (None, one.yen)]
    if not fitting:
        return Match(
            line,
            Found.DIFFERS,
            candidates[0].public_id,
            f"金額が ちがいます（こちらは {candidates[0].yen:,}円）。",
        )
    if len(fitting) > 1:
        return Match(line, Found.SEVERAL, "", "あてはまる支払いが 2つ以上あります。")
    return _step(line, line.outcome, fitting[0])


def _step(line: Told, outcome: Outcome, one: Known) -> Match:
    """planned → paid | returned; paid → returned (a late return). Nothing else moves."""
    if one.state == outcome.value:
        return Match(line, Found.TOLD, one.public_id, "もう 読みこみました。")
    if one.state == "planned" or (one.state, outcome) == ("paid", Outcome.RETURNED):
        return Match(line, Found(outcome.value), one.public_id, "")
    return Match(
        line, Found.DIFFERS, one.public_id, "前に 読みこんだ結果と ちがいます。銀行に 確かめてください。"
    )


def _candidates(line: Told, payments: Sequence[Known]) -> list[Known]:
    """By reference where the bank gives it back (one of ours names one payment and no other), else by account, else
    by the holder's name."""
    if looks_like_code(line.reference):
        return [one for one in payments if one.public_id == line.reference]
    if line.account:
        return [
            one
            for one in payments
            if one.account == line.account and line.bank in ("", one.bank) and line.branch in ("", one.branch)
        ]
    key = _name_key(line.holder)
    return [one for one in payments if key and _name_key(one.holder) == key]


def _name_key(text: str) -> str:
    """Spaces and signs aside, as a bank would write it; a name in kanji meets nothing."""
    try:
        return re.sub(r"[ ().\-/]", "", zengin.bank_kana(text))
    except Invalid:
        return ""
