"""A 交流会 from the first thought to what came of it: what it needs at each step, and which day suits most. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import nendo as nendos
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network.rules.kinds import MeetingState, PollAnswerKind

TITLE_MAX, AIM_MAX, WORDS_MAX, MINUTES_MAX, HEADS_MAX = 120, 400, 200, 8000, 50
DECISION_MAX, DECISIONS_MAX, POLL_DAYS_MAX = 400, 30, 12
REMIND_DAYS = 3  # before the day by which an answer is asked
UNDO = timedelta(hours=24)  # held or called off by mistake
State = MeetingState
PLANNING = (State.DRAFT.value, State.POLLING.value, State.INVITED.value)
AFTER = (State.HELD.value, State.CLOSED.value)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a round. `month_words`: about when, as long as there is no day. `groups_told`, `source`: of a
    meeting taken over from a publication."""

    title: str
    nendo: int
    round: int
    aim: str = ""
    day: date | None = None
    month_words: str = ""
    starts: time | None = None
    ends: time | None = None
    venue: str = ""
    groups_told: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DaySlot:
    day: date
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Tally:
    """How a day was answered. `silent`: groups without a word about it."""

    key: int
    yes: int
    maybe: int
    no: int
    silent: int


def check_plan(plan: Plan) -> None:
    """Raises Invalid."""
    if not plan.title.strip() or len(plan.title) > TITLE_MAX:
        raise _wrong("title", f"名前を {TITLE_MAX}文字までで 書いてください。")
    for text in (plan.title, plan.aim, plan.venue, plan.month_words, plan.source):
        refuse_my_number(text)
    if plan.round < 1:
        raise _wrong("round", "第何回かを 1から 入れてください。")
    if plan.day is not None and nendos.nendo(plan.day) != plan.nendo:
        raise _wrong(
            "day", f"この日は {nendos.label(plan.nendo)}では ありません。日か 年度を 直してください。"
        )
    if plan.ends is not None and plan.starts is None:
        raise _wrong("starts", "おわりだけでなく、はじまりの 時間も 入れてください。")
    if plan.starts is not None and plan.ends is not None:
        check_hours(plan.starts, plan.ends)


def check_hours(starts: time, ends: time) -> None:
    if ends <= starts:
        raise _wrong("ends", "おわりが はじまりより 前です。時間を 直してください。")


def check_poll_day(slot: DaySlot, today: date, known: int) -> None:
    check_hours(slot.starts, slot.ends)
    if slot.day <= today:
        raise _wrong("day", "候補の日は、あしたか、あとの日に してください。")
    if known >= POLL_DAYS_MAX:
        raise _wrong("day", f"候補は {POLL_DAYS_MAX}までです。どれかを 消してから 足してください。")


def check_until(until: date, today: date, before: Iterable[date], field: str) -> None:
    """The last day to answer: from today on, and before whatever is asked about."""
    if until < today:
        raise _wrong(field, "返事の しめきりが もう すぎています。きょうか、あとの日に してください。")
    first = min(before, default=None)
    if first is not None and until > first:
        raise _wrong(field, "返事の しめきりが 会の日より あとです。会の日までの 日に してください。")


def check_state(state: str, allowed: Sequence[str], sentence: str) -> None:
    """Raises Conflict with what to do instead."""
    if state not in allowed:
        word = MeetingState(state).label
        raise Conflict("network.meeting_state", f"いまは「{word}」です。{sentence}")


def may_undo(ended_at: datetime | None, at: datetime) -> bool:
    return ended_at is not None and at - ended_at <= UNDO


def check_undo(ended_at: datetime | None, at: datetime) -> None:
    """Raises Conflict."""
    if not may_undo(ended_at, at):
        raise Conflict(
            "network.meeting_undo_late", "とり消せるのは 24時間 以内です。新しい回を 作ってください。"
        )


def tallies(
    days: Sequence[int], answers: Mapping[tuple[int, int], str], groups: Sequence[int]
) -> tuple[Tally, ...]:
    """How each day (key) was answered by the invited (keys), in the order of `days`. `answers`: (day, invitation) → kind."""
    found = []
    for key in days:
        told = [answers.get((key, group), "") for group in groups]
        yes, maybe, no = (told.count(kind.value) for kind in PollAnswerKind)
        found.append(Tally(key, yes, maybe, no, len(groups) - yes - maybe - no))
    return tuple(found)


def best(found: Sequence[Tally]) -> frozenset[int]:
    """The days that suit most: by ○, then △. Nothing as long as nobody said ○ or △."""
    top = max(((one.yes, one.maybe) for one in found), default=(0, 0))
    if top == (0, 0):
        return frozenset()
    return frozenset(one.key for one in found if (one.yes, one.maybe) == top)


def remind_from(until: date) -> date:
    return until - timedelta(days=REMIND_DAYS)


def check_heads(heads: int | None) -> None:
    if heads is not None and not 0 < heads <= HEADS_MAX:
        raise _wrong("heads", f"人数は 1から {HEADS_MAX}までで 入れてください。")


def tidy(text: str, most: int, field: str, name: str) -> str:
    """On one line, without a My Number, not longer than `most`."""
    found = refuse_my_number(" ".join(text.split()))
    if len(found) > most:
        raise _wrong(field, f"「{name}」は {most}文字までです。いまは {len(found)}文字あります。")
    return found


def tidy_minutes(text: str) -> str:
    found = refuse_my_number(text.replace("\r\n", "\n").strip())
    if len(found) > MINUTES_MAX:
        raise _wrong("minutes", f"まとめは {MINUTES_MAX}文字までです。いまは {len(found)}文字あります。")
    return found


def decisions_of(text: str) -> tuple[str, ...]:
    """One decision a line, as people write lists: `・` and numbers before it are dropped. Raises Invalid."""
    lines = [refuse_my_number(line.strip().lstrip("・-*●○ 　").strip()) for line in text.splitlines()]
    found = tuple(line for line in lines if line)
    if len(found) > DECISIONS_MAX or any(len(line) > DECISION_MAX for line in found):
        raise _wrong(
            "decisions", f"決まったことは 1行に ひとつ、{DECISION_MAX}文字まで、{DECISIONS_MAX}行までです。"
        )
    return found


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(f"network.meeting_{field}", sentence, fields={field: sentence})
