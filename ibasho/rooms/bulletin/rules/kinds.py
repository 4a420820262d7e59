"""The kinds and states of bulletin. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class NoticeKind(Labelled):
    NEWS = "news", "おしらせ"
    CLOSURE = "closure", "急な お休み"
    REOPEN = "reopen", "やっぱり あきます"
    PLACE = "place", "あたらしい居場所"
    CALENDAR = "calendar", "こんげつの カレンダー"


class NoticeState(Labelled):
    DRAFT = "draft", "下書き"
    SENDING = "sending", "送っているところ"
    SENT = "sent", "送った"
    STOPPED = "stopped", "とめた"


class StoryState(Labelled):
    DRAFT = "draft", "下書き"
    WAITING = "waiting", "市が 見るのを まっている"
    RETURNED = "returned", "返ってきた"
    SHOWN = "shown", "のっている"
    WITHDRAWN = "withdrawn", "とりさげた"


class SchoolKind(Labelled):
    PRIMARY = "primary", "小学校"
    JUNIOR = "junior", "中学校"
    HIGH = "high", "高等学校"
    SPECIAL = "special", "特別支援学校"
    NURSERY = "nursery", "園"


class Consent(Labelled):
    """What the board of education said of a hand-out."""

    NOT_NEEDED = "not_needed", "いらない"
    ASKED = "asked", "教育委員会に きいている"
    GIVEN = "given", "教育委員会の 了承が ある"
    REFUSED = "refused", "了承されなかった"


class Paper(Labelled):
    """What is printed; one QR for one purpose."""

    CALENDAR = "calendar", "校区の カレンダー"
    HANDOUT = "handout", "学校で くばる おたより"
    POSTER = "poster", "ポスター"
    CARDS = "cards", "ポケットカード"
    STORY = "story", "活動だより"
    HOW = "how", "しくみの 1まい"


class Purpose(Labelled):
    """What one QR opens."""

    TODAY = "today", "きょう 行けるところ"
    PLACE = "place", "この居場所"
    DISTRICT = "district", "この校区の カレンダー"
    VOICE = "voice", "こえを とどける"
    MEAL = "meal", "ごはんの カード"
    HELP = "help", "そうだんできる ところ"
    SUBSCRIBE = "subscribe", "おしらせを うけとる"
    STORY = "story", "活動だより"
    HOW = "how", "しくみ"


class Audience(Labelled):
    """Whom a page of しくみ speaks to."""

    CHILD = "child", "こどもへ"
    CITIZEN = "citizen", "まちの 人へ"
    COMPANY = "company", "会社へ"
    SHOP = "shop", "お店へ"
    FARMER = "farmer", "農家へ"


class Tool(Labelled):
    """Somebody else's tool a text was handed to."""

    CITY_LINE = "city_line", "市の LINE"
    SCHOOL_MAIL = "school_mail", "学校の メール"
    KAKEKKO = "kakekko", "かけっこ"
    CITY_PAGE = "city_page", "市の ホームページ"


class LineTopic(Labelled):
    """What a friend's event may change."""

    NEWS = "news", "おしらせを うけとるか"
    LANGUAGE = "language", "ことば"
    TRY = "try", "つなぐ番号を うった"
    LINK = "link", "アカウントと つないだ"


class Origin(Labelled):
    """Where the reading of a word comes from."""

    GUESSED = "guessed", "辞書"
    PERSON = "person", "人が たしかめた"
