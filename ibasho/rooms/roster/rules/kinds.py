"""The words of roster: states and kinds with what is on screen."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class HelperState(Labelled):
    """From the first word to the day it is over. Only REGISTERED helpers take shifts."""

    APPLIED = "applied", "応募"
    INTERVIEW = "interview", "面談"
    OFFERED = "offered", "お願いした"
    REGISTERED = "registered", "登録"
    DECLINED = "declined", "見送り・ことわり"
    LEFT = "left", "やめた"


class AgeBand(Labelled):
    """We ask which, never the birthday. FROM_65 may be said or not: who says ADULT is as welcome."""

    ADULT = "adult", "18歳以上"
    FROM_65 = "from_65", "65歳以上"
    YOUTH = "youth", "16・17歳"
    UNDER_16 = "under_16", "16歳より下"


ADULTS = frozenset({AgeBand.ADULT, AgeBand.FROM_65})


class PayKind(Labelled):
    """What the helper is to the city: decides pay and tax."""

    CITY_STAFF = "city_staff", "市職員（兼業許可）"
    FISCAL_YEAR = "fiscal_year", "会計年度任用職員"
    PAID = "paid", "有償ボランティア"
    UNPAID = "unpaid", "無償ボランティア"


class DbsCategory(Labelled):
    """こども性暴力防止法: what a programme is. No answer of a check is ever kept."""

    OBLIGED = "obliged", "義務"
    CERTIFIED = "certified", "認定"
    NOT_CERTIFIED = "not_certified", "認定なし"
    UNKNOWN = "unknown", "対象外・不明"


class TakenState(Labelled):
    TAKEN = "taken", "引きうけた"
    GIVEN_UP = "given_up", "とりやめた"


class Way(Labelled):
    """How a shift was taken."""

    LINK = "link", "自分で（リンク）"
    STAFF = "staff", "職員が 入力"
    OFFER = "offer", "急な おねがい"
    SWAP = "swap", "交代"


class Answer(Labelled):
    WAITING = "waiting", "返事まち"
    YES = "yes", "はい"
    NO = "no", "むり"
    CLOSED = "closed", "しめきった"


class PayWay(Labelled):
    BANK = "bank", "振込"
    CASH = "cash", "現金（受領印）"


class MonthState(Labelled):
    OPEN = "open", "まとめ中"
    CLOSED = "closed", "しめた"
    SENT = "sent", "支払いへ"
