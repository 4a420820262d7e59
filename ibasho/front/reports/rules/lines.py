"""A programme line: how it may be called, and from which state it goes to which. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules.kinds import LineState as S

# Capital letters, so that no code is ever the word of an address (`new`, `section`).
CODE: Final = r"[A-Z][A-Z0-9-]{0,23}"
NENDO_MIN, NENDO_MAX = 2000, 2100
# The way on, and back again where somebody pressed the wrong button.
WAYS: Final[Mapping[S, tuple[S, ...]]] = {
    S.IDEA: (S.PLANNED, S.STOPPED),
    S.PLANNED: (S.RUNNING, S.IDEA, S.STOPPED),
    S.RUNNING: (S.DONE, S.PLANNED, S.STOPPED),
    S.DONE: (S.RUNNING,),
    S.STOPPED: (S.IDEA,),
}
OVER: Final = frozenset({S.DONE, S.STOPPED})


def check_code(code: str) -> str:
    if not re.fullmatch(CODE, code):
        raise _field(
            "code",
            "記号は 大文字（A～Z）で はじめて、大文字・数字・「-」で 24字までに してください（例：R8-1）。",
        )
    return code


def check_nendo(nendo: int) -> int:
    if not NENDO_MIN <= nendo <= NENDO_MAX:
        raise _field("nendo", "年度を 確かめてください。令和8年度は 2026 です。")
    return nendo


def check_days(begins_on: date | None, ends_on: date | None) -> None:
    if begins_on and ends_on and ends_on < begins_on:
        raise _field("ends_on", "おわりの 日が はじまりより 前です。日を 確かめてください。")


def beginnings(nendo: int, today: date) -> tuple[S, ...]:
    """In which states a line may be written down: nothing runs before its 年度, nothing is done before it began."""
    this = years.nendo(today)
    if nendo > this:
        return (S.IDEA, S.PLANNED)
    return (S.IDEA, S.PLANNED, S.RUNNING) if nendo == this else tuple(S)


def check_beginning(state: S, nendo: int, today: date) -> S:
    if state not in beginnings(nendo, today):
        raise _field(
            "state",
            f"{years.label(nendo)}の 事業は、いま「{state.label}」に できません。ほかの 状態を えらんでください。",
        )
    return state


def ways(state: S, *, nendo: int, today: date, followed: bool) -> tuple[S, ...]:
    """Where a line may go now. What a later line already goes on from is over for good."""
    if state in OVER and followed:
        return ()
    begun = nendo <= years.nendo(today)
    return tuple(one for one in WAYS[state] if begun or one not in (S.RUNNING, S.DONE))


def move(state: S, to: S, *, nendo: int, today: date, followed: bool) -> S:
    if to in ways(state, nendo=nendo, today=today, followed=followed):
        return to
    if state in OVER and followed:
        raise Conflict(
            "reports.line_followed",
            "つぎの 年度の 事業が もう つづいています。そちらの 事業の 状態を かえてください。",
        )
    if to in (S.RUNNING, S.DONE) and nendo > years.nendo(today):
        raise Conflict(
            "reports.line_not_begun",
            f"{years.label(nendo)}は まだ はじまっていません。4月に なってから かえてください。",
        )
    raise Conflict(
        "reports.line_state",
        f"「{state.label}」から「{to.label}」には できません。ほかの人が かえたかも しれません。ページを 開きなおしてください。",
    )


def check_next(nendo: int, after: int, state: S) -> None:
    """A line goes on in a later 年度, unless it was stopped."""
    if state is S.STOPPED:
        raise Conflict(
            "reports.line_stopped",
            "やめた 事業は つづけられません。先に「検討中」に もどすか、新しい 事業を 書いてください。",
        )
    if nendo <= after:
        raise _field("nendo", f"{years.label(after)}より あとの 年度を えらんでください。")


def _field(name: str, sentence: str) -> Invalid:
    return Invalid(f"reports.line_{name}", sentence, fields={name: sentence})
