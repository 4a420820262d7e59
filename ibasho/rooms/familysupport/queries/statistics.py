"""The year of the centre in numbers, for the subsidy's yearly report: counted, never guessed, nobody named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.rooms.familysupport.models import Ask, Centre, CourseTaken, Incident, Member, Report, Visit
from ibasho.rooms.familysupport.queries import dropin, members
from ibasho.rooms.familysupport.rules import dropin as dropin_rules
from ibasho.rooms.familysupport.rules import statistics as rules
from ibasho.rooms.familysupport.rules.kinds import (
    AskAnswer,
    Content,
    IncidentKind,
    MemberKind,
    UnmetReason,
    VisitState,
)
from ibasho.rooms.familysupport.rules.statistics import Figure

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
ASKED = (VisitState.OPEN, VisitState.AGREED, VisitState.DONE, VisitState.UNMET)
SERVED = (VisitState.AGREED, VisitState.DONE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a 年度 that are over or running: both inclusive."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return clock.day_bounds(self.first)[0], clock.day_bounds(self.last)[1]


@dataclass(frozen=True, slots=True)
class Year:
    """`members` by kind and `unmet` by reason with their sums; `contents`: activities by content (rows) and month from
    April (columns), with their sums."""

    nendo: int
    span: Span
    figures: Sequence[Figure]
    members: Sequence[int]
    contents: Sequence[Sequence[int]]
    unmet: Sequence[int]


def span_of(nendo: int, today: date) -> Span:
    return Span(years.first_day(nendo), min(years.last_day(nendo), today))


def known_nendo(today: date) -> list[int]:
    """The 年度 in which something happened, the newest first, always with the running one."""
    days = [
        Member.objects.aggregate(Min("joined_on"))["joined_on__min"],
        Visit.objects.aggregate(Min("day"))["day__min"],
    ]
    return dropin_rules.first_nendo_with([one for one in days if one], today)


def year(centre: Centre, nendo: int, today: date) -> Year:
    """Everything the page, the file and the paper show of one 年度. A constant number of statements."""
    span = span_of(nendo, today)
    by_kind = members.counts(centre, span.last)
    visits = Visit.objects.filter(request__member__centre=centre, day__range=(span.first, span.last))
    reports = Report.objects.filter(visit__in=visits)
    figures = [
        *_people(centre, span, by_kind, visits),
        *_visits(visits, clock.day_bounds(today)[1]),
        *_asking(centre, span),
        *_activity(reports),
        *_beside(centre, span),
    ]
    kinds = [by_kind.get(one.value, 0) for one in MemberKind]
    return Year(nendo, span, figures, [*kinds, sum(kinds)], _contents(reports), _unmet(visits))


def help_given(centre: Centre, span: Span) -> list[Figure]:
    """What was asked for, met and reported of the span's days, with what a reader must not see still in it (`rules.seen`)."""
    visits = Visit.objects.filter(request__member__centre=centre, day__range=(span.first, span.last))
    return [*_visits(visits, span.moments[1]), *_activity(Report.objects.filter(visit__in=visits))]


def _people(centre: Centre, span: Span, by_kind: dict[str, int], visits: QuerySet[Visit]) -> list[Figure]:
    joined = Member.objects.filter(centre=centre, joined_on__range=(span.first, span.last)).count()
    left = Member.objects.filter(
        centre=centre, joined_on__isnull=False, ended_on__range=(span.first, span.last)
    ).count()
    served = visits.filter(state__in=SERVED)
    helped = served.values("provider").distinct().count()
    used = served.values("request__member").distinct().count()
    users = by_kind.get(MemberKind.USER.value, 0) + by_kind.get(MemberKind.BOTH.value, 0)
    return [
        Figure("joined", "入会した人", joined, "人", "この年度に 入会した会員", few=joined),
        Figure("left", "退会した人", left, "人", "この年度に 退会した会員", few=left),
        Figure(
            "helped", "活動した提供会員", helped, "人", "この年度に 1回以上 決まった活動が ある 提供会員（両方会員を ふくむ）",
            few=helped,
        ),
        Figure("used", "利用した依頼会員", used, "人", "この年度に 1回以上 決まった活動が ある 依頼会員（両方会員を ふくむ）", few=used),
        Figure(
            "use_share", "利用率（利用した人／登録している人）", rules.share(used, users), "%",
            "利用した依頼会員を、年度末（とちゅうの年度は きょう）の 依頼会員と両方会員の数で わった割合", of=users, few=used,
        ),
    ]  # fmt: skip


def _visits(visits: QuerySet[Visit], until: datetime) -> list[Figure]:
    """Of the visits whose time has come: what was asked for, what was met."""
    come = visits.filter(starts_at__lt=until)
    asked = come.filter(state__in=ASKED).count()
    served = come.filter(state__in=SERVED).count()
    unmet = come.filter(state=VisitState.UNMET).count()
    cancelled = come.filter(state=VisitState.CANCELLED).count()
    return [
        Figure("asked", "たのまれた回", asked, "回", "きょうまでの 依頼の回（とりやめを のぞく）", few=asked),
        Figure("served", "こたえた回", served, "回", "そのうち 提供会員が 決まった回", few=served),
        Figure("served_share", "こたえた割合", rules.share(served, asked), "%", "こたえた回を たのまれた回で わった割合", of=asked, few=asked),
        Figure("unmet", "こたえられなかった回", unmet, "回", "提供会員が 見つからなかった回", few=unmet),
        Figure("cancelled", "とりやめた回", cancelled, "回", "どちらかの都合で とりやめた回", few=cancelled),
    ]  # fmt: skip


