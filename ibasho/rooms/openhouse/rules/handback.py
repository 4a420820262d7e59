"""原状回復: what a group looks at before it leaves. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled

NOTE_MAX = 400


class Check(Labelled):
    FURNITURE = "furniture", "机と いすを もとに もどした"
    CLEAN = "clean", "床と 机を ふいた"
    RUBBISH = "rubbish", "ごみを 持ちかえった"
    THINGS = "things", "借りた物を かぞえて かえした"
    POWER = "power", "電気と エアコン、火を 消した"
    WINDOWS = "windows", "窓と 戸を しめた"
    KEY = "key", "鍵を しめた・かえした"


def check_list(checked: Iterable[str], note: str) -> list[str]:
    """In the order of the list. Raises Invalid where something is open and not a word says why."""
    known = set(checked)
    found = [one.value for one in Check if one.value in known]
    if len(found) < len(Check) and not note.strip():
        words = "○が ついていない ところが あります。できなかったことや こわれたものを 書いてください。"
        raise Invalid("handback.no_words", words, fields={"note": words})
    if len(note) > NOTE_MAX:
        words = f"{NOTE_MAX}文字までで 書いてください。"
        raise Invalid("handback.long", words, fields={"note": words})
    return found


def open_checks(checked: Iterable[str]) -> list[Check]:
    known = set(checked)
    return [one for one in Check if one.value not in known]


def refuse_early() -> Conflict:
    return Conflict(
        "handback.early", "まだ はじまっていません。使いおわったら、この ページで 確かめてください。"
    )
