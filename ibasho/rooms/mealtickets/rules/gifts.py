"""What a gift may be: its amount, its reference for the bank, its words. Pure."""

from __future__ import annotations

import secrets

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.text import clean_text
from ibasho.base.kernel.yen import format_yen, parse_yen
from ibasho.rooms.mealtickets.rules.money import GIFT_YEN_MAX

REFERENCE_DIGITS = 7
MESSAGE_MAX = 200
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def read_amount(text: str, *, least: int) -> int:
    """Yen as somebody types them (1,000円, ３０００). Refuses fractions, signs, words, and what is too little or
    too much, each with its own sentence."""
    try:
        yen = parse_yen(text)
    except Invalid as error:
        raise _amount(
            "gift.amount_unreadable", "金額は 3000 のように、円までの数で 書いてください。"
        ) from error
    return checked_amount(yen, least=least)


def checked_amount(yen: int, *, least: int) -> int:
    """`least` is the fund's own smallest gift."""
    if yen < least:
        raise _amount("gift.amount_small", f"寄附は {format_yen(least)}から うけつけています。")
    if yen > GIFT_YEN_MAX:
        raise _amount(
            "gift.amount_large",
            f"この画面で うけつけるのは {format_yen(GIFT_YEN_MAX)}までです。それより大きい寄附は、電話で ご相談ください。",
        )
    return yen


def new_reference() -> str:
    """Seven digits for the front of the payer's name; the last one tells a slip of the finger."""
    digits = str(secrets.randbelow(900_000) + 100_000)
    return digits + _check_digit(digits)


def is_reference(digits: str) -> bool:
    """Whether `digits` could have come from `new_reference`: finds one wrong digit and two swapped neighbours."""
    well_made = len(digits) == REFERENCE_DIGITS and digits.isascii() and digits.isdigit()
    return well_made and _check_digit(digits[:-1]) == digits[-1]


def checked_message(text: str) -> str:
    """Words to the children on one line; somebody reads them before they are shown."""
    cleaned = clean_text(text).text
    if len(cleaned) > MESSAGE_MAX:
        sentence = f"ことばは {MESSAGE_MAX}文字までです。いまは {len(cleaned)}文字あります。"
        raise Invalid("gift.message_long", sentence, fields={"message": sentence})
    return cleaned


def _check_digit(digits: str) -> str:
    """Damm's: the quasigroup of order 10."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def _amount(code: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={"amount": sentence})
