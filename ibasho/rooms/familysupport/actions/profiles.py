"""What a provider can and wants to do: their own words, by their link or told to the adviser on the telephone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Availability, Away, Member, Provider
from ibasho.rooms.familysupport.rules import hours as rules
from ibasho.rooms.familysupport.rules.hours import Stretch
from ibasho.rooms.familysupport.rules.kinds import MemberState, Skill

NOUN = "familysupport.Member"
AWAY_DAYS_MAX, AWAY_MAX = 366, 30
GONE = (MemberState.DECLINED, MemberState.LEFT)


@dataclass(frozen=True, slots=True)
class Can:
    """Codes of rules/kinds, and limits in minutes, visits, children and years."""

    travels: tuple[str, ...]
    car_seats: tuple[str, ...]
    skills: tuple[str, ...]
    wheres: tuple[str, ...]
    minutes_away_max: int
    visits_week_max: int
    visits_day_max: int
    children_max: int
    child_age_min: int
    child_age_max: int
    wants_asks: bool
    words: str = ""


@transaction.atomic
def write(*, member: Member, can: Can, by: Actor, at: datetime) -> Provider:
    """できることの 表. That somebody may look after ill children is for the adviser to say, after the course."""
    profile = _locked(member, by, at)
    if can.child_age_max < can.child_age_min:
        words = "「何歳まで」は「何歳から」と 同じか、大きい数に してください。"
        raise Invalid("familysupport.can_ages", words, fields={"child_age_max": words})
    refuse_my_number(can.words)
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(can).items()}
    if by.is_link:
        before = {Skill.SICK.value} & set(profile.skills)
        told["skills"] = sorted({*can.skills} - {Skill.SICK.value} | before)
    for name, value in told.items():
        setattr(profile, name, value)
    profile.save()
    journal.record("familysupport.provider.write", noun=NOUN, object_id=profile.member_id, by=by, at=at)
    return profile


@transaction.atomic
def add_hours(*, member: Member, stretches: Iterable[Stretch], by: Actor, at: datetime) -> list[Availability]:
    """More weekly hours; what touches and has the same wish becomes one."""
    profile = _locked(member, by, at)
    found = rules.joined([stretch(row) for row in profile.hours.all()], stretches)
    profile.hours.all().delete()
    made = Availability.objects.bulk_create(
        Availability(
            provider=profile, weekday=one.weekday, starts=one.starts, ends=one.ends, contents=list(one.contents),
            sex=one.sex,
        )
        for one in found
    )  # fmt: skip
    journal.record(
        "familysupport.hours.write",
        noun=NOUN,
        object_id=profile.member_id,
        by=by,
        at=at,
        data={"count": len(made)},
    )
    return made


@transaction.atomic
def drop_hours(*, member: Member, key: int, by: Actor, at: datetime) -> Stretch:
    """One stretch goes; gives it, so that it can be added again. Raises NotFound for what is not theirs."""
    profile = _locked(member, by, at)
    row = profile.hours.filter(pk=key).first()
    if row is None:
        raise NotFound("familysupport.hours_gone", "この時間は もう ありません。")
    found = stretch(row)
    row.delete()
    journal.record("familysupport.hours.drop", noun=NOUN, object_id=profile.member_id, by=by, at=at)
    return found


@transaction.atomic
def add_away(*, member: Member, from_on: date, until_on: date, by: Actor, at: datetime) -> Away:
    """Days on which nobody asks; why is nobody's business. What was agreed already stays agreed."""
    profile = _locked(member, by, at)
    _check_away(from_on, until_on, clock.day(at))
    if profile.away.filter(until_on__gte=clock.day(at)).count() >= AWAY_MAX:
        words = f"お休みは {AWAY_MAX}こまで 書けます。長く 休むときは センターに 電話してください。"
        raise Conflict("familysupport.away_too_many", words)
    row, fresh = profile.away.get_or_create(from_on=from_on, until_on=until_on)
    if fresh:
        journal.record("familysupport.away.add", noun=NOUN, object_id=profile.member_id, by=by, at=at)
    return row


@transaction.atomic
def drop_away(*, member: Member, key: int, by: Actor, at: datetime) -> Away:
    """Raises NotFound for what is not theirs."""
    profile = _locked(member, by, at)
    row = profile.away.filter(pk=key).first()
    if row is None:
        raise NotFound("familysupport.away_gone", "このお休みは もう ありません。")
    found = Away(provider=profile, from_on=row.from_on, until_on=row.until_on)
    row.delete()
    journal.record("familysupport.away.drop", noun=NOUN, object_id=profile.member_id, by=by, at=at)
    return found


def stretch(row: Availability) -> Stretch:
    return Stretch(row.weekday, row.starts, row.ends, tuple(row.contents), row.sex)


def _locked(member: Member, by: Actor, at: datetime) -> Provider:
    """The profile of a member who helps, made when it is first written. Raises Conflict for everybody else."""
    policies.require_adviser_or_member(by, at=at)
    row = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if not row.helps or row.state in GONE:
        raise Conflict(
            "familysupport.not_a_provider",
            "提供会員・両方会員の人だけが 書けます。提供会員に なりたいときは センターに 電話してください。",
        )
    profile, _ = Provider.objects.get_or_create(member=row)
    return profile


def _check_away(from_on: date, until_on: date, today: date) -> None:
    if until_on < from_on:
        words = "おわりの日は、はじめの日と 同じか、あとの日に してください。"
        raise Invalid("familysupport.away_order", words, fields={"until_on": words})
    if until_on < today:
        words = "もう すぎた日です。きょうか、あとの日を 書いてください。"
        raise Invalid("familysupport.away_past", words, fields={"until_on": words})
    if until_on - from_on > timedelta(days=AWAY_DAYS_MAX):
        words = "1年より 長い お休みは「しばらく 休む」を つかってください。"
        raise Invalid("familysupport.away_long", words, fields={"until_on": words})
