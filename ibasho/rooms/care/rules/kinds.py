"""What may be noticed, asked, answered and counted. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class Sign(Labelled):
    """What was seen, never what it may mean. `icon` of each stands in SIGN_ICONS."""

    CLOTHES = "clothes", "服や からだの よごれ"
    EATING = "eating", "食べ方"
    INJURY = "injury", "きず・あざ"
    TIRED = "tired", "つかれている"
    NOT_GOING_HOME = "not_home", "帰りたがらない"
    WORDS = "words", "気になる ことば"
    GLAD = "glad", "うれしいこと"
    OTHER = "other", "そのほか"


SIGN_ICONS = {
    Sign.CLOTHES: "clothes", Sign.EATING: "bowl", Sign.INJURY: "plaster", Sign.TIRED: "tired", Sign.NOT_GOING_HOME: "house",
    Sign.WORDS: "voice", Sign.GLAD: "smile", Sign.OTHER: "pencil",
}  # fmt: skip


class Pace(Labelled):
    """How soon the centre looks: about the note, never about a child."""

    URGENT = "urgent", "いそぎ"
    USUAL = "usual", "ふつう"
    GLAD = "glad", "うれしい知らせ"


class Way(Labelled):
    """How a note came."""

    PHONE_APP = "app", "スマートフォン・タブレット"
    PAPER = "paper", "紙"
    TALK = "talk", "電話・窓口"


class Outcome(Labelled):
    """How a note ended. What was done for the child stands in the centre's own records."""

    HANDLED = "handled", "センターで 動いている"
    WATCHED = "watched", "居場所と いっしょに 見まもる"
    KNOWN = "known", "前から 動いている"
    THANKED = "thanked", "知らせを うけて おわり"


class Decline(Labelled):
    """Why a place says no."""

    FULL = "full", "いまは いっぱい"
    HOURS = "hours", "時間や 曜日が 合わない"
    STAFF = "staff", "見る人が たりない"
    ALLERGY = "allergy", "アレルギーに 対応できない"
    OTHER = "other", "そのほか"


class Ended(Labelled):
    """How going to a place ended."""

    SETTLED = "settled", "なれて 自分で 来ている"
    MOVED = "moved", "別の 場所へ うつった"
    STOPPED = "stopped", "来なくなった"
    OTHER = "other", "そのほか"


class Consenting(Labelled):
    """Who said yes to a place being told."""

    CHILD = "child", "こども本人"
    GUARDIAN = "guardian", "保護者"
    BOTH = "both", "こども本人と 保護者"


class ConsentHow(Labelled):
    SPOKEN = "spoken", "ことばで（口頭）"
    PAPER = "paper", "紙で"


class Breaking(Labelled):
    """Why somebody reads what is not theirs."""

    LIFE = "life", "いのち・からだの 危険"
    ABSENT = "absent", "担当者が いない"
    ORDER = "order", "児相・警察からの 照会"
    OTHER = "other", "そのほか"


class Reviewed(Labelled):
    RIGHT = "right", "必要だった"
    WRONG = "wrong", "必要ではなかった"


class Channel(Labelled):
    """How a consultation reached the city."""

    VISIT = "visit", "来所"
    PHONE = "phone", "電話"
    HOME = "home", "訪問"
    LETTER = "letter", "文書・メール"
    ONLINE = "online", "オンライン"
    OTHER = "other", "そのほか"


class Body(Labelled):
    """On what footing a member of the 要対協 stands (児童福祉法25条の2・25条の5)."""

    PUBLIC = "public", "国・県・市の機関"
    CORPORATION = "corporation", "法人（役員・職員に 守秘義務）"
    PERSON = "person", "個人として 委嘱"


TAKEN_WITHIN_DAYS = 1  # working days until somebody of the centre has taken a note
CHECKED_WITHIN_HOURS = 48  # from the moment it came until the child's safety was looked at
ANSWERED_WITHIN_DAYS = 7  # days until the writer hears ありがとうございました
PLACE_ANSWERS_WITHIN_DAYS = 3  # working days until a place says yes or no
OPENING_MINUTES_MAX = 60
OPENING_REASON_MIN = 20  # characters
REVIEW_WITHIN_DAYS = 3  # working days until a break-glass that nobody reviewed goes up
SUPERVISORS_MIN = 2
WORDS_KEPT_DAYS = 90  # after the end: then the row's own key is thrown away
ROWS_KEPT_YEARS = 5  # after the end of the 年度
SMALL = 10  # cells below it stay inside the centre
SEARCH_ROWS_MAX = 20
