"""The LINE talk: what somebody typed or tapped, as one of the few things it can mean. Pure; nothing typed is kept anywhere.

Words of worry come before everything that is not a word of ours as a whole: a child who types them gets the telephone
numbers at once, whatever else the text holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ibasho.base.kernel.kana import to_hiragana
from ibasho.rooms.bulletin.rules import line_choices
from ibasho.rooms.bulletin.rules.line_choices import Choosing
from ibasho.town.concerns.rules import danger

TEXT_MAX = 500  # letters that are read


class Ask(StrEnum):
    NOW = "now"  # what is open now
    TODAY = "today"  # what opens today
    AREA = "area"  # the open places of one district
    AREAS = "areas"  # which district?
    NEAR = "near"  # asks for the position
    HERE = "here"  # a position came
    CHOOSE = "choose"  # 「おしらせ」, on the way
    WANT = "want"  # 「おしらせ」, complete: an effect
    STOP = "stop"  # an effect
    SPEAK = "speak"  # another language: an effect
    LINK = "link"  # six digits: an effect
    WORRY = "worry"  # telephone numbers, at once
    MENU = "menu"
    NOTHING = "nothing"  # a picture, a sticker: the menu too


@dataclass(frozen=True, slots=True)
class Intent:
    """`code`: a district (AREA), a language (SPEAK), six digits (LINK). `page` of the districts (AREAS)."""

    ask: Ask
    code: str = ""
    page: int = 0
    choosing: Choosing | None = None


_LANGUAGES = {
    "ja": ("日本語", "にほんご", "japanese", "japones", "japonês"),
    "ja-simple": ("やさしい日本語", "やさしいにほんご", "かんたんな日本語", "easyjapanese"),
    "en": ("english", "英語", "えいご", "いんぐりっしゅ", "ingles", "inglês"),
    "pt-br": ("portugues", "português", "portuguese", "ぽるとがる語", "ぽるとがるご"),
}
_WORDS: Mapping[Ask, tuple[str, ...]] = {
    Ask.NOW: ("いま", "今", "いまあいてる", "今あいてる", "いまあいている", "今開いてる", "あいてる", "あいている", "開いてる", "開いている", "now", "open", "opennow", "agora", "aberto", "abertoagora"),
    Ask.TODAY: ("きょう", "今日", "きょうあいてる", "今日開いてる", "today", "hoje"),
    Ask.NEAR: ("ちかく", "近く", "ちかくであいてる", "ちかい", "近い", "near", "nearby", "perto"),
    Ask.AREAS: ("校区", "こうく", "小学校区", "ばしょ", "場所", "どこ", "area", "areas", "school", "escola"),
    Ask.CHOOSE: ("おしらせ", "お知らせ", "つうち", "通知", "おしらせをうけとる", "news", "notice", "notices", "avisos", "aviso", "noticias", "notícias"),
    Ask.STOP: ("とめる", "止める", "とめて", "止めて", "とめてください", "すとっぷ", "やめる", "停止", "配信停止", "stop", "unsubscribe", "parar", "pare", "cancelar"),
    Ask.WORRY: ("そうだん", "相談", "そうだんしたい", "相談したい", "help", "ajuda", "ajude"),
    Ask.MENU: ("めにゅー", "めにゅう", "menu", "つかいかた", "使い方"),
}  # fmt: skip
_WHOLE = {word: Intent(ask) for ask, words in _WORDS.items() for word in words} | {
    word: Intent(Ask.SPEAK, code) for code, words in _LANGUAGES.items() for word in words
}
_OPEN = re.compile(r"あいてる|あいている|開いて|やってる|行ける|いける|open|abert")
_WORRY = re.compile(
    r"[死し]にたい|[消き]えたい|自殺|じさつ|りすか|りすとかっと|助けて|たすけて|いじめ|虐待|ぎゃくたい|なぐられ|殴られ|たたかれ|叩かれ|けられ|蹴られ"
    r"|さわられ|触られ|おどされ|脅され|ころされ|殺され|つらい|辛い|こわい|怖い|くるしい|苦しい|帰りたくない|かえりたくない|家出|いえで(?:したい|する)"
    r"|ごはんがない|たべるものがない|食べるものがない"
    r"|suicid|killmyself|wanttodie|hurtme|helpme|bully|bullied|abuse"
    r"|socorro|meajud|queromorrer|mematar|mebate|batememim|abuso"
)
_DIGITS = re.compile(r"\d{6}")
_AREA_TAIL = re.compile(r"(?:小学校区|小学校|校区|学区|小)$")
_BLANKS = re.compile(r"[\s\u3000、。,.!！?？「」『』・…〜~\-_:：;；()（）]+")
NAME_MIN = 2  # letters of a name that is looked for inside a sentence


def fold(text: str) -> str:
    """Width, case, script, blanks and marks no longer matter."""
    return _BLANKS.sub("", to_hiragana(unicodedata.normalize("NFKC", text[:TEXT_MAX]).casefold()))


def area_key(name: str) -> str:
    """As the names of districts and towns are compared: 虹橋, 虹橋小 and 虹橋小学校区 are one."""
    return _AREA_TAIL.sub("", fold(name))


def of_text(text: str, areas: Mapping[str, str]) -> Intent:
    """`areas`: names and readings of districts and towns by `area_key`, each with the code of its district."""
    said = fold(text)
    if not said:
        return Intent(Ask.NOTHING)
    if said in _WHOLE:
        return _WHOLE[said]
    if _DIGITS.fullmatch(said):
        return Intent(Ask.LINK, said)
    if area_key(text) in areas:
        return Intent(Ask.AREA, areas[area_key(text)])
    if is_worry(text):
        return Intent(Ask.WORRY)
    return _within(said, areas)


def of_data(data: str, areas: Mapping[str, str]) -> Intent:
    """What a button says: `now`, `area:M01`, `areas:1`, `speak:en`, `news;…`. What was not ours shows the menu."""
    codes = set(areas.values())
    name, _colon, told = data.partition(":")
    if (choosing := line_choices.read(data, codes)) is not None:
        return Intent(Ask.WANT if choosing.step == "ok" else Ask.CHOOSE, choosing=choosing)
    if name == "area":
        return Intent(Ask.AREA, told) if told in codes else Intent(Ask.AREAS)
    if name == "areas":
        return Intent(Ask.AREAS, page=line_choices.number(told))
    if name == "speak" and told in _LANGUAGES:
        return Intent(Ask.SPEAK, told)
    if name in _BUTTONS and not told:
        return Intent(_BUTTONS[name])
    return Intent(Ask.MENU)


_BUTTONS = {ask.value: ask for ask in (Ask.NOW, Ask.TODAY, Ask.NEAR, Ask.STOP, Ask.WORRY, Ask.MENU)}


def is_worry(text: str) -> bool:
    return _WORRY.search(fold(text)) is not None or danger.kind_of(text[:TEXT_MAX]) is not None


def _within(said: str, areas: Mapping[str, str]) -> Intent:
    """The longest name inside a sentence; else whether it asks for what is open."""
    names = [name for name in areas if len(name) >= NAME_MIN and name in said]
    if names:
        return Intent(Ask.AREA, areas[max(names, key=len)])
    return Intent(Ask.NOW) if _OPEN.search(said) else Intent(Ask.MENU)
