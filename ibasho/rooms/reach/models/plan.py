"""Where and when to open next: candidates, plans and what a plan proposes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.reach.models.study import Study
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Candidate(models.Model):
    """A building where something could open: a school, a 学習センター, a hall, a shop."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "学校"
        CENTRE = "centre", "学習センター・公民館"
        HALL = "hall", "集会所・ホール"
        PUBLIC = "public", "その他の公共施設"
        SHOP = "shop", "店・会社"
        OTHER = "other", "その他"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=120)
    kind = models.CharField("種類", max_length=8, choices=Kind.choices, default=Kind.OTHER)
    address = models.CharField("住所", max_length=200, blank=True)
    lat = models.FloatField("緯度")
    lng = models.FloatField("経度")
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    capacity = models.PositiveIntegerField("定員", null=True, blank=True)
    note = models.CharField("メモ", max_length=200, blank=True)
    usable = models.BooleanField("候補にする", default=True)
    source = models.CharField("出典", max_length=200)
    external_id = models.CharField("資料の番号", max_length=80, blank=True)

    class Meta:
        verbose_name = "候補の場所"
        verbose_name_plural = "候補の場所"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id", "name"], name="candidate_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A question (`asked`: stages, purpose, blocks, budget, equity, pins) and its answer (`found`: value, bound,
    gap). `state` follows the solver; `adopted` when its openings became draft places."""

    class Kind(models.TextChoices):
        OPEN = "open", "新しく開く"
        MOBILE = "mobile", "出張開設"

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        SOLVING = "solving", "計算中"
        SOLVED = "solved", "できた"
        FAILED = "failed", "できなかった"
        ADOPTED = "adopted", "下書きの場所にした"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=8, choices=Kind.choices, default=Kind.OPEN)
    title = models.CharField("名前", max_length=120)
    base = models.ForeignKey(
        Study, on_delete=models.PROTECT, null=True, related_name="plans", verbose_name="もとの しらべ"
    )
    asked = models.JSONField("問い", default=dict)
    found = models.JSONField("答え", default=dict)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.DRAFT)
    problem = models.CharField("できなかった わけ", max_length=300, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="作った人"
    )
    solved_at = models.DateTimeField("計算した時", null=True)

    class Meta:
        verbose_name = "計画"
        verbose_name_plural = "計画"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "solving", "solved", "failed", "adopted"]),
                name="plan_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanOpening(models.Model):
    """One opening a plan proposes (or a pin, or a forbidden one): a site, a weekday and hours."""

    class Wish(models.TextChoices):
        FREE = "", "えらばれた"
        PINNED = "pinned", "かならず"
        FORBIDDEN = "forbidden", "えらばない"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="openings", verbose_name="計画")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="候補の場所"
    )
    name = models.CharField("名前", max_length=120)
    lat = models.FloatField("緯度")
    lng = models.FloatField("経度")
    weekday = models.PositiveSmallIntegerField("曜日", null=True)  # 0 Monday; NULL: any, in a pin or ban
    starts = models.TimeField("はじまり", null=True)
    ends = models.TimeField("おわり", null=True)
    wish = models.CharField("きぼう", max_length=10, choices=Wish.choices, blank=True, default="")
    week_of_cycle = models.PositiveSmallIntegerField("何週目", default=1)
    children = models.FloatField("新しく とどく こども", null=True)
    child_hours = models.FloatField("ふえる こども時間（週）", null=True)
    why = models.JSONField("わけ", default=dict)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="下書きの場所"
    )

    class Meta:
        verbose_name = "計画の ひとつ"
        verbose_name_plural = "計画の ひとつ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__range=(0, 6)), name="opening_weekday_known"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(ends__gt=F("starts")),
                name="plan_opening_hours_order",
            ),
        ]
