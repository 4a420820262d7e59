"""What a scan is answered: ○ △ ×, one word, one sentence. Pure, and all sentences stand in one table.

At the counter a meal may be refused (△ ×). After the child ate (offline, paper stubs) nothing is refused any more:
`eaten` says whether it is paid at once (OK), paid although the card was used twice (DOUBLE), or waits for a person (CHECK).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.mealtickets.rules.kinds import Outcome


class Reply(StrEnum):
    """What a till's program reads."""

    OK = "ok"
    WAIT = "wait"
    NO = "no"


class Purse(StrEnum):
    """Where the money of one meal can come from."""

    POOL = "pool"
    RESERVE = "reserve"
    EMPTY = "empty"


class Reason(Labelled):
    """Why the answer is what it is. The label is for the desk; the till's words stand in `WORDS`."""

    FED = "fed", "食べた"
    FED_RESERVE = "fed_reserve", "食べた（予備から）"
    TWICE = "twice", "オフラインで 同じ日に 2回"
    EATEN = "eaten", "きょうは もう食べた"
    USED = "used", "1回きりのチケットで 使いおわり"
    SOLD_OUT = "sold_out", "チケットも 予備も なくなった"
    FULL = "full", "お店の きょうの数が おわった"
    RESTING = "resting", "お店が いま カードを 受けつけていない"
    ELSEWHERE = "elsewhere", "ほかのお店の チケット"
    FORGED = "forged", "市が 作ったカードと たしかめられない"
    TRUNCATED = "truncated", "コードが とちゅうで 切れている"
    FOREIGN = "foreign", "この市の カードではない"
    UNKNOWN = "unknown", "番号が 見つからない"
    REVOKED = "revoked", "止めたカード"
    EXPIRED = "expired", "期限がすぎたカード"
    DEVICE = "device", "止めた端末から"
    SIGNATURE = "signature", "端末の しるしが 合わない"
    COUNTER = "counter", "端末の通し番号が 2回 使われた"
    LIMITS = "limits", "オフラインの上限を こえた"
    TOLD_NO = "told_no", "その場では △か× と答えた番号"
    UNREAD = "unread", "読めないところがある"
    NO_MONEY = "no_money", "予備も たりない"
    SHOP = "shop", "カードを 受けつけていないお店から"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the table: what the shop's screen shows, and the sentence beneath the word."""

    reply: Reply
    mark: str
    word: str
    say: str


