"""The life of a shop's contract: 申しこみ → 承認 → はじめセット → ためし読み → スタート ⇄ お休み中 → 終わり. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.mealtickets.rules.money import MEAL_YEN_MAX, MEAL_YEN_MIN

MEALS_A_DAY_MAX = 500
RIBBONS_A_DAY_MAX = 999


class Step(StrEnum):
    APPLY = "apply"
    APPROVE = "approve"
    REFUSE = "refuse"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


NEW = ""  # no contract yet
# step: (from which states, to which state)
STEPS: dict[Step, tuple[frozenset[str], str]] = {
    Step.APPLY: (frozenset({NEW, "refused", "ended"}), "applied"),
    Step.APPROVE: (frozenset({"applied", "refused"}), "approved"),
    Step.REFUSE: (frozenset({"applied"}), "refused"),
    Step.START: (frozenset({"approved"}), "started"),
    Step.PAUSE: (frozenset({"started"}), "paused"),
    Step.RESUME: (frozenset({"paused"}), "started"),
    Step.END: (frozenset({"applied", "approved", "started", "paused"}), "ended"),
}

# What a shop decides by itself, at any time; everything else is agreed on with the city.
OWN = frozenset({"child_menu", "seats_note", "hours_note", "smoking", "takeout"})
AGREED = frozenset({"price_yen", "meals_a_day", "tax_percent", "ribbon", "cards"})


def possible(state: str) -> frozenset[Step]:
    return frozenset(step for step, (before, _) in STEPS.items() if state in before)


def after(step: Step, state: str) -> str:
    """The state after the step. Raises Conflict when somebody has already moved the contract on."""
    before, then = STEPS[step]
    if state not in before:
        raise Conflict(
            "shop.moved_on",
            "このお店の状態は もう かわっています。ページを 開きなおして、いまの状態を たしかめてください。",
        )
    return then


@dataclass(frozen=True, slots=True)
class Ready:
    """What a start asks for. A shop of ribbons alone needs neither number nor device."""

    cards: bool
    ribbon: bool
    pin: bool
    devices: int
    tested: bool
    payee: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of what has to be there before the start, in the order in which one does it."""
        if not self.cards:
            return ()
        asked = (("device", self.devices > 0), ("pin", self.pin))
        return tuple(code for code, done in asked if not done)

    @property
    def unpaid(self) -> bool:
        """It may start, but the city cannot pay it yet."""
        return self.cards and not self.payee


MISSING = {
    "device": (
        "shop.no_device",
        "お店の スマホや タブレットを 1台 登録してください。カードを 読むのに 使います。",
    ),
    "pin": ("shop.no_pin", "お店の暗証番号を きめてください。読みとりの画面を ひらくのに 使います。"),
}


def check_start(ready: Ready) -> None:
    """Raises Conflict with the first thing that is missing."""
    for code in ready.missing:
        raise Conflict(*MISSING[code])


def check_terms(*, price_yen: int, meals_a_day: int, ribbon: bool, cards: bool) -> None:
    """Raises Invalid, naming the field."""
    if not MEAL_YEN_MIN <= price_yen <= MEAL_YEN_MAX:
        words = f"1食の金額は {MEAL_YEN_MIN}円から {MEAL_YEN_MAX:,}円までに してください。"
        raise Invalid("shop.price", words, fields={"price_yen": words})
    if not 1 <= meals_a_day <= MEALS_A_DAY_MAX:
        words = f"1日に 出せる食数は 1から {MEALS_A_DAY_MAX}までに してください。"
        raise Invalid("shop.meals_a_day", words, fields={"meals_a_day": words})
    if not ribbon and not cards:
        words = "こどもカードか フードリボンの どちらかを えらんでください。"
        raise Invalid("shop.neither", words, fields={"cards": words})


def check_agreed(state: str, changed: set[str]) -> None:
    """A shop's own hand: what was agreed on stays as it is once the city has approved. Raises Conflict."""
    if state in ("approved", "started", "paused") and changed & AGREED:
        raise Conflict(
            "shop.agreed",
            "金額・食数・税率・カードの受けつけは 市との約束です。かえたいときは 市の窓口に 知らせてください。",
        )


def check_pause(since: date, until: date | None, today: date) -> None:
    """A pause is true today; a single day ahead is closed in the place's calendar. Raises Invalid, naming the field."""
    if since > today:
        words = (
            "きょうか それより前の日に してください。先の日は 場所のページの「お休みの日」に 入れてください。"
        )
        raise Invalid("shop.pause_ahead", words, fields={"since": words})
    if until is not None and until < today:
        words = "おわりの日は きょうから あとに してください。わからないときは 空のままで だいじょうぶです。"
        raise Invalid("shop.pause_over", words, fields={"until": words})


def check_ribbons(hung: int, used: int, day: date, today: date) -> None:
    """A shop's own count of a day that has begun. Raises Invalid, naming the field."""
    for field, count in (("hung", hung), ("used", used)):
        if not 0 <= count <= RIBBONS_A_DAY_MAX:
            words = f"0から {RIBBONS_A_DAY_MAX}までの 数を 入れてください。"
            raise Invalid("shop.ribbons", words, fields={field: words})
    if day > today:
        words = "これからの日は まだ 書けません。その日に なってから 書いてください。"
        raise Invalid("shop.ribbons_ahead", words, fields={"day": words})
