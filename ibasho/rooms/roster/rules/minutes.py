"""Hours as minutes: what may be written, what counts, what was forgotten. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid

EARLY = timedelta(hours=1)  # before the shift's beginning one may already say 来た
LATE = timedelta(hours=4)  # after its end one may still say 帰った
SPAN_MAX = timedelta(hours=14)  # longer than this somebody wrote the wrong time


@dataclass(frozen=True, slots=True)
class Span:
    """What somebody wrote: `left_at` None while still there. Moments with a time zone, minutes."""

    came_at: datetime
    left_at: datetime | None
    break_minutes: int = 0


def minutes(span: Span) -> int:
    """Whole minutes from the minute of coming to the minute of leaving, the break taken off; 0 while still there.
    The seconds of a tap do not count: paper and tablet give the same."""
    if span.left_at is None:
        return 0
    worked = _on_the_minute(span.left_at) - _on_the_minute(span.came_at)
    return max(0, int(worked.total_seconds()) // 60 - span.break_minutes)


def _on_the_minute(at: datetime) -> datetime:
    return clock.jst(at).replace(second=0, microsecond=0)


def require_may_come(held_from: datetime, held_until: datetime, at: datetime) -> None:
    """Conflict outside the time around a shift in which 来た makes sense."""
    if at < held_from - EARLY:
        told = clock.time_label(clock.jst(held_from - EARLY).time())
        raise Conflict(
            "roster.too_early",
            f"まだ 早いです。{told}から おせます。日が ちがうときは、名簿を 見てください。",
        )
    if at > held_until + LATE:
        raise Conflict(
            "roster.too_late",
            "この枠は もう おわりました。来た時と 帰った時を「時間を 書く」から 書いてください。",
        )


def check(span: Span, *, held_from: datetime, held_until: datetime, at: datetime) -> Span:
    """The same span. Invalid, beside its field, for the future, another day, a break longer than the work."""
    wrong: dict[str, str] = {}
    if span.came_at > at:
        wrong["came"] = "まだ 来ていない時刻です。"
    elif not held_from - LATE <= span.came_at <= held_until:
        wrong["came"] = "この枠の時間から はなれています。時刻を 確かめてください。"
    if span.left_at is not None:
        wrong |= _wrong_end(span, span.left_at, at)
    if wrong:
        raise Invalid("roster.hours", " ".join(wrong.values()), fields=wrong)
    return span


def _wrong_end(span: Span, left_at: datetime, at: datetime) -> dict[str, str]:
    if left_at > at:
        return {"left": "まだ 来ていない時刻です。帰ったあとに 書いてください。"}
    if left_at <= span.came_at:
        return {"left": "帰った時は、来た時より あとです。"}
    if left_at - span.came_at > SPAN_MAX:
        return {"left": "14時間を こえています。時刻を 確かめてください。"}
    if timedelta(minutes=span.break_minutes) >= left_at - span.came_at:
        return {"break_minutes": "休みが はたらいた時間より 長いです。"}
    return {}


def label(count: int) -> str:
    """`4時間30分`, `30分`, `4時間`."""
    hours, rest = divmod(count, 60)
    if not hours:
        return f"{rest}分"
    return f"{hours}時間{rest}分" if rest else f"{hours}時間"
