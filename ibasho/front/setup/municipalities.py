"""全国地方公共団体コード and what follows from its first two figures: the prefecture, and where its streets are cut out.

Source of the check digit: 総務省「全国地方公共団体コード仕様」 (weights 6 5 4 3 2, modulus 11).
"""

from __future__ import annotations

import re
import unicodedata

from ibasho.base.kernel.errors import Invalid

WEIGHTS = (6, 5, 4, 3, 2)
PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県",
    "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
    "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
# The regions Geofabrik cuts Japan into, each up to the prefecture it ends with.
_REGIONS = (
    (1, "hokkaido"), (7, "tohoku"), (14, "kanto"), (23, "chubu"), (30, "kansai"), (35, "chugoku"), (39, "shikoku"),
    (47, "kyushu"),
)  # fmt: skip


def check_digit(five: str) -> str:
    """The sixth figure of a code, from its first five."""
    total = sum(weight * int(figure) for weight, figure in zip(WEIGHTS, five, strict=True))
    return str((11 - total % 11) % 10)


def read_code(words: str) -> str:
    """Six figures. Five are completed; Invalid where the last one doesn't fit or there is no such prefecture."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", words))
    if not re.fullmatch(r"[0-9]{5,6}", code):
        raise Invalid(
            "setup.code",
            f"「{words}」は 全国地方公共団体コードでは ありません。総務省の 一覧にある 6けたの数字（例: 352021）を 書いてください。",
        )
    five, said = code[:5], code[5:]
    if not 1 <= int(five[:2]) <= len(PREFECTURES):
        raise Invalid(
            "setup.prefecture",
            f"「{code}」の はじめの 2けた {five[:2]} の 都道府県は ありません。01 から 47 です。たしかめて もう一度 書いてください。",
        )
    if said and said != check_digit(five):
        raise Invalid(
            "setup.check_digit",
            f"「{code}」の さいごの 1けた（検査数字）が 合いません。{five} なら {check_digit(five)} に なるはずです。"
            "打ちまちがいが ないか、総務省の 一覧で たしかめて もう一度 書いてください。",
        )
    return five + check_digit(five)


def prefecture(code: str) -> str:
    return PREFECTURES[int(code[:2]) - 1]


def region(code: str) -> str:
    """Geofabrik's name of the part of Japan the prefecture lies in."""
    return next(name for last, name in _REGIONS if int(code[:2]) <= last)
