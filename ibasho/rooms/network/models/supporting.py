"""Supporters: who wants and who offers food, money, place and time; grants, and reports from one attendance record."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.network.rules.kinds import (
    Direction,
    GrantState,
    MatchState,
    NoticeState,
    ReportForm,
    Resource,
)
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class Supporter(models.Model):
    """An organisation that shows itself as a supporter, as on the city's SDGs platform: what it does, which goals.
    Shown only after the organisation said yes (`agreed_on`) and the city looked (`shown_at`)."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="network_supporter", verbose_name="団体・企業"
    )
    words = models.CharField("取り組み", max_length=400)
    goals = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="SDGsの 目標", default=list, blank=True
    )
    is_member = models.BooleanField("SDGsプラットフォームの 会員", default=False)
    agreed_on = models.DateField("のせてよいと 言った日", null=True, blank=True)
    shown_at = models.DateTimeField("のせた時", null=True, blank=True)
    shown_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="のせた人"
    )

    class Meta:
        verbose_name = "応援する人"
        verbose_name_plural = "応援する人"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True, shown_by__isnull=True)
                | Q(shown_at__isnull=False, shown_by__isnull=False, agreed_on__isnull=False),
                name="network_supporter_shown_after_yes",
            ),
        ]


class Notice(models.Model):
    """求めている・提供できる: one want or offer of food, money, place or time."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    direction = models.CharField("どちら", max_length=8, choices=Direction.choices())
    resource = models.CharField("なにを", max_length=8, choices=Resource.choices())
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="だれが"
    )
    title = models.CharField("見出し", max_length=60)
    words = models.CharField("くわしく", max_length=400, blank=True)
    amount_words = models.CharField("どのくらい", max_length=60, blank=True)
    where_words = models.CharField("どのあたり", max_length=60, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    until = models.DateField("いつまで", null=True, blank=True)
    state = models.CharField(
        "状態", max_length=8, choices=NoticeState.choices(), default=NoticeState.WAITING.value
    )
    made_at = models.DateTimeField("入れた時")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")
    looked_at = models.DateTimeField("市が 見た時", null=True, blank=True)
    looked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="見た人"
    )
    back_words = models.CharField("返した わけ", max_length=200, blank=True)  # to mend, then looked at again
    # By the group that posts it, or what the desk heard from it; without a yes nobody reads it.
    agreed_on = models.DateField("のせてよいと 聞いた日", null=True, blank=True)

    class Meta:
        verbose_name = "求める・提供する"
        verbose_name_plural = "求める・提供する"
        indexes: ClassVar = [
            models.Index(fields=["state", "direction", "resource"], name="network_notice_open")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="open") | Q(agreed_on__isnull=False), name="network_notice_open_after_yes"
            ),
        ]


class Match(models.Model):
    """A want and an offer brought together by a person; `became`: what children got from it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    want = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+", verbose_name="求める")
    offer = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+", verbose_name="提供する")
    state = models.CharField(
        "状態", max_length=8, choices=MatchState.choices(), default=MatchState.PROPOSED.value
    )
    words = models.CharField("ひとこと", max_length=200, blank=True)
    want_yes_at = models.DateTimeField("求める側が よいと 言った時", null=True, blank=True)
    offer_yes_at = models.DateTimeField("提供する側が よいと 言った時", null=True, blank=True)
    became = models.CharField("なにに なったか", max_length=200, blank=True)
    children = models.PositiveIntegerField("とどいた こどもの 数", null=True, blank=True)
    proposed_at = models.DateTimeField("ひきあわせた時")
    proposed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="ひきあわせた人"
    )
    ended_at = models.DateTimeField("おわった時", null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="おえた人"
    )

    class Meta:
        verbose_name = "ひきあわせ"
        verbose_name_plural = "ひきあわせ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["want", "offer"], name="network_match_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "done"])
                | Q(want_yes_at__isnull=False, offer_yes_at__isnull=False),
                name="network_match_both_said_yes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["declined", "done"], ended_at__isnull=False)
                | (~Q(state__in=["declined", "done"]) & Q(ended_at__isnull=True)),
                name="network_match_ended_pair",
            ),
        ]


class Grant(models.Model):
    """助成金・補助金 that groups can ask for. `source`: where this stands."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=120)
    giver = models.CharField("だれから", max_length=120)
    words = models.CharField("どんな お金", max_length=400, blank=True)
    for_words = models.CharField("だれが 申しこめるか", max_length=200, blank=True)
    yen_max = models.PositiveIntegerField("上限（円）", null=True, blank=True)
    opens_on = models.DateField("受付 いつから", null=True, blank=True)
    closes_on = models.DateField("受付 いつまで", null=True, blank=True)
    report_words = models.CharField("報告の しかた", max_length=200, blank=True)
    url = models.URLField("アドレス", max_length=400, blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    is_active = models.BooleanField("のせる", default=True)

    class Meta:
        verbose_name = "助成金"
        verbose_name_plural = "助成金"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(opens_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="network_grant_days",
            ),
        ]  # fmt: skip


class GrantUse(models.Model):
    """A group and a grant: from thinking about it to the report."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="uses", verbose_name="助成金")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    nendo = models.PositiveSmallIntegerField("年度")
    state = models.CharField(
        "状態", max_length=8, choices=GrantState.choices(), default=GrantState.THINKING.value
    )
    yen_asked = models.PositiveIntegerField("申しこんだ額（円）", null=True, blank=True)
    yen_given = models.PositiveIntegerField("きまった額（円）", null=True, blank=True)
    applied_on = models.DateField("申しこんだ日", null=True, blank=True)
    decided_on = models.DateField("きまった日", null=True, blank=True)
    report_due_on = models.DateField("報告の しめきり", null=True, blank=True)
    reported_on = models.DateField("報告した日", null=True, blank=True)
    changed_at = models.DateTimeField("直した時")

    class Meta:
        verbose_name = "助成金の 申しこみ"
        verbose_name_plural = "助成金の 申しこみ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grant", "organisation", "nendo"], name="network_grant_use_once"),
        ]


class SentReport(models.Model):
    """A report as it went out: the figures as they were on that day, so that a later count cannot change it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    form = models.CharField("様式", max_length=8, choices=ReportForm.choices())
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    grant_use = models.ForeignKey(
        GrantUse, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="助成金の 申しこみ"
    )  # fmt: skip
    first_on = models.DateField("いつから")
    last_on = models.DateField("いつまで")
    figures = models.JSONField("数（その日のまま）", default=dict)
    words = models.TextField("書きそえた ことば", max_length=2000, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="作った人")

    class Meta:
        verbose_name = "出した 報告"
        verbose_name_plural = "出した 報告"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="network_report_days"),
        ]
