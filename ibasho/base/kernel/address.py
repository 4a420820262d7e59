"""Addresses as text, and the public codes of municipalities.

The parts follow GIF 住所: 都道府県, 市区町村 (with 郡 before and ward behind), and the rest. Nothing is looked up in a register:
what can't be told apart by its form stays in the rest.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid

# Cities whose names hold 市, 郡, 町 or 村 before the end, and towns and counties that do.
_TRICKY_CITIES = (
    "四日市市|廿日市市|野々市市|市川市|市原市|郡山市|大和郡山市|小郡市|蒲郡市|郡上市|町田市|大町市|十日町市|"
    "村上市|村山市|武蔵村山市|東村山市|羽村市|大村市|田村市"
)
_TRICKY_COUNTIES = "余市郡|高市郡|田村郡|東村山郡|西村山郡|北村山郡"
_TRICKY_TOWNS = "余市町|市貝町|上市町|下市町|市川町|市川三郷町|玉村町|村田町|大町町"
_CITIES_WITH_WARDS = "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本"
_NAME = r"[^市区町村郡\d]"
_POSTAL = re.compile(r"〒?\s*(\d{3})[-‐−－ー]?(\d{4})(?!\d)\s*")
_PREFECTURE = re.compile(r"北海道|東京都|京都府|大阪府|(?:神奈川|和歌山|鹿児島)県|[^\d\s市区町村]{2}県")
_CITY = re.compile(
    rf"(?:{_CITIES_WITH_WARDS})市\s*{_NAME}{{1,4}}区"
    rf"|(?:{_TRICKY_CITIES})"
    rf"|(?:{_TRICKY_COUNTIES}|{_NAME}{{1,5}}郡)\s*(?:{_TRICKY_TOWNS}|{_NAME}{{1,6}}[町村])"
    rf"|{_NAME}{{1,7}}市"
)
_ONLY_AFTER_PREFECTURE = re.compile(rf"{_TRICKY_TOWNS}|{_NAME}{{1,6}}[町村]")
_TOKYO = re.compile(
    "(?:千代田|中央|港|新宿|文京|台東|墨田|江東|品川|目黒|大田|世田谷|渋谷|中野|杉並|豊島|北|荒川|板橋|練馬|足立|葛飾|江戸川)区"
    "|(?:大島|八丈|瑞穂|日の出|奥多摩)町|(?:利島|新島|神津島|三宅|御蔵島|青[ヶケ]島|小笠原|檜原)村"
)
_CHECK_WEIGHTS = (6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Address:
    """`city` is 掛川市, 周智郡森町 or 静岡市葵区; `postal` seven digits. A part that is not told is empty."""

    prefecture: str
    city: str
    rest: str
    postal: str = ""


def split(text: str) -> Address:
    """Take an address apart. A missing 都道府県 or 郡 is not filled in; a town without its 郡 is seen only directly
    behind a prefecture (静岡県森町). Raises nothing."""
    left = text.strip()
    postal, left = _take(_POSTAL, left)
    prefecture, left = _take(_PREFECTURE, left)
    city, left = _take(_CITY, left)
    if prefecture and not city:
        city, left = _take(_TOKYO if prefecture == "東京都" else _ONLY_AFTER_PREFECTURE, left)
    return Address(
        prefecture, _without_spaces(city), left, re.sub(r"\D", "", unicodedata.normalize("NFKC", postal))
    )


def join(address: Address) -> str:
    """One line, without the postal code: 所在地_連結表記."""
    return address.prefecture + address.city + address.rest


def _take(shape: re.Pattern[str], text: str) -> tuple[str, str]:
    found = shape.match(text)
    return (found[0], text[found.end() :].lstrip()) if found else ("", text)


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def full_code(text: str) -> str:
    """全国地方公共団体コード with its check digit: 22213 or 222135 → 222135.

    Invalid when it has another length, another check digit or no such prefecture."""
    code = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{5,6}", code) or not 1 <= int(code[:2]) <= 47:
        raise Invalid(
            "city_code.shape",
            f"「{text}」は市区町村コードではありません。5けたか6けたの数字です。先頭の0が消えていないか、たしかめてください。",
        )
    right = code[:5] + _check_digit(code[:5])
    if code not in (right, right[:5]):
        raise Invalid(
            "city_code.check_digit", f"「{text}」は検査数字が合いません。数字をたしかめてください。"
        )
    return right


def _check_digit(five: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_CHECK_WEIGHTS, five, strict=True))
    return str((11 - total % 11) % 10)
