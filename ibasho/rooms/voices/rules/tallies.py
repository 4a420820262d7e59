"""Counted, not asked one by one: who stands before the stall, and how many chose what. Pure.

A column is (question id or None for heads, choice id or None, face or None). Whoever puts up a sticker is a person:
the heads of a kind of people are never fewer than what they chose says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import FACES, QuestionKind

COUNTABLE = (QuestionKind.ONE, QuestionKind.MANY, QuestionKind.VOTE, QuestionKind.FACES)
COUNT_MAX = 999  # of one line: a finger that stays on a key is not a thousand children
LINES_MAX = 500  # of one sending: a long day without a network

Column = tuple[int | None, int | None, int | None]
HEADS: Column = (None, None, None)


@dataclass(frozen=True, slots=True)
class Who:
    """One kind of people. Adults have no stage."""

    respondent: str
    stage: str

    @property
    def code(self) -> str:
        return f"{self.respondent}.{self.stage}" if self.stage else self.respondent

    @property
    def label(self) -> str:
        return who.label(self.code)

    @property
    def picture(self) -> str:
        return who.picture(self.code)


@dataclass(frozen=True, slots=True)
class Line:
    """`nonce` was made where the finger was, before anything was sent. `count` below zero takes back."""

    nonce: UUID
    who: Who
    column: Column
    count: int
    day: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the stall asks it: its columns and whether each person stands in one alone."""

    question: int
    kind: str
    columns: tuple[Column, ...]

    @property
    def exclusive(self) -> bool:
        return self.kind != QuestionKind.MANY


def asked_of(question: int, kind: str, choices: Iterable[int]) -> Asked | None:
    """None for what can't be counted by hand: rankings and words."""
    if kind not in COUNTABLE:
        return None
    if kind == QuestionKind.FACES:
        return Asked(question, kind, tuple((question, None, face) for face in FACES))
    return Asked(question, kind, tuple((question, choice, None) for choice in choices))


def people(respondents: Iterable[str], stages: Iterable[str], *, only_stage: str = "") -> tuple[Who, ...]:
    """Who may come to this door, the youngest first. `stages` empty: children of every age. `only_stage`: of a class."""
    lines = who.asked(tuple(respondents), tuple(stages))
    found = tuple(Who(*_split(line)) for line in lines)
    of_age = tuple(one for one in found if only_stage and one.stage == only_stage)
    return of_age or found


def _split(line: str) -> tuple[str, str]:
    respondent, _dot, stage = line.partition(".")
    return respondent, stage


def who_of(code: str, among: Iterable[Who]) -> Who:
    """Raises Invalid for anybody this hearing does not ask."""
    for one in among:
        if one.code == code:
            return one
    raise Invalid("voices.tally.who", "だれの 数か わかりません。ページを ひらきなおしてください。")


def check_line(line: Line, *, among: Iterable[Who], asked: Iterable[Asked]) -> None:
    """Raises Invalid for people, choices or numbers that this hearing does not have."""
    if line.who not in tuple(among):
        raise Invalid("voices.tally.who", "だれの 数か わかりません。ページを ひらきなおしてください。")
    if line.column != HEADS and not any(line.column in one.columns for one in asked):
        words = "えらんだものが この回に ありません。ページを ひらきなおしてください。"
        raise Invalid("voices.tally.column", words)
    if line.count == 0 or abs(line.count) > COUNT_MAX:
        raise Invalid("voices.tally.count", f"1回に 入れられる 数は 1から {COUNT_MAX}までです。")


def check_left(now: int, adds: int) -> None:
    """Raises Conflict where more would be taken back than was counted."""
    if now + adds < 0:
        words = f"いま {now}なので、これより 多くは 引けません。数を 見なおしてください。"
        raise Conflict("voices.tally.below_zero", words)


def check_citys(wanted: int, counted: int) -> None:
    """Raises Conflict where a group would take away what the city counted."""
    if wanted < counted:
        words = f"このうち {counted}は 市が 数えた数なので、それより 少なくは できません。まちがいは 市に 言ってください。"
        raise Conflict("voices.tally.citys", words)


def heads_needed(sums: Mapping[Column, int], asked: Iterable[Asked]) -> int:
    """At least so many people of one kind were there, going by what they chose."""
    found = [0]
    for one in asked:
        counts = [sums.get(column, 0) for column in one.columns]
        found.append(sum(counts) if one.exclusive else max(counts, default=0))
    return max(found)


def heads_nonce(nonce: UUID) -> UUID:
    """The head that came with this tap: the same one however often the tap is sent."""
    return uuid5(nonce, "heads")


def undo_nonce(nonce: UUID) -> UUID:
    """Of the row that takes this one back: there is no second such row, whoever asks for it and however often."""
    return uuid5(nonce, "undo")


def day_of(claimed: date | None, *, on: date | None, opens_on: date | None, today: date) -> date:
    """The day a tap counts for. A phone that kept it says its own day; a stall of one day has no other. Where the phone's
    calendar is wrong it is the nearest day that can be right: a child who pressed is not lost for it."""
    if on is not None:
        return min(on, today)
    day = claimed or today
    return min(max(day, opens_on or day), today)
