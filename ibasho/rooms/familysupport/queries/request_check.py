"""Whether a family may ask for this: what the database knows, brought to the rules. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.familysupport.models import Centre, CentreRules, Child, Member, Visit
from ibasho.rooms.familysupport.queries.met import met
from ibasho.rooms.familysupport.rules import requests as rules
from ibasho.rooms.familysupport.rules import series
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.rooms.familysupport.rules.requests import Kid, Limits, Wanted

STANDING = (VisitState.OPEN, VisitState.AGREED, VisitState.DONE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be written: the children, the days in order with their beginnings and ends, and who is wished for."""

    children: tuple[Child, ...]
    days: tuple[date, ...]
    spans: tuple[tuple[datetime, datetime], ...]
    wished: Member | None


def checked(member: Member, wanted: Wanted, at: datetime) -> Checked:
    """Raises Invalid or Conflict with what to mend; NotFound for a child that is not this member's."""
    rules.check_member(member.kind, member.state, paused_until=member.paused_until, phone=member.centre.phone)
    rules.check_hours(wanted.starts, wanted.ends)
    rules.check_way(wanted.content, wanted.where, wanted.from_words, wanted.to_words)
    days = series.days(
        wanted.from_on, wanted.until_on, wanted.weekdays, skips_holidays=wanted.skips_holidays,
        is_holiday=is_holiday,
    )  # fmt: skip
    limits = limits_on(member.centre, days)
    rules.check_days(days, wanted.starts, wanted.content, wanted.ends, limits, at)
    children = own_children(member, wanted.children)
    spans = tuple((clock.at(day, wanted.starts), clock.at(day, wanted.ends)) for day in days)
    found = kids(children, spans)
    rules.check_kids(found, limits[days[0]])
    rules.check_ages(found, days, limits)
    rules.check_own_overlap(found, spans)
    return Checked(children, days, spans, wished_of(member, wanted.wished))


def limits_on(centre: Centre, days: Sequence[date]) -> dict[date, Limits]:
    """The rules of each day that has some, in one statement."""
    rows = list(CentreRules.objects.filter(centre=centre, valid_from__lte=max(days)))
    found: dict[date, Limits] = {}
    for day in days:
        for row in rows:
            if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until):
                found[day] = _limits(row)
    return found


def own_children(member: Member, public_ids: Sequence[str]) -> tuple[Child, ...]:
    wanted = tuple(dict.fromkeys(public_ids))
    found = tuple(Child.objects.filter(member=member, public_id__in=wanted).order_by("born_on", "pk"))
    if len(found) != len(wanted):
        raise NotFound(
            "support.child_unknown", "この会員の こどもでは ありません。一覧から えらびなおしてください。"
        )
    return found


def wished_of(member: Member, public_id: str) -> Member | None:
    """A provider they have met; nobody can be wished for by guessing."""
    if not public_id:
        return None
    for one in met(member):
        if one.public_id == public_id:
            return one
    sentence = (
        "えらべるのは、会ったことのある 提供会員だけです。ほかの希望は「つたえたいこと」に 書いてください。"
    )
    raise Invalid("support.wished_unknown", sentence, fields={"wished": sentence})


def _limits(row: CentreRules) -> Limits:
    return Limits(
        child_days_min=row.child_days_min, child_years_max=row.child_years_max,
        children_at_once_max=row.children_at_once_max, day_starts=row.day_starts, day_ends=row.day_ends,
        sick_child=row.sick_child,
    )  # fmt: skip


def kids(children: Sequence[Child], spans: Sequence[tuple[datetime, datetime]]) -> list[Kid]:
    """These children with where they are asked for already, as far as it touches these times."""
    taken: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    rows = Visit.objects.filter(
        request__children__in=[one.pk for one in children], state__in=STANDING,
        ends_at__gt=min(begun for begun, _ in spans), starts_at__lt=max(over for _, over in spans),
    )  # fmt: skip
    for child, starts_at, ends_at in rows.values_list("request__children", "starts_at", "ends_at"):
        taken[child].append((starts_at, ends_at))
    return [Kid(one.call_name, one.born_on, tuple(taken[one.pk])) for one in children]
