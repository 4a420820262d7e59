"""What was worked and what is paid for it. Minutes and integer yen; a month is closed once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.roster.models.helper import Helper
from ibasho.rooms.roster.models.shift import Taken
from ibasho.rooms.roster.rules.kinds import MonthState, PayKind, PayWay
from ibasho.town.people.models import Organisation, Person


class Attendance(models.Model):
    """Came and went. Written at the place, or typed later from paper; counted once another pair of eyes said yes."""

    taken = models.OneToOneField(
        Taken, on_delete=models.PROTECT, related_name="attendance", verbose_name="引きうけ"
    )
    came_at = models.DateTimeField("来た時")
    left_at = models.DateTimeField("帰った時", null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField("休み（分）", default=0)
    note = models.CharField("ひとこと", max_length=120, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    approved_at = models.DateTimeField("みとめた時", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="みとめた人"
    )
    honorarium = models.ForeignKey(
        "roster.Honorarium",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="どの謝礼に 入ったか",
    )  # counted in one line alone: nothing is paid twice, and what was approved late goes into the next month

    class Meta:
        verbose_name = "出勤"
        verbose_name_plural = "出勤"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gt=F("came_at")), name="attendance_span"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, left_at__isnull=False),
                name="attendance_approved_paired",
            ),
            models.CheckConstraint(
                condition=Q(honorarium__isnull=True) | Q(approved_at__isnull=False),
                name="attendance_paid_when_approved",
            ),
        ]


class Month(models.Model):
    """謝礼 of one organisation for one month (`first`: its first day)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="roster_months", verbose_name="団体"
    )
    first = models.DateField("月")
    state = models.CharField(
        "状態",
        max_length=8,
        choices=MonthState.choices(),
        default=MonthState.OPEN.value,
    )
    closed_at = models.DateTimeField("しめた時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="しめた人"
    )

    class Meta:
        verbose_name = "謝礼の月"
        verbose_name_plural = "謝礼の月"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "first"], name="roster_month_once"),
            models.CheckConstraint(condition=Q(first__day=1), name="roster_month_first"),
        ]


class Honorarium(models.Model):
    """What one helper gets for a closed month, by the rate and the kind of that day."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    month = models.ForeignKey(Month, on_delete=models.PROTECT, related_name="lines", verbose_name="月")
    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="honoraria", verbose_name="手伝う人"
    )
    pay_kind = models.CharField("お礼の区分", max_length=12, choices=PayKind.choices())
    pay_way = models.CharField("受けとり方", max_length=4, choices=PayWay.choices())
    minutes = models.PositiveIntegerField("時間（分）")
    yen_per_hour = models.PositiveIntegerField("1時間（円）")
    amount_yen = models.PositiveIntegerField("金額")
    tax_yen = models.PositiveIntegerField("源泉徴収", default=0)
    paid_on = models.DateField("はらった日", null=True, blank=True)
    received_on = models.DateField("受領印の日", null=True, blank=True)

    class Meta:
        verbose_name = "謝礼"
        verbose_name_plural = "謝礼"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "helper"], name="honorarium_once"),
            models.CheckConstraint(condition=Q(tax_yen__lte=F("amount_yen")), name="honorarium_tax"),
        ]