def _asking(centre: Centre, span: Span) -> list[Figure]:
    """How long a family waits for a decision; how often somebody was asked and could not."""
    decided = Visit.objects.filter(
        request__member__centre=centre, decided_at__gte=span.moments[0], decided_at__lt=span.moments[1]
    )
    waited = waits(decided)
    asks = Ask.objects.filter(
        member__centre=centre, sent_at__gte=span.moments[0], sent_at__lt=span.moments[1]
    )
    sent, refused = asks.count(), asks.filter(answer=AskAnswer.NO).count()
    return [
        Figure(
            "answer_hours", "返事までの時間（まん中）", rules.median_hours(waited), "時間",
            "申しこみから はじめて 提供会員が 決まるまでの時間の 中央値", of=len(waited), few=len(waited),
        ),
        Figure("sent", "打診した数", sent, "件", "提供会員に「できますか」と たずねた数", few=sent),
        Figure("refused", "むずかしいと 答えた数", refused, "件", "そのうち「今回は むずかしい」の返事。だれかは 数えません", few=refused),
    ]  # fmt: skip


def waits(decided: QuerySet[Visit]) -> list[timedelta]:
    """How long each request waited. A weekly one waits once: until the first of its visits that was decided."""
    rows = decided.order_by().values("request", "request__asked_at").annotate(first=Min("decided_at"))
    return [max(one["first"] - one["request__asked_at"], timedelta()) for one in rows]


def _activity(reports: QuerySet[Report]) -> list[Figure]:
    count = reports.count()
    minutes = sum(
        int((end - start).total_seconds()) // 60 for start, end in reports.values_list("began_at", "ended_at")
    )
    sums = reports.aggregate(Sum("user_yen"), Sum("city_yen"))
    return [
        Figure("activities", "活動の回数", count, "回", "活動報告書が 出ている回", few=count),
        Figure("hours", "活動の時間", round(minutes / 60, 1), "時間", "活動報告書の はじまりから おわりまでの 合計", few=count),
        Figure("user_yen", "依頼会員が はらった額", sums["user_yen__sum"] or 0, "円", "交通費・実費を ふくまない", few=count),
        Figure("city_yen", "市が たした額", sums["city_yen__sum"] or 0, "円", "活動報告書の 市の上乗せの 合計", few=count),
    ]  # fmt: skip


def _beside(centre: Centre, span: Span) -> list[Figure]:
    """Courses, incidents and 一時預かり of the same days."""
    taken = CourseTaken.objects.filter(
        course__centre=centre, course__cancelled_at=None, course__held_on__range=(span.first, span.last)
    )
    told = taken.aggregate(people=Count("member", distinct=True), courses=Count("course", distinct=True))
    happened = Incident.objects.filter(
        centre=centre, about_centre=False, happened_at__gte=span.moments[0], happened_at__lt=span.moments[1]
    )
    by_kind = dict(happened.order_by().values_list("kind").annotate(Count("pk")))
    serious = happened.exclude(serious_on=None).count()
    care = dropin_rules.total(dropin.counted(span.first, span.last, today=span.last).values())
    return [
        Figure("courses", "ひらいた講習", told["courses"], "回", "出席が 記された 講習・交流会"),
        Figure("course_people", "講習に 出た人", told["people"], "人", "同じ人は 1人と 数えます", few=told["people"]),
        *(
            Figure(f"incident_{one.value}", f"できごと：{one.label}", by_kind.get(one.value, 0), "件", "センターに ついての 苦情を のぞく", few=by_kind.get(one.value, 0))
            for one in IncidentKind
        ),
        Figure("serious", "国へ 報告する できごと", serious, "件", "亡くなった、または 治るまで 30日以上", few=serious),
        Figure("drop_in", "一時預かり：うけた数", care.served, "人", "場所ごとの 日ごとの数の 合計"),
        Figure("drop_in_turned_away", "一時預かり：ことわった数", care.turned_away, "人", "定員などで うけられなかった数"),
        Figure("drop_in_share", "一時預かり：利用率", care.use_percent, "%", "うけた数を、数えた日の 定員の合計で わった割合", of=care.capacity or None),
    ]  # fmt: skip


def _contents(reports: QuerySet[Report]) -> list[list[int]]:
    rows = reports.annotate(month=ExtractMonth("visit__day")).order_by()
    found = {
        (content, month): count
        for content, month, count in rows.values_list("visit__request__content", "month").annotate(
            Count("pk")
        )
    }
    return rules.with_sums([[found.get((one.value, month), 0) for month in MONTHS] for one in Content])


def _unmet(visits: QuerySet[Visit]) -> list[int]:
    rows = visits.filter(Q(state=VisitState.UNMET)).order_by()
    found = dict(rows.values_list("unmet_reason").annotate(Count("pk")))
    return rules.with_sums([[found.get(one.value, 0) for one in UnmetReason]])[0]
