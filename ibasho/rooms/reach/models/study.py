"""A study: what every child could reach in some weeks, kept as it was found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.areas.models import Population
from ibasho.town.people.models import Person


class Study(models.Model):
    """One run of the engine over `weeks` weeks from `first` (a Monday). `settings` are the paces, hours and limits it
    used; `summary` the figures pages show; `cells` the figures by cell (npz, see engine.packing)."""

    class Scenario(models.TextChoices):
        TERM = "term", "学校のある週"
        HOLIDAY = "holiday", "長い休みの週"
        WEEK = "week", "実際の1週間"

    class State(models.TextChoices):
        WAITING = "waiting", "じゅんばん待ち"
        RUNNING = "running", "計算中"
        DONE = "done", "できた"
        FAILED = "failed", "できなかった"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("名前", max_length=120, blank=True)
    scenario = models.CharField("いつの くらし", max_length=8, choices=Scenario.choices)
    first = models.DateField("はじめの月曜")
    weeks = models.PositiveSmallIntegerField("何週")
    plan = models.ForeignKey(
        "reach.Plan", on_delete=models.CASCADE, null=True, related_name="studies", verbose_name="計画"
    )  # what it would be with this plan
    population = models.ForeignKey(
        Population, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="人口の資料"
    )
    network_version = models.CharField("道の版", max_length=32, blank=True)  # "": straight lines
    settings = models.JSONField("使った きまり", default=dict)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField("できなかった わけ", max_length=300, blank=True)
    summary = models.JSONField("まとめ", default=dict)
    cells = models.BinaryField("区画ごとの数", null=True)
    asked_at = models.DateTimeField("たのんだ時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="たのんだ人"
    )
    done_at = models.DateTimeField("できた時", null=True)

    class Meta:
        verbose_name = "空白の しらべ"
        verbose_name_plural = "空白の しらべ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="study_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(cells__isnull=False, done_at__isnull=False),
                name="study_done_has_figures",
            ),
            models.CheckConstraint(condition=Q(weeks__range=(1, 5)), name="study_weeks_few"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_scenario_display()} {self.first}"
