"""Numbers and money as the language of the page writes them: 1,300円, 1,300 yen, 1.300 ienes."""

from __future__ import annotations

from babel.numbers import format_decimal

from ibasho.base.ui.languages.saying import BABEL, language

_YEN = {"en": ("yen", "yen"), "pt-br": ("iene", "ienes")}  # of one, of any other number


def number(value: float) -> str:
    """`1,300`, in Portuguese `1.300`."""
    return str(format_decimal(value, locale=BABEL.get(language(), "ja")))


def yen(amount: int | None) -> str:
    """`－` where the amount is not known."""
    if amount is None:
        return "－"
    if language() not in _YEN:
        return f"{number(amount)}円"
    one, many = _YEN[language()]
    return f"{number(amount)} {one if abs(amount) == 1 else many}"
