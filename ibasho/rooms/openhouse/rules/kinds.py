"""The words of openhouse: states and kinds with what is on screen."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class TrialStage(Labelled):
    TRIAL = "trial", "試行"
    FULL = "full", "本稼働"


class FaceKind(Labelled):
    """Children may come to DROP_IN and STUDY; GROUPS is for those who applied; MEAL and CLOSED promise children nothing."""

    DROP_IN = "drop_in", "自由に あそぶ"
    STUDY = "study", "自習"
    GROUPS = "groups", "団体が 使う"
    MEAL = "meal", "食堂"
    CLOSED = "closed", "しめる"


class Noise(Labelled):
    QUIET = "quiet", "しずか"
    NORMAL = "normal", "ふつう"
    LIVELY = "lively", "にぎやか"


class KeyKind(Labelled):
    STAFF = "staff", "職員が あける"
    CODE = "code", "暗証番号"
    COUNTER = "counter", "窓口で かりる"


class Purpose(Labelled):
    MEAL = "meal", "こども食堂"
    STUDY = "study", "学習支援"
    PLAY = "play", "あそび・体験"
    MEETING = "meeting", "打合せ・交流会"
    TRAINING = "training", "研修・講座"
    OTHER = "other", "その他"


class ApplicationState(Labelled):
    APPLIED = "applied", "申請"
    DRAFTED = "drafted", "起案ずみ"
    CHECKED = "checked", "確認ずみ"
    APPROVED = "approved", "許可"
    DECLINED = "declined", "許可しない"
    CANCELLED = "cancelled", "とりけし"


class BookingState(Labelled):
    HELD = "held", "おさえてある"
    RELEASED = "released", "あけた"


class StepKind(Labelled):
    DRAFT = "draft", "起案"
    CHECK = "check", "確認"
    DECIDE = "decide", "決裁"
    DECLINE = "decline", "許可しない"


class Crossing(Labelled):
    """How a head was counted."""

    TABLET = "tablet", "入口の タブレット"
    STAFF = "staff", "スタッフ"
    CARD = "card", "カード"
    CLOSING = "closing", "おわりの時間"


class Crowd(Labelled):
    QUIET = "quiet", "すいている"
    NORMAL = "normal", "ふつう"
    LIVELY = "lively", "にぎやか"
    FULL = "full", "いっぱい"


class IncidentKind(Labelled):
    INJURY = "injury", "けが"
    NEAR_MISS = "near_miss", "ヒヤリハット"
    COMPLAINT = "complaint", "苦情・相談"


class AlarmKind(Labelled):
    WEATHER = "weather", "警報"
    HEAT = "heat", "熱中症"
    OTHER = "other", "その他"


class DisasterAnswer(Labelled):
    OPEN = "open", "あいている"
    PARTLY = "partly", "一部 あいている"
    CLOSED = "closed", "しまっている"


class ImprovementKind(Labelled):
    WIFI = "wifi", "Wi-Fi"
    SEATS = "seats", "学習席"
    TEEN_TIME = "teen_time", "中高生タイム"
    TOOLS = "tools", "あそび道具・設備"
    BUILDING = "building", "建物・バリアフリー"
    OTHER = "other", "その他"


class ImprovementState(Labelled):
    PLANNED = "planned", "予定"
    WORKS = "works", "工事・準備"
    DONE = "done", "できた"
    STOPPED = "stopped", "やめた"
