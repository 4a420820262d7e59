"""The アンケート after a 交流会: the questions it begins with, what an answer may be, and counts that show nobody. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network.rules.kinds import QuestionKind as Kind

WORDS_MAX, QUESTIONS_MAX, TEXT_MAX = 400, 12, 200
REPLIES_LEAST = 3  # with fewer, a word would point at a group
DAYS_OPEN = 21  # after the meeting; the results come out once, when nobody can add to them any more
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    kind: Kind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands: `key` as in the replies."""

    key: str
    text: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """`counts`: (answer, how many) for choices and scales; `words` where enough answered; `mean` of a scale."""

    question: Question
    counts: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    hidden: bool = False
    mean: float | None = None


DEFAULT = (
    Asked("来て よかったですか（1：あまり～5：とても）", Kind.SCALE),
    Asked("いちばん 役に たったことは どれですか", Kind.CHOICE,
          ("ほかの団体の 話", "市・社協の 話", "資料", "知り合えたこと", "そのほか")),
    Asked("つぎは どんなことを 話したいですか", Kind.WORDS),
    Asked("いま こまっていること・手伝ってほしいことは ありますか", Kind.WORDS),
)  # fmt: skip


def check_questions(asked: Sequence[Asked]) -> None:
    """Raises Invalid."""
    if not asked or len(asked) > QUESTIONS_MAX:
        raise _wrong("questions", f"質問は 1から {QUESTIONS_MAX}までに してください。")
    for one in asked:
        if not one.text.strip() or len(one.text) > TEXT_MAX:
            raise _wrong("questions", f"質問は {TEXT_MAX}文字までで 書いてください。")
        refuse_my_number(one.text)
        if one.kind == Kind.CHOICE and len(one.choices) < 2:
            raise _wrong("questions", f"「{one.text}」に、えらぶものを 2つ以上 書いてください。")


def questions_of(text: str) -> tuple[Asked, ...]:
    """As staff write them, one a line: `質問` for words, `質問 [1-5]` for a scale, `質問 [A／B／C]` for a choice."""
    found = []
    for line in text.splitlines():
        words, _, inside = line.strip().partition("[")
        inside = inside.rstrip().removesuffix("]").strip()
        if not words.strip():
            continue
        if inside in ("1-5", "1～5", "1〜5"):
            found.append(Asked(words.strip(), Kind.SCALE))
        elif inside:
            chosen = tuple(one.strip()[:60] for one in inside.replace("/", "／").split("／") if one.strip())
            found.append(Asked(words.strip(), Kind.CHOICE, chosen))
        else:
            found.append(Asked(words.strip(), Kind.WORDS))
    check_questions(found)
    return tuple(found)


def written(asked: Sequence[Asked] | Sequence[Question]) -> str:
    """The other way round."""
    ends = {Kind.SCALE.value: " [1-5]", Kind.WORDS.value: ""}
    return "\n".join(one.text + ends.get(str(one.kind), f" [{'／'.join(one.choices)}]") for one in asked)


def open_until(held_on: date) -> date:
    """The last day on which a group may answer."""
    return held_on + timedelta(days=DAYS_OPEN)


def is_running(held_on: date | None, today: date) -> bool:
    """While it runs nothing is told: what came after one more reply would be that group's."""
    return held_on is None or today <= open_until(held_on)


def check_running(held_on: date | None, today: date) -> None:
    """Raises Conflict."""
    if held_on is not None and not is_running(held_on, today):
        last = wareki.day_label(open_until(held_on))
        raise Conflict("network.survey_over", f"アンケートは {last}で おわりました。ありがとうございました。")


def tidy(questions: Sequence[Question], told: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something. Raises Invalid for one that cannot be, and where nothing was answered."""
    found: dict[str, str] = {}
    for one in questions:
        answer = " ".join(told.get(one.key, "").split())
        if not answer:
            continue
        refuse_my_number(answer)
        allowed = SCALE if one.kind == Kind.SCALE.value else one.choices
        if one.kind == Kind.WORDS.value:
            if len(answer) > WORDS_MAX:
                raise _wrong(f"q{one.key}", f"{WORDS_MAX}文字までで 書いてください。")
        elif answer not in allowed:
            raise _wrong(f"q{one.key}", "ならんでいる中から えらんでください。")
        found[one.key] = answer
    if not found:
        raise Invalid("network.survey_empty", "ひとつは こたえてください。こたえたくない質問は とばせます。")
    return found


def results(
    questions: Sequence[Question], replies: Sequence[Mapping[str, str]], *, running: bool
) -> tuple[Result, ...]:
    """Counts by question; while it runs and with fewer than three replies nothing is told. Words stand in an order that
    says nothing of who."""
    if running or len(replies) < REPLIES_LEAST:
        return tuple(Result(one, hidden=True) for one in questions)
    return tuple(_result(one, [told[one.key] for told in replies if told.get(one.key)]) for one in questions)


def _result(one: Question, told: list[str]) -> Result:
    if one.kind == Kind.WORDS.value:
        return Result(one, words=tuple(sorted(told, key=_shuffled)))
    listed = SCALE if one.kind == Kind.SCALE.value else one.choices
    mean = sum(map(int, told)) / len(told) if one.kind == Kind.SCALE.value and told else None
    return Result(one, tuple((answer, told.count(answer)) for answer in listed), mean=mean)


def _shuffled(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid("network.survey_wrong", sentence, fields={field: sentence})
