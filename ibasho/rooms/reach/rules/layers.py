"""What a study asks: layers (how one goes), purposes (what for), and the four kinds of 空白."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from ibasho.town.places.rules.kinds import PlaceKind


class Layer(StrEnum):
    """USUAL is the headline: school children alone on foot or by their bicycle, small children with a stroller and a
    grown-up. The others are shown beside it, each with its name."""

    USUAL = "usual"
    ADULT = "adult"
    BUS = "bus"
    CAR = "car"
    MORNING = "morning"

    @property
    def label(self) -> str:
        return _LAYERS[self][0]

    @property
    def words(self) -> str:
        return _LAYERS[self][1]


_LAYERS = {
    Layer.USUAL: (
        "こどもが自分で",
        "小・中・高校生は ひとりで（歩き・自転車）、乳幼児は おとなと ベビーカーで",
    ),
    Layer.ADULT: ("おとなと いっしょに", "おとなと歩いて。おとなと いっしょなら入れる場所も 数える"),
    Layer.BUS: ("バスも使って", "ひとりで、歩きとバス。待ち時間は 平均の めやす"),
    Layer.CAR: ("車で", "おとなの車で。道の速さは めやす"),
    Layer.MORNING: ("平日の午前", "学校の時間でも 行ける場所（不登校の こども）"),
}


class Purpose(StrEnum):
    """`ALL` counts every place. The bit of a purpose in `Places.purpose` is its index here."""

    ALL = "all"
    MEAL = "meal"
    STUDY = "study"
    PLAY = "play"
    INFANTS = "infants"

    @property
    def label(self) -> str:
        return _PURPOSES[self]

    @property
    def bit(self) -> int:
        return 1 << list(Purpose).index(self)


_PURPOSES = {
    Purpose.ALL: "すべての居場所",
    Purpose.MEAL: "食事",
    Purpose.STUDY: "学習",
    Purpose.PLAY: "遊び",
    Purpose.INFANTS: "0～3歳の拠点",
}
_KINDS = {
    Purpose.MEAL: {PlaceKind.KODOMO_SHOKUDO, PlaceKind.PARTNER_SHOP},
    Purpose.STUDY: {PlaceKind.STUDY, PlaceKind.LIBRARY},
    Purpose.PLAY: {PlaceKind.JIDOKAN, PlaceKind.PLAYGROUND, PlaceKind.OPEN_SPACE},
    Purpose.INFANTS: {PlaceKind.KOSODATE_SHIEN, PlaceKind.TSUDOI, PlaceKind.MOBILE},
}
_FEATURES = {
    Purpose.MEAL: {"meal"},
    Purpose.STUDY: {"study_room", "study_help"},
    Purpose.PLAY: {"active_play", "outdoor", "games", "table_tennis", "board_games"},
}


def purposes_of(kind: PlaceKind, features: Iterable[str]) -> int:
    """The bit set of purposes a place serves, by its kind and by what is there."""
    there = set(features)
    found = Purpose.ALL.bit
    for purpose in Purpose:
        if kind in _KINDS.get(purpose, ()) or there & _FEATURES.get(purpose, set()):
            found |= purpose.bit
    return found


class Blank(IntEnum):
    """What a child who is not reached lacks. The four kinds partition the unreached (`REACHED` is the rest)."""

    REACHED = 0
    NOWHERE = 1
    CLOSED = 2
    NOT_FOR_ME = 3
    FULL = 4

    @property
    def label(self) -> str:
        return _BLANKS[self][0]

    @property
    def words(self) -> str:
        return _BLANKS[self][1]


_BLANKS = {
    Blank.REACHED: ("とどいている", "ひとりで行けて、あいていて、家に帰る時刻に まにあう"),
    Blank.NOWHERE: ("近くにない", "行ける道のりに ひとつもない"),
    Blank.CLOSED: ("時間が あわない", "近くにあるが、放課後から帰宅時刻までに あいていない"),
    Blank.NOT_FOR_ME: ("自分は入れない", "近くで あいているが、年代や「おとなと いっしょ」で 入れない"),
    Blank.FULL: ("いっぱい", "入れるが、こどもの数に 席が たりない"),
}
