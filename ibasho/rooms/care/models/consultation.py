"""相談実績: how often families asked, for statistics alone. No person, no case number."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from ibasho.rooms.care.rules.kinds import Channel
from ibasho.town.people.models import Person


class Consultation(models.Model):
    """`count` consultations (延べ) of one day, or of a whole month (`whole_month`, `on` its first day), of one channel and
    category; `firsts` of them the first of that child in the 年度 (実). `category`: a code of rules/categories.toml."""

    on = models.DateField("日")
    whole_month = models.BooleanField("月の まとめ", default=False)
    channel = models.CharField("受けた方法", max_length=8, choices=Channel.choices())
    category = models.CharField("相談種別", max_length=16)
    count = models.PositiveIntegerField("延べ")
    firsts = models.PositiveIntegerField("実（この年度で はじめて）", default=0)
    noted_at = models.DateTimeField("入れた時")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")
    dropped_at = models.DateTimeField("取り消した時", null=True, blank=True)
    dropped_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="取り消した人"
    )

    class Meta:
        verbose_name = "相談"
        verbose_name_plural = "相談"
        indexes: ClassVar = [models.Index(fields=["on", "category"], name="care_consultation_on")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(count__gte=1), name="care_consultation_some"),
            models.CheckConstraint(condition=Q(firsts__lte=F("count")), name="care_consultation_firsts"),
            models.CheckConstraint(
                condition=Q(whole_month=False) | Q(on__day=1), name="care_consultation_month_first"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="care_consultation_dropped_pair",
            ),
            models.UniqueConstraint(
                fields=["on", "channel", "category"],
                condition=Q(whole_month=True, dropped_at__isnull=True),
                name="care_consultation_total_once",
            ),
        ]


class PublishedYear(models.Model):
    """What the city published of a 年度 before this system: the total, and shares where it gave any. Nothing is worked out
    of it: 内訳なし stays 内訳なし."""

    nendo = models.PositiveSmallIntegerField("年度", unique=True)
    total = models.PositiveIntegerField("延べ")
    source_name = models.CharField("出典", max_length=200)
    source_url = models.URLField("出典のアドレス", max_length=400, blank=True)
    noted_at = models.DateTimeField("入れた時")
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "公表された 相談件数"
        verbose_name_plural = "公表された 相談件数"


class PublishedShare(models.Model):
    """`per_mille`: 66.0 % is 660; NULL where the source names the category and gives no share."""

    year = models.ForeignKey(
        PublishedYear, on_delete=models.CASCADE, related_name="shares", verbose_name="公表"
    )
    category = models.CharField("相談種別", max_length=16)
    position = models.PositiveSmallIntegerField("じゅんばん")
    per_mille = models.PositiveSmallIntegerField("割合（千分の）", null=True, blank=True)

    class Meta:
        verbose_name = "公表された 割合"
        verbose_name_plural = "公表された 割合"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "category"], name="care_share_once"),
            models.CheckConstraint(
                condition=Q(per_mille__isnull=True) | Q(per_mille__lte=1000), name="care_share_range"
            ),
        ]


class YearRelease(models.Model):
    """What people outside the centre see of a 年度 up to a month: protected once (small cells and what would betray them
    hidden) and kept as it was; a later one is worked out against all earlier ones."""

    nendo = models.PositiveSmallIntegerField("年度")
    through = models.DateField("どの月まで（1日）")
    body = models.JSONField("表（まもったあと）")
    released_at = models.DateTimeField("出した時")
    released_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="出した人"
    )

    class Meta:
        verbose_name = "相談の 表"
        verbose_name_plural = "相談の 表"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nendo", "through"], name="care_release_once"),
            models.CheckConstraint(condition=Q(through__day=1), name="care_release_month"),
        ]
        # Never changed; taken away only as a whole 年度, ten years after it (actions/ageing).
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update)]


__all__ = ["Consultation", "PublishedShare", "PublishedYear", "YearRelease"]
