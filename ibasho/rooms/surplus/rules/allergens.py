"""アレルギー物質 of food labels, kept as data beside this file; what an offer must say about them. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules.foods import is_grown
from ibasho.rooms.surplus.rules.kinds import AllergensTold

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Allergen:
    """`must`: 特定原材料; else 特定原材料に準ずるもの."""

    code: str
    word: str
    must: bool = False


ALLERGENS = tuple(
    Allergen(one["code"], one["word"], one.get("must", False))
    for one in tomllib.loads(_FILE.read_text(encoding="utf-8"))["allergens"]
)
WORDS = {one.code: one.word for one in ALLERGENS}
CHOICES = [(one.code, one.word) for one in ALLERGENS]

# Known to cross-react, and labels from before the spring of 2026 need not name either: whoever avoids one avoids both.
_ALIKE = (frozenset({"cashew", "pistachio"}),)

MISSING = "アレルギー物質を えらんでください。入っていなければ「どれも 入っていない」、わからなければ「わからない」です。"
WHICH = "入っている アレルギー物質を ひとつ以上 えらんでください。"
BOTH = "「どれも 入っていない」と 物質の しるしが 両方 あります。どちらかに してください。"
UNKNOWN_CODE = "知らない アレルギー物質です。一覧から えらんでください。"


def known(codes: Iterable[str]) -> tuple[str, ...]:
    """`codes` in the order of the list, each once. Raises Invalid for one that is not on it."""
    told = set(codes)
    if told - WORDS.keys():
        raise _invalid("surplus.allergen_unknown", UNKNOWN_CODE)
    return tuple(one.code for one in ALLERGENS if one.code in told)


def told(food: str, answer: str, codes: Iterable[str]) -> tuple[AllergensTold, tuple[str, ...]]:
    """What an offer keeps: grown things are not asked; of made food an answer is needed, 「わからない」 is one (and then
    goes to nobody). Raises Invalid `surplus.allergens…` (field `allergens`)."""
    if is_grown(food):
        return AllergensTold.NOT_ASKED, ()
    found = known(codes)
    if not answer and not found:
        raise _invalid("surplus.allergens_missing", MISSING)
    kind = _answered(answer) if answer else AllergensTold.LISTED
    if kind == AllergensTold.LISTED and not found:
        raise _invalid("surplus.allergens_which", WHICH)
    if kind != AllergensTold.LISTED and found:
        raise _invalid("surplus.allergens_both", BOTH)
    return kind, found


def clash(inside: Iterable[str], avoids: Iterable[str]) -> tuple[str, ...]:
    """What is inside and not wanted, by the list's order. Cashew and pistachio count as one."""
    shunned = set(avoids)
    shunned |= {code for pair in _ALIKE if pair & shunned for code in pair}
    return tuple(one.code for one in ALLERGENS if one.code in set(inside) & shunned)


def words(codes: Iterable[str]) -> str:
    """`卵・小麦`, in the order of the list."""
    return "・".join(WORDS[code] for code in known(codes))


def _answered(answer: str) -> AllergensTold:
    if answer not in {AllergensTold.LISTED, AllergensTold.NONE, AllergensTold.UNKNOWN}:
        raise _invalid("surplus.allergens_missing", MISSING)
    return AllergensTold(answer)


def _invalid(code: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={"allergens": sentence})
