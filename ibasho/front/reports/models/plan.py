"""The city's plan as it runs: goals, programme lines of a 年度, the sections that carry them, and what each has to do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.front.reports.rules.kinds import GoalKind, LineState, PartKind
from ibasho.town.people.models import Organisation, Person


class Goal(models.Model):
    """A sentence of the plan that must be answered for: a 方針, a 目指す姿, an effect. `until_nendo`: the last 年度 it holds."""

    code = models.SlugField("記号", max_length=24, unique=True)
    kind = models.CharField("種類", max_length=8, choices=GoalKind.choices())
    number = models.CharField("番号", max_length=4, blank=True)
    words = models.CharField("ことば", max_length=200)
    child_words = models.CharField("こどもに わかることば", max_length=200)
    order = models.PositiveSmallIntegerField("順番")
    source = models.CharField("出典", max_length=200, blank=True)
    until_nendo = models.PositiveSmallIntegerField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "計画の ことば"
        verbose_name_plural = "計画の ことば"
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.number + self.words


class Line(models.Model):
    """One line of one 年度's plan. `code` is what other rooms write down (`R7-3`). `follows`: the line it goes on from."""

    code = models.CharField("記号", max_length=24, unique=True)
    nendo = models.PositiveSmallIntegerField("年度")
    number = models.CharField("番号", max_length=8, blank=True)
    title = models.CharField("事業", max_length=120)
    child_title = models.CharField("こどもに わかる名前", max_length=120, blank=True)
    words = models.TextField("内容", max_length=2000, blank=True)
    aim = models.CharField("ねらい", max_length=400, blank=True)
    state = models.CharField("状態", max_length=8, choices=LineState.choices(), default=LineState.IDEA.value)
    begins_on = models.DateField("いつから", null=True, blank=True)
    ends_on = models.DateField("いつまで", null=True, blank=True)
    when_words = models.CharField("ころ（日が きまるまで）", max_length=40, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="もとの 事業"
    )  # fmt: skip
    goals = models.ManyToManyField(Goal, blank=True, related_name="lines", verbose_name="計画の ことば")
    indicators = models.ManyToManyField(
        "reports.Indicator", blank=True, related_name="lines", verbose_name="しるし"
    )
    source = models.CharField("出典", max_length=200, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "事業"
        verbose_name_plural = "事業"
        ordering: ClassVar = ["nendo", "number", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(begins_on__isnull=True)
                | Q(ends_on__gte=F("begins_on")),
                name="reports_line_ends_after",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LineState]), name="reports_line_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LinePart(models.Model):
    """A section that carries a line: one leads, others go with it. City sections and whoever else the plan names."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="parts", verbose_name="事業")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="課・団体"
    )
    kind = models.CharField("役目", max_length=8, choices=PartKind.choices())

    class Meta:
        verbose_name = "事業の 課"
        verbose_name_plural = "事業の 課"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "organisation"], name="reports_part_once"),
            models.UniqueConstraint(fields=["line"], condition=Q(kind="lead"), name="reports_one_lead"),
        ]


class Todo(models.Model):
    """What a section has to do for a line, until when."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="todos", verbose_name="事業")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="課・団体"
    )
    words = models.CharField("すること", max_length=200)
    due_on = models.DateField("いつまで", null=True, blank=True)
    done_at = models.DateTimeField("すんだ時", null=True, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="すませた人"
    )
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "課の しごと"
        verbose_name_plural = "課の しごと"
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by__isnull=True), name="reports_todo_done_pair"
            ),
        ]
