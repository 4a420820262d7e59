"""The yearly report's chapters: the one definition of web page, PDF, children's edition and council Excel. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules.edition import Passage
from ibasho.front.reports.rules.kinds import ReportState

FIRST_NENDO: Final = 2019
WORDS_MAX, CHILD_WORDS_MAX, STATE_WORDS_MAX = 2000, 200, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """`indicators`, `tables`: what it shows, by name. `lead`: what always stands here; `may_say`: what the city may add,
    `child_may_say` in the children's edition (empty: the chapter does not stand there)."""

    code: str
    title: str
    child_title: str
    lead: str
    may_say: str
    child_may_say: str = ""
    indicators: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def in_kids(self) -> bool:
        return bool(self.child_may_say)


HELLO, GLANCE, LINES, SAID, OPENLY, SOURCES, OTHER, VOICES = (
    "hajimeni", "glance", "lines", "said", "openly", "sources", "other", "voices",
)  # fmt: skip

CHAPTERS: Final = (
    Chapter(
        code=HELLO, title="はじめに", child_title="はじめに",
        lead="この報告は、計画の ことばの ひとつ ひとつに ついて、しるし（指標）の 数と、こども・居場所の人・外の人の "
        "ことばを ならべて 見るものです。数は 計画を 見るための もので、こどもや 居場所に 順番を つけるための ものでは ありません。",
        may_say="市長・部長の あいさつ、この1年に とくに 力を 入れたこと",
        child_may_say="こどもへの あいさつ",
    ),
    Chapter(
        code=GLANCE, title="この1年を ひとめで", child_title="この1年を ひとめで",
        lead="おもな しるしで 見た 1年です。くわしくは それぞれの 章に あります。",
        may_say="おもな 数を どう読むか",
        child_may_say="大きな 数の せつめい",
        indicators=("places_open", "unreached_primary", "shokudo_rate", "meals_eaten", "children_heard", "reflection_rate"),
    ),
    Chapter(
        code="more", title="ふやす", child_title="ふやす",
        lead="こどもが 自分で 行ける 居場所を、空白の 地区から ふやします。",
        may_say="どこに ふえたか、どの地区が まだか",
        child_may_say="どこに いばしょが ふえたか",
        indicators=(
            "places_open", "places_kinds", "places_alone", "places_free", "unreached_primary", "reach_hours_primary",
            "blank_nowhere", "blank_closed", "blank_not_for_me", "blank_full", "shokudo_rate", "meal_districts",
            "sessions_held", "visits_counted", "startups_opened", "handed_on", "run_by_others",
        ),
        tables=("places.events_counted",),
    ),
    Chapter(
        code="better", title="みがく", child_title="みがく",
        lead="いまある 居場所を、安心して すごせるように 磨きます。",
        may_say="なにを よくしたか",
        child_may_say="なにが よくなったか",
        indicators=(
            "entries_verified", "kept_share", "roster_holes", "improvements", "study_hours", "near_misses", "older_helpers",
            "helper_hours", "generations_sessions",
        ),
    ),
    Chapter(
        code="meals", title="食べる・支える", child_title="食べる・ささえる",
        lead="寄附・食材・お店の 力で、だれでも 食べられる 仕組みを つづけます。だれが 食べたかは 記録していません。",
        may_say="寄附や 食材を くださった方への お礼",
        child_may_say="食べものを くれた 人たちの こと",
        indicators=("meals_eaten", "meals_waiting", "given_yen", "meal_shops", "food_used_kg", "food_givers", "supporters"),
    ),
    Chapter(
        code="families", title="子育てを 支える", child_title="おうちを ささえる",
        lead="働くことと 子育ての 両立、小さい子の 家庭を 支えます。",
        may_say="ファミサポと 出張ひろばの 1年",
        indicators=("support_served", "support_unmet", "support_providers", "support_minutes", "mobile_visits"),
        tables=("familysupport.by_month",),
    ),
    Chapter(
        code="care", title="つなぐ・気づき", child_title="つなぐ",
        lead="居場所で 気づいたことを こども家庭センターへ、センターから 居場所へ つなぎます。ひとりの こどもの ことは ここに 出ません。",
        may_say="センターと 居場所の つながり",
        indicators=("notes_received", "days_to_take", "referrals_begun"),
        tables=("care.consultations",),
    ),
    Chapter(
        code="news", title="知らせる", child_title="しらせる",
        lead="居場所の 情報を、こどもと 家庭に 届けます。",
        may_say="なにで 知らせたか",
        indicators=("schools_reached", "people_told", "qr_opens", "stories_told"),
        tables=("bulletin.by_month",),
    ),
    Chapter(
        code=VOICES, title="聴く", child_title="きく",
        lead="こどもや 子育て当事者、居場所の人の 声を 聴き、答え、よくします。",
        may_say="声から かわったこと",
        child_may_say="こえから かわったこと",
        indicators=(
            "hearings_held", "children_heard", "districts_not_heard", "reflection_rate", "answer_days", "feels_like_mine",
            "groups_heard", "meetings_held", "groups_met", "meeting_todos_done",
        ),
        tables=("voices.by_method", "voices.hearings_published", "voices.evaluations", "network.meetings"),
    ),
    Chapter(
        code=OTHER, title="そのほかの しるし", child_title="ほかの しるし",
        lead="市が 自分で くわえた しるしです。", may_say="なぜ 見るか",
    ),
    Chapter(
        code=LINES, title="事業と 試行", child_title="ためしたこと",
        lead="この年度の 事業の ひとつ ひとつに ついて、なにを 試し、なにを 決め、つぎの 年度に どう つながるか。",
        may_say="全体として 学んだこと",
        child_may_say="ためして わかったこと",
        tables=("network.issues",),
    ),
    Chapter(
        code=SAID, title="こども・居場所の人・外の人の ことば", child_title="みんなの ことば",
        lead="市が 書いたものでは なく、ふりかえりに くわわった 人の ことばです。数の となりに おきます。",
        may_say="ことばを うけて 市が 考えたこと",
        child_may_say="みんなの ことばを きいて おもったこと",
    ),
    Chapter(
        code=OPENLY, title="まだ できていないこと", child_title="まだ できていないこと",
        lead="目標に とどかなかったもの、まだ 数の ないもの、少なすぎて 出せないものを、かくさずに 書きます。",
        may_say="なぜ とどかなかったか、つぎに どうするか",
        child_may_say="まだ できていないことと、つぎに すること",
    ),
    Chapter(
        code=SOURCES, title="数の もとと ことわり", child_title="数の もと",
        lead="どの数も、もとの 記録から 計算で 作られました。「推計」は ほかの 数から 計算したもの、「秘匿」は 少なすぎて "
        "出せないもの、「最低でも」は 記録もれが ありうるもの、「一部のみ」は 全部の 場所や 月が そろっていないものです。",
        may_say="数の 読みかたの 注意",
    ),
)  # fmt: skip
BY_CODE: Final[Mapping[str, Chapter]] = {one.code: one for one in CHAPTERS}


