"""My Number (個人番号): the city's free text must never hold one (番号法 20条), so every form looks for it.

Check digit after 番号法の総務省令 第5条: weights 2…7, 2…6 from the right, modulo 11.
"""

from __future__ import annotations

import re
import unicodedata

from ibasho.base.kernel.errors import Invalid

_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_GAP = r"[ \-‐‑–—―−ー・.]?"
_TWELVE = re.compile(rf"(?<!\d)(?=(\d{{4}}({_GAP})\d{{4}}\2\d{{4}})(?!\d))")


def is_my_number(digits: str) -> bool:
    """Whether twelve ASCII digits end in their right check digit. One in eleven random numbers does."""
    if not re.fullmatch(r"[0-9]{12}", digits):
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def contains_my_number(text: str) -> bool:
    """Whether free text holds one: in one piece or in groups of four with one kind of gap, 全角 too. Longer numbers
    (法人番号 has 13 digits) are left alone."""
    plain = unicodedata.normalize("NFKC", text)
    return any(is_my_number(re.sub(r"\D", "", found[1])) for found in _TWELVE.finditer(plain))


def without_my_numbers(text: str, put: str) -> str:
    """`text` itself, or in NFKC with `put` for each My Number, wherever among other digits it stands. `put` has no digits."""
    while contains_my_number(text):
        plain = unicodedata.normalize("NFKC", text)
        found = next(one for one in _TWELVE.finditer(plain) if is_my_number(re.sub(r"\D", "", one[1])))
        text = f"{plain[: found.start(1)]}{put}{plain[found.end(1) :]}"
    return text


def refuse_my_number(text: str) -> str:
    """`text` itself, or Invalid when it holds a My Number. For the clean method of every free text field."""
    if contains_my_number(text):
        raise Invalid(
            "text.my_number",
            "12けたのマイナンバー（個人番号）らしい数字があります。ここには書けません。数字を消してから送ってください。",
        )
    return text
