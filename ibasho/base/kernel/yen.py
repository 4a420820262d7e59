"""Money: whole yen as `int`, never a float, never a fraction."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12}"
_AMOUNT = re.compile(rf"(?:¥|\\)?(?P<yen>{_NUMBER})円?")
_FREE = ("無料", "タダ", "ただ")
_FEE = re.compile(
    rf"(?:(?:料金|参加費|利用料)[:は]?)?(?P<amount>¥?(?:{_NUMBER})円?|無料)(?:です。?)?\s*(?P<note>\(.*\)|※.*)?",
    re.DOTALL,
)
_OTHER_AMOUNT = re.compile(r"[0-9]+\s*円|無料|有料|から|より|以上|～|~")


@dataclass(frozen=True, slots=True)
class Fee:
    """`yen` is None when the text names no single price: it is not known, which is not the same as free.
    `note` is what else the text says, or all of it."""

    yen: int | None
    note: str


def format_yen(yen: int) -> str:
    """`0円`, `1,200円`, `-300円`"""
    return f"{yen:,}円"


def parse_yen(text: str) -> int:
    """Read what a person typed as an amount: 300円, ３００, 1,200円, ¥500; 無料 is 0.

    Refuses (Invalid) fractions, signs, words and more than twelve digits."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if plain in _FREE:
        return 0
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise Invalid(
            "yen.unreadable",
            f"「{text}」を金額として読めません。300 や 1,200円 のように、円までの数で書いてください。",
        )
    return int(found["yen"].replace(",", ""))


def read_fee(text: str) -> Fee:
    """Read the fee cell of an open data file: `100円(保険代込)` → 100 and its note, `無料` → 0.

    A price is taken only when the cell names exactly one and nothing that limits it; `こども無料 おとな300円`,
    `300円から` and `ワンコイン` stay words (yen None). Raises nothing."""
    words = unicodedata.normalize("NFKC", text).strip()
    found = _FEE.fullmatch(words)
    note = (found["note"] or "") if found else ""
    if found is None or _OTHER_AMOUNT.search(note):
        return Fee(None, text.strip())
    return Fee(parse_yen(found["amount"]), note.strip("()※ "))
