"""What may be done with an offer, and what a standing one promises. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.surplus.rules.amounts import Amount
from ibasho.rooms.surplus.rules.kinds import GROWN, OfferState

ENDED = frozenset({OfferState.DONE, OfferState.WITHDRAWN, OfferState.LAPSED})
CHANGEABLE = frozenset({OfferState.NEW, OfferState.OPEN, OfferState.PROPOSED})
FORGET_DAYS = 90  # a giver without an account: name and ways to reach them, after the end
LATE_DAYS = 7  # a hand-over may be written down so long after the last day to eat it
ASK_DAYS = 7  # a standing offer is asked about in the week before
ERASED = "（消しました）"

# What the giver's page draws, in this order.
STEPS = (OfferState.OPEN, OfferState.PROPOSED, OfferState.CONFIRMED, OfferState.DONE)


def check_step(grams: int, step_grams: int) -> None:
    """Raises Invalid where the smallest piece is no piece of the whole."""
    if not 0 < step_grams <= grams:
        sentence = "分けられる いちばん小さい 重さは、0より 大きく、ぜんぶの 重さまでに してください。例：5kg"
        raise Invalid("surplus.step", sentence, fields={"step": sentence})


def check_contact(name: str, phone: str, email: str) -> None:
    """Raises Invalid: without an account somebody must be there to ring up or to write to."""
    if not name:
        sentence = "お名前か、お店・会社の 名前を 書いてください。とりに行く人が さがせるようにです。"
        raise Invalid("surplus.nameless", sentence, fields={"giver_name": sentence})
    if not phone and not email:
        sentence = "電話か メールの どちらかを 書いてください。とりに行く 時間を おしらせします。"
        raise Invalid("surplus.no_contact", sentence, fields={"giver_phone": sentence})


def check_changeable(state: str, going: bool) -> None:
    """Raises Conflict once somebody counts on it. `going`: a share of it is agreed or handed over, whatever the state says
    while the rest is proposed anew."""
    if state in ENDED:
        raise Conflict("surplus.offer_ended", "このおすそわけは もう おわっています。新しく 出してください。")
    if going or state not in CHANGEABLE:
        raise Conflict(
            "surplus.offer_agreed",
            "うけとる所が もう きまっているので、ここでは 直せません。市に 電話するか、とりさげて もう一度 出してください。",
        )


def check_withdrawable(state: str, handed: bool) -> None:
    """Raises Conflict after the end, and once a part of it is in somebody's hands."""
    if state in ENDED:
        raise Conflict("surplus.offer_ended", "このおすそわけは もう おわっています。することは ありません。")
    if handed:
        raise Conflict(
            "surplus.offer_handed",
            "もう わたしたものが あるので、とりさげられません。食べないで ほしいときは、市に すぐ 電話してください。",
        )


def check_finishable(state: str, *, handed: bool, agreed: bool) -> None:
    """Raises Conflict unless some of it was handed over and nobody is still to get any: the rest may be let go."""
    if state in ENDED:
        raise Conflict("surplus.offer_ended", "このおすそわけは もう おわっています。することは ありません。")
    if agreed:
        raise Conflict(
            "surplus.offer_waits",
            "まだ うけとる所が あるので、おわりに できません。わたしたか、とりに来なかったかを 先に 入れてください。",
        )
    if not handed:
        raise Conflict(
            "surplus.offer_nothing_handed",
            "まだ だれにも わたしていないので、おわりに できません。やめるときは、とりさげてください。",
        )


def check_standing(food: str, months: Sequence[int], weekday: int, keeps_days: int) -> None:
    """Raises Invalid. Made food is offered each time anew: its dates and allergens differ each time."""
    if food not in GROWN:
        sentence = "毎週の 約束は、やさい・くだもの・米だけです。つくった食べものは、期限と アレルギーが 毎回 ちがうので、そのつど 出してください。"
        raise Invalid("surplus.standing_food", sentence, fields={"food": sentence})
    if not months or not set(months) <= set(range(1, 13)):
        sentence = "何月に あるかを 1つ以上 えらんでください。"
        raise Invalid("surplus.standing_months", sentence, fields={"months": sentence})
    if not 0 <= weekday <= 6:
        sentence = "曜日を えらんでください。"
        raise Invalid("surplus.standing_weekday", sentence, fields={"weekday": sentence})
    if not 1 <= keeps_days <= 365:
        sentence = "何日 もつかは、1から 365までの 数で 書いてください。"
        raise Invalid("surplus.standing_keeps", sentence, fields={"keeps_days": sentence})


def next_day(months: Collection[int], weekday: int, today: date) -> date | None:
    """The next such weekday from today on within a week, None outside the season."""
    day = today + timedelta(days=(weekday - today.weekday()) % ASK_DAYS)
    return day if day.month in months else None


def usual_step(amount: Amount) -> int:
    """The smallest piece where nobody said one: the box; else 1 kg, 500 g or 100 g, whichever leaves no rest; else all."""
    if amount.piece_grams and amount.grams % amount.piece_grams == 0:
        return amount.piece_grams
    fitting = (step for step in (1_000, 500, 100) if amount.grams >= step and amount.grams % step == 0)
    return next(fitting, amount.grams)
