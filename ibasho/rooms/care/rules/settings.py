"""What may stand in the centre's settings and on which days a membership may run. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number

_PHONE = re.compile(r"\+?\d[\d-]{1,18}\d")
Span = tuple[date, date | None]  # both days inclusive; None: open


def line(told: str) -> str:
    """On one line. Raises Invalid for a My Number."""
    return refuse_my_number(" ".join(told.split()))


def phone(told: str) -> str:
    """As it is dialled, 全角 made 半角; "" for nothing. Raises Invalid for what no telephone can dial."""
    number = re.sub(r"[‐‑–—―−ーｰ]", "-", unicodedata.normalize("NFKC", told)).replace(" ", "")
    if number and not _PHONE.fullmatch(number):
        sentence = "電話番号は、数字と「-」だけで 書いてください（例：0537-00-0000）。"
        raise Invalid("care.phone", sentence, fields={"phone": sentence})
    return number


def check_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        sentence = (
            "おわりの日が はじまりの日より 前です。おわりの日を、はじまりの日と 同じか あとに してください。"
        )
        raise Invalid("care.council_order", sentence, fields={"ends_on": sentence})


def check_alone(starts_on: date, ends_on: date | None, others: Iterable[Span]) -> None:
    """A group is a member once at a time. Raises Conflict."""
    for first, last in others:
        begins_before_other_ends = last is None or starts_on <= last
        if begins_before_other_ends and (ends_on is None or first <= ends_on):
            sentence = "この団体は、その日に もう 構成員です。日が 重ならないように してください。"
            raise Conflict("care.council_twice", sentence, fields={"starts_on": sentence})
