"""From the first meeting to the yen: 事前打合せ票, 活動報告書, the month's top-up, and what went wrong."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import days, one_of
from ibasho.rooms.familysupport.models.matching import Visit
from ibasho.rooms.familysupport.models.member import Centre, Child, Member
from ibasho.rooms.familysupport.rules.kinds import (
    Content,
    IncidentKind,
    MeetingState,
    MonthState,
    PaidWay,
    ReportState,
    Side,
    TariffState,
)
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Tariff(models.Model):
    """Fees from one day to another, both inclusive: `body` is read by rules/tariff.py. Published ones never overlap."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="tariffs", verbose_name="センター"
    )
    name = models.CharField("名前", max_length=80)
    valid_from = models.DateField("いつから")
    valid_until = models.DateField("いつまで", null=True, blank=True)
    body = models.JSONField("料金のきまり")
    state = models.CharField(
        "段階", max_length=10, choices=TariffState.choices(),
        default=TariffState.DRAFT.value,
    )  # fmt: skip
    published_at = models.DateTimeField("公開した時", null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公開した人"
    )

    class Meta:
        verbose_name = "料金表"
        verbose_name_plural = "料金表"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="support_tariff_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="support_tariff_published",
            ),
            ExclusionConstraint(
                name="support_tariff_never_two_at_once",
                expressions=[
                    (one_of("centre"), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="published"),
            ),
        ]


class Meeting(models.Model):
    """事前打合せ of a family and a provider, for one 年度 and one content (rules/meetings.py says when a new one is due).
    `sheet`: what the form asks, by key."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="meetings", verbose_name="こども")
    provider = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="meetings", verbose_name="提供会員"
    )
    content = models.CharField("援助内容", max_length=16, choices=Content.choices())
    nendo = models.PositiveSmallIntegerField("年度")
    planned_at = models.DateTimeField("予定の時", null=True, blank=True)
    where = models.CharField("場所", max_length=120, blank=True)
    state = models.CharField(
        "段階", max_length=10, choices=MeetingState.choices(),
        default=MeetingState.PLANNED.value,
    )  # fmt: skip
    held_on = models.DateField("した日", null=True, blank=True)
    child_was_there = models.BooleanField("こどもも いた", null=True, blank=True)
    sheet = models.JSONField("打合せ票", default=dict)
    user_agreed_at = models.DateTimeField("依頼会員が 同意した時", null=True, blank=True)
    provider_agreed_at = models.DateTimeField("提供会員が 同意した時", null=True, blank=True)

    class Meta:
        verbose_name = "事前打合せ"
        verbose_name_plural = "事前打合せ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False), name="support_meeting_held"
            ),
            models.UniqueConstraint(
                fields=["child", "provider", "content", "nendo"], condition=~Q(state="cancelled"),
                name="support_meeting_once",
            ),
        ]  # fmt: skip


class Month(models.Model):
    """A month of reports that was closed. One says that all is in, another says yes."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="months", verbose_name="センター"
    )
    first = models.DateField("月の はじめの日")
    state = models.CharField(
        "段階", max_length=10, choices=MonthState.choices(),
        default=MonthState.OPEN.value,
    )  # fmt: skip
    closed_at = models.DateTimeField("しめた時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="しめた人"
    )
    approved_at = models.DateTimeField("みとめた時", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="みとめた人"
    )

    class Meta:
        verbose_name = "活動の月"
        verbose_name_plural = "活動の月"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["centre", "first"], name="support_month_once"),
            models.CheckConstraint(condition=Q(first__day=1), name="support_month_first"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("closed_by")),
                name="support_month_two_people",
            ),
        ]


class TopUp(models.Model):
    """What the city adds for one provider in one month: the sum of its reports, paid once through payouts."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    month = models.ForeignKey(Month, on_delete=models.PROTECT, related_name="top_ups", verbose_name="月")
    provider = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="top_ups", verbose_name="提供会員"
    )
    reports_count = models.PositiveSmallIntegerField("件数")
    minutes = models.PositiveIntegerField("分")
    user_yen = models.PositiveIntegerField("依頼会員から（円）")
    city_yen = models.PositiveIntegerField("市から（円）")
    paid_on = models.DateField("支払った日", null=True, blank=True)

    class Meta:
        verbose_name = "市の上乗せ"
        verbose_name_plural = "市の上乗せ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "provider"], name="support_top_up_once")
        ]


class Report(models.Model):
    """活動報告書 of one visit: written by the provider, confirmed by the user, due by a day of the next month.
    `lines`: how the tariff came to the yen. provider_yen = user_yen + city_yen; travel and costs are paid to the yen."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, related_name="report", verbose_name="依頼の1回"
    )
    tariff = models.ForeignKey(
        Tariff, on_delete=models.PROTECT, related_name="reports", verbose_name="料金表"
    )
    began_at = models.DateTimeField("はじめた時")
    ended_at = models.DateTimeField("おわった時")
    travel_yen = models.PositiveIntegerField("交通費", default=0)
    cost_yen = models.PositiveIntegerField("実費（食事など）", default=0)
    words = models.CharField("ようす", max_length=400, blank=True)
    lines = models.JSONField("計算", default=list)
    user_yen = models.PositiveIntegerField("依頼会員が はらう（交通費・実費を ふくまない）")
    city_yen = models.PositiveIntegerField("市が たす")
    state = models.CharField(
        "段階", max_length=10, choices=ReportState.choices(),
        default=ReportState.WRITTEN.value,
    )  # fmt: skip
    written_at = models.DateTimeField("書いた時")
    written_via = models.CharField("どこから", max_length=12)
    confirmed_at = models.DateTimeField("確認した時", null=True, blank=True)
    confirmed_via = models.CharField("どこから 確認したか", max_length=12, blank=True)
    dispute = models.CharField("相談の ことば", max_length=400, blank=True)
    paid_way = models.CharField("はらい方", max_length=4, choices=PaidWay.choices(), blank=True)
    paid_on = models.DateField("はらった日", null=True, blank=True)
    top_up = models.ForeignKey(
        TopUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="市の上乗せ",
    )

    class Meta:
        verbose_name = "活動報告"
        verbose_name_plural = "活動報告"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="support_report_hours"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False), name="support_report_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(top_up__isnull=True) | Q(state="confirmed"), name="support_report_paid_is_confirmed"
            ),
        ]  # fmt: skip

    @property
    def provider_yen(self) -> int:
        """What the provider gets for the time, without travel and costs."""
        return self.user_yen + self.city_yen


