"""The words of surplus with their codes. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class Food(Labelled):
    VEGETABLE = "vegetable", "やさい"
    FRUIT = "fruit", "くだもの"
    RICE = "rice", "米"
    BREAD = "bread", "パン・めん"
    DAIRY = "dairy", "たまご・乳製品"
    MEAT = "meat", "肉"
    FISH = "fish", "魚"
    PROCESSED = "processed", "加工食品・缶づめ"
    DRINK = "drink", "飲みもの"
    SWEET = "sweet", "おかし"
    SEASONING = "seasoning", "調味料"
    DISH = "dish", "弁当・そうざい"
    OTHER = "other", "そのほか"


# Grown, not made: no ingredients of others can be in it, so nobody is asked which.
GROWN = frozenset({Food.VEGETABLE, Food.FRUIT, Food.RICE})


class Band(Labelled):
    """Temperature at which it has to stand."""

    ROOM = "room", "常温"
    CHILLED = "chilled", "冷蔵"
    FROZEN = "frozen", "冷凍"


class DateKind(Labelled):
    """消費期限 (never eaten after) and 賞味期限 (best until) are two things and never one field."""

    USE_BY = "use_by", "消費期限"
    BEST_BEFORE = "best_by", "賞味期限"
    NONE = "none", "期限の 表示なし"


class AllergensTold(Labelled):
    LISTED = "listed", "入っている"
    NONE = "none", "どれも 入っていない"
    UNKNOWN = "unknown", "わからない"
    NOT_ASKED = "grown", "きかない（やさい・くだもの・米）"


class Told(Labelled):
    """How an offer reached us."""

    OWN = "own", "本人（ログイン）"
    LINK = "link", "本人（リンク）"
    PUBLIC = "public", "本人（登録なし）"
    PHONE = "phone", "電話"
    FAX = "fax", "FAX"
    COUNTER = "counter", "窓口"
    STANDING = "standing", "毎年・毎週の 約束"


class OfferState(Labelled):
    NEW = "new", "まだ 見ていない"
    OPEN = "open", "行き先を さがしている"
    PROPOSED = "proposed", "案が ある"
    CONFIRMED = "agreed", "行き先が きまった"
    DONE = "done", "わたした"
    WITHDRAWN = "taken", "とりさげた"
    LAPSED = "lapsed", "期限が きた"


class ProposalState(Labelled):
    PROPOSED = "proposed", "案"
    CONFIRMED = "agreed", "きまった"
    REPLACED = "replaced", "作りなおした"
    DROPPED = "dropped", "やめた"


class ShareState(Labelled):
    PROPOSED = "proposed", "案"
    CONFIRMED = "agreed", "きまった"
    DECLINED = "declined", "うけとれない"
    HANDED = "handed", "わたした"
    NO_SHOW = "no_show", "とりに来なかった"
    GONE = "gone", "なくなった"  # was agreed; withdrawn, or never noted as handed: a recall asks there
    DROPPED = "dropped", "やめた"


# Goes from hand to hand, or went.
GOING = (ShareState.CONFIRMED, ShareState.HANDED)


class WishState(Labelled):
    OPEN = "open", "ほしい"
    MET = "met", "とどいた"
    DROPPED = "dropped", "やめた"


class DepotKind(Labelled):
    JA = "ja", "JA"
    ROADSIDE = "road", "道の駅"
    HALL = "hall", "公共施設"
    OTHER = "other", "そのほか"


class RunState(Labelled):
    PLANNED = "planned", "予定"
    TOLD = "told", "知らせた"
    DONE = "done", "おわった"
    CANCELLED = "off", "やめた"


# Ways that somebody still goes.
AHEAD = (RunState.PLANNED, RunState.TOLD)


class StopKind(Labelled):
    PICK = "pick", "うけとる"
    DROP = "drop", "とどける"
    BACK = "back", "箱を 返す"


class WordsState(Labelled):
    """お礼の ことば before anybody outside reads it."""

    WAITING = "waiting", "まだ 見ていない"
    SHOWN = "shown", "のせた"
    HIDDEN = "hidden", "のせない"


class Refusal(Labelled):
    """Why a receiver says no to its share."""

    FULL = "full", "おく場所が ない"
    CLOSED = "closed", "おやすみに なった"
    MENU = "menu", "献立に 合わない"
    CARRY = "carry", "とりに 行けない"
    OTHER = "other", "そのほか"


class Call(Labelled):
    """What somebody no mail reaches is told on the telephone."""

    AGREED = "agreed", "きまりました"
    GONE = "gone", "なくなりました"
    REFUSED = "refused", "うけとれませんでした"
    LAPSED = "lapsed", "見つかりませんでした"
