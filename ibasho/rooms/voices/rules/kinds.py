"""The words of a hearing: who is asked, how, about what, and what was decided. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled
from ibasho.town.areas.stages import Stage


class Respondent(Labelled):
    """Whose voice it is: children, who bring them up, and the people of the places (こども基本法 第11条)."""

    CHILD = "child", "こども"
    PARENT = "parent", "子育て中の人"
    GROUP = "group", "団体の人"
    SHOP = "shop", "お店の人"
    FARMER = "farmer", "農家の人"
    SUPPORTER = "supporter", "応援する人"


PLACE_PEOPLE = (Respondent.GROUP, Respondent.SHOP, Respondent.FARMER, Respondent.SUPPORTER)


class Wording(Labelled):
    """In whose words a question is put."""

    SMALL = "small", "小学生"
    TEEN = "teen", "中高生"
    EASY = "easy", "やさしい日本語"
    PARENT = "parent", "子育て中の人"
    PLACE = "place", "居場所の人"
    SHOP = "shop", "お店の人"
    FARMER = "farmer", "農家の人"
    SUPPORTER = "supporter", "応援する人"


class Moment(Labelled):
    """When the law asks for it: while a policy is made, while it runs, while it is judged."""

    PLAN = "plan", "策定"
    RUN = "run", "実施"
    REVIEW = "review", "評価"


class Method(Labelled):
    SURVEY = "survey", "アンケート"
    VOTE = "vote", "投票"
    STICKER = "sticker", "付箋・シール"
    OUTREACH = "outreach", "出向く"
    CHAT = "chat", "チャット"
    WORKSHOP = "workshop", "ワークショップ"
    BOX = "box", "いつでも いえる 箱"


class StepKind(Labelled):
    """The guideline's five steps, in their order."""

    PLAN = "plan", "企画する"
    PREPARE = "prepare", "準備する"
    LISTEN = "listen", "聴く"
    REFLECT = "reflect", "反映する"
    FEEDBACK = "feedback", "返す"


class QuestionKind(Labelled):
    ONE = "one", "1つ えらぶ"
    MANY = "many", "いくつでも えらぶ"
    RANK = "rank", "じゅんばんを つける"
    FACES = "faces", "5つの 顔"
    TEXT = "text", "じぶんの ことば"
    VOTE = "vote", "投票"


CHOOSING = (QuestionKind.ONE, QuestionKind.MANY, QuestionKind.RANK, QuestionKind.VOTE)
EXCLUSIVE = (QuestionKind.ONE, QuestionKind.VOTE)  # each person stands in exactly one column
FACE_WORDS = {
    1: "とても いや",
    2: "すこし いや",
    3: "ふつう",
    4: "すこし いい",
    5: "とても いい",
}  # said everywhere alike
FACES = tuple(FACE_WORDS)


class Channel(Labelled):
    """Through which door a voice came in."""

    WEB = "web", "ホームページ"
    TABLET = "tablet", "学校のタブレット"
    SHEET = "sheet", "紙（A4）"
    STALL = "stall", "出店の カウンター"
    WORKSHOP = "workshop", "ワークショップのメモ"
    STICKER = "sticker", "シール・付箋"
    PLACE = "place", "居場所の ポスター"


class Access(Labelled):
    OPEN = "open", "だれでも"
    TICKET = "ticket", "ふだを もらった人（1人 1回）"


class Verdict(Labelled):
    """What the city decided about a theme."""

    REFLECT = "reflect", "反映する"
    PARTLY = "partly", "一部 反映する"
    CONSIDERING = "considering", "検討中"
    CANNOT = "cannot", "できない"


class Looked(Labelled):
    """What one reader says of words before they may stand on a page."""

    SHOW = "show", "のせる"
    HIDE = "hide", "のせない"


class ToldBy(Labelled):
    """How an answer came back to where it was said."""

    PAGE = "page", "ホームページ"
    POSTER = "poster", "ポスター"
    VISIT = "visit", "出かけて 話した"
    SCHOOL = "school", "学校で"
    LETTER = "letter", "おたより"


CHILD_STAGES = tuple(stage for stage in Stage if stage is not Stage.ADULT)
CELL_MIN, CELL_FLOOR = (
    10,
    5,
)  # a published cell needs that many people; a hearing may ask for more, never for fewer than 5
BATCH_MIN = 10  # so many answers of one hearing are poured together
ANSWER_DAYS = 60
TEXT_MAX = 400  # letters of one free text
TEXTS_MAX = 1_500  # letters of all free texts of one answer
