"""How many grown-ups a place needs at which hour: said by whoever rules the place, read by whoever fills its roster."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.town.places.models.place import Place


class AdultsNeeded(models.Model):
    """At least so many from one hour to another, on a weekday (0 = Monday), between two days."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="adults_needed", verbose_name="居場所"
    )
    weekday = models.PositiveSmallIntegerField("曜日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    adults_min = models.PositiveSmallIntegerField("おとな 最低")
    valid_from = models.DateField("いつから")
    valid_until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "ひつような おとな"
        verbose_name_plural = "ひつような おとな"
        ordering: ClassVar = ["weekday", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="adults_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="adults_hours"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="adults_days",
            ),
        ]
