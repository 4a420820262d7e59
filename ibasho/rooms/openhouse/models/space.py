"""A room of a place, and its faces: what it is at which hour, by rules that carry a date and say 試行 or 本稼働."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import one_of
from ibasho.rooms.openhouse.rules.kinds import FaceKind, KeyKind, Noise, TrialStage
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Space(models.Model):
    """A room that opens to children by the hour and that groups may apply for."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="spaces", verbose_name="居場所")
    name = models.CharField("部屋の名前", max_length=60)
    words = models.CharField("どんな部屋", max_length=200, blank=True)
    heads_max = models.PositiveSmallIntegerField("定員")
    seats = models.PositiveSmallIntegerField("自習席の数", default=0)
    groups_apply = models.BooleanField("団体が 申請できる", default=False)
    key_kind = models.CharField("鍵", max_length=8, choices=KeyKind.choices(), default=KeyKind.STAFF.value)
    order = models.PositiveSmallIntegerField("順", default=0)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "部屋"
        verbose_name_plural = "部屋"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(heads_max__gt=0), name="space_heads"),
            models.CheckConstraint(condition=Q(seats__lte=F("heads_max")), name="space_seats"),
            models.UniqueConstraint(fields=["place", "name"], name="space_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RuleVersion(models.Model):
    """The faces of a space from one day to another. What was in force stays readable, so that before and after can be
    compared; a published version is never edited, the next one follows it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="versions", verbose_name="部屋")
    title = models.CharField("名前", max_length=80)
    stage = models.CharField("段階", max_length=6, choices=TrialStage.choices())
    aim = models.CharField("ねらい・変えること", max_length=400, blank=True)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)
    on_holidays = models.BooleanField("祝日も ひらく", default=False)
    # The version that followed this one and ended it, and the end it had before: what a withdrawal gives back.
    ended_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ended", verbose_name="つぎの版"
    )
    ended_before = models.DateField("もとの終わり", null=True, blank=True)
    published_at = models.DateTimeField("きめた時", null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="きめた人"
    )

    class Meta:
        verbose_name = "きまりの版"
        verbose_name_plural = "きまりの版"
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="version_days"
            ),
            ExclusionConstraint(
                name="version_one_at_a_time",
                expressions=[
                    (one_of("space"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False),
            ),
        ]


_MINUTES = "int4range((date_part('hour', starts) * 60 + date_part('minute', starts))::int, (date_part('hour', ends) * 60 + date_part('minute', ends))::int)"


class Face(models.Model):
    """What a space is on one weekday (0 = Monday) from one hour to another, and under which conditions."""

    version = models.ForeignKey(
        RuleVersion, on_delete=models.CASCADE, related_name="faces", verbose_name="きまりの版"
    )
    weekday = models.PositiveSmallIntegerField("曜日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    kind = models.CharField("使い方", max_length=8, choices=FaceKind.choices())
    name = models.CharField("よび方", max_length=40)
    adults_min = models.PositiveSmallIntegerField("おとな 最低", default=2)
    heads_max = models.PositiveSmallIntegerField("人数まで", null=True, blank=True)
    stages = ArrayField(
        models.CharField(max_length=8, choices=[(one.value, one.value) for one in Stage]),
        verbose_name="だれの", default=list, blank=True,
    )  # fmt: skip
    noise = models.CharField("音", max_length=8, choices=Noise.choices(), default=Noise.NORMAL.value)
    words = models.CharField("ひとこと", max_length=120, blank=True)

    class Meta:
        verbose_name = "時間の顔"
        verbose_name_plural = "時間の顔"
        ordering: ClassVar = ["weekday", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="face_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="face_hours"),
            ExclusionConstraint(
                name="face_one_at_a_time",
                expressions=[
                    (one_of("version"), RangeOperators.OVERLAPS),
                    (
                        Func("weekday", "weekday", Value("[]"), function="int4range", output_field=IntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(template=_MINUTES, output_field=IntegerRangeField()), RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
