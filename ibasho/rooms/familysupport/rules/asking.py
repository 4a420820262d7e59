"""What a provider is told before it is decided, and when they are asked once more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ibasho.rooms.familysupport.rules.kinds import AskAnswer, VisitState

MEMBERS_MAX, VISITS_MAX = 30, 60
AGAIN_AFTER = timedelta(hours=20)  # a day, so that who was asked at noon hears in the morning
AGAIN_SOON = timedelta(hours=3)  # when the visit is near
NEAR = timedelta(hours=48)
TOO_LATE = timedelta(hours=1)  # so short before the beginning nobody is asked again


OTHERS, TO_ARRANGE = "（みんなは", "事前打合せ"  # how others fare, and what the centre has still to arrange


def unnamed(reasons: Iterable[str], names: Sequence[str]) -> list[str]:
    """Reasons for the provider's own eyes: without the children's names, since until it is decided they do not know which
    family asks, and without what only the adviser weighs."""
    found = []
    for words in reasons:
        own = words.split(OTHERS)[0]
        for name in sorted(filter(None, names), key=len, reverse=True):
            for called in (f"{name}さん", f"{name}ちゃん", f"{name}くん", name):
                own = own.replace(called, "このお子さん")
        if not own.startswith(TO_ARRANGE):
            found.append(own)
    return found


def asks_again(*, sent_at: datetime, starts_at: datetime, at: datetime) -> bool:
    """Whether who has not answered is asked once more now."""
    if starts_at - at < TOO_LATE:
        return False
    wait = AGAIN_SOON if starts_at - at < NEAR else AGAIN_AFTER
    return at - sent_at >= wait


def ages(years: Iterable[int]) -> str:
    """`7歳`, `3歳と 7歳`."""
    return "と ".join(f"{one}歳" for one in sorted(years))


def too_late(state: str) -> str:
    """Why an answer changes nothing any more."""
    if state in {VisitState.AGREED, VisitState.DONE}:
        return "この おねがいは ほかの方に 決まりました。考えてくださって ありがとうございました。"
    return "この おねがいは おわりました。考えてくださって ありがとうございました。"


def may_ask_again(answer: str) -> bool:
    """Who said no, or has not answered, is not asked a second time for the same visit."""
    return answer == AskAnswer.SETTLED
