"""What the figures say, as a person would say it."""

from __future__ import annotations

from ibasho.base.kernel import wareki
from ibasho.rooms.reach.rules.layers import Blank, Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario, Span
from ibasho.rooms.reach.rules.summary import KINDS_OF_BLANK, Picture
from ibasho.town.areas.stages import Stage

WHEN = {
    Scenario.TERM: "学校のある週",
    Scenario.HOLIDAY: "長い休みの週",
    Scenario.WEEK: "実際の1週間",
}
_FREE = {
    Scenario.TERM: "放課後と休みの日に",
    Scenario.HOLIDAY: "長い休みの間に",
    Scenario.WEEK: "この1週間に",
}
_GOING = {
    Layer.USUAL: "自分で行ける",
    Layer.ADULT: "おとなと歩いて行ける",
    Layer.BUS: "バスも使って行ける",
    Layer.CAR: "車で行ける",
    Layer.MORNING: "自分で行ける",
}
_LACK = {
    Blank.NOWHERE: "行ける道のりに ひとつもない",
    Blank.CLOSED: "近くにあるが、行ける時間に あいていない",
    Blank.NOT_FOR_ME: "あいているが、自分の年代は 入れない",
    Blank.FULL: "入れるが、こどもの数に 席が たりない",
}


def span_words(span: Span) -> str:
    """`令和8年11月23日（月）から4週間`"""
    first = f"{wareki.long_label(span.first)}（{wareki.WEEKDAYS[span.first.weekday()]}）"
    return f"{first}から{span.weeks}週間"


def about(children: float) -> str:
    """`4,120人`; figures from cells are not whole."""
    return f"{children:,.0f}人"


def limits_words(slots_min: float, seats_min: float) -> str:
    """Half-hours a week and seats per child, as the form asks for them."""
    seats = f"こども100人に {100 * seats_min:g}席" if seats_min else "定員は 考えない"
    return f"週に {slots_min:g}コマ（1コマ30分）、{seats}"


def headline(city: str, picture: Picture, scenario: Scenario) -> str:
    """「みほん市の 小学生 4,120人のうち 1,830人は、放課後と休みの日に 自分で行ける 居場所が ありません。
    ほかに 210人は、行けても 席が たりません。」 Two sentences, as whoever can go there but finds it full does have a place.
    """
    look, all_ = picture.look, picture.city
    clubs = "（学童にいる こどもを のぞく）" if look.without_clubs else ""
    who = f"{city}の {look.label}{clubs} {about(all_.children)}"
    if not look.stages:
        return f"この えらびかたでは {look.label}を 数えていません。年代か 目的か 行き方を かえてください。"
    if not picture.known:
        return f"{city}の {look.label}の人数は、まだ わかりません。"
    infants = look.stages == (Stage.INFANT,)
    when = _when(look.layer, scenario, infants=infants)
    going = "親子で歩いて行ける" if infants and look.layer is Layer.USUAL else _GOING[look.layer]
    what = "居場所" if look.purpose is Purpose.ALL else f"「{look.purpose.label}」の居場所"
    full, without = all_.blank[Blank.FULL], all_.unreached - all_.blank[Blank.FULL]
    if without < 0.5:
        said = f"{who}の みんなに、{when} {going} {what}が あります。"
        return said + (f"ただし {about(full)}には、席が たりません。" if full >= 0.5 else "")
    said = f"{who}のうち {about(without)}は、{when} {going} {what}が ありません。"
    return said + (f"ほかに {about(full)}は、行けても 席が たりません。" if full >= 0.5 else "")


def _when(layer: Layer, scenario: Scenario, *, infants: bool) -> str:
    """Who does not go to school yet has no hours after it."""
    if layer is Layer.MORNING:
        return "平日の午前に"
    return "昼間に" if infants and scenario is not Scenario.WEEK else _FREE[scenario]


def why(picture: Picture) -> str:
    """The most frequent lack, in one sentence; empty where nobody lacks anything."""
    city = picture.city
    if city.unreached < 0.5:
        return ""
    kind = max(KINDS_OF_BLANK, key=lambda one: city.blank[one])
    all_ = f"あわせて {about(city.unreached)}（{city.percent}%）に とどいていません。"
    return f"{all_}いちばん多い わけは「{_LACK[kind]}」で、{about(city.blank[kind])}です。"


def asked(picture: Picture) -> str:
    """How many more, if the places that must be asked said yes; empty where that is nobody."""
    if picture.city.asked < 0.5:
        return ""
    return f"「ひとりで来てよい」などを 書いていない場所が「よい」と答えれば、あと {about(picture.city.asked)}に とどきます。"