def is_empty(one: Passage) -> bool:
    """Whether a chapter has nothing but what it always says. The first and the last say enough by themselves."""
    told = (one.words, one.figures, one.tables, one.lines, one.sayings, one.answers, one.gaps)
    return one.code not in (HELLO, SOURCES) and not any(told)


def of_indicator(code: str) -> Chapter:
    """The chapter that is an indicator's home; the six of the first page have theirs further on."""
    home = (one for one in CHAPTERS if one.code != GLANCE and code in one.indicators)
    return next(home, BY_CODE[OTHER])


def chapter(code: str) -> Chapter:
    """Invalid for one that does not exist."""
    if code not in BY_CODE:
        raise Invalid(
            "reports.chapter_unknown", "その章は ありません。ページを 読みなおして、もう一度 選んでください。"
        )
    return BY_CODE[code]


def check_words(of: Chapter, words: str, child_words: str, unread: Iterable[str]) -> None:
    """Invalid for words that are too long, or that a child could not read. `unread`: kanji of `child_words` for which
    nobody has a reading."""
    fields: dict[str, str] = {}
    if len(words) > WORDS_MAX:
        fields["words"] = f"{len(words)}文字 あります。{WORDS_MAX}文字までに みじかくしてください。"
    if child_words and not of.in_kids:
        fields["child_words"] = (
            "この章は こども版に のりません。こどもへの ことばは ほかの章に 書いてください。"
        )
    elif len(child_words) > CHILD_WORDS_MAX:
        fields["child_words"] = (
            f"{len(child_words)}文字 あります。4ページに おさまるように {CHILD_WORDS_MAX}文字までに してください。"
        )
    elif hard := "".join(dict.fromkeys(unread)):
        fields["child_words"] = (
            f"「{hard}」の よみかたが わからないので、よみがなを つけられません。ひらがなで 書いてください。"
        )
    if fields:
        raise Invalid(
            "reports.words", "ことばを 書きかえてください。" + "".join(fields.values()), fields=fields
        )


