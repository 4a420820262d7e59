"""引き継ぎ and 代決: what may be done in which state. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number

DUTY_MAX, WORDS_MAX, ITEM_MAX, CONTACT_MAX, ITEMS_MAX = 80, 2000, 300, 120, 100
DEPUTY_WORDS_MAX, DEPUTY_DAYS_MAX = 200, 366


class Standing(Enum):
    """Where a hand-over stands; its value is the word shown."""

    WRITING = "書いている"
    HANDED = "わたした"
    TAKEN = "うけとった"


def standing(handed_at: datetime | None, taken_at: datetime | None) -> Standing:
    if taken_at is not None:
        return Standing.TAKEN
    return Standing.HANDED if handed_at is not None else Standing.WRITING


def check_duty(duty: str) -> str:
    words = refuse_my_number(" ".join(duty.split()))
    if not 0 < len(words) <= DUTY_MAX:
        sentence = f"担当の 名前を {DUTY_MAX}文字までで 書いてください。例：こどもの食事の 担当"
        raise Invalid("reports.handover_duty", sentence, fields={"duty": sentence})
    return words


def check_words(words: str) -> str:
    told = refuse_my_number(words.strip())
    if len(told) > WORDS_MAX:
        sentence = f"{WORDS_MAX:,}文字までで 書いてください。"
        raise Invalid("reports.handover_words", sentence, fields={"words": sentence})
    return told


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told: what, until when, whom to ask."""

    words: str
    due_on: date | None = None
    contact: str = ""

    def tidy(self) -> Item:
        """Raises Invalid for nothing said, too many letters or a My Number."""
        words = refuse_my_number(" ".join(self.words.split()))
        contact = refuse_my_number(" ".join(self.contact.split()))
        wrong: dict[str, str] = {}
        if not 0 < len(words) <= ITEM_MAX:
            wrong["words"] = f"引き継ぐことを {ITEM_MAX}文字までで 書いてください。"
        if len(contact) > CONTACT_MAX:
            wrong["contact"] = f"{CONTACT_MAX}文字までで 書いてください。"
        if wrong:
            raise Invalid("reports.handover_item", " ".join(wrong.values()), fields=wrong)
        return Item(words, self.due_on, contact)


def check_room(count: int) -> None:
    if count >= ITEMS_MAX:
        raise Conflict(
            "reports.handover_full",
            f"1つの 引き継ぎに 書けるのは {ITEMS_MAX}件までです。担当を 分けてください。",
        )


def check_writing(now: Standing) -> None:
    if now is Standing.HANDED:
        raise Conflict(
            "reports.handover_handed",
            "もう わたしています。なおすときは、先に「とりもどす」を おしてください。",
        )
    if now is Standing.TAKEN:
        raise Conflict("reports.handover_taken", "もう うけとられています。そのまま 記録として のこります。")


def check_hand(giver: int, taker: int) -> None:
    if giver == taker:
        sentence = "わたす人と うける人が 同じです。ほかの人を えらんでください。"
        raise Invalid("reports.handover_self", sentence, fields={"taker": sentence})


def check_handed(now: Standing) -> None:
    """For taking back and for receiving."""
    if now is Standing.WRITING:
        raise Conflict(
            "reports.handover_not_handed", "まだ わたされていません。ページを 開きなおしてください。"
        )
    if now is Standing.TAKEN:
        raise Conflict("reports.handover_taken", "もう うけとられています。そのまま 記録として のこります。")


@dataclass(frozen=True, slots=True)
class Away:
    """代決 between two days, both included."""

    starts_on: date
    ends_on: date
    words: str = ""

    def checked(self, *, person: int, deputy: int) -> Away:
        """Raises Invalid with a sentence for each field."""
        words = refuse_my_number(" ".join(self.words.split()))
        wrong: dict[str, str] = {}
        if person == deputy:
            wrong["deputy"] = "いない人と かわりの人が 同じです。ほかの人を えらんでください。"
        if self.ends_on < self.starts_on:
            wrong["ends_on"] = "おわりの日が はじまりの日より 前です。"
        elif (self.ends_on - self.starts_on).days >= DEPUTY_DAYS_MAX:
            wrong["ends_on"] = "1年より 長くは 決められません。年度ごとに 書いてください。"
        if len(words) > DEPUTY_WORDS_MAX:
            wrong["words"] = f"{DEPUTY_WORDS_MAX}文字までで 書いてください。"
        if wrong:
            raise Invalid("reports.deputy", " ".join(wrong.values()), fields=wrong)
        return Away(self.starts_on, self.ends_on, words)


def overlaps() -> Conflict:
    return Conflict(
        "reports.deputy_twice",
        "その日には もう かわりの人が 決まっています。先に 前の 記録の 日を みじかくしてから 書いてください。",
    )


def check_drop(starts_on: date, today: date) -> None:
    """What has begun is a record; it is ended, not deleted."""
    if starts_on <= today:
        raise Conflict(
            "reports.deputy_began", "もう はじまっています。「きょうで おわる」を おしてください。"
        )


def check_end(starts_on: date, ends_on: date, today: date) -> None:
    if not starts_on <= today < ends_on:
        raise Conflict(
            "reports.deputy_not_running",
            "いま つづいている 代決では ありません。ページを 開きなおしてください。",
        )
