"""May this provider take this visit? The first reason why not, in words a person would use. Pure.

Some reasons stand whatever anybody says (`firm`): no course in force, no member, already elsewhere. The others are the
provider's own words, and an adviser who has spoken with them may decide all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ibasho.rooms.familysupport.rules.kinds import (
    CarSeat,
    Content,
    MemberKind,
    MemberState,
    Sex,
    Skill,
    Travel,
    UnmetReason,
    Where,
)

HELPING = frozenset({MemberKind.PROVIDER.value, MemberKind.BOTH.value})
BABY_BELOW, SEAT_BELOW = (
    2,
    6,
)  # years: below it BABY is needed; below it the law wants a seat (道路交通法 71条の3)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A weekly stretch with its wishes: empty contents mean any, empty sex means any."""

    weekday: int
    starts: time
    ends: time
    contents: frozenset[str] = frozenset()
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A visit a provider has already, with the minutes they need from it to the new one, or from the new one to it."""

    starts_at: datetime
    ends_at: datetime
    day: date
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Helper:
    """A provider as known on the days of a week. `courses`: day → what is missing ("" where all is in force)."""

    state: str = MemberState.ACTIVE.value
    kind: str = MemberKind.PROVIDER.value
    has_profile: bool = True
    paused_from: date | None = None
    paused_until: date | None = None
    joined_on: date | None = None
    ended_on: date | None = None
    away: tuple[tuple[date, date], ...] = ()
    hours: tuple[Stretch, ...] = ()
    travels: frozenset[str] = frozenset()
    car_seats: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    wheres: frozenset[str] = frozenset()
    minutes_away_max: int = 20
    week_max: int = 3
    day_max: int = 1
    children_max: int = 1
    age_min: int = 0
    age_max: int = 12


@dataclass(frozen=True, slots=True)
class Need:
    """What one visit asks for. `ages` in whole years on the day, `sexes` as said ("" unsaid)."""

    day: date
    starts_at: datetime
    ends_at: datetime
    starts: time
    ends: time
    content: str = Content.AFTER_SCHOOL.value
    where: str = Where.PROVIDER_HOME.value
    ages: tuple[int, ...] = (7,)
    sexes: tuple[str, ...] = ("",)
    needs: frozenset[str] = field(default_factory=frozenset)
    needs_car: bool = False

    @property
    def skills(self) -> frozenset[str]:
        """What was asked for, and what age and content bring with them."""
        more = {Skill.BABY.value} if min(self.ages, default=99) < BABY_BELOW else set()
        if self.content == Content.SICK_CHILD:
            more.add(Skill.SICK.value)
        return self.needs | more


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between one provider and one visit. `minutes` from home, None where a position is not known."""

    minutes: int | None = None
    courses: str = ""
    same_family: bool = False
    forbidden: bool = False
    said_no: bool = False
    said_yes: bool = False
    taken: Sequence[Taken] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` for programs, `sentence` for the adviser, `firm` where no word of the provider changes it."""

    code: str
    sentence: str
    firm: bool = False


def why_not(who: Helper, need: Need, between: Between, *, limits: bool = True) -> Refusal | None:
    """None: able. `limits` False leaves out how often and how close together, which a plan of the week minds itself. A
    provider who has said yes to this visit was asked beyond their usual words: only what is firm stands against it."""
    firm = _not_helping(who, need.day) or _ruled_out(need, between)
    if firm is not None or between.said_yes:
        return firm
    return (
        _not_there(who, need, between)
        or _not_this_child(who, need)
        or _not_this_way(who, need, between)
        or (_too_much(who, need, between) if limits else None)
    )


def firmly_not(who: Helper, need: Need, between: Between) -> Refusal | None:
    """What stands against it whatever provider and adviser agree upon."""
    return _not_helping(who, need.day) or _ruled_out(need, between)


def is_free(who: Helper, need: Need) -> bool:
    """Whether the time lies in the hours they gave, on a day on which they are not away."""
    return _not_there(who, need, Between()) is None


def _not_helping(who: Helper, day: date) -> Refusal | None:
    if who.kind not in HELPING:
        return Refusal("kind", "提供会員では ありません。", firm=True)
    joined = who.joined_on is not None and who.joined_on <= day
    if who.state not in {MemberState.ACTIVE, MemberState.PAUSED} or not joined or _over(who.ended_on, day):
        return Refusal("not_active", "この日は まだ 入会していないか、退会しています。", firm=True)
    if _paused(who, day):
        return Refusal("paused", "休止中です。", firm=True)
    if not who.has_profile:
        return Refusal(
            "no_profile", "できることを まだ 聞いていません。会員のページで 入れてください。", firm=True
        )
    return None


def _over(ended_on: date | None, day: date) -> bool:
    return ended_on is not None and ended_on <= day


def _paused(who: Helper, day: date) -> bool:
    if who.paused_from is None:
        return who.state == MemberState.PAUSED
    return who.paused_from <= day and (who.paused_until is None or day <= who.paused_until)


def _ruled_out(need: Need, between: Between) -> Refusal | None:
    if between.same_family:
        return Refusal("same_family", "依頼した 家族です。", firm=True)
    if between.courses:
        return Refusal("courses", f"講習：{between.courses}。", firm=True)
    if between.forbidden:
        return Refusal("forbidden", "「この人には しない」と 決めてあります。", firm=True)
    if any(one.starts_at < need.ends_at and need.starts_at < one.ends_at for one in between.taken):
        return Refusal("overlap", "同じ時間に ほかの 依頼が 決まっています。", firm=True)
    return None


def _not_there(who: Helper, need: Need, between: Between) -> Refusal | None:
    if between.said_no:
        return Refusal("said_no", "今回は むずかしいと 返事が ありました。")
    if any(first <= need.day <= last for first, last in who.away):
        return Refusal("away", "この日は お休みの 予定です。")
    day = [one for one in who.hours if one.weekday == need.day.weekday()]
    if not covers(day, need.starts, need.ends):
        return Refusal("not_free", "この時間は 動ける時間に 入っていません。")
    if not covers([one for one in day if _wished(one, need)], need.starts, need.ends):
        return Refusal("wish", f"この時間は {_wish_words(day, need)}だけを 希望しています。")
    return None


def covers(stretches: Iterable[Stretch], starts: time, ends: time) -> bool:
    """Whether stretches that touch cover the whole time together."""
    reached = starts
    for one in sorted(stretches, key=lambda one: one.starts):
        if one.starts <= reached < one.ends:
            reached = one.ends
    return reached >= ends


def _wished(one: Stretch, need: Need) -> bool:
    fits = not one.contents or need.content in one.contents
    return fits and (not one.sex or all(sex == one.sex for sex in need.sexes))


def _wish_words(day: Sequence[Stretch], need: Need) -> str:
    near = [
        one for one in day if one.starts < need.ends and need.starts < one.ends and not _wished(one, need)
    ]
    found = []
    for one in near:
        contents = "・".join(Content(code).label for code in sorted(one.contents))
        found.append("の ".join(part for part in (Sex(one.sex).label if one.sex else "", contents) if part))
    return "、".join(dict.fromkeys(found))


def _not_this_child(who: Helper, need: Need) -> Refusal | None:
    if len(need.ages) > who.children_max:
        return Refusal("children", f"一度に 預かれるのは {who.children_max}人までです。")
    if any(not who.age_min <= age <= who.age_max for age in need.ages):
        return Refusal("age", f"預かれるのは {who.age_min}歳から {who.age_max}歳までです。")
    lacking = need.skills - who.skills
    if lacking:
        words = "・".join(one.label for one in Skill if one.value in lacking)
        return Refusal("skill", f"「{words}」は できないことに なっています。")
    return None


def _not_this_way(who: Helper, need: Need, between: Between) -> Refusal | None:
    if need.needs_car and Travel.CAR not in who.travels:
        return Refusal("car", "車が いりますが、車では 動きません。")
    if need.needs_car and not _seats(who, need):
        return Refusal("seat", "年れいに あう チャイルドシートが ありません。")
    if need.where not in who.wheres:
        return Refusal("where", f"「{Where(need.where).label}」は 希望していません。")
    if between.minutes is not None and between.minutes > who.minutes_away_max:
        return Refusal(
            "far", f"家から {between.minutes}分です（本人の 希望は {who.minutes_away_max}分まで）。"
        )
    return None


def seats_for(age: int) -> frozenset[str]:
    """Which seats fit a child of this age in whole years; none needed from six on."""
    if age < 1:
        return frozenset({CarSeat.BABY.value})
    if age < 4:
        return frozenset({CarSeat.CHILD.value})
    return frozenset({CarSeat.CHILD.value, CarSeat.JUNIOR.value}) if age < SEAT_BELOW else frozenset()


def _seats(who: Helper, need: Need) -> bool:
    return all(not (fit := seats_for(age)) or fit & who.car_seats for age in need.ages)


def _too_much(who: Helper, need: Need, between: Between) -> Refusal | None:
    monday = need.day - timedelta(days=need.day.weekday())
    week = [one for one in between.taken if monday <= one.day < monday + timedelta(days=7)]
    if len(week) >= who.week_max:
        return Refusal(
            "week_full", f"この週は もう {len(week)}回です（本人の 希望は 週 {who.week_max}回まで）。"
        )
    today = [one for one in week if one.day == need.day]
    if len(today) >= who.day_max:
        return Refusal(
            "day_full", f"この日は もう {len(today)}回です（本人の 希望は 1日 {who.day_max}回まで）。"
        )
    if any(_too_close(one, need) for one in today):
        return Refusal("travel", "前後の 依頼との あいだに、移動の時間が たりません。")
    return None


def _too_close(one: Taken, need: Need) -> bool:
    wait = one.starts_at - need.ends_at if one.starts_at >= need.ends_at else need.starts_at - one.ends_at
    return wait < timedelta(minutes=one.gap)


_UNMET = {
    "far": UnmetReason.TOO_FAR, "car": UnmetReason.NO_CAR, "seat": UnmetReason.NO_CAR, "skill": UnmetReason.SKILL,
    "age": UnmetReason.SKILL, "children": UnmetReason.SKILL, "said_no": UnmetReason.REFUSED,
}  # fmt: skip


def unmet_reason(codes: Iterable[str]) -> UnmetReason:
    """Why nobody could help, from the first reason of each provider: somebody refused before somebody could not; of those
    who were free the most frequent reason, and where nobody was free, that."""
    found = [one for code in codes if (one := _UNMET.get(code)) is not None]
    if not found:
        return UnmetReason.NOBODY_FREE
    if UnmetReason.REFUSED in found:
        return UnmetReason.REFUSED
    return max(sorted(set(found)), key=found.count)