_FED = Said(Reply.OK, "○", "どうぞ", "めしあがれ。")
_SOLD_OUT = Said(
    Reply.WAIT,
    "△",
    "きょうは おわり",
    "きょうの チケットは おわりました。近くで 食べられるところを 見せてください。",
)
_LOOK = Said(
    Reply.WAIT, "△", "市が 見ます", "食べた分は のこしました。お店への支払いは 市が たしかめて 決めます。"
)
WORDS: Mapping[Reason, Said] = {
    Reason.FED: _FED,
    Reason.FED_RESERVE: _FED,
    Reason.TWICE: Said(Reply.OK, "○", "のこしました", "同じカードの 2回目でしたが、お店には 予備から 払います。"),
    Reason.EATEN: Said(Reply.WAIT, "△", "きょうは もう", "このカードは 1日 1回です。あした また つかえます。"),
    Reason.USED: Said(Reply.WAIT, "△", "つかいました", "このチケットは もう つかってあります。べつのチケットを えらんでください。"),
    Reason.SOLD_OUT: _SOLD_OUT,
    Reason.FULL: Said(Reply.WAIT, "△", "きょうは おわり", "お店の きょうの分は おわりました。近くで 食べられるところを 見せてください。"),
    Reason.RESTING: Said(Reply.WAIT, "△", "いまは おやすみ", "このお店は いま カードを 受けつけていません。近くで 食べられるところを 見せてください。"),
    Reason.ELSEWHERE: Said(Reply.NO, "×", "べつのお店", "ほかのお店の チケットです。書いてある お店で つかえます。"),
    Reason.FORGED: Said(Reply.NO, "×", "つかえません", "市のカードと たしかめられません。カードの番号を 打ってみてください。"),
    Reason.TRUNCATED: Said(Reply.NO, "×", "もういちど", "コードが とちゅうで 切れています。もういちど 読むか、番号を 打ってください。"),
    Reason.FOREIGN: Said(Reply.NO, "×", "つかえません", "この市の こどもカードでは ありません。カードの QRコードを 読んでください。"),
    Reason.UNKNOWN: Said(Reply.NO, "×", "もういちど", "この番号は 見つかりません。カードを見て もういちど 打ってください。"),
    Reason.REVOKED: Said(Reply.NO, "×", "とりかえます", "古いカードです。もらったところか 市役所で 新しいカードに とりかえられます。"),
    Reason.EXPIRED: Said(Reply.NO, "×", "とりかえます", "つかえる日が すぎました。もらったところか 市役所で 新しいカードに とりかえられます。"),
    Reason.DEVICE: _LOOK,
    Reason.SIGNATURE: _LOOK,
    Reason.COUNTER: _LOOK,
    Reason.LIMITS: _LOOK,
    Reason.TOLD_NO: _LOOK,
    Reason.UNREAD: _LOOK,
    Reason.NO_MONEY: _LOOK,
    Reason.SHOP: _LOOK,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the card that was shown; it names nobody. `uses` counts meals of the day, `uses_ever` all."""

    live: bool
    wall: bool
    here: bool  # a wall ticket of this very shop; True for every こどもカード
    valid_until: date
    uses: int
    uses_ever: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One scan. `trouble` says why there is no card (FORGED, TRUNCATED, FOREIGN, UNKNOWN), else it is None."""

    card: Seen | None
    trouble: Reason | None
    day: date


@dataclass(frozen=True, slots=True)
class World:
    """What the counter's shop and the purses are like in this moment."""

    takes_cards: bool
    left: int  # meals the kitchen still offers today
    purse: Purse
    a_day: int  # meals per card and day


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer and its reason. Who pays stands in the purse it was decided on."""

    outcome: Outcome
    reason: Reason

    @property
    def said(self) -> Said:
        """The words at the counter. What waits for a person says so whatever the reason is."""
        return _LOOK if self.outcome == Outcome.CHECK else WORDS[self.reason]

    @property
    def mark(self) -> str:
        return self.said.mark

    @property
    def word(self) -> str:
        return self.said.word

    @property
    def say(self) -> str:
        return self.said.say


def at_counter(asked: Asked, world: World) -> Decision:
    """The child stands there and has not eaten yet."""
    refused = wrong(asked) or (None if world.takes_cards else Reason.RESTING) or _again(asked, world)
    if refused is None and world.left <= 0:
        refused = Reason.FULL
    if refused is None and world.purse == Purse.EMPTY:
        refused = Reason.SOLD_OUT
    if refused is not None:
        return Decision(Outcome.REFUSED, refused)
    if world.purse == Purse.RESERVE:
        return Decision(Outcome.OK, Reason.FED_RESERVE)
    return Decision(Outcome.OK, Reason.FED)


def eaten(asked: Asked, world: World, *, doubt: Reason | None = None) -> Decision:
    """The child has eaten. `doubt`: what the device or the upload itself gave cause for."""
    look = doubt or wrong(asked) or (None if world.takes_cards else Reason.SHOP)
    if look is None and world.purse == Purse.EMPTY:
        look = Reason.NO_MONEY
    if look is not None:
        return Decision(Outcome.CHECK, look)
    if _again(asked, world) is not None:
        return Decision(Outcome.DOUBLE, Reason.TWICE)
    if world.purse == Purse.RESERVE:
        return Decision(Outcome.OK, Reason.FED_RESERVE)
    return Decision(Outcome.OK, Reason.FED)


def wrong(asked: Asked) -> Reason | None:
    """Why this is no card for this counter on this day; None where it is one."""
    card = asked.card
    if card is None:
        return asked.trouble or Reason.UNKNOWN
    if not card.live:
        return Reason.REVOKED
    if asked.day > card.valid_until:
        return Reason.EXPIRED
    return None if card.here else Reason.ELSEWHERE


def used_up(asked: Asked, a_day: int) -> bool:
    """Whether the card has had its meal already: an offline double, which the reserve pays."""
    card = asked.card
    return card is not None and (card.uses_ever > 0 if card.wall else card.uses >= a_day)


def _again(asked: Asked, world: World) -> Reason | None:
    if not used_up(asked, world.a_day) or asked.card is None:
        return None
    return Reason.USED if asked.card.wall else Reason.EATEN
