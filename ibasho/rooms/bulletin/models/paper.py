"""Printed codes and how often each was opened, without knowing by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.bulletin.models.school import School
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class QrCode(models.Model):
    """One printed QR: one purpose, one paper, one place where it hangs or one school it went to. It opens `path` and says
    nothing of who scans it."""

    code = models.CharField("番号", max_length=16, unique=True, default=new_code)
    purpose = models.CharField("何が ひらくか", max_length=10, choices=Purpose.choices())
    paper = models.CharField("どの紙", max_length=10, choices=Paper.choices())
    path = models.CharField("ひらくページ", max_length=120)
    district = models.CharField("小学校区", max_length=16, blank=True)
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="codes", verbose_name="学校"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    month = models.DateField("何月の", null=True, blank=True)  # its first day
    hangs = models.CharField("どこに はるか", max_length=60, blank=True)  # 図書館の 入り口
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="作った人"
    )
    retired_at = models.DateTimeField("はがした時", null=True, blank=True)
    retired_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="はがした人"
    )

    class Meta:
        verbose_name = "QRコード"
        verbose_name_plural = "QRコード"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose), name="bulletin_qr_purpose"),
            models.CheckConstraint(condition=Q(paper__in=Paper), name="bulletin_qr_paper"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="bulletin_qr_own_page"),
            models.UniqueConstraint(
                fields=["purpose", "paper", "path", "district", "school", "place", "month", "hangs"],
                nulls_distinct=False,
                name="bulletin_qr_once",
            ),  # fmt: skip
        ]

    def __str__(self) -> str:
        return self.code


class QrOpens(models.Model):
    """How often a code was opened on one day. No address, no device, no hour."""

    qr = models.ForeignKey(QrCode, on_delete=models.CASCADE, related_name="opens", verbose_name="QRコード")
    day = models.DateField("日")
    times = models.PositiveIntegerField("回", default=0)

    class Meta:
        verbose_name = "QRが ひらかれた回数"
        verbose_name_plural = "QRが ひらかれた回数"
        constraints: ClassVar = [models.UniqueConstraint(fields=["qr", "day"], name="bulletin_opens_once")]
