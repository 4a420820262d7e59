"""What one person answered, and whether it answers what was asked. Pure; refusals are in words a child can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.text import clean_text
from ibasho.rooms.voices.rules.kinds import (
    CHOOSING,
    EXCLUSIVE,
    FACES,
    TEXT_MAX,
    TEXTS_MAX,
    QuestionKind,
    Respondent,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice (`place` in a ranking, 1 first) or a face."""

    question_id: int
    choice_id: int | None = None
    place: int | None = None
    face: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    question_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """`stage`: empty for adults. `district_code`: empty where it is not said."""

    respondent: str
    stage: str
    district_code: str
    wording: str
    picks: tuple[Picked, ...] = ()
    texts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """`asked`: respondents, empty for everybody."""

    id: int
    kind: str
    choices: frozenset[int] = frozenset()
    needed: bool = False
    picks_max: int | None = None
    asked: frozenset[str] = frozenset()

    def is_for(self, respondent: str) -> bool:
        return not self.asked or respondent in self.asked


@dataclass(frozen=True, slots=True)
class Asked:
    """`stages`: of children who are asked. `districts`: codes that hold today."""

    respondents: frozenset[str]
    stages: frozenset[str]
    districts: frozenset[str]
    questions: tuple[AskedQuestion, ...]


def field(question_id: int) -> str:
    """The name of a question's field, where its refusal is shown."""
    return f"q{question_id}"


def tidy(given: Given) -> Given:
    """Words without markup and hidden letters; empty ones are left out."""
    cleaned = [replace(one, words=clean_text(one.words, lines=True).text) for one in given.texts]
    return replace(given, texts=tuple(one for one in cleaned if one.words))


def check(asked: Asked, given: Given) -> None:
    """Raises Invalid with a sentence for each question that has to be mended."""
    _check_who(asked, given)
    known = {one.id: one for one in asked.questions if one.is_for(given.respondent)}
    told = {one.question_id for one in given.picks} | {one.question_id for one in given.texts}
    if told - set(known):
        raise _strange()
    wrong = {field(one.id): said for one in known.values() if (said := _wrong(one, given))}
    letters = sum(len(one.words) for one in given.texts)
    if letters > TEXTS_MAX:
        wrong |= {
            field(one.question_id): _too_long(letters, TEXTS_MAX)
            for one in given.texts[-1:]
            if field(one.question_id) not in wrong
        }
    if wrong:
        raise Invalid("voices.answer.mend", " ".join(wrong.values()), fields=wrong)
    if not given.picks and not given.texts:
        raise Invalid(
            "voices.answer.empty", "まだ なにも えらんで いません。ひとつ えらんでから おくってね。"
        )


def _check_who(asked: Asked, given: Given) -> None:
    is_child = given.respondent == Respondent.CHILD
    stage_fits = given.stage in asked.stages if is_child else not given.stage
    if given.respondent not in asked.respondents or not stage_fits:
        raise Invalid("voices.answer.who", "だれの 答えかを もう一度 えらんでね。")
    if given.wording not in set(Wording):
        raise _strange()
    if given.district_code and given.district_code not in asked.districts:
        told = "小学校区を もう一度 えらんでね。「わからない」でも だいじょうぶです。"
        raise Invalid("voices.answer.district", told, fields={"district": told})


def _wrong(question: AskedQuestion, given: Given) -> str:
    """The sentence for this question, "" where it is well."""
    picks = [one for one in given.picks if one.question_id == question.id]
    texts = [one.words for one in given.texts if one.question_id == question.id]
    if question.needed and not picks and not texts:
        return "ここは 答えてから おくってね。"
    if question.kind == QuestionKind.TEXT:
        return _wrong_words(texts, picks)
    if texts or not _fits(question, picks):
        return _strange().message
    return _wrong_picks(question, picks)


def _fits(question: AskedQuestion, picks: list[Picked]) -> bool:
    """Whether these are choices (or faces) of this question and nothing else."""
    if question.kind == QuestionKind.FACES:
        return all(one.face in FACES and one.choice_id is None and one.place is None for one in picks)
    ranked = question.kind == QuestionKind.RANK
    return question.kind in CHOOSING and all(
        one.face is None and one.choice_id in question.choices and (one.place is not None) == ranked
        for one in picks
    )


def _wrong_picks(question: AskedQuestion, picks: list[Picked]) -> str:
    if question.kind == QuestionKind.FACES or question.kind in EXCLUSIVE:
        return "ひとつだけ えらんでね。" if len(picks) > 1 else ""
    if _twice(one.choice_id for one in picks):
        return "おなじ ものを 2回 えらんで います。べつの ものに してね。"
    most = question.picks_max
    if most and len(picks) > most:
        return f"えらべるのは {most}つまでです。いまは {len(picks)}つ えらんで います。"
    if question.kind == QuestionKind.RANK and sorted(one.place or 0 for one in picks) != [
        *range(1, len(picks) + 1)
    ]:
        return "1ばんから じゅんばんに えらんでね。"
    return ""


def _wrong_words(texts: list[str], picks: list[Picked]) -> str:
    if picks or len(texts) > 1:
        return _strange().message
    letters = sum(map(len, texts))
    return _too_long(letters, TEXT_MAX) if letters > TEXT_MAX else ""


def _too_long(letters: int, most: int) -> str:
    return f"いまは {letters}文字 あります。{most}文字までに みじかく してね。"


def _twice(found: Iterable[int | None]) -> bool:
    return max(Counter(found).values(), default=0) > 1


def _strange() -> Invalid:
    told = "ページが 新しく なりました。もう一度 えらんで おくってね。"
    return Invalid("voices.answer.strange", told)
