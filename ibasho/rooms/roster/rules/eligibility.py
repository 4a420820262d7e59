"""Who may take which shift, and if not, why not and what to do. Pure.

What is missing of the safeguarding papers is never named: whoever is not a named person of the organisation reads only
that a date has gone by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.rules.kinds import AgeBand, HelperState, PayKind


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a helper. `papers_until`: the last day the safeguarding papers hold, None: for ever;
    `pledge_missing`: the programme wants a 誓約書 and none has come. `trained_until`: the day the first 研修 lapses, None:
    none does. `week_minutes_max` and `home_by` bind only who is under 16."""

    state: str
    age_band: str
    pay_kind: str
    registered_on: date | None = None
    ended_on: date | None = None
    skills: frozenset[str] = field(default_factory=frozenset)
    consent_on: date | None = None
    side_job_until: date | None = None
    papers_until: date | None = None
    pledge_missing: bool = False
    trained_until: date | None = None
    week_minutes_max: int = 240
    home_by: time = time(18)


@dataclass(frozen=True, slots=True)
class Wish:
    """The shift somebody would like to take."""

    day: date
    starts: time
    ends: time
    skill: str = ""
    cancelled: bool = False

    @property
    def span(self) -> tuple[datetime, datetime]:
        return clock.at(self.day, self.starts), clock.at(self.day, self.ends)

    @property
    def minutes(self) -> int:
        since, until = self.span
        return int((until - since).total_seconds()) // 60


Held = tuple[datetime, datetime]  # from, until: what the helper has taken already


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` for programs, `sentence` for people: what happened, why, what to do next."""

    code: str
    sentence: str

    def error(self) -> Conflict:
        return Conflict(f"roster.{self.code}", self.sentence)


def check(who: Standing, wish: Wish, held: Sequence[Held], *, at: datetime) -> None:
    """Raises Conflict with the first reason that stands against it."""
    found = why_not(who, wish, held, at=at)
    if found is not None:
        raise found.error()


def why_not(who: Standing, wish: Wish, held: Sequence[Held], *, at: datetime) -> Refusal | None:
    """None: may take it. What anybody would meet comes first, what concerns this helper after it."""
    return _gone(wish, at) or _not_helping(who, wish.day) or _lapsed(who, wish) or _busy(who, wish, held)


def _gone(wish: Wish, at: datetime) -> Refusal | None:
    if wish.cancelled:
        return Refusal("shift_cancelled", "この枠は なしに なりました。ほかの枠を えらんでください。")
    if wish.span[1] <= at:
        return Refusal(
            "shift_over",
            "この枠は もう おわりました。来た時間を のこしたいときは、団体の人に 話してください。",
        )
    return None


def _not_helping(who: Standing, day: date) -> Refusal | None:
    begun = who.registered_on is not None and who.registered_on <= day
    if who.state != HelperState.REGISTERED or not begun or (who.ended_on is not None and who.ended_on < day):
        return Refusal(
            "not_registered",
            "この日は まだ 登録されていないか、登録が おわっています。団体の人に 話してください。",
        )
    return None


def _lapsed(who: Standing, wish: Wish) -> Refusal | None:
    if who.pledge_missing or _is_past(who.papers_until, wish.day):
        return Refusal(
            "papers_due",
            "手つづきの 日づけが すぎるので、この日は 引きうけられません。団体の 担当の人に 電話してください。",
        )
    if _is_past(who.trained_until, wish.day):
        return Refusal(
            "training_lapsed",
            "研修の 期限が 切れるので、この日は 引きうけられません。つぎの研修の日を 団体の人に きいてください。",
        )
    if who.pay_kind == PayKind.CITY_STAFF and (who.side_job_until is None or wish.day > who.side_job_until):
        return Refusal(
            "side_job",
            "兼業の許可の 期限が 切れるので、この日は 引きうけられません。許可を もらったら 団体の人に 知らせてください。",
        )
    if wish.skill and wish.skill not in who.skills:
        return Refusal(
            "skill",
            f"この枠は「{wish.skill}」が できる人を さがしています。できるときは、団体の人に 登録してもらってください。",
        )
    return None


def _busy(who: Standing, wish: Wish, held: Sequence[Held]) -> Refusal | None:
    since, until = wish.span
    if any(begins < until and since < ends for begins, ends in held):
        return Refusal(
            "overlap",
            "おなじ時間に もう ひとつ 引きうけています。どちらかを とりやめるか、ほかの時間を えらんでください。",
        )
    return _too_young(who, wish, held) if who.age_band == AgeBand.UNDER_16 else None


def _too_young(who: Standing, wish: Wish, held: Sequence[Held]) -> Refusal | None:
    if who.consent_on is None or who.consent_on > wish.day:
        return Refusal(
            "no_consent", "おうちの人の 同意が まだです。おうちの人と いっしょに 団体の人に 話してください。"
        )
    if wish.ends > who.home_by:
        return Refusal(
            "home_by",
            f"16歳より下の人は {clock.time_label(who.home_by)}までです。もっと 早い時間の 枠を えらんでください。",
        )
    if week_minutes(held, wish.day) + wish.minutes > who.week_minutes_max:
        return Refusal(
            "week_full",
            f"16歳より下の人は 1週間に {who.week_minutes_max}分までです。ほかの週の 枠を えらんでください。",
        )
    return None


def week_minutes(held: Iterable[Held], day: date) -> int:
    """Minutes held in the week (Monday to Sunday) of `day`."""
    monday = day - timedelta(days=day.weekday())
    spans = [
        (since, until) for since, until in held if monday <= clock.day(since) <= monday + timedelta(days=6)
    ]
    return sum(int((until - since).total_seconds()) // 60 for since, until in spans)


def _is_past(last: date | None, day: date) -> bool:
    return last is not None and day > last
