"""What stands on the three paper sheets: children's, a place's own people's, somebody's from outside. Points and scores
nowhere: every sheet asks for words. The four views are those of the national guideline (居場所づくりに関する指針, 4章)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    words: str
    lines: int  # ruled lines to write on


@dataclass(frozen=True, slots=True)
class View:
    """One of the guideline's four views, as a place reads it of itself."""

    title: str
    note: str
    questions: tuple[Question, ...]


CHILD_TITLE = "みんなで ふりかえり"
CHILD_CALL = "ここの ことを おしえてね。"
CHILD_PROMISE = "名前は 書かないで だいじょうぶ。書きたい ところだけで いいよ。"
CHILD_FACES = "きもちに ちかい かおに ○を つけてね。"
CHILD_QUESTIONS = ("よかったこと", "こまったこと", "つぎに したいこと")
CHILD_AFTER = "書いた ことばは、市の 人が 読んで、つぎの 年に いかします。"

OPERATOR_TITLE = "居場所の ふりかえりシート"
OPERATOR_NOTE = "点数は つけません。ほかの居場所とも くらべません。みなさんの ことばで 書いてください。書けるところだけで けっこうです。"
OPERATOR_VIEWS = (
    View(
        "ふやす", "いろいろな こどもが 来られる",
        (Question("だれが 来てくれるように なりましたか。まだ 会えていない こどもは いますか。", 2),),
    ),
    View(
        "つなぐ", "こどもが 見つけられる・つながれる",
        (Question("はじめての こどもは どうやって ここを 知りましたか。つながった人や ところは ありますか。", 2),),
    ),
    View(
        "みがく", "こどもに とって もっと よい ところに",
        (Question("こどもが 自分で 決めたこと・言って かわったことは なんですか。安心して いられるために したことは。", 3),),
    ),
    View(
        "ふりかえる", "こどもと いっしょに ふりかえる",
        (Question("こどもの 声を いつ どうやって 聞きましたか。聞いて どう しましたか。", 2),),
    ),
)  # fmt: skip

THIRD_TITLE = "外から 見た ふりかえりシート"
THIRD_NOTE = (
    "見たこと・聞いたことを そのまま 書いてください。点数は つけません。こどもの 名前は 書かないでください。"
)
THIRD_QUESTIONS = (
    Question("いつ、なにを 見ましたか。だれと 話しましたか。", 4),
    Question("こどもの 声を どのように 聞きましたか。", 3),
)
SUMMARY = ("よかったこと", "こまったこと・なおしたいこと", "つぎに したいこと")
SUMMARY_LINES, SUMMARY_LINES_THIRD = 2, 4  # a page of A4 in both
