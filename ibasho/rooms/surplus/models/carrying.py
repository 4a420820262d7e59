"""Who carries it: drop-off points, drivers, the route of a day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.surplus.rules.kinds import DepotKind, RunState, StopKind
from ibasho.town.people.models import Organisation, Person


class Depot(models.Model):
    """A point where givers leave and receivers fetch: JA, 道の駅, a hall."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=80)
    kind = models.CharField("種類", max_length=8, choices=DepotKind.choices())
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="だれの"
    )
    address = models.CharField("住所", max_length=200, blank=True)
    lat = models.FloatField("緯度")
    lng = models.FloatField("経度")
    hours_words = models.CharField("あいている時間", max_length=120, blank=True)
    chilled = models.BooleanField("冷蔵庫が ある", default=False)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "持ちこむ場所"
        verbose_name_plural = "持ちこむ場所"

    def __str__(self) -> str:
        return self.name


class Driver(models.Model):
    """A volunteer who carries. Their link is all they need; nobody makes an account for it. `weekdays`: 0 = Monday."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=60)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="行ける曜日", default=list, blank=True
    )
    load_grams = models.PositiveIntegerField("1回に 運べる 重さ（g）", default=200_000)
    chilled = models.BooleanField("保冷箱が ある", default=False)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    link_hash = models.CharField("リンクの しるし", max_length=64, blank=True, db_index=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    is_active = models.BooleanField("つづけている", default=True)
    stopped_on = models.DateField("やめた日", null=True, blank=True)

    class Meta:
        verbose_name = "運ぶ人"
        verbose_name_plural = "運ぶ人"

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One driver's way of one day."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    day = models.DateField("日")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="runs", verbose_name="運ぶ人")
    starts = models.TimeField("出る時間")
    state = models.CharField(
        "状態", max_length=8, choices=RunState.choices(), default=RunState.PLANNED.value
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField("かかる分（めやす）", default=0)
    metres = models.PositiveIntegerField("道のり（m、めやす）", default=0)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "運ぶ道"
        verbose_name_plural = "運ぶ道"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["driver", "day"], condition=~Q(state="off"), name="surplus_driver_once_a_day"
            ),
        ]


class Stop(models.Model):
    """Where the driver halts, in order. A pick-up stands before every drop of the same offer."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="stops", verbose_name="運ぶ道")
    order = models.PositiveSmallIntegerField("順")
    kind = models.CharField("なにを", max_length=8, choices=StopKind.choices())
    offer = models.ForeignKey(
        "surplus.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="おすそわけ"
    )  # fmt: skip
    share = models.ForeignKey(
        "surplus.Share", on_delete=models.PROTECT, null=True, blank=True, related_name="stops", verbose_name="分"
    )  # fmt: skip
    due = models.TimeField("つく時間（めやす）", null=True, blank=True)
    done_at = models.DateTimeField("すんだ時", null=True, blank=True)

    class Meta:
        verbose_name = "立ちよる所"
        verbose_name_plural = "立ちよる所"
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "order"], name="surplus_stop_order", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(offer__isnull=False) | Q(share__isnull=False), name="surplus_stop_for_something"
            ),
        ]
