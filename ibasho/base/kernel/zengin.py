"""全銀フォーマット, 総合振込 (種別コード 21): the file a bank takes, in records of 120 bytes.

Shift_JIS of one byte a letter: half-width large kana, A–Z, digits and `( ) - . /` and the space. N fields are digits,
right-aligned and filled with zeros; C fields are left-aligned and filled with spaces. Header, one record for each
transfer, trailer (how many, how much), end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import kana
from ibasho.base.kernel.errors import Invalid

RECORD_BYTES = 120
NAME_MAX, BANK_MAX, CONSIGNOR_MAX, NOTE_MAX = 30, 15, 40, 20
YEN_MAX, TRANSFERS_MAX = 9_999_999_999, 999_999
ACCOUNT_TYPES = ("1", "2", "4", "9")  # 普通, 当座, 貯蓄, その他

_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_DASHES = dict.fromkeys(map(ord, "ーｰ‐‑‒–—―−－"), "-")
_SIGNS = {ord("・"): ".", ord("･"): ".", ord("　"): " ", ord("\u00a0"): " "}
_UNWRITABLE = re.compile(r"[^0-9A-Zｱ-ﾝﾞﾟ ().\-/]")
_SPACES = re.compile(r" +")


@dataclass(frozen=True, slots=True)
class Field:
    """`name` · `offset` from 0 · `length` in bytes · `digits`: N, else C."""

    name: str
    offset: int
    length: int
    digits: bool = False


def _layout(*fields: tuple[str, int, bool]) -> tuple[Field, ...]:
    """Fields one behind the other. Raises ValueError unless they fill the record."""
    offset, found = 0, []
    for name, length, digits in fields:
        found.append(Field(name, offset, length, digits))
        offset += length
    if offset != RECORD_BYTES:
        raise ValueError(f"a record has {RECORD_BYTES} bytes, not {offset}")
    return tuple(found)


HEADER = _layout(
    ("kind", 1, True), ("type", 2, True), ("code", 1, True), ("consignor_code", 10, True),
    ("consignor_kana", 40, False), ("pay_on", 4, True), ("bank_code", 4, True), ("bank_kana", 15, False),
    ("branch_code", 3, True), ("branch_kana", 15, False), ("account_type", 1, True), ("account_number", 7, True),
    ("dummy", 17, False),
)  # fmt: skip
DATA = _layout(
    ("kind", 1, True), ("bank_code", 4, True), ("bank_kana", 15, False), ("branch_code", 3, True),
    ("branch_kana", 15, False), ("clearing_house", 4, True), ("account_type", 1, True),
    ("account_number", 7, True), ("holder_kana", 30, False), ("yen", 10, True), ("new", 1, True),
    ("note", 20, False), ("way", 1, True), ("note_is_edi", 1, False), ("dummy", 7, False),
)  # fmt: skip
TRAILER = _layout(("kind", 1, True), ("count", 6, True), ("yen", 12, True), ("dummy", 101, False))
END = _layout(("kind", 1, True), ("dummy", 119, False))


@dataclass(frozen=True, slots=True)
class Payer:
    """振込依頼人: `consignor_code` 10 digits as the bank gave it, names in the bank's kana, codes as digits."""

    consignor_code: str
    consignor_kana: str
    bank_code: str
    bank_kana: str
    branch_code: str
    branch_kana: str
    account_type: str
    account_number: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """One receiver and `yen` (> 0). `note` (EDI情報, at most 20 letters) travels to the receiver's bank and back."""

    bank_code: str
    bank_kana: str
    branch_code: str
    branch_kana: str
    account_type: str
    account_number: str
    holder_kana: str
    yen: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """What a file says. The year of the day of payment is not in it: `pay_on` is (month, day)."""

    payer: Payer
    pay_on: tuple[int, int]
    transfers: tuple[Transfer, ...]

    @property
    def yen(self) -> int:
        return sum(one.yen for one in self.transfers)


