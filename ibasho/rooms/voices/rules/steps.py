"""Five steps in their order: none is passed over in silence, none is done before the one before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules.kinds import StepKind

ORDER = tuple(StepKind)
_ENDED = ("closed", "finished")


@dataclass(frozen=True, slots=True)
class At:
    """Where one step stands."""

    kind: StepKind
    done_on: date | None = None
    skipped_why: str = ""
    planned_on: date | None = None

    @property
    def settled(self) -> bool:
        return self.done_on is not None or bool(self.skipped_why)

    def is_late(self, today: date) -> bool:
        return not self.settled and self.planned_on is not None and self.planned_on < today


@dataclass(frozen=True, slots=True)
class Facts:
    """What a hearing has to show for its steps. `undecided`: themes nobody answered; `themes`: all of them; `untold`: doors
    through which somebody spoke and where no answer was told."""

    state: str
    themes: int = 0
    undecided: int = 0
    untold: int = 0


def current(steps: Sequence[At]) -> StepKind | None:
    """The step it stands at; None when all five are settled."""
    open_ones = {one.kind for one in steps if not one.settled}
    return next((kind for kind in ORDER if kind in open_ones), None)


def may_take_back(kind: StepKind, steps: Sequence[At]) -> bool:
    """Whether nothing rests on it yet."""
    later = ORDER[ORDER.index(kind) + 1 :]
    settled = {one.kind for one in steps if one.settled}
    return kind in settled and not settled & set(later)


def check_order(kind: StepKind, steps: Sequence[At]) -> None:
    """Raises Conflict for a step that is settled already, and for one whose predecessor is not."""
    by_kind = {one.kind: one for one in steps}
    if by_kind[kind].settled:
        raise Conflict(
            "step.settled",
            f"「{kind.label}」は もう 書いてあります。なおすときは、先に「とりけす」を おしてください。",
        )
    before = [one for one in ORDER[: ORDER.index(kind)] if not by_kind[one].settled]
    if before:
        raise Conflict(
            "step.order",
            f"先に「{before[0].label}」を 書いてください。しなかったときも、しなかった わけが いります。",
        )


def check_done(
    kind: StepKind, day: date, note: str, steps: Sequence[At], facts: Facts, *, today: date
) -> None:
    """Whether this step was done on `day`. Raises Invalid for the day, Conflict for what is still to do."""
    check_order(kind, steps)
    _check_day(kind, day, steps, today)
    if kind is StepKind.LISTEN and facts.state not in _ENDED:
        raise Conflict(
            "step.listening", "まだ しめきっていません。しめきると、「聴く」は 自動で「した」に なります。"
        )
    if kind is StepKind.REFLECT:
        _check_reflected(facts, note)
    if kind is StepKind.FEEDBACK and facts.untold and not note.strip():
        words = (
            f"答えを まだ 知らせていない 入り口が {facts.untold}つ あります。知らせてから 書くか、知らせない わけを "
            "「したこと」に 書いてください。だれでも 読めます。"
        )
        raise Conflict("step.untold", words, fields={"note": words})


def _check_day(kind: StepKind, day: date, steps: Sequence[At], today: date) -> None:
    if day > today:
        words = "まだ 来ていない日です。した日を 入れてください。"
        raise Invalid("step.future", words, fields={"done_on": words})
    before = [one for one in steps if one.done_on and ORDER.index(one.kind) < ORDER.index(kind)]
    last = max(before, key=lambda one: one.done_on or day, default=None)
    if last and last.done_on and day < last.done_on:
        words = (
            f"「{last.kind.label}」を した日（{last.done_on:%Y-%m-%d}）より 前です。日を たしかめてください。"
        )
        raise Invalid("step.day", words, fields={"done_on": words})


def _check_reflected(facts: Facts, note: str) -> None:
    if facts.undecided:
        raise Conflict(
            "step.undecided",
            f"まだ 答えを 決めていない テーマが {facts.undecided}つ あります。"
            "「反映する・一部 反映する・検討中・できない」の どれかと わけを 書いてください。",
        )
    if not facts.themes and not note.strip():
        words = "テーマが 1つも ありません。声を どう いかしたかを「したこと」に 書いてください。だれでも 読めます。"
        raise Conflict("step.no_theme", words, fields={"note": words})


def check_answered(facts: Facts) -> None:
    """Raises Conflict for a theme put together after 反映する was written: its children wait for an answer too."""
    if facts.undecided:
        raise Conflict(
            "hearing.undecided",
            f"まだ 答えを 決めていない テーマが {facts.undecided}つ あります。答えを 決めるか、テーマを とりさげてから "
            "おわりに してください。",
        )


def check_skip(kind: StepKind, steps: Sequence[At], facts: Facts) -> None:
    """Raises Conflict for listening that was begun: it is done, not passed over."""
    check_order(kind, steps)
    if kind is StepKind.LISTEN and facts.state != "draft":
        raise Conflict("step.heard", "もう ききはじめています。「聴く」を しなかったことには できません。")


def check_take_back(kind: StepKind, steps: Sequence[At], facts: Facts) -> None:
    """Raises Conflict when something rests on it."""
    if not any(one.settled for one in steps if one.kind is kind):
        raise Conflict("step.not_settled", f"「{kind.label}」は まだ 書いてありません。先に 書いてください。")
    if not may_take_back(kind, steps):
        raise Conflict(
            "step.later",
            "あとの 段が 書いてあります。とりけすときは、あとの 段から じゅんに とりけしてください。",
        )
    if kind in (StepKind.PLAN, StepKind.PREPARE) and facts.state != "draft":
        raise Conflict("step.open", "もう ききはじめています。「企画する」と「準備する」は とりけせません。")
    if kind is StepKind.LISTEN and facts.state in _ENDED:
        raise Conflict(
            "step.closed", "しめきった 回です。もう一度 きくときは「もう一度 ひらく」を おしてください。"
        )
    if facts.state == "finished":
        raise Conflict(
            "step.finished", "おわった 回です。なおすときは「おわりを とりけす」を おしてください。"
        )


def plan_of(opens_on: date | None, closes_on: date | None, answer_days: int) -> dict[StepKind, date | None]:
    """When each step is due if nobody says otherwise: the answer is half-way there when the days for it are half over."""
    half, whole = timedelta(days=answer_days // 2), timedelta(days=answer_days)
    return {
        StepKind.PLAN: opens_on,
        StepKind.PREPARE: opens_on,
        StepKind.LISTEN: closes_on,
        StepKind.REFLECT: closes_on + half if closes_on else None,
        StepKind.FEEDBACK: closes_on + whole if closes_on else None,
    }
