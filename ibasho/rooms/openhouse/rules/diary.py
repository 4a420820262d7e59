"""What whoever opens and whoever closes looks at. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ibasho.base.kernel.labelled import Labelled

WORDS_MAX = 1000


class Check(Labelled):
    """The codes stand in the diary for ten years: a new thing to look at gets a new code."""

    OPEN_LIGHTS = "open_lights", "あかり・エアコンを つけた"
    OPEN_ROUND = "open_round", "部屋を ひとまわり 見た（こわれたもの・あぶないもの）"
    OPEN_EXIT = "open_exit", "にげ道が あいている"
    OPEN_AED = "open_aed", "AEDと 救急箱が ある"
    OPEN_READ = "open_read", "前の日の 申しおくりを 読んだ"
    CLOSE_EMPTY = "close_empty", "だれも のこっていない（トイレも）"
    CLOSE_FIRE = "close_fire", "火・ガス・水を 止めた"
    CLOSE_LIGHTS = "close_lights", "あかり・エアコンを けした"
    CLOSE_WINDOWS = "close_windows", "まどを しめた"
    CLOSE_LOST = "close_lost", "わすれものを 見た"
    CLOSE_KEY = "close_key", "鍵を しめた"


OPENING = tuple(one for one in Check if one.value.startswith("open_"))
CLOSING = tuple(one for one in Check if one.value.startswith("close_"))


def merged(before: Iterable[str], given: Iterable[str], of: Iterable[Check]) -> list[str]:
    """`given` takes the place of what stood there of the same half; the other half stays. In the order of Check."""
    half = {one.value for one in of}
    kept = {code for code in before if code not in half} | (set(given) & half)
    return [one.value for one in Check if one.value in kept]