def bank_kana(text: str) -> str:
    """A name as banks write it: ラーメン花道 cannot be written, らーめん はなみち becomes ﾗ-ﾒﾝ ﾊﾅﾐﾁ.

    Small kana become large, ー becomes -, ヲ becomes ｵ, ・ becomes a full stop. Invalid names every letter that no
    bank takes, with its place."""
    plain = kana.to_katakana(kana.to_fullwidth(text)).translate(_DASHES).translate(_SIGNS).translate(_SMALL)
    half = kana.to_halfwidth(plain).upper()
    if _UNWRITABLE.search(half):
        raise Invalid("zengin.letters", _refused(text, _is_writable))
    return _SPACES.sub(" ", half).strip()


def _refused(text: str, fits: Callable[[str], bool]) -> str:
    wrong = [
        f"「{letter}」（{place}文字目）"
        for place, letter in enumerate(unicodedata.normalize("NFC", text), start=1)
        if not fits(letter)
    ]
    return f"銀行のデータに 書けない文字です: {'、'.join(wrong)}。カタカナ・英字・数字と ( ) - . / で 書いてください。"


def _is_writable(letter: str) -> bool:
    plain = kana.to_katakana(kana.to_fullwidth(letter)).translate(_DASHES).translate(_SIGNS).translate(_SMALL)
    return letter in "゛゜ﾞﾟ\u3099\u309a" or not _UNWRITABLE.search(kana.to_halfwidth(plain).upper())


def write(payer: Payer, transfers: Sequence[Transfer], *, pay_on: date, newlines: bool = True) -> bytes:
    """The file. Invalid where nothing is to be paid, an amount is not at least 1 円, or a field does not fit: nothing
    is ever cut or left out in silence."""
    if not transfers:
        raise Invalid(
            "zengin.empty",
            "振りこむ先が 1件も ありません。0円の行は 入れられません。金額の ある行を えらんでください。",
        )
    if len(transfers) > TRANSFERS_MAX:
        raise Invalid(
            "zengin.too_many", f"1つのファイルに 入るのは {TRANSFERS_MAX:,}件までです。分けてください。"
        )
    records = [_header(payer, pay_on)]
    records += [_data(one, number) for number, one in enumerate(transfers, start=1)]
    total = {"kind": "8", "count": str(len(transfers)), "yen": str(sum(one.yen for one in transfers))}
    records += [_record(TRAILER, total, "合計"), _record(END, {"kind": "9"}, "終わり")]
    gap = b"\r\n" if newlines else b""
    return b"".join(record + gap for record in records)


def _header(payer: Payer, pay_on: date) -> bytes:
    values = {
        "kind": "1", "type": "21", "code": "0", "consignor_code": payer.consignor_code,
        "consignor_kana": payer.consignor_kana, "pay_on": f"{pay_on:%m%d}", "bank_code": payer.bank_code,
        "bank_kana": payer.bank_kana, "branch_code": payer.branch_code, "branch_kana": payer.branch_kana,
        "account_type": payer.account_type, "account_number": payer.account_number,
    }  # fmt: skip
    return _record(HEADER, values, "支払元")


def _data(one: Transfer, number: int) -> bytes:
    where = f"{number}件目（{one.holder_kana}）"
    if not 0 < one.yen <= YEN_MAX:
        raise Invalid(
            "zengin.amount", f"{where}の金額 {one.yen:,}円は 振りこめません。1円から {YEN_MAX:,}円までです。"
        )
    values = {
        "kind": "2", "bank_code": one.bank_code, "bank_kana": one.bank_kana, "branch_code": one.branch_code,
        "branch_kana": one.branch_kana, "account_type": one.account_type, "account_number": one.account_number,
        "holder_kana": one.holder_kana, "yen": str(one.yen), "new": "0", "note": one.note, "way": "7",
        "note_is_edi": "Y" if one.note else "",
    }  # fmt: skip
    return _record(DATA, values, where)


def _record(layout: Sequence[Field], values: Mapping[str, str], where: str) -> bytes:
    return b"".join(_field(field, values.get(field.name, ""), where) for field in layout)


LABELS = {
    "consignor_code": "振込依頼人コード", "consignor_kana": "振込依頼人名", "bank_code": "銀行コード",
    "bank_kana": "銀行名", "branch_code": "支店コード", "branch_kana": "支店名", "account_type": "預金種目",
    "account_number": "口座番号", "holder_kana": "口座名義", "yen": "金額", "note": "EDI情報", "count": "件数",
}  # fmt: skip


