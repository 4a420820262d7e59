"""What a hearing still lacks before it may open, as a list that is ticked off; and how long it lasts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import CELL_FLOOR, CHOOSING, Method, QuestionKind, Respondent, Wording

CHOICES_MIN, CHOICES_MAX, QUESTIONS_MAX = 2, 20, 20
ANSWER_DAYS_MAX = 366
WORDS_MAX, HELPS_MAX, CHOICE_WORDS_MAX = 120, 200, 60

_FIRST_A_QUESTION = "先に きくことを 足してください。"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the list looks at it. `choices`: the words of each."""

    kind: str
    words: Mapping[str, str]
    choices: Sequence[Mapping[str, str]] = ()
    asked: Sequence[str] = ()
    picks_max: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as a whole. `opens_on` may be empty: it begins when somebody opens it. `prepared`: the steps before listening are settled; `listens`: it was not said that nobody
    will be heard; `staffed`: somebody of the こども家庭センター would read words of danger."""

    respondents: Sequence[str]
    stages: Sequence[str] = ()
    methods: Sequence[str] = ()
    child_purpose: str = ""
    policy: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    doors: int = 0
    questions: Sequence[Asked] = ()
    prepared: bool = False
    listens: bool = True
    staffed: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. `where`: the part of the desk's page that mends it."""

    code: str
    label: str
    lacking: str
    where: str

    @property
    def done(self) -> bool:
        return not self.lacking


def checklist(sheet: Sheet, *, today: date) -> tuple[Item, ...]:
    """Everything, ticked or not, in the order in which one would do it."""
    asks_for_words = any(one.kind == QuestionKind.TEXT for one in sheet.questions)
    centre = Item("centre", "あぶない ことばを 読む 人が センターに いる", _centre(sheet), "people")
    return (
        Item("words", "なんの ために・どの施策に いかすか", _words(sheet), "words"),
        Item("dates", "いつまで きくか", _dates(sheet, today), "words"),
        Item("questions", "きくことが 1つ以上 ある", _questions(sheet), "questions"),
        Item("wordings", "それぞれの 人の ことばで 書いた", _wordings(sheet), "questions"),
        Item("choices", f"えらぶものが {CHOICES_MIN}つ以上 ある", _choices(sheet), "questions"),
        Item("doors", "声の 入り口が ある", _doors(sheet), "doors"),
        Item("steps", "「企画する」「準備する」を した", _steps(sheet), "steps"),
        *((centre,) if asks_for_words else ()),
    )


def check_ready(sheet: Sheet, *, today: date) -> None:
    """Raises Conflict naming the first thing that is lacking."""
    lacking = [one for one in checklist(sheet, today=today) if not one.done]
    if lacking:
        raise Conflict(f"hearing.lacks_{lacking[0].code}", f"まだ はじめられません。{lacking[0].lacking}")


def check_days(opens_on: date | None, closes_on: date | None) -> None:
    """Raises Invalid when the end stands before the beginning."""
    if opens_on and closes_on and closes_on < opens_on:
        words = "おわりの日が はじまりの日より 前です。どちらかを なおしてください。"
        raise Invalid("hearing.days", words, fields={"closes_on": words})


def check_numbers(answer_days: int, cell_min: int) -> None:
    """Raises Invalid. Fewer than five people in a published cell could be found out."""
    if not 1 <= answer_days <= ANSWER_DAYS_MAX:
        words = f"1日から {ANSWER_DAYS_MAX}日までの 数を 入れてください。"
        raise Invalid("hearing.answer_days", words, fields={"answer_days": words})
    if cell_min < CELL_FLOOR:
        words = f"{CELL_FLOOR}人より 少ない数は 公開できません。だれの 答えか わかってしまうからです。もっと 大きい数に してください。"
        raise Invalid("hearing.cell_min", words, fields={"cell_min": words})


def answer_by(closes_on: date | None, answer_days: int) -> date | None:
    """The day by which whoever answered hears back; a box that never closes has none."""
    return closes_on + timedelta(days=answer_days) if closes_on else None


def days_left(closes_on: date | None, today: date) -> int | None:
    """0 on the last day; None for a box that never closes."""
    return (closes_on - today).days if closes_on else None