class Incident(models.Model):
    """Something went wrong, or nearly. Death, and injuries that need 30 days or more, go to the state: `serious_on` is the
    day on which the centre knew. What is said about the centre itself goes to the city and not to the adviser."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="incidents", verbose_name="センター"
    )
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents",
        verbose_name="依頼の1回",
    )  # fmt: skip
    kind = models.CharField("種類", max_length=10, choices=IncidentKind.choices())
    about_centre = models.BooleanField("センターに ついて（市が 読む）", default=False)
    happened_at = models.DateTimeField("おきた時")
    where = models.CharField("どこで", max_length=120, blank=True)
    what = models.TextField("何が おきたか", max_length=2000)
    treatment_days = models.PositiveSmallIntegerField("治るまで（日）", null=True, blank=True)
    died = models.BooleanField("亡くなった", default=False)
    done = models.TextField("したこと", max_length=2000, blank=True)
    insurer_told_on = models.DateField("保険会社に 知らせた日", null=True, blank=True)
    serious_on = models.DateField("国への報告が いると わかった日", null=True, blank=True)
    state_told_on = models.DateField("国に 報告した日（第1報）", null=True, blank=True)
    state_second_on = models.DateField("国に 報告した日（第2報）", null=True, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    closed_at = models.DateTimeField("おわりに した時", null=True, blank=True)

    class Meta:
        verbose_name = "できごと"
        verbose_name_plural = "できごと"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(about_centre=False) | Q(visit__isnull=True), name="support_incident_of_centre"
            ),
            models.CheckConstraint(
                condition=Q(state_second_on__isnull=True) | Q(state_told_on__isnull=False),
                name="support_incident_reports",
            ),
        ]


class IncidentNote(models.Model):
    """One side's words. Each side is heard and cannot change what the other said."""

    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="notes", verbose_name="できごと"
    )
    side = models.CharField("だれの ことば", max_length=8, choices=Side.choices())
    words = models.TextField("ことば", max_length=2000)
    written_at = models.DateTimeField("書いた時")
    written_via = models.CharField("どこから", max_length=12)

    class Meta:
        verbose_name = "できごとの ことば"
        verbose_name_plural = "できごとの ことば"


class DropInCare(models.Model):
    """一時預かり of a place: how many, from which month of age to which, whom to phone."""

    place = models.OneToOneField(
        Place, on_delete=models.PROTECT, related_name="drop_in_care", verbose_name="居場所"
    )
    months_min = models.PositiveSmallIntegerField("何か月から", default=6)
    months_max = models.PositiveSmallIntegerField("何か月まで", default=83)
    capacity = models.PositiveSmallIntegerField("1日の定員")
    booking_words = models.CharField("申しこみ方", max_length=200, blank=True)
    fee_words = models.CharField("料金", max_length=120, blank=True)

    class Meta:
        verbose_name = "一時預かり"
        verbose_name_plural = "一時預かり"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(months_max__gte=F("months_min")), name="support_drop_in_months"
            ),
        ]


class DropInDay(models.Model):
    """One day's counts of 一時預かり: came, and were turned away."""

    care = models.ForeignKey(
        DropInCare, on_delete=models.CASCADE, related_name="days", verbose_name="一時預かり"
    )
    day = models.DateField("日")
    capacity = models.PositiveSmallIntegerField("その日の定員")
    served = models.PositiveSmallIntegerField("うけた数", default=0)
    turned_away = models.PositiveSmallIntegerField("ことわった数", default=0)

    class Meta:
        verbose_name = "一時預かりの1日"
        verbose_name_plural = "一時預かりの1日"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["care", "day"], name="support_drop_in_day_once")
        ]


class WhatIf(models.Model):
    """「手当を上げたら」: assumptions as somebody wrote them, and what the engine made of them."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.CASCADE, related_name="what_ifs", verbose_name="センター"
    )
    from_on = models.DateField("どの週から")
    weeks = models.PositiveSmallIntegerField("何週間", default=4)
    assumed = models.JSONField("仮定")
    found = models.JSONField("結果", default=dict)
    made_at = models.DateTimeField("つくった時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="つくった人"
    )

    class Meta:
        verbose_name = "もしもの計算"
        verbose_name_plural = "もしもの計算"
