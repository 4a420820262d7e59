"""The words of network with their codes. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class How(Labelled):
    """How people spoke."""

    PHONE = "phone", "電話"
    VISIT = "visit", "訪問"
    OFFICE = "office", "窓口"
    MAIL = "mail", "メール"
    MEETING = "meeting", "会議・交流会"
    PAPER = "paper", "手紙・紙"
    OTHER = "other", "そのほか"


class AgreementKind(Labelled):
    COOPERATION = "coop", "協定"
    MEMO = "memo", "覚書"
    USE = "use", "施設の 使用許可"
    PRIVACY = "privacy", "個人情報の 取りあつかい"
    FOOD = "food", "食品の 提供の 合意書"
    OTHER = "other", "そのほか"


class Cover(Labelled):
    """What an insurance covers. 持ち帰り apart: some policies leave food poisoning of what was taken home out."""

    INJURY = "injury", "けが（傷害）"
    LIABILITY = "liable", "賠償責任"
    POISONING = "poison", "食中毒"
    TAKEOUT = "takeout", "持ち帰りの 食中毒"
    WAY = "way", "行き帰り"


class Standing(Labelled):
    """Where a group stands with the 保健所."""

    UNASKED = "unasked", "まだ 相談していない"
    ASKING = "asking", "相談中"
    NOTICE = "notice", "届出"
    PERMIT = "permit", "営業許可"
    NOT_NEEDED = "none", "どちらも いらない（福祉目的）"


class Issue(Labelled):
    """課題 tags of 実態把握: the words operators use, counted for the yearly evaluation."""

    MONEY = "money", "お金"
    PEOPLE = "people", "人手"
    SUCCESSOR = "next", "あとを つぐ人"
    PUBLICITY = "known", "知られていない"
    FOOD = "food", "食材"
    SPACE = "space", "場所"
    SAFETY = "safety", "安全・衛生"
    ACCESS = "way", "こどもの 行きかた"
    WORRY = "worry", "気になる こども"
    PAPER = "paper", "書類・手続き"
    OTHER = "other", "そのほか"


class MeetingState(Labelled):
    DRAFT = "draft", "準備中"
    POLLING = "poll", "日程を きいている"
    INVITED = "invited", "案内した"
    HELD = "held", "おこなった"
    CLOSED = "closed", "まとめた"
    CANCELLED = "off", "とりやめた"


class PollAnswerKind(Labelled):
    YES = "yes", "○"
    MAYBE = "maybe", "△"
    NO = "no", "×"


class Coming(Labelled):
    UNKNOWN = "", "返事なし"
    YES = "yes", "参加"
    NO = "no", "欠席"


class QuestionKind(Labelled):
    CHOICE = "choice", "ひとつ えらぶ"
    SCALE = "scale", "1〜5"
    WORDS = "words", "ことば"


class LoanKind(Labelled):
    KIT = "kit", "道具"
    HELP = "help", "手伝いの 人"


class LoanState(Labelled):
    ASKED = "asked", "たのんだ"
    AGREED = "agreed", "かす約束"
    DECLINED = "declined", "かせない"
    LENT = "lent", "かしている"
    RETURNED = "back", "返った"
    CANCELLED = "off", "とりやめた"


class StartState(Labelled):
    ASKED = "asked", "相談が とどいた"
    GOING = "going", "すすめている"
    OPENED = "opened", "ひらいた"
    RESTING = "resting", "ひとやすみ"
    STOPPED = "stopped", "やめた"


class StepCode(Labelled):
    PLACE = "place", "場所"
    HEALTH = "health", "保健所"
    INSURANCE = "insure", "保険"
    PEOPLE = "people", "人"
    MONEY = "money", "お金"
    KEYS = "keys", "鍵と 道具"
    FIRST = "first", "最初の1回"


class StepState(Labelled):
    AHEAD = "ahead", "これから"
    DOING = "doing", "しているところ"
    DONE = "done", "できた"
    UNNEEDED = "none", "いらない"


class Piece(Labelled):
    """What is handed on from one space to a new site."""

    RULES = "rules", "使い方の きまり（曜日と 時間）"
    ROSTER = "roster", "見守りの 枠"
    KIT = "kit", "道具の 一覧"
    POSTERS = "posters", "はり紙"


class Resource(Labelled):
    FOOD = "food", "食べもの"
    MONEY = "money", "お金"
    PLACE = "place", "場所"
    TIME = "time", "人・時間"


class Direction(Labelled):
    WANT = "want", "求めている"
    OFFER = "offer", "提供できる"


class NoticeState(Labelled):
    WAITING = "waiting", "市が 見ている"
    OPEN = "open", "のっている"
    CLOSED = "closed", "おわった"


class MatchState(Labelled):
    PROPOSED = "proposed", "ひきあわせた"
    AGREED = "agreed", "きまった"
    DECLINED = "declined", "見おくった"
    DONE = "done", "できた"


class GrantState(Labelled):
    THINKING = "think", "考えている"
    APPLIED = "applied", "申しこんだ"
    GRANTED = "granted", "きまった"
    REFUSED = "refused", "もらえなかった"
    REPORTED = "reported", "報告した"


class ReportForm(Labelled):
    """One attendance record, many reports."""

    SUBSIDY = "subsidy", "市の補助金 実績報告"
    COUNCIL = "council", "社協への 活動報告"
    SURVEY = "survey", "全国調査（年間）"
    CENTRE = "centre", "拠点・児童館の 月報"
    FUNDER = "funder", "助成元への 報告"
