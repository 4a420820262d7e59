"""Seats for self-study and the quiet card 「おしえて」. A seat knows a number and a time, nobody's name."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from ibasho.base.ports.ranges import one_of, span
from ibasho.rooms.openhouse.models.space import Space
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place


class SeatUse(models.Model):
    """A seat from one moment to another; it frees itself at `until`. `slip` (four digits on a paper slip or on screen) lets
    the one who sits there go on or leave. Who goes away for a moment has `until` cut short and `back_to` keep what it
    was. Erased the day after."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="seat_uses", verbose_name="部屋")
    number = models.PositiveSmallIntegerField("席")
    day = models.DateField("日")
    starts_at = models.DateTimeField("すわった時")
    until = models.DateTimeField("いつまで")
    slip = models.CharField("ひかえの数字", max_length=4)
    back_to = models.DateTimeField("はなれる前の いつまで", null=True, blank=True)
    left_at = models.DateTimeField("立った時", null=True, blank=True)

    class Meta:
        verbose_name = "自習席の 使用"
        verbose_name_plural = "自習席の 使用"
        indexes: ClassVar = [models.Index(fields=["space", "day"], name="seat_space_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("starts_at"), number__gt=0), name="seat_span"),
            ExclusionConstraint(
                name="seat_never_two",
                expressions=[
                    (one_of("space"), RangeOperators.OVERLAPS),
                    (
                        Func("number", "number", Value("[]"), function="int4range", output_field=IntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (span("starts_at", "until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(left_at__isnull=True),
            ),
        ]  # fmt: skip


class HelpAsk(models.Model):
    """「おしえて」: somebody at a seat wants help with a subject. No child, no marks; erased the day after."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="help_asks", verbose_name="居場所"
    )
    day = models.DateField("日")
    subject = models.CharField("科目", max_length=12)
    stage = models.CharField(
        "年代", max_length=8, choices=[(one.value, one.value) for one in Stage], blank=True
    )
    seat = models.PositiveSmallIntegerField("席", null=True, blank=True)
    asked_at = models.DateTimeField("たのんだ時")
    came_at = models.DateTimeField("行った時", null=True, blank=True)

    class Meta:
        verbose_name = "おしえてカード"
        verbose_name_plural = "おしえてカード"
        indexes: ClassVar = [models.Index(fields=["place", "day"], name="help_place_day")]
