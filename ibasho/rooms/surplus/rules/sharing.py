"""What may be decided about an offer and its proposal, and the spans the engine's facts are taken over. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import OfferState, ProposalState

RECENT_DAYS = 28  # "lately": four weeks, in which every place opens at least once
WEEKS = RECENT_DAYS // 7
KEPT_DAYS = 28  # what nobody said anything of for so long is eaten: it fills no store any more
CLOSED_MINUTE = time(20)  # end of a session whose hours nobody knows
SEEKING = (OfferState.OPEN.value, OfferState.PROPOSED.value, OfferState.CONFIRMED.value)


def in_time(day: date, ends: time | None, *, since: datetime) -> bool:
    """Whether food that is there from `since` on can still be cooked in a session of `day`."""
    return clock.at(day, ends or CLOSED_MINUTE) > since


def usual_meals(meals: int, sessions_of_four_weeks: int) -> float:
    """A week's meals, never nothing: whoever opens once a month still eats."""
    return meals * max(1, sessions_of_four_weeks) / WEEKS


def check_ready(ready_until: datetime, at: datetime) -> None:
    """Raises Conflict once nobody can fetch it any more: new promises would be empty."""
    if ready_until < at:
        when = clock.jst(ready_until)
        raise Conflict(
            "surplus.offer.not_ready",
            f"わたせる 時間（{wareki.day_label(when.date())} {clock.time_label(when.time())}まで）が すぎています。"
            "まだ わたせるときは、出した人に きいて 時間を 直してください。",
        )


def check_seeking(state: str, use_until: date, *, recalled: bool, today: date) -> None:
    """Raises Conflict unless the offer may still be given to somebody."""
    if recalled:
        raise Conflict(
            "surplus.offer.recalled",
            "この おすそわけは 回収に なっています。だれにも わたせません。回収の ページで つぎに することを 見てください。",
        )
    if state not in SEEKING:
        word = OfferState(state).label
        raise Conflict(
            "surplus.offer.over",
            f"この おすそわけは いま「{word}」です。行き先は きめられません。ページを 開きなおしてください。",
        )
    if use_until < today:
        raise Conflict(
            "surplus.offer.past", f"食べる 期限（{wareki.day_label(use_until)}）が すぎています。だれにも わたせません。あげた人に 知らせて、おわりに してください。"
        )  # fmt: skip


def check_proposal(state: str, confirmed_at: datetime | None) -> None:
    """Raises Conflict for a proposal somebody else has already decided, and says what happened."""
    if state == ProposalState.PROPOSED:
        return
    if state == ProposalState.CONFIRMED and confirmed_at is not None:
        when = (
            f"{wareki.day_label(clock.day(confirmed_at))} {clock.time_label(clock.jst(confirmed_at).time())}"
        )
        raise Conflict(
            "surplus.proposal.confirmed",
            f"この案は {when}に ほかの人が もう きめました。あなたの 変更は 入っていません。いまの 分け方を 見てください。",
        )
    if state == ProposalState.REPLACED:
        raise Conflict(
            "surplus.proposal.replaced",
            "この案は 新しい案に おきかわりました。いちばん新しい案を 見てから きめてください。",
        )
    raise Conflict(
        "surplus.proposal.dropped", "この案は やめになりました。必要なら 新しい案を 作ってください。"
    )


def check_grams(wanted: Mapping[int, int], names: Mapping[int, str], *, left: int, step: int) -> None:
    """Raises Invalid: in the giver's smallest pieces, to somebody, and not more than there is. Of 23 kg in pieces of 5 one
    place may have the last 3."""
    last = left % step
    for key, grams in wanted.items():
        if grams >= 0 and last and grams % step == last:
            last = 0
        elif grams < 0 or grams % step:
            rest = left % step
            piece, name, last_piece = kg(step), names[key], kg(rest)
            sentence = (
                f"{name}の 量は {piece}ずつで 入れてください。分けられる いちばん小さい 量が {piece}です。さいごの {last_piece}は 1か所に たせます。"
                if rest
                else f"{name}の 量は {piece}ずつで 入れてください。分けられる いちばん小さい 量が {piece}です。"
            )
            raise Invalid("surplus.share.step", sentence, fields={f"grams_{key}": sentence})
    total = sum(wanted.values())
    if total > left:
        sentence = f"あわせて {kg(total)}に なりますが、あるのは {kg(left)}です。{kg(total - left)} へらしてください。"
        raise Invalid("surplus.share.too_much", sentence)
    if total == 0:
        raise Invalid(
            "surplus.share.nobody",
            "だれにも わたらない 案です。やめるときは「この案を やめる」を おしてください。",
        )
