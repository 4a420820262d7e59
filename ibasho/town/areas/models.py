"""Where things are. Geometry is GeoJSON in a column: no spatial extension is needed at a city's size."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Boundary(models.Model):
    """The outline of the city, dated: [lng, lat] rings of a GeoJSON Polygon or MultiPolygon."""

    name = models.CharField("名前", max_length=40)
    geometry = models.JSONField("かたち")
    source = models.CharField("出典", max_length=200)
    as_of = models.DateField("いつの")

    class Meta:
        verbose_name = "市の境"
        verbose_name_plural = "市の境"
        constraints = [models.UniqueConstraint(fields=["name", "as_of"], name="boundary_once")]


class SchoolDistrict(models.Model):
    """小学校区. Districts change: `valid_from`/`valid_until` (both inclusive) say when this one holds.

    Other rooms hold the `code`, not a relation. `geometry` may be missing where nothing is published.
    """

    code = models.CharField("番号", max_length=16)
    name = models.CharField("小学校区", max_length=60)
    kana = models.CharField("よみ", max_length=80, blank=True)
    school = models.CharField("学校の名前", max_length=80, blank=True)
    geometry = models.JSONField("かたち", null=True, blank=True)
    lat = models.FloatField("緯度", null=True, blank=True)  # the school, or a point inside
    lng = models.FloatField("経度", null=True, blank=True)
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_until = models.DateField("いつまで", null=True, blank=True)
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "小学校区"
        verbose_name_plural = "小学校区"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], nulls_distinct=False, name="district_once"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True) | Q(lat__isnull=False, lng__isnull=False),
                name="district_position_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Town(models.Model):
    """A 町・字 as a point: where a person starts who gives only the name of the town."""

    name = models.CharField("町の名前", max_length=60)
    kana = models.CharField("よみ", max_length=80, blank=True)
    lat = models.FloatField("緯度")
    lng = models.FloatField("経度")
    district_code = models.CharField("小学校区", max_length=16, blank=True, db_index=True)
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "町"
        verbose_name_plural = "町"
        constraints = [models.UniqueConstraint(fields=["name", "lat", "lng"], name="town_once")]

    def __str__(self) -> str:
        return self.name


class StagePace(models.Model):
    """How fast a stage of age walks and how far it goes alone: settings of the city, with their source."""

    stage = models.CharField("年代", max_length=8, unique=True)
    metres_per_minute = models.PositiveSmallIntegerField("1分に歩くメートル")
    minutes_max = models.PositiveSmallIntegerField("ひとりで行ける分数")
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "年代の歩く速さ"
        verbose_name_plural = "年代の歩く速さ"
        constraints = [
            models.CheckConstraint(condition=Q(metres_per_minute__gt=0), name="pace_positive"),
        ]


class LongHoliday(models.Model):
    """長期休業 of the city's schools: 夏休み, 冬休み, 春休み, both days inclusive."""

    name = models.CharField("名前", max_length=40)
    first = models.DateField("はじめの日")
    last = models.DateField("おわりの日")

    class Meta:
        verbose_name = "長期休業"
        verbose_name_plural = "長期休業"
        constraints = [
            models.UniqueConstraint(fields=["name", "first"], name="long_holiday_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="long_holiday_order"),
        ]
