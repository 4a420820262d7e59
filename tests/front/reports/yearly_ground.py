"""A report made by hand: for the rules, the papers and the workbook, which need no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ibasho.front.reports.rules import openly
from ibasho.front.reports.rules.edition import (
    VERSION,
    Answer,
    CellTold,
    DecisionTold,
    Edition,
    FigureTold,
    LineTold,
    Passage,
    PilotTold,
    Point,
    RowTold,
    Saying,
    Series,
    TableTold,
)
from ibasho.front.reports.rules.report import CHAPTERS, GLANCE, LINES, OPENLY, SAID, VOICES, of_indicator

DAY = date(2027, 3, 31)


def point(nendo: int, value: float | None, *marks: str, n: int | None = None) -> Point:
    return Point(nendo, value, date(nendo + 1, 3, 31), n, marks)


def figure(code: str, value: float | None = 12, **fields: Any) -> FigureTold:
    known: dict[str, Any] = {
        "code": code, "title": f"しるし {code}", "child_title": "いばしょの 数", "better": "more", "unit": "か所",
        "definition": "公開している 居場所の数。", "source": "居場所の目録", "query": "places.published_places", "value": value,
        "as_of": DAY, "series": (Series(1, "公開している 居場所の数。", (point(2026, value),)),),
    }  # fmt: skip
    return FigureTold(**{**known, **fields})


def table(rows: int = 3) -> TableTold:
    cells = [
        RowTold(f"{month}月", (CellTold(month * 3.0, "", "回", (), None),)) for month in range(1, rows + 1)
    ]
    hidden = RowTold("12月", (CellTold(None, "", "回", ("秘匿",), None),))
    return TableTold(
        "月ごとの 開いた回",
        ("回",),
        (*cells, hidden),
        "居場所の目録",
        DAY,
        "places.by_month",
        "数えない月も ある",
    )


def line() -> LineTold:
    return LineTold(
        code="R8-2", title="ミホショクを 自由に 使える日を ふやす", child_title="じゆうに つかえる日を ふやす", state="進めている",
        aim="申しこみなしで すごせる", lead="こども希望課",
        pilots=(PilotTold("土曜日の 開放", "評価した", "令和8年9月5日", "土曜に あければ 来る", "のべ 42人が 来た"),),
        decisions=(DecisionTold("本稼働", "来る人が いた", date(2026, 12, 1), "R9-2", "土曜日も あける"),),
    )  # fmt: skip


def saying(party: str = "child", words: str = "しずかな へやが できて よかった。", **fields: Any) -> Saying:
    known: dict[str, Any] = {
        "party": party, "who": "小学生 6人", "heads": 6, "place": "みどり食堂", "good": words, "hard": "せきが ない。", "next": "",
        "said_on": date(2026, 11, 1),
    }  # fmt: skip
    return Saying(**{**known, **fields})


def figures() -> list[FigureTold]:
    years = (point(2024, 18), point(2025, 20), point(2026, 24))
    return [
        figure("places_open", 24, target=30, reached="no", reached_words="目標 30か所の 80%：いま 24か所", last=20,
               series=(Series(1, "公開している 居場所の数。", years),)),
        figure("unreached_primary", 310, unit="人", child_title="行ける いばしょが ない 小学生", marks=("推計",), n=4120),
        figure("shokudo_rate", 45.5, unit="%", child_title="こども食堂の ある 小学校区", target=50, last=40.9, reached="no"),
        figure("meals_eaten", 1234, unit="食", child_title="みんなの きふで 食べた ごはん", last=980),
        figure("children_heard", None, marks=("秘匿",), unit="人", child_title="こえを きかせてくれた こども"),
        figure("near_misses", None, missing="この 年度は まだ はかっていません"),
        figure("entries_verified", 80, unit="%", changed="半年に ちぢめた", series=(
            Series(1, "1年のあいだに 確かめた割合。", (point(2025, 90.5),)), Series(2, "半年のあいだに 確かめた割合。", (point(2026, 80),)))),
        figure("reflection_rate", 66.7, unit="%", child_title="こえが いかされた わりあい", target=0, reached="yes", n=9),
        figure("stories_told", 9, unit="けん", child_title="かつどうだより"),
    ]  # fmt: skip


def edition(**words: tuple[str, str]) -> Edition:
    """`words`: chapter → for grown-ups, for children."""
    every = figures()
    goal = openly.GoalAsked("m9", "どの 数も 見ていない ことば", "だれも 見ていない", ("nothing",))
    inner = [openly.Inner("days_to_take", "気づきを うけとるまで", "うけとるまで")]
    passages = []
    for one in CHAPTERS:
        mine = [
            f
            for f in every
            if (f.code in one.indicators if one.code == GLANCE else of_indicator(f.code) is one)
        ]
        told, child = words.get(one.code, ("", ""))
        passages.append(Passage(
            code=one.code, title=one.title, child_title=one.child_title, lead=one.lead, in_kids=one.in_kids, words=told,
            child_words=child, figures=tuple(mine), tables=(table(),) if one.code == "more" else (),
            lines=(line(),) if one.code == LINES else (),
            sayings=(saying(), saying("operator", who="みどり食堂の会")) if one.code == SAID else (),
            answers=(Answer("ボールで あそびたい", "やります", "土曜日に あそべる日を つくります。"),) if one.code == VOICES else (),
            gaps=openly.gaps(every, inner, [goal]) if one.code == OPENLY else (),
        ))  # fmt: skip
    return Edition(
        version=VERSION, nendo=2026, number=1, city="みほん市", until="令和8年度", made_on=DAY, passages=tuple(passages),
        next_lines=(("R9-2", "土曜日も あける", "土曜日も あける"),),
    )  # fmt: skip


def swapped(whole: Edition, code: str, **fields: Any) -> Edition:
    """The edition with one passage changed."""
    return replace(
        whole, passages=tuple(replace(one, **fields) if one.code == code else one for one in whole.passages)
    )
