"""Family support as it stands: members of that day, the four weeks behind it. No names, no score on anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark, shielded
from ibasho.rooms.familysupport.models import Report, Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import dropin, members, statistics
from ibasho.rooms.familysupport.rules import dropin as dropin_rules
from ibasho.rooms.familysupport.rules import statistics as rules
from ibasho.rooms.familysupport.rules.kinds import Content, MemberKind, MemberState, UnmetEnd, VisitState

BOOK = "ファミリーサポートの記録"
LOOKED_DAYS = 28  # behind us


def users_active(today: date) -> Fact:
    return _members(MemberKind.USER, "依頼会員", "users_active", today)


def providers_active(today: date) -> Fact:
    """Who may be asked that day: not those who pause, those with both roles too. For everybody; few are hidden."""
    centre, value = centres.centre(), None
    if centre:
        helping = [MemberKind.PROVIDER.value, MemberKind.BOTH.value]
        there = members.active_on(centre, today).exclude(state=MemberState.PAUSED)
        value = there.filter(kind__in=helping).count()
    what = "いま 活動できる 提供会員（両方会員を ふくむ）"
    told = _fact(value, "人", what, "providers_active", today, audience=Audience.PUBLIC)
    return shielded(told, minimum=settings.SMALL_NUMBER_MIN)


def both_active(today: date) -> Fact:
    return _members(MemberKind.BOTH, "両方会員", "both_active", today)


def visits_asked(today: date) -> Fact:
    count = _visits(today).filter(state__in=statistics.ASKED).count()
    return _fact(count, "回", "この4週間に たのまれた回（とりやめを のぞく）", "visits_asked", today)


def served_share(today: date) -> Fact:
    """Of the visits of the last four weeks that were not called off, for how many somebody was found, in percent."""
    asked = _visits(today).filter(state__in=statistics.ASKED).count()
    served = _visits(today).filter(state__in=statistics.SERVED).count()
    return _fact(
        rules.share(served, asked), "%", "この4週間に 提供会員が 決まった割合", "served_share", today, n=asked
    )


def visits_unmet(today: date) -> Fact:
    found = _visits(today)
    return _fact(
        found.filter(state=VisitState.UNMET).count(), "回", "この4週間に 見つからなかった回", "visits_unmet",
        today, n=found.filter(state__in=statistics.ASKED).count(),
    )  # fmt: skip


def visits_unmet_place(today: date) -> Fact:
    """Of the visits of the last four weeks nobody was found for, how many ended at an open place, as the family said."""
    found = _visits(today).filter(state=VisitState.UNMET).exclude(unmet_end="")
    return _fact(
        found.filter(unmet_end=UnmetEnd.PLACE).count(), "回", "この4週間に 見つからず、近くの 居場所へ 行った回",
        "visits_unmet_place", today, n=found.count(),
    )  # fmt: skip


def activities_way(today: date) -> Fact:
    """送り迎え in the last four weeks, as reported."""
    ways = [one.value for one in Content if one.is_way]
    count = _reports(today).filter(visit__request__content__in=ways).count()
    return _fact(count, "回", "この4週間の 送り迎えの活動", "activities_way", today)


def activities_care(today: date) -> Fact:
    """預かり and everything else in the last four weeks, as reported."""
    ways = [one.value for one in Content if one.is_way]
    count = _reports(today).exclude(visit__request__content__in=ways).count()
    return _fact(count, "回", "この4週間の 預かりなどの活動", "activities_care", today)


def minutes_helped(today: date) -> Fact:
    rows = list(_reports(today).values_list("began_at", "ended_at"))
    minutes = sum(int((end - start).total_seconds()) // 60 for start, end in rows)
    return _fact(minutes, "分", "この4週間の 活動の時間", "minutes_helped", today, n=len(rows))


def city_yen(today: date) -> Fact:
    """What the city adds for the activities of the running 年度, as reported."""
    rows = Report.objects.filter(visit__day__range=(years.first_day(years.nendo(today)), today))
    total = rows.aggregate(Sum("city_yen"))["city_yen__sum"] or 0
    return _fact(total, "円", "この年度の 市の上乗せ（報告ずみの活動）", "city_yen", today, n=rows.count())


def answer_hours(today: date) -> Fact:
    """The middle wait from asking to the first decision, of requests decided in the last four weeks."""
    since = clock.day_bounds(today - timedelta(days=LOOKED_DAYS))[0]
    waits = statistics.waits(Visit.objects.filter(decided_at__gte=since))
    return _fact(
        rules.median_hours(waits), "時間", "この4週間に 決まった依頼の、申しこみから 決まるまでの時間（中央値）",
        "answer_hours", today, n=len(waits),
    )  # fmt: skip


def drop_in_share(today: date) -> Fact:
    """一時預かり of the running 年度: taken in of what could be, in percent of the days that were counted."""
    sums = dropin.counted(years.first_day(years.nendo(today)), today, today=today).values()
    found = dropin_rules.total(sums)
    return _fact(
        found.use_percent, "%", "この年度の 一時預かりの 利用率", "drop_in_share", today, n=found.capacity,
        marks=frozenset({Mark.SELF_REPORTED}),
    )  # fmt: skip


def _members(kind: MemberKind, what: str, query: str, today: date) -> Fact:
    centre = centres.centre()
    value = members.counts(centre, today).get(kind.value, 0) if centre else None
    return _fact(value, "人", f"{what}（休止中を ふくむ）", query, today)


def _visits(today: date) -> QuerySet[Visit]:
    """Of the four weeks before today."""
    return Visit.objects.filter(day__range=(today - timedelta(days=LOOKED_DAYS), today - timedelta(days=1)))


def _reports(today: date) -> QuerySet[Report]:
    return Report.objects.filter(visit__in=_visits(today))


def _fact(
    value: float | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(), audience: Audience = Audience.DESK,
) -> Fact:  # fmt: skip
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}", as_of=today, query=f"{__name__}.{query}", n=n,
        marks=marks | ({Mark.ROUGH} if few else set()), audience=audience,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "users_active": users_active,
    "providers_active": providers_active,
    "both_active": both_active,
    "visits_asked": visits_asked,
    "served_share": served_share,
    "visits_unmet": visits_unmet,
    "visits_unmet_place": visits_unmet_place,
    "activities_way": activities_way,
    "activities_care": activities_care,
    "minutes_helped": minutes_helped,
    "city_yen": city_yen,
    "answer_hours": answer_hours,
    "drop_in_share": drop_in_share,
}
