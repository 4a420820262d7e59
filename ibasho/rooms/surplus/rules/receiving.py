"""What a place says when it wants to take food: how much it can keep, what it cooks, how far it goes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules.kinds import Band, Food

STORE_MAX = 5_000_000  # five tonnes: a warehouse; more is a slip of the pen
MEALS_MAX = 1_000
REACH_MAX = 60_000
NOTE_MAX = 200
WISH_WORDS_MAX = 80
WISH_DAYS = 28  # a wish in one tap holds four weeks
WISH_DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Size:
    """A store people have seen, and about how much of vegetables or boxes goes in. `fill`: of its picture, in hundredths."""

    grams: int
    words: str
    fill: int

    @property
    def tall(self) -> int:
        """Of 52 units inside a store 60 high."""
        return 52 * self.fill // 100

    @property
    def top(self) -> int:
        return 56 - self.tall


# About half a kilo a litre, half of it free: a household refrigerator of 400 l keeps about 30 kg beside its own things,
# a standing kitchen one of 1,000 l about 100 kg. Hints for people who know their fridge and not its kilos.
SIZES: dict[Band, tuple[Size, ...]] = {
    Band.ROOM: (
        Size(0, "おけない", 0), Size(20_000, "たな 1つ（20kgくらい）", 25), Size(50_000, "物置の すみ（50kgくらい）", 50),
        Size(100_000, "物置 半分（100kgくらい）", 75), Size(300_000, "物置 1つ（300kgくらい）", 100),
    ),
    Band.CHILLED: (
        Size(0, "冷蔵庫は ない", 0), Size(5_000, "家の 冷蔵庫の 1段（5kgくらい）", 25), Size(15_000, "家の 冷蔵庫 半分（15kgくらい）", 50),
        Size(30_000, "家の 冷蔵庫 1台（30kgくらい）", 75), Size(100_000, "業務用 1台（100kgくらい）", 100),
    ),
    Band.FROZEN: (
        Size(0, "冷凍庫は ない", 0), Size(5_000, "引き出し 1つ（5kgくらい）", 25), Size(15_000, "小さな 冷凍庫（15kgくらい）", 50),
        Size(40_000, "大きな 冷凍庫（40kgくらい）", 75), Size(100_000, "業務用 1台（100kgくらい）", 100),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one receiver; weights in whole grams, the way in metres. `most_grams` None: no limit of its own."""

    room_grams: int
    chilled_grams: int
    frozen_grams: int
    meals: int
    collects: bool = True
    reach_metres: int = 10_000
    least_grams: int = 0
    most_grams: int | None = None
    wished: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    note: str = ""


def check(told: Settings, *, allergens: frozenset[str]) -> None:
    """Raises Invalid with a sentence beside its field. `allergens`: the codes that are known."""
    stores = (told.room_grams, told.chilled_grams, told.frozen_grams)
    if not any(stores):
        _refuse(
            "store",
            "room",
            "おける 場所が ひとつも ありません。常温・冷蔵・冷凍の どれかを えらんでください。",
        )
    if max(stores) > STORE_MAX:
        _refuse("store", "room", "おける 量が 大きすぎます。5,000kg までで 入れてください。")
    if not 1 <= told.meals <= MEALS_MAX:
        _refuse("meals", "meals", f"1回の 食事の 数は 1から {MEALS_MAX:,}で 入れてください。")
    if not 0 <= told.reach_metres <= REACH_MAX:
        _refuse("reach", "reach", "とりに 行ける きょりは 60km までで 入れてください。")
    if told.most_grams is not None and told.most_grams < max(1, told.least_grams):
        _refuse(
            "most",
            "most",
            "「いちばん 多くて」が「これより 少ないと いらない」より 小さいです。どちらかを 直してください。",
        )
    if both := set(told.wished) & set(told.refused):
        words = "・".join(one.label for one in Food if one.value in both)
        _refuse(
            "both",
            "refused",
            f"{words}が「よく使う」と「うけとらない」の 両方に あります。片方を 外してください。",
        )
    if set(told.avoids) - allergens:
        _refuse(
            "avoids",
            "avoids",
            "一覧に ない アレルギー物質が あります。ページを 開きなおして えらびなおしてください。",
        )
    if len(told.note) > NOTE_MAX:
        _refuse("note", "note", f"ひとことは {NOTE_MAX}文字までで 書いてください。")


def check_wish(words: str, grams: int | None, until: date, *, today: date) -> None:
    """Raises Invalid for no words, too many, nothing, or a day that is over or too far."""
    if not 0 < len(words) <= WISH_WORDS_MAX:
        _refuse("wish_words", "words", f"ほしいものを 1から {WISH_WORDS_MAX}文字で 書いてください。")
    if grams is not None and not 0 < grams <= STORE_MAX:
        _refuse(
            "wish_grams",
            "grams",
            "重さは 0より 大きく、5,000kg までで 入れてください。わからなければ あけておきます。",
        )
    if not today <= until <= today + timedelta(days=WISH_DAYS_MAX):
        _refuse("wish_until", "until", "「いつまでに」は きょうから 1年の 間で 入れてください。")


def _refuse(code: str, field: str, sentence: str) -> None:
    raise Invalid(f"surplus.receiver.{code}", sentence, fields={field: sentence})
