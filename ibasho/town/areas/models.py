"""Where things are. Geometry is GeoJSON in a column: no spatial extension is needed at a city's size."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.areas.rules.kinds import ABOUT, FileKind
from ibasho.town.people.models import Person


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
    """How fast a stage of age moves and how far it goes alone: settings of the city, with their source.

    `cycle_…` NULL: this stage does not ride a bicycle alone. `cycle_in_district`: only inside its own 小学校区;
    `stay_in_district`: on foot too (only 15 % of children may leave theirs).
    """

    stage = models.CharField("年代", max_length=8, unique=True)
    metres_per_minute = models.PositiveSmallIntegerField("1分に歩くメートル")
    minutes_max = models.PositiveSmallIntegerField("ひとりで行ける分数")
    cycle_metres_per_minute = models.PositiveSmallIntegerField("自転車で1分に進むメートル", null=True)
    cycle_minutes_max = models.PositiveSmallIntegerField("自転車で行ける分数", null=True)
    cycle_in_district = models.BooleanField("自転車は校区の中だけ", default=False)
    stay_in_district = models.BooleanField("校区から出ない", default=False)
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "年代の歩く速さ"
        verbose_name_plural = "年代の歩く速さ"
        constraints = [
            models.CheckConstraint(condition=Q(metres_per_minute__gt=0), name="pace_positive"),
            models.CheckConstraint(
                condition=Q(cycle_metres_per_minute__isnull=True, cycle_minutes_max__isnull=True)
                | Q(cycle_metres_per_minute__gt=0, cycle_minutes_max__gt=0),
                name="pace_cycle_pair",
            ),
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


class HomeTime(models.Model):
    """帰宅時刻: by when a stage is home in a month (1–12), JST. A setting of the city, with its source."""

    stage = models.CharField("年代", max_length=8)
    month = models.PositiveSmallIntegerField("月")
    home_by = models.TimeField("家に帰る時刻")
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "帰宅時刻"
        verbose_name_plural = "帰宅時刻"
        constraints = [
            models.UniqueConstraint(fields=["stage", "month"], name="home_time_once"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="home_time_month"),
        ]


class FreeTime(models.Model):
    """From when a stage is free: after school on school days, in the morning on others. JST."""

    stage = models.CharField("年代", max_length=8, unique=True)
    school_day_from = models.TimeField("学校のある日")
    other_day_from = models.TimeField("休みの日")
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "自由になる時刻"
        verbose_name_plural = "自由になる時刻"


class Population(models.Model):
    """One file of people by small squares or small areas: a census, the register, or a projection for a year."""

    class Kind(models.TextChoices):
        CENSUS = "census", "国勢調査"
        REGISTER = "register", "住民基本台帳"
        PROJECTION = "projection", "将来推計"

    class Unit(models.TextChoices):
        MESH = "mesh", "地域メッシュ"
        SMALL_AREA = "small_area", "町丁・字"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    unit = models.CharField("区画", max_length=10, choices=Unit.choices)
    year = models.PositiveSmallIntegerField("年")
    name = models.CharField("資料の名前", max_length=200)
    source = models.CharField("出典", max_length=200)
    current = models.BooleanField("いま使う", default=False)  # never a projection
    counts = models.JSONField("かず", default=dict)  # cells, secret, merged, children: what the file held
    loaded_at = models.DateTimeField("入れた時")

    class Meta:
        verbose_name = "人口の資料"
        verbose_name_plural = "人口の資料"
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit", "year"], name="population_once"),
            models.UniqueConstraint(
                fields=["current"], condition=Q(current=True), name="population_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(current=True, kind="projection"), name="population_projection_is_not_now"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cell(models.Model):
    """A mesh square or small area where people live, and its children by stage.

    `secrecy` is the census' HTKSYORI: 0 as is, 1 holds the figures of others too (`merged_from`, GASSAN), 2 secret:
    the figures stand in `merged_into` (HTKSAKI). Children are NULL where the file keeps them secret and nothing was
    spread back; `estimated` where they were worked out (five-year ages split into stages, merged figures spread over
    the squares they come from, by people living there).
    """

    population = models.ForeignKey(
        Population, on_delete=models.CASCADE, related_name="cells", verbose_name="人口の資料"
    )
    code = models.CharField("区画の番号", max_length=16)
    name = models.CharField("区画の名前", max_length=80, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    lat = models.FloatField("緯度")
    lng = models.FloatField("経度")
    geometry = models.JSONField(
        "かたち", null=True, blank=True
    )  # small areas; a square follows from its code
    people = models.PositiveIntegerField("人口", null=True)
    infant = models.FloatField("乳幼児", null=True)
    lower = models.FloatField("小学1～3年生", null=True)
    upper = models.FloatField("小学4～6年生", null=True)
    junior = models.FloatField("中学生", null=True)
    high = models.FloatField("高校生", null=True)
    estimated = models.BooleanField("推計", default=False)
    secrecy = models.PositiveSmallIntegerField("秘匿処理", default=0)
    merged_into = models.CharField("合算先", max_length=16, blank=True)
    merged_from = ArrayField(
        models.CharField(max_length=16), verbose_name="合算した区画", default=list, blank=True
    )

    class Meta:
        verbose_name = "区画"
        verbose_name_plural = "区画"
        constraints = [
            models.UniqueConstraint(fields=["population", "code"], name="cell_once"),
            models.CheckConstraint(condition=Q(secrecy__range=(0, 2)), name="cell_secrecy_known"),
            models.CheckConstraint(
                condition=Q(
                    infant__isnull=True, lower__isnull=True, upper__isnull=True, junior__isnull=True,
                    high__isnull=True,
                )
                | Q(infant__gte=0, lower__gte=0, upper__gte=0, junior__gte=0, high__gte=0),
                name="cell_children_all_or_none",
            ),
        ]  # fmt: skip


class AgeCount(models.Model):
    """People of the whole city by single year of age: what splits five-year ages into stages."""

    year = models.PositiveSmallIntegerField("年")
    age = models.PositiveSmallIntegerField("年齢")
    people = models.PositiveIntegerField("人")
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "年齢別の人口"
        verbose_name_plural = "年齢別の人口"
        constraints = [models.UniqueConstraint(fields=["year", "age"], name="age_count_once")]


class ClubCount(models.Model):
    """Children of a 小学校区 in 放課後児童クラブ (学童保育): a layer of its own, or 空白 would be overstated."""

    district_code = models.CharField("小学校区", max_length=16)
    stage = models.CharField("年代", max_length=8)
    children = models.PositiveIntegerField("人")
    as_of = models.DateField("いつの")
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "学童保育のこども"
        verbose_name_plural = "学童保育のこども"
        constraints = [models.UniqueConstraint(fields=["district_code", "stage"], name="club_count_once")]


class StreetNetwork(models.Model):
    """The streets as one packed graph, never as rows: a process loads it once per `version` (engine.network)."""

    version = models.CharField("版", max_length=32, unique=True)  # hash of the packed bytes
    packed = models.BinaryField("道（つめたもの）")
    nodes = models.PositiveIntegerField("交差点")
    arcs = models.PositiveIntegerField("道の数（向きごと）")
    length_km = models.FloatField("道の長さ km")
    islands = models.PositiveIntegerField("はなれた道のかたまり", default=0)
    report = models.JSONField("読んだときの知らせ", default=dict)
    source = models.CharField("出典", max_length=200)
    as_of = models.DateField("いつの", null=True)
    current = models.BooleanField("いま使う", default=False)
    loaded_at = models.DateTimeField("入れた時")

    class Meta:
        verbose_name = "道のネットワーク"
        verbose_name_plural = "道のネットワーク"
        constraints = [
            models.UniqueConstraint(fields=["current"], condition=Q(current=True), name="streets_one_current")
        ]


class BusTimetable(models.Model):
    """A GTFS-JP feed as stops and mean rides: a layer marked めやす. Packed like the streets."""

    version = models.CharField("版", max_length=32, unique=True)
    packed = models.BinaryField("バス（つめたもの）")
    stops = models.PositiveIntegerField("停留所")
    trips = models.PositiveIntegerField("便")
    source = models.CharField("出典", max_length=200)
    valid_from = models.DateField("いつから", null=True)
    valid_until = models.DateField("いつまで", null=True)
    current = models.BooleanField("いま使う", default=False)
    loaded_at = models.DateTimeField("入れた時")

    class Meta:
        verbose_name = "バスの時刻表"
        verbose_name_plural = "バスの時刻表"
        constraints = [
            models.UniqueConstraint(fields=["current"], condition=Q(current=True), name="bus_one_current")
        ]


class AreaFile(models.Model):
    """A file from the desk: looked at first, then taken in. `look` holds what taking it in would do.

    Its bytes wait in `data` until it is taken in, at most a day: here and not on a disk, so that the web process
    which got it and the worker which reads it need not be the same machine.
    """

    class State(models.TextChoices):
        LOOKING = "looking", "読んでいる"
        LOOKED = "looked", "確かめている"
        RUNNING = "running", "取りこみ中"
        DONE = "done", "取りこみずみ"
        FAILED = "failed", "できなかった"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=12)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.LOOKING)
    filename = models.CharField("ファイル", max_length=200)
    sha256 = models.CharField("ファイルのしるし", max_length=64)
    data = models.BinaryField("ファイルの中身", null=True)
    options = models.JSONField(
        "入れかた", default=dict
    )  # source, as_of, starts_on, year …: what the desk said
    look = models.JSONField("ようす", default=dict)
    result = models.JSONField("けっか", default=list)  # sentences
    uploaded_at = models.DateTimeField("受けとった時")
    ran_at = models.DateTimeField("入れた時", null=True)
    ran_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "まちの資料のファイル"
        verbose_name_plural = "まちの資料のファイル"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["looking", "looked", "running", "done", "failed"]),
                name="area_file_state_known",
            ),
            models.CheckConstraint(
                condition=Q(data__isnull=True) | ~Q(state="done"), name="area_file_data_only_while_needed"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(ran_at__isnull=False), name="area_file_done_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def kind_label(self) -> str:
        return ABOUT[FileKind(self.kind)].label
