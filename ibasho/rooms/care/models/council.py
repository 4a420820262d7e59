"""要対協: which organisation is bound to secrecy as a member, from when until when; and the centre's own settings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ibasho.base.ports.ranges import one_of
from ibasho.rooms.care.rules.kinds import Body
from ibasho.town.people.models import Organisation, Person


class CouncilMember(models.Model):
    """児童福祉法25条の2・25条の5. Who is none gets no word of a case back, only the state of their own note."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    body = models.CharField("立場", max_length=12, choices=Body.choices())
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)
    paper = models.CharField("決定の 文書番号", max_length=80, blank=True)
    set_at = models.DateTimeField("入れた時")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")

    class Meta:
        verbose_name = "要対協の 構成員"
        verbose_name_plural = "要対協の 構成員"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="care_council_order"
            ),
            ExclusionConstraint(
                name="care_council_once_at_a_time",
                expressions=[
                    (one_of("organisation"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def is_running(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class CentreSettings(models.Model):
    """One row: how the centre is reached, as writers and families read it."""

    name = models.CharField("センターの名前", max_length=80, default="こども家庭センター")
    phone = models.CharField("電話", max_length=20, blank=True)
    hours = models.CharField("いつ つながるか", max_length=120, blank=True)
    night_words = models.CharField("夜・休みの日", max_length=200, blank=True)
    changed_at = models.DateTimeField("直した時", null=True)
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "センターの 設定"
        verbose_name_plural = "センターの 設定"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="care_settings_one_row")]


__all__ = ["CentreSettings", "CouncilMember"]
