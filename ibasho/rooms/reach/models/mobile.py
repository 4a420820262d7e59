"""出張開設 as it is run: a rota of halls, and each visit with its pair, kit and counts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.reach.models.plan import Candidate, Plan
from ibasho.town.people.models import Person
from ibasho.town.places.models import Event


class Rota(models.Model):
    """A run of visits: halls in turn, from the first day on. Made from a mobile plan or by hand."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("名前", max_length=120)
    plan = models.ForeignKey(
        Plan, on_delete=models.SET_NULL, null=True, related_name="rotas", verbose_name="計画"
    )
    first = models.DateField("はじめの日")
    last = models.DateField("おわりの日")
    kit = ArrayField(models.CharField(max_length=60), verbose_name="持ち物", default=list, blank=True)
    announcement = models.TextField("お知らせの文", blank=True)
    made_at = models.DateTimeField("作った時")

    class Meta:
        verbose_name = "出張の予定"
        verbose_name_plural = "出張の予定"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="rota_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    """One half-day in one hall. Staff are よび名 only; families and consultations are heads, never names."""

    class State(models.TextChoices):
        PLANNED = "planned", "予定"
        DONE = "done", "おわった"
        CANCELLED = "cancelled", "中止"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="visits", verbose_name="出張の予定")
    hall = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="visits", verbose_name="会場")
    day = models.DateField("日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    first_staff = models.CharField("職員1（よび名）", max_length=40, blank=True)
    second_staff = models.CharField("職員2（よび名）", max_length=40, blank=True)
    packed = ArrayField(models.CharField(max_length=60), verbose_name="用意した物", default=list, blank=True)
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="お知らせの もよおし"
    )
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField("中止の わけ", max_length=200, blank=True)
    families = models.PositiveIntegerField("親子組数", null=True)
    children = models.PositiveIntegerField("こども", null=True)
    consultations = models.PositiveIntegerField("相談件数", null=True)
    note = models.CharField("気づいたこと（名前は書かない）", max_length=400, blank=True)
    reported_at = models.DateTimeField("書いた時", null=True)
    reported_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "出張の1回"
        verbose_name_plural = "出張の1回"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "done", "cancelled"]), name="visit_state_known"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="visit_hours_order"),
            models.UniqueConstraint(fields=["hall", "day", "starts"], name="visit_hall_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(families__isnull=False, reported_at__isnull=False),
                name="visit_done_has_counts",
            ),
        ]