def _field(field: Field, text: str, where: str) -> bytes:
    label = LABELS.get(field.name, field.name)
    if field.digits and not re.fullmatch("[0-9]*", text):
        raise Invalid(
            "zengin.digits", f"{where}の{label}「{text}」は 数字ではありません。台帳で 直してください。"
        )
    if not field.digits and _UNWRITABLE.search(text):
        told = _refused(text, lambda letter: not _UNWRITABLE.search(letter))
        raise Invalid("zengin.letters", f"{where}の{label}: {told}")
    if len(text) > field.length:
        raise Invalid(
            "zengin.too_long",
            f"{where}の{label}「{text}」は {len(text)}文字です。{field.length}文字まで（濁点も1文字）に してください。",
        )
    told = text.rjust(field.length, "0") if field.digits else text.ljust(field.length)
    return told.encode("cp932")


def read(data: bytes) -> File:
    """A file of 総合振込, with or without line ends. Invalid names the record that is wrong: its length, its order,
    its letters, or a trailer that does not add up."""
    records = list(_records(data))
    kinds = "".join(record[:1].decode("ascii", "replace") for record in records)
    if not re.fullmatch("12+89", kinds):
        raise Invalid(
            "zengin.order",
            f"記録の順が ちがいます（1・2…・8・9 のはずが {kinds[:20]}）。もう一度 作りなおしてください。",
        )
    head, *body, tail, _end = records
    first, last = _values(HEADER, head, 1), _values(TRAILER, tail, len(records) - 1)
    if first["type"] != "21":
        raise Invalid(
            "zengin.type",
            f"総合振込（21）では ありません（種別コード {first['type']}）。銀行の ファイルを たしかめてください。",
        )
    transfers = tuple(_transfer(_values(DATA, one, number)) for number, one in enumerate(body, start=2))
    if int(last["count"]) != len(transfers) or int(last["yen"]) != sum(one.yen for one in transfers):
        raise Invalid(
            "zengin.totals",
            "合計の記録が、件数か 金額で データの記録と 合いません。もう一度 作りなおしてください。",
        )
    payer = Payer(
        first["consignor_code"], first["consignor_kana"], first["bank_code"], first["bank_kana"],
        first["branch_code"], first["branch_kana"], first["account_type"], first["account_number"],
    )  # fmt: skip
    return File(payer, (int(first["pay_on"][:2]), int(first["pay_on"][2:])), transfers)


def _transfer(told: Mapping[str, str]) -> Transfer:
    return Transfer(
        told["bank_code"], told["bank_kana"], told["branch_code"], told["branch_kana"], told["account_type"],
        told["account_number"], told["holder_kana"], int(told["yen"]), told["note"],
    )  # fmt: skip


def _records(data: bytes) -> Iterator[bytes]:
    bare = data.rstrip(b"\x1a\r\n")
    lines = re.split(rb"\r\n|\n", bare) if b"\n" in bare else _every(bare)
    for number, line in enumerate(lines, start=1):
        if len(line) != RECORD_BYTES:
            raise Invalid(
                "zengin.length",
                f"{number}番目の記録が {len(line)}バイトです。{RECORD_BYTES}バイトの はずです。",
            )
        yield line


def _every(data: bytes) -> list[bytes]:
    return [data[start : start + RECORD_BYTES] for start in range(0, len(data), RECORD_BYTES)] or [b""]


def _values(layout: Sequence[Field], record: bytes, number: int) -> dict[str, str]:
    found = {}
    for field in layout:
        raw = record[field.offset : field.offset + field.length]
        try:
            text = raw.decode("cp932")
        except UnicodeDecodeError:
            text = ""
        if len(text) != field.length or (field.digits and not re.fullmatch("[0-9]+", text)):
            raise Invalid(
                "zengin.field",
                f"{number}番目の記録の {LABELS.get(field.name, field.name)}が 読めません。ファイルを たしかめてください。",
            )
        found[field.name] = text if field.digits else text.rstrip(" ")
    return found
