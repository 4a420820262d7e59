"""April: what one person hands to the next, who decides while somebody is away, and which yearly steps are done."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports import ranges
from ibasho.town.people.models import Organisation, Person


class Handover(models.Model):
    """引き継ぎ of one 担当. Open items are read from the rooms while it is open; what was agreed in words stands in items."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    nendo = models.PositiveSmallIntegerField("どの 年度から")
    duty = models.CharField("担当", max_length=80)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="課"
    )
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="わたす人")
    taker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="うける人"
    )
    words = models.TextField("ひとこと", max_length=2000, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )
    handed_at = models.DateTimeField("わたした時", null=True, blank=True)
    taken_at = models.DateTimeField("うけとった時", null=True, blank=True)

    class Meta:
        verbose_name = "引き継ぎ"
        verbose_name_plural = "引き継ぎ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nendo", "giver", "duty"], name="reports_handover_once"),
            models.CheckConstraint(
                condition=Q(taker__isnull=True) | ~Q(taker=F("giver")), name="reports_handover_to_another"
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(taker__isnull=False),
                name="reports_handed_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(handed_at__isnull=False),
                name="reports_taken_when_handed",
            ),
        ]


class HandoverItem(models.Model):
    """One thing told at the hand-over: what, until when, who knows."""

    handover = models.ForeignKey(
        Handover, on_delete=models.CASCADE, related_name="items", verbose_name="引き継ぎ"
    )
    words = models.CharField("こと", max_length=300)
    due_on = models.DateField("いつまで", null=True, blank=True)
    contact = models.CharField("だれに きけば よいか", max_length=120, blank=True)

    class Meta:
        verbose_name = "引き継ぐこと"
        verbose_name_plural = "引き継ぐこと"
        ordering: ClassVar = ["due_on", "pk"]


class Deputy(models.Model):
    """代決: who decides for somebody between two days. A record to look up: it gives no permission of its own."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="いない人")
    deputy = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name="かわりに きめる人"
    )
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで")
    words = models.CharField("どのことを", max_length=200, blank=True)
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "代決"
        verbose_name_plural = "代決"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="reports_deputy_days"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="reports_deputy_is_another"),
            ExclusionConstraint(
                name="reports_one_deputy",
                expressions=[
                    (ranges.one_of("person"), RangeOperators.OVERLAPS),
                    (ranges.days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class AprilTick(models.Model):
    """A step of the yearly roll-over that somebody says is done. What can be counted is counted beside it."""

    nendo = models.PositiveSmallIntegerField("どの 年度の")
    step = models.SlugField("手順", max_length=24)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    ticked_at = models.DateTimeField("すんだ時")
    ticked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="すませた人"
    )

    class Meta:
        verbose_name = "4月の 手順"
        verbose_name_plural = "4月の 手順"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nendo", "step"], name="reports_step_once"),
        ]
