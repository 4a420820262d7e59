"""試行 → 課題 → 評価 → 決定: a pilot with its hypothesis and its before and after, what it showed, what was decided."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.front.reports.models.measuring import Definition
from ibasho.front.reports.models.plan import Line
from ibasho.front.reports.rules.kinds import DecisionKind, IssueSource, LineState, Moment, PilotState
from ibasho.rooms.network.rules.kinds import Issue as IssueTag
from ibasho.town.people.models import Person
from ibasho.town.places.models import Event, Place


class Pilot(models.Model):
    """One trial with its days. `rule_version`: which rules were tried (`使い方のきまり 第3版`). Its event or place where it has one."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="pilots", verbose_name="事業")
    title = models.CharField("試行", max_length=120)
    aim = models.CharField("ねらい", max_length=400)
    hypothesis = models.CharField("仮説（こうすれば、こうなる）", max_length=400, blank=True)
    rule_version = models.CharField("試す きまり", max_length=120, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="もよおし"
    )
    begins_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)
    state = models.CharField(
        "状態", max_length=8, choices=PilotState.choices(), default=PilotState.PLANNED.value
    )
    result_words = models.TextField("わかったこと", max_length=2000, blank=True)
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
        verbose_name = "試行"
        verbose_name_plural = "試行"
        ordering: ClassVar = ["begins_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="reports_pilot_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PilotFigure(models.Model):
    """A figure of a pilot before or after it: taken from an indicator's definition, or written down (`definition` empty)."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="figures", verbose_name="試行")
    moment = models.CharField("いつの 数", max_length=8, choices=Moment.choices())
    label = models.CharField("なにの 数", max_length=120)
    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="しるしの きめかた"
    )  # fmt: skip
    value = models.FloatField("数", null=True, blank=True)
    unit = models.CharField("単位", max_length=12, blank=True)
    n = models.PositiveIntegerField("もとの 件数", null=True, blank=True)
    marks = ArrayField(models.CharField(max_length=8), verbose_name="ことわり", default=list, blank=True)
    as_of = models.DateField("いつの")
    source = models.CharField("出典", max_length=300)
    query = models.CharField("計算", max_length=160, blank=True)

    class Meta:
        verbose_name = "試行の 数"
        verbose_name_plural = "試行の 数"
        ordering: ClassVar = ["label", "-moment"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pilot", "label", "moment"], name="reports_pilot_figure_once"),
        ]


class Issue(models.Model):
    """A 課題 of a line. `count`, `count_of`: how many groups named it, of those heard, on the day it was taken over."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="issues", verbose_name="事業")
    pilot = models.ForeignKey(
        Pilot, on_delete=models.SET_NULL, null=True, blank=True, related_name="issues", verbose_name="試行"
    )
    tag = models.CharField("課題の しるし", max_length=8, choices=IssueTag.choices())
    words = models.CharField("課題", max_length=400)
    source = models.CharField("どこから", max_length=8, choices=IssueSource.choices())
    source_words = models.CharField("もとに なったもの", max_length=300, blank=True)
    count = models.PositiveSmallIntegerField("あげた 団体", null=True, blank=True)
    count_of = models.PositiveSmallIntegerField("きいた 団体", null=True, blank=True)
    found_on = models.DateField("見つけた日")
    settled_at = models.DateTimeField("かたづいた時", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="かたづけた人"
    )
    settled_words = models.CharField("どう かたづいたか", max_length=400, blank=True)
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "課題"
        verbose_name_plural = "課題"
        ordering: ClassVar = ["found_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | (Q(settled_by__isnull=True) & Q(settled_words="")),
                name="reports_issue_settled_pair",
            ),
        ]


class Decision(models.Model):
    """What was decided of a line, after a pilot where there was one, and the next 年度's line it led to. Never edited:
    within a day it may be taken back, afterwards a new one `corrects` it. `line_was` and `line_is`: from which state it moved
    the line to which; `pilot_was`: the pilot's before; they come back with it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="decisions", verbose_name="事業")
    pilot = models.ForeignKey(
        Pilot, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="試行"
    )
    kind = models.CharField("決定", max_length=8, choices=DecisionKind.choices())
    reason = models.CharField("わけ", max_length=600)
    decided_on = models.DateField("決めた日")
    next_line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_by", verbose_name="つぎの 年度の 事業"
    )  # fmt: skip
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="もとの 決定"
    )  # fmt: skip
    line_was = models.CharField("事業の もとの 状態", max_length=8, choices=LineState.choices())
    line_is = models.CharField("事業の 状態（決定の 後）", max_length=8, choices=LineState.choices())
    pilot_was = models.CharField("試行の もとの 状態", max_length=8, choices=PilotState.choices(), blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "決定"
        verbose_name_plural = "決定"
        ordering: ClassVar = ["decided_on", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Update)]
