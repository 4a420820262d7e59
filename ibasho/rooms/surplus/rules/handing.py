"""What is looked at when food goes from hand to hand: how cold, how old, how much. Pure.

Limits: 厚生労働省「大量調理施設衛生管理マニュアル」 and 食品衛生法の規格基準 — chilled food at 10 ℃ or below, frozen food at −15 ℃
or below.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.surplus.rules.kinds import Band, DateKind

CHILLED_TENTHS_MAX = 100
FROZEN_TENTHS_MAX = -150
COLDEST, HOTTEST = -600, 1_000  # beyond that the thermometer or the finger was wrong
UNDO = timedelta(hours=24)
NOTE_MAX = 200

_MINUS = str.maketrans("−ー–—‐▲△", "-------")


def read_tenths(text: str) -> int | None:
    """0.1 ℃ from 「4.5」, 「－１８℃」, 「マイナス18」. None for nothing. Raises Invalid."""
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).replace("マイナス", "-")
    plain = plain.replace("°C", "").replace("℃", "").replace("度", "").replace(" ", "")
    if not plain:
        return None
    try:
        tenths = round(Decimal(plain) * 10)
    except (InvalidOperation, ValueError, OverflowError):
        tenths = HOTTEST + 1
    if not COLDEST <= tenths <= HOTTEST:
        words = f"「{text}」を 温度として 読めません。「4.5」や「-18」のように 数で 書いてください。"
        raise Invalid("surplus.temperature", words, fields={"temperature": words})
    return tenths


def warning(band: Band, tenths: int | None) -> str:
    """What has to be answered before it goes out; empty when all is well."""
    if band == Band.ROOM:
        return ""
    most = CHILLED_TENTHS_MAX if band == Band.CHILLED else FROZEN_TENTHS_MAX
    if tenths is None:
        return f"{band.label}の ものなのに、温度が 入っていません。はかって 入れるか、どうしたかを「ひとこと」に 書いてください。"
    if tenths > most:
        return (
            f"{degrees(tenths)}は {band.label}には 高すぎます（{degrees(most)}まで）。"
            "いたんでいないか よく見て、わたすなら どうしたかを「ひとこと」に 書いてください。"
        )
    return ""


def degrees(tenths: int) -> str:
    """`4.5℃`, `-15℃`."""
    return f"{tenths / 10:.1f}".removesuffix(".0") + "℃"


def check(
    *, band: Band, tenths: int | None, grams: int, most_grams: int, use_until: date, today: date, fine: bool,
    note: str,
) -> None:  # fmt: skip
    """Raises Conflict for food nobody may give any more, Invalid for what can be mended."""
    if today > use_until:
        raise Conflict(
            "surplus.too_old",
            f"食べきる日（{wareki.day_label(use_until)}）を すぎています。わたさずに 処分して、市に 知らせてください。",
        )
    if not fine:
        words = "見た目か においが おかしいものは わたせません。わたさずに、市に 電話してください。"
        raise Invalid("surplus.not_fine", words, fields={"fine": words})
    if not 0 < grams <= most_grams:
        words = "わたした重さは、きまった重さまでです。多く わたすときは 市に 電話してください。"
        raise Invalid("surplus.grams_too_many", words, fields={"amount": words})
    told = warning(band, tenths)
    if told and not note.strip():
        raise Invalid(
            "surplus.too_warm", told, fields={"temperature": told, "note": "どうしたかを 書いてください。"}
        )


def moment(told: datetime | None, *, agreed_at: datetime | None, at: datetime) -> datetime:
    """When it was handed: now, or as somebody says who writes it down later. Raises Invalid."""
    if told is None:
        return at
    words = ""
    if told > at:
        words = "これからの 時は 入れられません。うけとった時を 入れてください。"
    elif agreed_at is not None and clock.day(told) < clock.day(agreed_at):
        words = f"この分が きまったのは {wareki.day_label(clock.day(agreed_at))}です。それより 前の 日は 入れられません。日付を たしかめてください。"
    if words:
        raise Invalid("surplus.handed_when", words, fields={"handed_at": words})
    return told


def eat_by(use_until: date, kind: str, printed: date | None) -> date:
    """The earlier of what the giver said and what is printed on it: 消費期限 is never passed, 賞味期限 may be."""
    return min(use_until, printed) if printed and kind == DateKind.USE_BY else use_until


def check_in_time(*, eat_by: date, use_until: date, opens: bool, note: str) -> None:
    """`opens`: there is a session until then. Less time than the giver said, and no day to cook it: somebody has to say
    how it is used. Raises Invalid."""
    if eat_by < use_until and not opens and not note.strip():
        words = f"消費期限（{wareki.day_label(eat_by)}）までに ひらく日が ありません。うけとるなら、いつ 使うかを「ひとこと」に 書いてください。"
        raise Invalid("surplus.no_day_left", words, fields={"expires_on": words, "note": words})


def may_undo(done_at: datetime, at: datetime) -> bool:
    return at - done_at <= UNDO
