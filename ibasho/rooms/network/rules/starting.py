"""How a start-up moves: which state follows which, which step stands now, where starters stall. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules.kinds import StartState, StepCode, StepState

S = StartState
# verb → (from which states, to which, what is said where it can't be)
MOVES: dict[str, tuple[frozenset[StartState], StartState, str]] = {
    "take": (frozenset({S.ASKED}), S.GOING, "この相談は もう だれかが うけています。ページを 開きなおしてください。"),
    "rest": (frozenset({S.ASKED, S.GOING}), S.RESTING, "いまは ひとやすみに できません。すすめている 立ち上げだけです。"),
    "stop": (
        frozenset({S.ASKED, S.GOING, S.RESTING}), S.STOPPED, "もう おわっています。やめたことには できません。"
    ),
    "resume": (frozenset({S.RESTING, S.STOPPED}), S.GOING, "いまも すすめています。もどす ひつようは ありません。"),
    "open": (
        frozenset({S.GOING, S.RESTING}), S.OPENED, "すすめている 立ち上げだけを「ひらいた」に できます。先に 担当を 決めてください。"
    ),
    "reopen": (frozenset({S.OPENED}), S.GOING, "まだ「ひらいた」に なっていません。"),
}  # fmt: skip
ENDED = frozenset({S.OPENED, S.STOPPED})
CLOSED_STEPS = frozenset({StepState.DONE.value, StepState.UNNEEDED.value})
CODES: tuple[str, ...] = tuple(one.value for one in StepCode)


@dataclass(frozen=True, slots=True)
class Stand:
    """One step as it stands. `begun_on` None: its turn has not come."""

    code: str
    state: str
    since: date
    begun_on: date | None

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STEPS

    @property
    def days_taken(self) -> int | None:
        """From its turn to the day it was done; None while it is not done, or where nobody knows when it began."""
        if self.state != StepState.DONE or self.begun_on is None:
            return None
        return max(0, (self.since - self.begun_on).days)


@dataclass(frozen=True, slots=True)
class Stall:
    """`median_days` of the `done` start-ups that left the step behind, None for none; `standing` now, `longest_days` of them."""

    code: StepCode
    median_days: float | None
    done: int
    standing: int
    longest_days: int | None


def after(verb: str, state: str) -> StartState:
    """The state after `verb`. Raises Conflict where that cannot be."""
    before, then, words = MOVES[verb]
    if StartState(state) not in before:
        raise Conflict(f"network.starting.{verb}", words)
    return then


def may(verb: str, state: str) -> bool:
    return StartState(state) in MOVES[verb][0]


def current(steps: Iterable[Stand]) -> Stand | None:
    """The first step in order that is neither done nor unneeded; one that is being done goes before what lies ahead."""
    known = sorted(steps, key=lambda one: CODES.index(one.code))
    doing = next((one for one in known if one.state == StepState.DOING), None)
    return doing or next((one for one in known if not one.is_closed), None)


def stalls(done: Iterable[Stand], standing: Mapping[str, Sequence[int]]) -> list[Stall]:
    """`done`: every step of every start-up. `standing`: step code → days that start-ups stand there now."""
    taken: dict[str, list[int]] = {}
    for one in done:
        if (days := one.days_taken) is not None:
            taken.setdefault(one.code, []).append(days)
    return [
        Stall(
            code, float(median(taken[code.value])) if code.value in taken else None, len(taken.get(code.value, [])),
            len(standing.get(code.value, [])), max(standing.get(code.value, []), default=None),
        )
        for code in StepCode
    ]  # fmt: skip


def check_asked(name: str, starter: str, phone: str, email: str) -> None:
    """Raises Invalid for no name, nobody, or no way to answer."""
    if not name.strip():
        raise _refusal("name", "仮の 名前を 入れてください。あとで かえられます。")
    if not starter.strip():
        raise _refusal("starter", "あなたの 名前を 入れてください。返事を するときに 使います。")
    if not phone.strip() and not email.strip():
        raise _refusal(
            "phone", "電話か メールの どちらかを 入れてください。どちらも ないと 返事が できません。"
        )


def check_first_day(first_on: date, today: date) -> None:
    if first_on > today:
        raise _refusal(
            "first_on",
            "まだ 来ていない日です。ひらいたあとで 入れるか、予定の日として「直す」で 入れてください。",
        )


def check_why(words: str) -> None:
    if not words.strip():
        raise _refusal(
            "words", "わけを ひとこと 書いてください。どこで つまずくかを 知って、つぎの人に いかします。"
        )


def _refusal(field: str, words: str) -> Invalid:
    return Invalid(f"network.starting.{field}", words, fields={field: words})