WRITABLE: Final = frozenset({ReportState.DRAFT, ReportState.ASKED})


def check_writing(state: str) -> None:
    """Conflict where the report went out: what was published stays word for word."""
    if state == ReportState.ASKED:
        raise Conflict(
            "reports.asked",
            "確認を たのんでいる あいだは 書きかえられません。「下書きに もどす」を おすか、返事を まってください。",
        )
    if state != ReportState.DRAFT:
        raise Conflict(
            "reports.frozen",
            "公開した 報告は 書きかえられません。直すときは 取り下げて、新しい 版を 作ってください。",
        )


def check_none_out(states: Iterable[str]) -> None:
    """Conflict while an edition of the 年度 is out: a new one begins when that is withdrawn."""
    if ReportState.PUBLISHED in states:
        raise Conflict(
            "reports.is_out",
            "この年度の 報告は 公開しています。直すときは さきに 取り下げて、新しい 版を 作ってください。",
        )


def check_asked(state: str) -> None:
    """Conflict where nobody asked for a second look."""
    if state != ReportState.ASKED:
        raise Conflict(
            "reports.not_asked",
            "この報告は いま 確認を たのまれていません。ページを 開きなおしてください。",
        )


def check_out(state: str) -> None:
    if state != ReportState.PUBLISHED:
        raise Conflict(
            "reports.not_out", "公開していない 報告は 取り下げられません。ページを 開きなおしてください。"
        )


def check_seen(seen: str, now: str) -> None:
    """Conflict where the report was given back and asked for anew since somebody looked. `seen` empty: looked at elsewhere."""
    if seen and seen != now:
        raise Conflict(
            "reports.asked_anew",
            "見ているあいだに 書きなおされて、もう一度 確認を たのまれました。新しい ことばを 読んでから 公開してください。",
        )


def check_shut(state: str, is_shut: bool, to: bool) -> None:
    """Conflict for one that is not withdrawn, or is so already."""
    if state != ReportState.WITHDRAWN or is_shut is to:
        raise Conflict(
            "reports.not_withdrawn",
            "なかみを しまえるのは、取り下げた 版だけです。ページを 開きなおしてください。",
        )


def check_why(words: str) -> str:
    """The reason without its blanks. Invalid for none, or for one too long."""
    said = words.strip()
    if not said:
        raise Invalid("reports.why", "わけを 書いてください。", fields={"words": "わけを 書いてください。"})
    if len(said) > STATE_WORDS_MAX:
        short = f"わけは {STATE_WORDS_MAX}文字までに みじかくしてください。"
        raise Invalid("reports.why_long", short, fields={"words": short})
    return said


def check_nendo(nendo: int, this: int) -> None:
    """Invalid for a 年度 that has not begun or lies before anything was planned."""
    if not FIRST_NENDO <= nendo <= this:
        raise Invalid(
            "reports.nendo",
            "まだ はじまっていない 年度、または 古すぎる 年度の 報告は 作れません。年度を 選びなおしてください。",
        )
