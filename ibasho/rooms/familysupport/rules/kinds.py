"""The words of family support: kinds and states with what is on screen."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class MemberKind(Labelled):
    """What a member does. A centre may use other words (CentreRules): お願い会員, まかせて会員, どっちも会員."""

    USER = "user", "依頼会員"
    PROVIDER = "provider", "提供会員"
    BOTH = "both", "両方会員"


class MemberState(Labelled):
    """From the first word to the day it is over. Only ACTIVE members ask and are asked."""

    APPLIED = "applied", "申込み"
    INTERVIEWED = "interviewed", "面談ずみ"
    ACTIVE = "active", "活動中"
    PAUSED = "paused", "休止中"
    DECLINED = "declined", "見送り"
    LEFT = "left", "退会"


class Sex(Labelled):
    """Only where a provider's wish needs it; nobody has to say."""

    UNSAID = "", "言わない"
    GIRL = "girl", "女の子"
    BOY = "boy", "男の子"


class Content(Labelled):
    """援助内容, as the state names them (子育て援助活動支援事業実施要綱)."""

    NURSERY_WAY = "nursery_way", "保育園・幼稚園への送り迎え"
    AROUND_NURSERY = "around_nursery", "園の前後の預かり"
    AFTER_SCHOOL = "after_school", "放課後の預かり"
    SCHOOL_WAY = "school_way", "学童・習いごとへの送り迎え"
    PARENT_ILL = "parent_ill", "保護者の病気・急な用事"
    CEREMONY = "ceremony", "冠婚葬祭・学校行事"
    OUTING = "outing", "保護者の外出・休息"
    SICK_CHILD = "sick_child", "病児・病後児の預かり"
    EARLY_LATE = "early_late", "早朝・夜間・緊急の預かり"
    OTHER = "other", "そのほか"

    @property
    def is_way(self) -> bool:
        """The child is on the way: the provider needs a fitting way to get about."""
        return self in {Content.NURSERY_WAY, Content.SCHOOL_WAY}


class Where(Labelled):
    """Where the child is looked after."""

    PROVIDER_HOME = "provider_home", "提供会員の家"
    USER_HOME = "user_home", "依頼会員の家"
    PLACE = "place", "居場所・施設"
    WAY = "way", "送り迎えだけ"


class Travel(Labelled):
    """How a provider gets about with a child."""

    WALK = "walk", "歩き"
    BICYCLE = "bicycle", "自転車"
    CAR = "car", "車"


class CarSeat(Labelled):
    """チャイルドシート a provider has."""

    BABY = "baby", "ベビーシート（1歳ごろまで）"
    CHILD = "child", "チャイルドシート（4歳ごろまで）"
    JUNIOR = "junior", "ジュニアシート（小学生まで）"


class Skill(Labelled):
    BABY = "baby", "0歳・1歳"
    SICK = "sick", "病児・病後児（講習ずみ）"
    DISABILITY = "disability", "障がいのある子"
    ALLERGY = "allergy", "食物アレルギー"
    PORTUGUESE = "portuguese", "ポルトガル語"
    ENGLISH = "english", "英語"
    NURSE = "nurse", "看護師・保育士など"


class RequestState(Labelled):
    OPEN = "open", "受付中"
    CLOSED = "closed", "おわり"
    WITHDRAWN = "withdrawn", "とりさげ"


class VisitState(Labelled):
    """One occasion of a request."""

    OPEN = "open", "さがしています"
    AGREED = "agreed", "決まりました"
    DONE = "done", "報告ずみ"
    UNMET = "unmet", "見つかりませんでした"
    CANCELLED = "cancelled", "とりやめ"


class UnmetReason(Labelled):
    """Why nobody could help: what recruiting has to change."""

    NOBODY_FREE = "nobody_free", "その時間に 動ける人が いない"
    TOO_FAR = "too_far", "近くに 提供会員が いない"
    NO_CAR = "no_car", "車・チャイルドシートが いる"
    SKILL = "skill", "できる人が いない（年れい・アレルギーなど）"
    TOO_LATE = "too_late", "申込みから 時間が なかった"
    REFUSED = "refused", "頼んだが みんな 都合が つかなかった"
    OUTSIDE = "outside", "きまりの外（泊まり・病気など）"


class UnmetEnd(Labelled):
    """How an occasion ended for which nobody was found, as its family says. Never which place: that would say where a
    child was."""

    PLACE = "place", "近くの 居場所へ 行く"
    CARE = "care", "一時預かりに たのむ"
    OWN = "own", "家の人や 知り合いで なんとかする"
    NONE = "none", "ほかに なくて あきらめる"


class CancelKind(Labelled):
    """When it was called off: the tariff says what it costs."""

    BEFORE = "before", "前の日まで"
    SAME_DAY = "same_day", "当日"
    NO_SHOW = "no_show", "連絡なし"
    WARNING = "warning", "警報・災害"
    PROVIDER = "provider", "提供会員の都合"


class Verdict(Labelled):
    """What the adviser rules before the week is solved again."""

    PIN = "pin", "この人に する"
    FORBID = "forbid", "この人には しない"


class AskAnswer(Labelled):
    """Families never see NO."""

    WAITING = "waiting", "返事まち"
    YES = "yes", "できます"
    NO = "no", "今回は むずかしい"
    SETTLED = "settled", "ほかの人に 決まった"


class MeetingState(Labelled):
    PLANNED = "planned", "予定"
    HELD = "held", "すみ"
    CANCELLED = "cancelled", "とりやめ"


class ReportState(Labelled):
    WRITTEN = "written", "確認まち"
    CONFIRMED = "confirmed", "確認ずみ"
    DISPUTED = "disputed", "金額を 相談中"


class PaidWay(Labelled):
    """How the user paid the provider, directly after the activity."""

    CASH = "cash", "現金"
    CODE = "code", "コード決済"
    BANK = "bank", "振込"


class MonthState(Labelled):
    OPEN = "open", "受付中"
    CLOSED = "closed", "しめた"
    APPROVED = "approved", "みとめた"
    SENT = "sent", "支払いへ"


class CourseKind(Labelled):
    """BASIC counts towards the 24 hours; FIRST_AID and SAFETY hold five years (2019-09-20 notice)."""

    BASIC = "basic", "基礎講習"
    FIRST_AID = "first_aid", "緊急救命講習"
    SAFETY = "safety", "事故防止講習"
    FOLLOW_UP = "follow_up", "フォローアップ・交流会"


class Cover(Labelled):
    """What the centre's insurance covers."""

    INJURY = "injury", "傷害保険（提供会員）"
    LIABILITY = "liability", "賠償責任保険"
    CHILD_INJURY = "child_injury", "児童傷害保険"
    COURSE = "course", "研修・会合傷害保険"


class IncidentKind(Labelled):
    INJURY = "injury", "けが・急病"
    NEAR_MISS = "near_miss", "ヒヤリハット"
    DAMAGE = "damage", "物を こわした・なくした"
    COMPLAINT = "complaint", "苦情・相談"
    FEE = "fee", "料金の相談"


class Side(Labelled):
    """Whose words a note holds: both sides are heard."""

    USER = "user", "依頼会員"
    PROVIDER = "provider", "提供会員"
    CENTRE = "centre", "センター"


class TariffState(Labelled):
    DRAFT = "draft", "下書き"
    PUBLISHED = "published", "公開"
