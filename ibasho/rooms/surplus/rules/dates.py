"""Which dates an offer may carry: 消費期限 never past, 賞味期限 only where the giver says until when, grown things by their
keeping. Days are JST. Pure; every refusal is Invalid `surplus.…` with the sentence at its field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules.foods import DATED, is_grown, keep_days, word
from ibasho.rooms.surplus.rules.kinds import Band, DateKind

# Past its 賞味期限 food may still be good (it is a date of quality), but not for long without asking its maker.
PAST_BEST_DAYS = 14
FAR_DAYS = 3 * 366
READY_DAYS = 60
UNDATED_DAYS = 7  # made, no date on it, keeps as far as anybody can say


@dataclass(frozen=True, slots=True)
class Dates:
    """`use_until` None where nobody said it: `checked` fills it."""

    date_kind: DateKind
    expires_on: date | None
    use_until: date | None
    ready_from: datetime
    ready_until: datetime


def checked(told: Dates, *, food: str, at: datetime, band: str = Band.ROOM.value) -> Dates:
    """The same with `use_until`. Raises Invalid."""
    today = clock.day(at)
    _check_kind(told.date_kind, told.expires_on, food)
    _check_ready(told, at)
    if told.expires_on is not None:
        _check_expiry(told.date_kind, told.expires_on, told.use_until, today)
    until = told.use_until or suggested(told, food=food, band=band)
    _check_until(told, until, today)
    if told.date_kind == DateKind.NONE and not is_grown(food):
        _check_undated(told.ready_from, until)
    return replace(told, use_until=until)


def suggested(told: Dates, *, food: str, band: str = Band.ROOM.value) -> date:
    """The last day to eat it where nobody said one: the printed date; else as long as grown things keep."""
    if told.expires_on is not None:
        return told.expires_on
    return clock.day(told.ready_from) + timedelta(days=keep_days(food, band) or UNDATED_DAYS)


def _check_kind(kind: DateKind, expires_on: date | None, food: str) -> None:
    if kind != DateKind.NONE:
        if expires_on is None:
            raise _invalid("date_missing", "expires_on", f"{kind.label}の 日にちを 書いてください。")
        return
    if expires_on is not None:
        words = "日にちが 消費期限か 賞味期限かを えらんでください。ふくろや 箱に 書いてあります。"
        raise _invalid("date_kind", "date_kind", words)
    if food in DATED:
        words = f"{word(food)}は、期限の わからないものを 出せません。書いてある 消費期限か 賞味期限を 入れてください。"
        raise _invalid("date_needed", "date_kind", words)


def _check_expiry(kind: DateKind, expires_on: date, use_until: date | None, today: date) -> None:
    if expires_on > today + timedelta(days=FAR_DAYS):
        raise _invalid("date_far", "expires_on", "期限が 3年より 先です。年を もう一度 見てください。")
    last = expires_on + timedelta(days=PAST_BEST_DAYS)
    if kind == DateKind.BEST_BEFORE and use_until is not None and use_until > last:
        words = f"賞味期限を すぎたものは、期限から {PAST_BEST_DAYS}日までしか 出せません。もっと 早い日に してください。"
        raise _invalid("best_by_long_past", "use_until", words)
    if expires_on >= today:
        return
    day = wareki.full_label(expires_on) if expires_on.year != today.year else wareki.day_label(expires_on)
    if kind == DateKind.USE_BY:
        words = f"消費期限の {day}が すぎています。安全の ため、出せません。日にちが ちがうときは 直してください。"
        raise _invalid("use_by_past", "expires_on", words)
    if use_until is None or use_until <= expires_on:
        words = (
            f"賞味期限の {day}が すぎています。まだ おいしく 食べられるときは、"
            "「いつまでに 食べるか」に、きょうか、あとの日を 書いてください。"
        )
        raise _invalid("best_by_past", "expires_on", words)


def _check_undated(ready_from: datetime, until: date) -> None:
    """Nobody can see how old it is: not past the week that it is trusted for."""
    last = clock.day(ready_from) + timedelta(days=UNDATED_DAYS)
    if until > last:
        words = (
            f"期限の 表示が ないものは、わたせる日から {UNDATED_DAYS}日（{wareki.day_label(last)}）までに 食べきります。"
            "その日までに するか、書いてある 期限を 入れてください。"
        )
        raise _invalid("undated_long", "use_until", words)


def _check_ready(told: Dates, at: datetime) -> None:
    if told.ready_until <= told.ready_from:
        words = "わたせる おわりの 時間が、はじめより 前です。入れかわっていないか 見てください。"
        raise _invalid("ready_order", "ready_until", words)
    if told.ready_until <= at:
        words = "わたせる 時間が もう すぎています。これからの 時間に してください。"
        raise _invalid("ready_past", "ready_until", words)
    if clock.day(told.ready_from) > clock.day(at) + timedelta(days=READY_DAYS):
        words = f"{READY_DAYS}日より 先の ものは、まだ 出せません。近くなったら 出してください。"
        raise _invalid("ready_far", "ready_from", words)


def _check_until(told: Dates, until: date, today: date) -> None:
    if told.date_kind == DateKind.USE_BY and told.expires_on is not None and until > told.expires_on:
        day = wareki.day_label(told.expires_on)
        words = f"消費期限（{day}）より あとに 食べることは できません。その日までに してください。"
        raise _invalid("after_use_by", "use_until", words)
    if until < today:
        words = "食べる さいごの日が もう すぎています。きょうか、あとの日に してください。"
        raise _invalid("use_until_past", "use_until", words)
    if until > today + timedelta(days=FAR_DAYS):
        raise _invalid("date_far", "use_until", "3年より 先の 日です。年を もう一度 見てください。")
    if clock.day(told.ready_from) > until:
        day = wareki.day_label(until)
        words = f"わたせるのが、食べる さいごの日（{day}）より あとです。早く わたせる日に してください。"
        raise _invalid("ready_after_use", "ready_from", words)


def _invalid(code: str, field: str, sentence: str) -> Invalid:
    return Invalid(f"surplus.{code}", sentence, fields={field: sentence})
