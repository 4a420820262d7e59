"""The words of the scheme: accounts, entries, pools, answers. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class Receiver(Labelled):
    """Who receives gifts: decides the receipt's wording and the accounting."""

    CITY = "city", "市（歳入 → 基金）"
    COUNCIL = "council", "社会福祉協議会"
    CERTIFIED = "certified", "税額控除の証明がある団体（公益法人・認定NPO）"
    GROUP = "group", "団体（税の控除なし）"


class PoolKind(Labelled):
    GENERAL = "general", "どこでも"
    AREA = "area", "地区のため"
    SHOP = "shop", "このお店のため"
    HOLIDAY = "holiday", "長い休みのため"


class AccountKind(Labelled):
    """Where yen can be. GIVEN is the world outside: its debits are gifts, its credits refunds."""

    GIVEN = "given", "寄附（外から）"
    UNISSUED = "unissued", "まだ出していない"
    LIVE = "live", "出ているチケット"
    RESERVE = "reserve", "予備"
    EXPIRED = "expired", "期限がすぎた分"
    PAYABLE = "payable", "お店に これから払う"
    PAID = "paid", "お店に 払った"


class EntryKind(Labelled):
    """Every movement there is. From → to in `rules/chart.py`."""

    GIFT = "gift", "寄附"
    REFUND = "refund", "返金"
    SHARE = "share", "割合で わける"
    MOVE = "move", "袋から袋へ うつす"
    ISSUE = "issue", "チケットを 出す"
    UNISSUE = "unissue", "出したチケットを もどす"
    MEAL = "meal", "1食"
    RESERVE_MEAL = "reserve_meal", "1食（予備から）"
    REVERSE = "reverse", "1食の とりけし"
    EXPIRE = "expire", "期限切れ"
    TO_RESERVE = "to_reserve", "期限切れを 予備へ"
    PAYOUT = "payout", "お店へ 支払い"
    PAYOUT_BACK = "payout_back", "支払いが もどった"


class Way(Labelled):
    ONLINE = "online", "その場で"
    OFFLINE = "offline", "あとから 同期"
    STUB = "stub", "紙の半券"


class Outcome(Labelled):
    """OK and DOUBLE were eaten and are paid; CHECK was eaten and waits for a person; REFUSED was not eaten."""

    OK = "ok", "○"
    DOUBLE = "double", "○（オフラインの重なり）"
    CHECK = "check", "要確認"
    REFUSED = "refused", "△ ×"


class SignKind(Labelled):
    BURST = "burst", "短い時間に たくさん"
    TWO_PLACES = "two_places", "1枚が はなれた 2か所で"
    TYPED = "typed", "手で打った番号が 多い"
    CLOSED = "closed", "お店が しまっている時間"
    DOUBLES = "doubles", "オフラインの重なりが 多い"
