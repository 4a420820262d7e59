"""What may become of a 試行, when a figure may be called まえ or あと, and what lies between the two. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.facts import Mark
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports.rules.kinds import Moment, PilotState

S = PilotState
TITLE_MAX, AIM_MAX, RULE_MAX, RESULT_MAX, SOURCE_MAX, LABEL_MAX, UNIT_MAX = 120, 400, 120, 2000, 200, 120, 12

STEPS: Final = {
    "begin": ({S.PLANNED}, S.RUNNING),
    "end": ({S.RUNNING}, S.ENDED),
    "judge": ({S.ENDED}, S.JUDGED),
    "drop": ({S.PLANNED, S.RUNNING}, S.DROPPED),
}
BACK: Final = {S.RUNNING: S.PLANNED, S.ENDED: S.RUNNING, S.JUDGED: S.ENDED, S.DROPPED: S.PLANNED}
FIXED: Final = frozenset({S.JUDGED, S.DROPPED})
CHANGED: Final = frozenset({S.PLANNED, S.RUNNING, S.ENDED})


@dataclass(frozen=True, slots=True)
class Written:
    """A pilot as it is typed in. `place`, `event`: keys."""

    title: str
    aim: str
    begins_on: date
    ends_on: date | None = None
    hypothesis: str = ""
    rule_version: str = ""
    place: int | None = None
    event: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure beside another. `definition`: the key of the indicator's definition it was measured by, None where it was
    written down."""

    value: float | None
    unit: str
    as_of: date
    source: str
    n: int | None = None
    marks: frozenset[Mark] = frozenset()
    definition: int | None = None
    key: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    label: str
    before: Shown | None
    after: Shown | None

    @property
    def difference(self) -> str:
        return difference(self.before, self.after)


def checked(told: Written) -> Written:
    """Raises Invalid without a title or an aim, for days that end before they begin, for a My Number."""
    title = _line(told.title, TITLE_MAX, "title", "試行の 名前を 書いてください。")
    aim = _line(told.aim, AIM_MAX, "aim", "なにを ねらって 試すのかを 書いてください。")
    if told.ends_on and told.ends_on < told.begins_on:
        _refuse("ends_on", "おわる日が はじまる日より 前に なっています。日を 確かめてください。")
    return Written(
        title, aim, told.begins_on, told.ends_on, _short(told.hypothesis, AIM_MAX, "hypothesis"),
        _short(told.rule_version, RULE_MAX, "rule_version"), told.place, told.event,
        _short(told.source, SOURCE_MAX, "source"),
    )  # fmt: skip


def after(state: PilotState, verb: str) -> PilotState:
    """The state the verb leads to. Raises Conflict where it does not lead on from here."""
    froms, to = STEPS[verb]
    if state not in froms:
        raise Conflict(
            f"reports.pilot_{verb}",
            f"この試行は いま「{state.label}」なので、「{to.label}」には できません。ページを ひらきなおしてください。",
        )
    return to


def before(state: PilotState, *, decided: bool) -> PilotState:
    """One step back. Raises Conflict where there is none, and while a decision rests on the pilot."""
    if state not in BACK:
        raise Conflict("reports.pilot_back", "まだ 準備中なので、もどす ところが ありません。")
    if decided:
        raise Conflict(
            "reports.pilot_decided",
            "この試行から 決定が 出ているので、もどせません。さきに 決定を とりけすか、なおす 決定を 書いてください。",
        )
    return BACK[state]


def check_begun(begins_on: date, today: date) -> None:
    if today < begins_on:
        raise Conflict(
            "reports.pilot_early", "はじまる日が まだ 先です。早めるときは「なおす」で 日を かえてください。"
        )


def end_day(begins_on: date, ends_on: date | None, today: date) -> date:
    """The day it really ended: no later than today. Raises Conflict before it began."""
    if today < begins_on:
        raise Conflict(
            "reports.pilot_early", "はじまる日が まだ 先です。やめるときは「とりやめる」を おしてください。"
        )
    return min(ends_on or today, today)


def check_judged(result_words: str, issues: int) -> None:
    """A pilot nobody learned anything from is not judged."""
    if not result_words.strip() and not issues:
        raise Conflict(
            "reports.pilot_nothing_learned",
            "「わかったこと」か 課題を 1つは 書いてから、評価してください。うまくいかなかったことも わかったことです。",
            fields={
                "result_words": "わかったことを 書いてください（課題が 1つ あれば、空でも かまいません）。"
            },
        )


def check_changed(state: PilotState) -> None:
    if state not in CHANGED:
        raise Conflict(
            "reports.pilot_fixed",
            f"「{state.label}」の 試行は なおせません。まちがいのときは「1つ もどす」で もどしてから なおしてください。",
        )


def check_moment(moment: Moment, as_of: date, begins_on: date, today: date) -> None:
    """まえ is not later than the first day, あと not earlier, and neither lies ahead."""
    if as_of > today:
        _refuse("as_of", "これからの日の 数は 入れられません。日を 確かめてください。")
    if moment is Moment.BEFORE and as_of > begins_on:
        _refuse(
            "as_of",
            "試行が はじまった後の 数は「まえ」に できません。前の 数が あるときは、その日と 出典を「数を 書く」で 入れてください。",
        )
    if moment is Moment.AFTER and as_of < begins_on:
        _refuse("as_of", "試行が はじまる前の 数は「あと」に できません。「まえ」を えらんでください。")


def side_by_side(figures: Iterable[tuple[str, Moment, Shown]]) -> list[Pair]:
    """By label, in the order they come."""
    held: dict[str, dict[Moment, Shown]] = {}
    for label, moment, shown in figures:
        held.setdefault(label, {})[moment] = shown
    return [Pair(label, of.get(Moment.BEFORE), of.get(Moment.AFTER)) for label, of in held.items()]


def difference(before: Shown | None, after: Shown | None) -> str:
    """`3人 ふえた`, `2.5ポイント へった`, `かわらない`; a sentence where the two may not be compared."""
    if before is None or after is None:
        return "まえの 数が ありません" if before is None else "あとの 数が ありません"
    if Mark.SUPPRESSED in before.marks | after.marks:
        return "秘匿の 数が あるので くらべません"
    if before.value is None or after.value is None:
        return "記録の ない 数が あるので くらべません"
    if before.unit != after.unit:
        return "単位が ちがうので くらべません"
    if before.definition != after.definition:
        return "数えかたが ちがうので くらべません"
    return _apart(before.value, after.value, before.unit, before.marks | after.marks)


def _apart(before: float, after: float, unit: str, marks: frozenset[Mark]) -> str:
    apart = round(after - before, 1)
    if apart == 0:
        return "かわらない"
    size = f"{abs(apart):,.1f}".removesuffix(".0")
    unit = "ポイント" if unit == "%" else unit
    rough = "およそ " if marks & {Mark.ESTIMATED, Mark.ROUGH, Mark.PARTIAL, Mark.AT_LEAST} else ""
    return f"{rough}{size}{unit} {'ふえた' if apart > 0 else 'へった'}"


def _line(text: str, most: int, field: str, sentence: str) -> str:
    said = _short(text, most, field)
    if not said:
        _refuse(field, sentence)
    return said


def _short(text: str, most: int, field: str) -> str:
    said = refuse_my_number(" ".join(text.split()))
    if len(said) > most:
        _refuse(field, f"{most}文字までで 書いてください。")
    return said


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(f"reports.pilot_{field}", sentence, fields={field: sentence})
