"""What may be asked for: who asks, which children, when and where. Pure; every refusal says what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules.kinds import Content, MemberKind, MemberState, Where
from ibasho.rooms.familysupport.rules.series import DAYS_AHEAD_MAX

KEPT_YEARS = 5  # after the 年度


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a family asks for. `children` and `wished` are public ids; without weekdays it is the one day `from_on`.
    `key` is the request's public id where the form has chosen one, so that a form sent twice is one request."""

    children: tuple[str, ...]
    content: str
    where: str
    from_on: date
    starts: time
    ends: time
    until_on: date | None = None
    weekdays: tuple[int, ...] = ()
    skips_holidays: bool = True
    from_words: str = ""
    from_position: Position | None = None
    to_words: str = ""
    to_position: Position | None = None
    needs_car: bool = False
    needs: tuple[str, ...] = ()
    wished: str = ""
    words: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the centre's rules say on one day."""

    child_days_min: int
    child_years_max: int
    children_at_once_max: int
    day_starts: time
    day_ends: time
    sick_child: bool


@dataclass(frozen=True, slots=True)
class Kid:
    """A child with the times (start, end) for which help was asked already."""

    name: str
    born_on: date
    taken: tuple[tuple[datetime, datetime], ...] = ()


def check_member(kind: str, state: str, *, paused_until: date | None, phone: str) -> None:
    """Only active members who ask. Raises Conflict with the way on."""
    call = f"センター（{phone}）に 電話してください。" if phone else "センターに 電話してください。"
    if state == MemberState.PAUSED:
        raise Conflict(
            "support.member_paused",
            f"{_said(paused_until)}まで 会員を お休み中です。また つかうときは、先に お休みを おわりにします。{call}"
            if paused_until
            else f"いまは 会員を お休み中です。また つかうときは、先に お休みを おわりにします。{call}",
        )
    if state != MemberState.ACTIVE:
        raise Conflict(
            "support.member_not_active", f"いまは 会員として つかえません（入会の 手つづき中か 退会）。{call}"
        )
    if kind not in {MemberKind.USER, MemberKind.BOTH}:
        raise Conflict(
            "support.member_does_not_ask", f"提供会員だけの 登録です。たのむ側にも なるときは、{call}"
        )


def check_hours(starts: time, ends: time) -> None:
    """Within one day: nobody stays over night."""
    if ends <= starts:
        raise _refused(
            "support.hours_order",
            "ends",
            "おわりの時間が はじまりと 同じか、前です。泊まりや、よる 0時を こえる 預かりは うけられません。時間を たしかめてください。",
        )


def check_way(content: str, where: str, from_words: str, to_words: str) -> None:
    """Who brings a child needs both ends of the way."""
    way = Content(content).is_way or where == Where.WAY
    for field, told, word in (("from_words", from_words, "どこから"), ("to_words", to_words, "どこへ")):
        if way and not told.strip():
            raise _refused(
                "support.way_needs_ends",
                field,
                f"送り迎えは「{word}」も 入れてください。「家」と 書いてもよいです。",
            )


def check_kids(kids: Sequence[Kid], limits: Limits) -> None:
    if not kids:
        raise _refused("support.no_child", "children", "だれを 預けるか、こどもを えらんでください。")
    if len(kids) > limits.children_at_once_max:
        raise _refused(
            "support.too_many_children",
            "children",
            f"一度に 預かれるのは {limits.children_at_once_max}人までです。ほかの子は べつの依頼に 分けてください（別の 提供会員を さがします）。",
        )


def check_days(
    days: Sequence[date], starts: time, content: str, ends: time, limits: Mapping[date, Limits], at: datetime
) -> None:
    """Every day ahead, within a year, within the centre's hours. Names the day it is about."""
    for day in days:
        if clock.at(day, starts) <= at:
            raise _refused(
                "support.past", "from_on", f"{_said(day)} {_clock(starts)}は もう すぎました。これからの 日と 時間に してください。"
            )  # fmt: skip
        if day > clock.day(at) + timedelta(days=DAYS_AHEAD_MAX):
            raise _refused(
                "support.far",
                "from_on",
                "1年より 先は まだ うけられません。近くなってから 申しこんでください。",
            )
        rule = limits.get(day)
        if rule is None:
            raise Conflict(
                "support.no_rules",
                f"{_said(day)}の センターの きまりが まだ ありません。センターに 電話してください。",
            )
        _check_day(day, starts, ends, content, rule)


def _check_day(day: date, starts: time, ends: time, content: str, rule: Limits) -> None:
    if starts < rule.day_starts or ends > rule.day_ends:
        field = "starts" if starts < rule.day_starts else "ends"
        raise _refused(
            "support.outside_hours",
            field,
            f"{_said(day)}に 預かれるのは {_clock(rule.day_starts)}から {_clock(rule.day_ends)}までです。時間を なおしてください。",
        )
    if content == Content.SICK_CHILD and not rule.sick_child:
        raise _refused(
            "support.sick_child",
            "content",
            "このセンターでは 病気のこどもは 預かれません。病児保育か、かかりつけの お医者さんに 相談してください。",
        )


def check_ages(kids: Iterable[Kid], days: Iterable[date], limits: Mapping[date, Limits]) -> None:
    """Each child on each day: who turns too old in the middle of a series is refused with the day."""
    every = tuple(days)
    for kid in kids:
        for day in every:
            rule = limits[day]
            why = ages.allowed(kid.born_on, day, days_min=rule.child_days_min, years_max=rule.child_years_max)
            if why:
                raise _refused("support.child_age", "children", f"{kid.name}さん：{why}")


def check_own_overlap(kids: Iterable[Kid], spans: Sequence[tuple[datetime, datetime]]) -> None:
    """The same child is never asked for twice at one time."""
    for kid in kids:
        for starts_at, ends_at in spans:
            if any(begun < ends_at and starts_at < over for begun, over in kid.taken):
                raise _refused(
                    "support.own_overlap",
                    "starts",
                    f"{kid.name}さんの {_said(clock.day(starts_at))}は、同じ時間に もう 依頼が あります。そちらを とりやめるか、時間を かえてください。",
                )


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _clock(told: time) -> str:
    return clock.time_label(told)


def _refused(code: str, field: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={field: sentence})
