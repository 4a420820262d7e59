"""The words of ふりかえり: kinds and states as the tables keep them and the screens say them."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class GoalKind(Labelled):
    """What a city's plan promises; every one of them has an indicator."""

    AIM = "aim", "ねらい"
    POLICY = "policy", "方針"
    VISION = "vision", "目指す姿"
    EFFECT = "effect", "ねらう効果"


class LineState(Labelled):
    IDEA = "idea", "検討中"
    PLANNED = "plan", "予定"
    RUNNING = "run", "進めている"
    DONE = "done", "おこなった"
    STOPPED = "stop", "やめた"


class PartKind(Labelled):
    LEAD = "lead", "主に 進める課"
    WITH = "with", "いっしょに 進める課"


class PilotState(Labelled):
    PLANNED = "plan", "準備中"
    RUNNING = "run", "試している"
    ENDED = "end", "試し おわった"
    JUDGED = "judged", "評価した"
    DROPPED = "off", "とりやめた"


class Moment(Labelled):
    BEFORE = "before", "まえ"
    AFTER = "after", "あと"


class IssueSource(Labelled):
    """Where a 課題 was found."""

    SHEET = "sheet", "団体の ヒアリング（実態把握）"
    VOICE = "voice", "こども・子育て当事者の声"
    PILOT = "pilot", "試行"
    REVIEW = "review", "ふりかえりの ことば"
    FIGURE = "figure", "しるし（指標）"
    OTHER = "other", "そのほか"


class DecisionKind(Labelled):
    LAUNCH = "launch", "本稼働"
    CONTINUE = "go", "つづける"
    CHANGE = "change", "かえて つづける"
    WIDEN = "widen", "ひろげる"
    AGAIN = "again", "もう一度 試す"
    STOP = "stop", "やめる"


class Better(Labelled):
    """Which way is good. `NONE`: a figure to know, with no good side."""

    MORE = "more", "ふえると よい"
    FEWER = "fewer", "へると よい"
    NONE = "none", "よしあしは ない"


class Over(Labelled):
    """What a definition counts over."""

    DAY = "day", "その日の すがた"
    YEAR = "year", "年度の はじめから"


class Party(Labelled):
    """Who looks back: never the city alone."""

    CHILD = "child", "こども"
    OPERATOR = "operator", "居場所の人"
    THIRD = "third", "外の人（第三者）"


class ReviewState(Labelled):
    DRAFT = "draft", "見てもらう前"
    SHOWN = "shown", "出している"
    HELD = "held", "出さない"


class ReportState(Labelled):
    DRAFT = "draft", "下書き"
    ASKED = "asked", "確認を たのんだ"
    PUBLISHED = "out", "公開した"
    WITHDRAWN = "back", "とりさげた"