def _words(sheet: Sheet) -> str:
    if Respondent.CHILD in sheet.respondents and not sheet.child_purpose.strip():
        return (
            "「なんの ために きくか（こどもへ）」が ありません。こどもにも わかる ことばで 書いてください。"
        )
    return (
        ""
        if sheet.policy.strip()
        else "「いかす 施策」が ありません。声を 何に いかすのかを 書いてください。"
    )


def _dates(sheet: Sheet, today: date) -> str:
    if sheet.closes_on is None and Method.BOX not in sheet.methods:
        return "「いつまで」が ありません。日を 入れるか、きき方を「いつでも いえる 箱」に してください。"
    if sheet.closes_on is not None and sheet.closes_on < today:
        return "「いつまで」が もう すぎています。先の 日に なおしてください。"
    return ""


def _questions(sheet: Sheet) -> str:
    if not sheet.questions:
        return "きくことが まだ ありません。1つ以上 足してください。"
    everybody = any(not one.asked for one in sheet.questions)
    left = [who for who in sheet.respondents if not any(who in one.asked for one in sheet.questions)]
    if left and not everybody:
        names = "・".join(Respondent(who).label for who in left)
        return f"{names}に きくことが ありません。きくことの「だれに」を たしかめてください。"
    return ""


def _wordings(sheet: Sheet) -> str:
    if not sheet.questions:
        return _FIRST_A_QUESTION
    for number, one in enumerate(sheet.questions, start=1):
        lacking = lacking_words(one, sheet)
        if lacking:
            names = "・".join(wording.label for wording in lacking)
            return f"{number}番の きくことに、{names}の ことばが ありません。"
    return ""


def lacking_words(one: Asked, sheet: Sheet) -> tuple[Wording, ...]:
    """In whose words this question is not written yet. A choice may stand in the words of somebody near."""
    asked = [who for who in sheet.respondents if not one.asked or who in one.asked]
    return wordings.lacking(one.words, asked, sheet.stages)


def _choices(sheet: Sheet) -> str:
    if not sheet.questions:
        return _FIRST_A_QUESTION
    for number, one in enumerate(sheet.questions, start=1):
        if one.kind not in CHOOSING:
            continue
        if len(one.choices) < CHOICES_MIN:
            return f"{number}番の きくことに、えらぶものが 足りません。{CHOICES_MIN}つ以上 書いてください。"
        if any(not wordings.text(words, Wording.SMALL) for words in one.choices):
            return f"{number}番の きくことに、ことばの ない えらぶものが あります。"
        if one.picks_max and one.picks_max > len(one.choices):
            return f"{number}番の きくことの「いくつまで」が、えらぶものの 数より 大きいです。"
    return ""


def _doors(sheet: Sheet) -> str:
    return (
        ""
        if sheet.doors
        else "声の 入り口が ありません。ホームページ・学校・紙などの 入り口を 1つ以上 作ってください。"
    )


def _steps(sheet: Sheet) -> str:
    if not sheet.listens:
        return "「聴く」を しないと 書いてあります。きくときは、先に それを とりけしてください。"
    return (
        ""
        if sheet.prepared
        else "5つの段の「企画する」と「準備する」を 書いてください。しなかったときは わけが いります。"
    )


def _centre(sheet: Sheet) -> str:
    return (
        ""
        if sheet.staffed
        else "こども家庭センターの 担当が いません。こどもが あぶない ことを 書いても、読む 人が いません。"
        "市の 管理者に、だれかを「こども家庭センター 職員」に してもらってください。"
    )


def check_question(kind: str, picks_max: int | None, choices: int) -> None:
    """Raises Invalid for what no answer could ever fill in."""
    if picks_max is not None and kind not in (QuestionKind.MANY, QuestionKind.RANK):
        words = "「いくつまで」は、「いくつでも えらぶ」と「じゅんばんを つける」の ときだけ 使えます。"
        raise Invalid("question.picks_max", words, fields={"picks_max": words})
    if picks_max is not None and picks_max < 1:
        words = "1つ以上に してください。"
        raise Invalid("question.picks_max", words, fields={"picks_max": words})
    if kind not in CHOOSING and choices:
        raise Invalid(
            "question.choices",
            "この 答え方には えらぶものが ありません。えらぶものを 消すか、答え方を かえてください。",
        )
    if choices > CHOICES_MAX:
        raise Invalid("question.choices_many", f"えらぶものは {CHOICES_MAX}までです。多いと えらべません。")
