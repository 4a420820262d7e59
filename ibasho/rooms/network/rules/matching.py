"""Which offer could answer which want. Pure: suggestions with their reasons in words, nothing is decided here.

Each reason is worth a fixed number of steps (CLOSE); more steps stand higher, ties by the older want, then the older offer.
A pair shares at least the resource: that is the condition, not a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network.rules.kinds import Direction, MatchState, NoticeState

SOON = timedelta(days=14)
CLOSE = {"word": 3, "district": 2, "soon": 1}
SUGGESTED_MAX = 20
# What stands in nearly every notice and says nothing about what is wanted.
_COURTESY = re.compile(
    r"[をがはもにでと]?(?:さがして|探して|求めて|集めて|提供|募集|応援|協力|でき|あり|ほしい|欲しい|おねがい|お願い)"
    r"(?:して|いたし|し)?(?:います|ください|ます|です|る)?"
)
_EMPTY = frozenset(
    ["こども", "子ども", "食堂", "居場所", "人", "日", "回", "年", "月", "時", "中", "市", "内", "分", "方"]
)
_RUN = re.compile(r"[一-龥々]+|[ァ-ヴー]{2,}|[ぁ-ん]{3,}|[a-z]{2,}")
_PARTICLES = "をがはもにでとのや"


@dataclass(frozen=True, slots=True)
class Side:
    """One open notice. `key` grows with age: a smaller one is older."""

    key: int
    direction: str
    resource: str
    organisation: int
    text: str
    district: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    want: int
    offer: int
    reasons: tuple[str, ...]
    order: int


def suggestions(
    sides: Iterable[Side], known: Collection[tuple[int, int]], today: date
) -> tuple[Suggestion, ...]:
    """Wants with offers of the same resource by another organisation, best first. `known`: pairs somebody has already
    brought together, whatever came of it."""
    rows = [one for one in sides if one.until is None or one.until >= today]
    offers = [one for one in rows if one.direction == Direction.OFFER]
    found = [
        _pair(want, offer, today)
        for want in rows
        if want.direction == Direction.WANT
        for offer in offers
        if want.resource == offer.resource
        and want.organisation != offer.organisation
        and (want.key, offer.key) not in known
    ]
    found.sort(key=lambda one: (-one.order, one.want, one.offer))
    return tuple(found[:SUGGESTED_MAX])


def _pair(want: Side, offer: Side, today: date) -> Suggestion:
    reasons: list[str] = []
    steps = 0
    if both := shared(want.text, offer.text):
        reasons.append(f"どちらにも「{both[0]}」と あります")
        steps += CLOSE["word"]
    if want.district and want.district == offer.district:
        reasons.append("同じ 小学校区です")
        steps += CLOSE["district"]
    ends = [one for one in (want.until, offer.until) if one is not None]
    if ends and min(ends) <= today + SOON:
        first = min(ends)
        reasons.append(f"{first.month}月{first.day}日までなので、早いほうが よいです")
        steps += CLOSE["soon"]
    return Suggestion(want.key, offer.key, tuple(reasons) or ("ほしいものの 種類が 同じです",), steps)


def words(text: str) -> frozenset[str]:
    """Runs of one script that could name a thing: 「米」「トマト」「にんじん」; never a word of courtesy or a number."""
    folded = _COURTESY.sub(" ", unicodedata.normalize("NFKC", text).lower())
    runs = {one.lstrip("をが").rstrip(_PARTICLES) for one in _RUN.findall(folded)}
    return frozenset(one for one in runs if one and one not in _EMPTY)


def shared(one: str, other: str) -> list[str]:
    """Words of both texts, the longest first. 「新米」 is 「米」 too: the end of a word says what it is."""
    mine, theirs = words(one), words(other)
    found = {a for a in mine for b in theirs if b.endswith(a)} | {
        b for b in theirs for a in mine if a.endswith(b)
    }
    return sorted(found, key=lambda word: (-len(word), word))


def check_pair(want: Side, offer: Side, want_state: str, offer_state: str) -> None:
    """Raises Conflict for two that can't be brought together (any more)."""
    if (
        want.direction != Direction.WANT
        or offer.direction != Direction.OFFER
        or want.resource != offer.resource
    ):
        raise Conflict(
            "network.match_pair", "「求めている」と「提供できる」で、同じ種類のものを えらんでください。"
        )
    if want.organisation == offer.organisation:
        raise Conflict(
            "network.match_self", "同じ 団体どうしは ひきあわせられません。ほかの 団体を えらんでください。"
        )
    if want_state != NoticeState.OPEN or offer_state != NoticeState.OPEN:
        raise Conflict(
            "network.match_closed",
            "どちらかが もう おわっています。ページを 開きなおして、ほかを えらんでください。",
        )


def check_yes(state: str) -> None:
    if state not in {MatchState.PROPOSED, MatchState.AGREED}:
        raise Conflict("network.match_ended", "この ひきあわせは もう おわっています。")


def check_done(state: str) -> None:
    if state != MatchState.AGREED:
        raise Conflict(
            "network.match_not_agreed",
            "両方が「よい」と 言ってから、できたことを 書けます。まだの ほうに 聞いてください。",
        )
