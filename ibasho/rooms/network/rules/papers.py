"""Papers with an end: which runs, which ends soon, which another one follows, and whether what is eaten at home is covered. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.network.rules.kinds import Cover

SOON_DAYS = 60
WARN_DAYS = (60, 14)  # a mail once for each, the farther first
QUIET_MONTHS = 6  # nothing heard of a group for so long
SPAN_DAYS = 365  # what a drawn paper shows, a quarter of it past
_PAST_DAYS = 90
# Words of a place that gives food to take home: what its own entry says.
TAKING_HOME = ("弁当", "持ち帰り", "持帰り", "テイクアウト", "パントリー", "食品配布")


class Life(Labelled):
    """How a paper stands on a day."""

    COMING = "coming", "これから"
    RUNNING = "running", "有効"
    SOON = "soon", "もうすぐ おわり"
    OVER = "over", "おわった"


@dataclass(frozen=True, slots=True)
class Span:
    """Both days inclusive; `ends_on` None: until it is ended. `sort`: papers of one sort follow each other. `covers`: what the
    next one has to cover too to follow it. `let_go`: somebody said that it is not gone on with."""

    key: int
    sort: str
    starts_on: date | None
    ends_on: date | None
    covers: frozenset[str] = frozenset()
    let_go: bool = False


def life(span: Span, today: date) -> Life:
    if span.starts_on is not None and span.starts_on > today:
        return Life.COMING
    if span.ends_on is None:
        return Life.RUNNING
    if span.ends_on < today:
        return Life.OVER
    return Life.SOON if (span.ends_on - today).days <= SOON_DAYS else Life.RUNNING


def followed(span: Span, others: Iterable[Span]) -> bool:
    """Whether another paper of its sort goes on without a day between, and covers no less."""
    if span.ends_on is None:
        return False
    return any(
        other.key != span.key and other.sort == span.sort and span.covers <= other.covers
        and (other.starts_on is None or other.starts_on <= span.ends_on + timedelta(days=1))
        and (other.ends_on is None or other.ends_on > span.ends_on)
        for other in others
    )  # fmt: skip


def renewed(span: Span, others: Iterable[Span], today: date) -> bool:
    """Whether another paper of its sort took over after a gap: it runs by now, ends later and covers no less."""
    return span.ends_on is not None and any(
        other.key != span.key and other.sort == span.sort and span.covers <= other.covers
        and (other.starts_on is None or other.starts_on <= today)
        and (other.ends_on is None or other.ends_on > span.ends_on)
        for other in others
    )  # fmt: skip


def ending(spans: Sequence[Span], today: date) -> list[Span]:
    """What ends within SOON_DAYS, or is over, with nothing after it; the earliest end first. A lapsed paper stays until it is
    renewed or let go."""
    found = [one for one in spans if not one.let_go and _is_alone(one, spans, today)]
    return sorted(found, key=lambda one: (one.ends_on or today, one.key))


def _is_alone(span: Span, spans: Sequence[Span], today: date) -> bool:
    now = life(span, today)
    if followed(span, spans) or now not in (Life.SOON, Life.OVER):
        return False
    return now is Life.SOON or not renewed(span, spans, today)


def warning(ends_on: date, today: date) -> int | None:
    """Which of WARN_DAYS is due: 60 from sixty days before the end, 14 from fourteen; None before and after."""
    left = (ends_on - today).days
    return min((days for days in WARN_DAYS if left <= days), default=None) if left >= 0 else None


def check_order(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        sentence = "おわりの日が はじまりの日より 前です。どちらかの日を 直してください。"
        raise Invalid("network.paper_days", sentence, fields={"ends_on": sentence})


def check_covers(covers: Collection[str]) -> None:
    """Food poisoning at the table and at home are two things; who covers only the second most likely ticked wrongly."""
    if Cover.TAKEOUT.value in covers and Cover.POISONING.value not in covers:
        sentence = "「持ち帰りの 食中毒」に きく保険は、ふつう その場の「食中毒」にも ききます。証券を 見て、両方に しるしを つけてください。"
        raise Invalid("network.paper_covers", sentence, fields={"covers": sentence})


def check_hygiene(standing: str, number: str, consulted_on: date | None, today: date) -> None:
    if consulted_on is not None and consulted_on > today:
        sentence = "相談した日が これからの日に なっています。予定は「ひとこと」に 書いてください。"
        raise Invalid("network.hygiene_ahead", sentence, fields={"consulted_on": sentence})
    if standing in ("notice", "permit") and not number and consulted_on is None:
        sentence = (
            "届出・許可の 番号か、相談した日の どちらかを 入れてください。番号は 保健所の 紙に あります。"
        )
        raise Invalid("network.hygiene_nothing", sentence, fields={"number": sentence})


def says_taking_home(*words: str) -> bool:
    return any(sign in text for text in words for sign in TAKING_HOME)


def home_uncovered(takes_home: bool, covers_now: Collection[str]) -> bool:
    """Food goes home and no running policy pays for what happens there."""
    return takes_home and Cover.TAKEOUT.value not in covers_now


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper on a line of SPAN_DAYS days: `x`, `width` and `today` in units of the line."""

    x: int
    width: int
    today: int = _PAST_DAYS
    whole: int = SPAN_DAYS


def drawn(span: Span, today: date) -> Drawn:
    """Nothing of it in sight: a line of width 0 at the nearer end."""
    first = today - timedelta(days=_PAST_DAYS)
    start = _inside((span.starts_on - first).days if span.starts_on else 0)
    end = _inside((span.ends_on - first).days + 1 if span.ends_on else SPAN_DAYS)
    return Drawn(start, max(0, end - start))


def _inside(day: int) -> int:
    return min(SPAN_DAYS, max(0, day))
