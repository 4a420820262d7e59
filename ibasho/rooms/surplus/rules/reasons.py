"""The engine's reasons in words a group reads: short, kind, whole sentences. Pure.

A reason is a code with numbers as `Share.reasons` and `Passed.reasons` keep them: `{"code": …, "numbers": {…}}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ibasho.base.kernel import wareki
from ibasho.rooms.surplus.rules import allergens, foods
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import Band

Told = Mapping[str, Any]
_SHELVES = {Band.ROOM: "おく場所", Band.CHILLED: "冷蔵庫", Band.FROZEN: "冷凍庫"}


def sentence(code: str, numbers: Told) -> str:
    """Raises KeyError for a code nobody wrote words for."""
    return SENTENCES[code](numbers)


def way(metres: int) -> str:
    """`800m`, `3.2km`: as the crow flies or along streets, whatever was asked."""
    return f"{metres}m" if metres < 1_000 else f"{metres / 1_000:.1f}".removesuffix(".0") + "km"


def _day(told: Told) -> str:
    return wareki.day_label(date.fromisoformat(told["day"]))


def _opens(told: Told) -> str:
    if told["times"] == 1:
        return f"{_day(told)}に ひらくので、いたむ前に 使えます。"
    return f"{_day(told)}から {told['times']}回 ひらくので、いたむ前に 使えます。"


def _no_session(told: Told) -> str:
    until = wareki.day_label(date.fromisoformat(told["until"]))
    return f"{until}までに ひらく日が ないので、今回は 使えません。"


def _recent(told: Told) -> str:
    return f"さいごの 4週間は {kg(told['recent'])}で、"


def _beside(told: Told) -> str:
    return f"（1食あたり {told['each']}g、まんなかの 所は {told['middle']}g）"


def _lowest(told: Told) -> str:
    if told["places"] == 1:
        return "今回 使えるのは ここだけでした。"
    return f"{_recent(told)}食事の 数で くらべて いちばん 少なめでした。"


def _low(told: Told) -> str:
    return f"{_recent(told)}食事の 数で くらべて 少なめでした{_beside(told)}。"


def _others_first(told: Told) -> str:
    return f"{_recent(told)}もっと 少ない所から 先に しました{_beside(told)}。つぎは 順が 近づきます。"


def _wishes_first(told: Told) -> str:
    return f"{_recent(told)}同じくらいの 所の うち、ほしいと 言った所や よく使う所から 先に しました。つぎは 順が 近づきます。"


def _nearer_first(told: Told) -> str:
    return f"{_recent(told)}同じくらいの 所の うち、近い所から 先に しました。つぎは 順が 前に なります。"


def _no_room(told: Told) -> str:
    shelf = _SHELVES[Band(told["band"])]
    if not told["free"]:
        return f"今回は {shelf}の あきが ありません。"
    return f"今回は {shelf}の あきが たりません（あき {kg(told['free'])}、いちばん 小さい分 {kg(told['piece'])}）。"


def _no_use(told: Told) -> str:
    if told.get("held"):
        return f"同じものが まだ {kg(told['held'])} あるので、今回は 見おくりました。"
    return f"いたむ前に 使えるのは {kg(told['usable'])}までで、いちばん 小さい分（{kg(told['piece'])}）に とどきません。"


def _up_to_use(told: Told) -> str:
    return f"いたむ前に 使いきれるのは {kg(told['usable'])}までです（ひらくのは {told['times']}回）。"


SENTENCES: dict[str, Callable[[Told], str]] = {
    # Why a place gets some.
    "opens": _opens,
    "lowest": _lowest,
    "all_alike": lambda told: (
        f"さいごの 4週間は {kg(told['recent'])}で、どこも 同じくらいでした。"
        if told["recent"]
        else "さいごの 4週間は、どこにも まだ とどいていませんでした。"
    ),
    "low": _low,
    "enough_for_all": lambda told: (
        f"さいごの 4週間に {kg(told['recent'])} とどいていますが、今回は ここまで 回りました。"
    ),
    "wished": lambda told: f"{foods.word(told['food'])}を ほしいと 言っています。",
    "often": lambda told: f"{foods.word(told['food'])}を よく 使います。",
    "near": lambda told: f"とりに行く 道のりは {way(told['metres'])}ぐらいです。",
    "comes": lambda _: "とどけてもらえるので、とりに 行かなくて よいです。",
    "driver": lambda _: "とりに 行けないので、運ぶ人を さがします。",
    "way_unknown": lambda _: "道のりは わかりません。とりに行けるか きいてください。",
    "up_to_room": lambda told: (
        f"{_SHELVES[Band(told['band'])]}の あき（{kg(told['free'])}）に 入るまでに しました。"
    ),
    "up_to_use": _up_to_use,
    # Why a place gets nothing this time.
    "declined": lambda _: "この おすそわけは「うけとれない」と 返事が ありました。",
    "closed": lambda _: "おやすみ中なので、今回は 見おくりました。",
    "inactive": lambda _: "うけとりを 休んでいます。",
    "allergens_unknown": lambda _: (
        "アレルギー物質が わからない 食べものなので、どこにも おくりません。出した人に きいてください。"
    ),
    "allergen": lambda told: (
        f"おかない アレルギー物質（{allergens.words(told['codes'].split(','))}）が 入っています。"
    ),
    "refused": lambda told: f"{foods.word(told['food'])}は うけとらないと 聞いています。",
    "cannot_fetch": lambda _: (
        "とりに 行けないので、今回は 見おくりました。運ぶ人が 見つかれば とどけられます。"
    ),
    "far": lambda told: (
        f"とりに行く 道のりが {way(told['metres'])}ぐらいで、行ける 道のり（{way(told['reach'])}）より 遠いです。"
    ),
    "no_session": _no_session,
    "no_room": _no_room,
    "no_use": _no_use,
    "under_least": lambda told: (
        f"{kg(told['least'])}より 少ないと いらないと 聞いています（今回は ぜんぶで {kg(told['offered'])}）。"
    ),
    "rest_too_small": lambda told: (
        f"のこりが {kg(told['left'])}で、いちばん 小さい分（{kg(told['piece'])}）に たりませんでした。"
    ),
    "others_first": _others_first,
    "wishes_first": _wishes_first,
    "nearer_first": _nearer_first,
}
