"""Warnings and heat: for which days one may close in one tap, and what the children read. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.openhouse.rules.kinds import AlarmKind

TITLE_MAX = 80
_USUAL = {
    AlarmKind.WEATHER: "警報が 出ているため",
    AlarmKind.HEAT: "とても 暑くて あぶないため",
}


def title(kind: AlarmKind, told: str) -> str:
    """What stands on every page of a closed place. Raises Invalid for 「その他」 without words."""
    if not told.strip() and kind in _USUAL:
        return _USUAL[kind]
    sentence = "お休みの わけを 書いてください。こどもも 読みます。"
    return reason(told, code="alarm.no_words", sentence=sentence, field="title", most=TITLE_MAX)


def check_day(day: date, today: date) -> None:
    """Today, or tomorrow where the warning came the evening before. Raises Invalid `alarm.day`."""
    if not today <= day <= today + timedelta(days=1):
        words = "きょうか あしたを えらんでください。もっと先の お休みは 場所ごとに 入れます。"
        raise Invalid("alarm.day", words, fields={"day": words})
