"""Opening rules and the days on which they do not hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.town.people.models import Person
from ibasho.town.places.models.place import Place
from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season


class OpeningRule(models.Model):
    """One rule as data; `as_opening()` gives the pure value the rules work on."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="opening_rules", verbose_name="居場所"
    )
    position = models.PositiveSmallIntegerField("順", default=0)
    pattern = models.CharField("くりかえし", max_length=12, choices=[(p.value, p.name) for p in Pattern])
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name="曜日", default=list, blank=True)
    nth = ArrayField(models.SmallIntegerField(), verbose_name="第何", default=list, blank=True)
    days_of_month = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="毎月の日", default=list, blank=True
    )
    dates = ArrayField(models.DateField(), verbose_name="決まった日", default=list, blank=True)
    anchor = models.DateField("隔週の もとになる日", null=True, blank=True)
    starts = models.TimeField("はじまり", null=True, blank=True)
    ends = models.TimeField("おわり", null=True, blank=True)
    season = models.CharField(
        "長期休業", max_length=16, choices=[(s.value, s.name) for s in Season], default=Season.ALWAYS.value
    )
    holiday = models.CharField(
        "祝日",
        max_length=8,
        choices=[(h.value, h.name) for h in HolidayRule],
        default=HolidayRule.AS_USUAL.value,
    )
    months = ArrayField(models.PositiveSmallIntegerField(), verbose_name="月", default=list, blank=True)
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_until = models.DateField("いつまで", null=True, blank=True)
    times = models.PositiveSmallIntegerField("何回", null=True, blank=True)
    per = models.CharField(
        "どのくらいで",
        max_length=12,
        choices=[(c.value, c.name) for c in IrregularCount],
        blank=True,
        default="",
    )
    words = models.CharField("もとのことば", max_length=400, blank=True)

    class Meta:
        verbose_name = "あく時間のきまり"
        verbose_name_plural = "あく時間のきまり"
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="opening_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="opening_valid_order",
            ),
            models.CheckConstraint(
                condition=Q(pattern__in=[pattern.value for pattern in Pattern]), name="opening_pattern_known"
            ),
        ]

    def as_opening(self) -> Opening:
        return Opening(
            pattern=Pattern(self.pattern),
            weekdays=frozenset(self.weekdays),
            nth=tuple(self.nth),
            days_of_month=tuple(self.days_of_month),
            dates=tuple(self.dates),
            anchor=self.anchor,
            starts=self.starts,
            ends=self.ends,
            season=Season(self.season),
            holiday=HolidayRule(self.holiday),
            months=frozenset(self.months),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            times=self.times,
            per=IrregularCount(self.per),
            words=self.words,
        )


class ClosedDays(models.Model):
    """Days on which the place is closed although a rule says open. `sudden` shows a banner."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="closed_days", verbose_name="居場所"
    )
    first = models.DateField("はじめの日")
    last = models.DateField("おわりの日")
    reason = models.CharField("わけ", max_length=200, blank=True)
    sudden = models.BooleanField("急なお休み", default=False)
    told_at = models.DateTimeField("知らせた時")
    told_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="知らせた人"
    )

    class Meta:
        verbose_name = "お休みの日"
        verbose_name_plural = "お休みの日"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_days_order"),
        ]
