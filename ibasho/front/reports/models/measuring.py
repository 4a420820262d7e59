"""Indicators: what each means, since when, what was measured, what is aimed at, and what people say beside it."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.facts import Audience
from ibasho.front.reports.models.plan import Goal, Line
from ibasho.front.reports.rules.kinds import Better, Over, Party, ReviewState
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place

AUDIENCES = [(one.value, one.value) for one in Audience]


class Indicator(models.Model):
    """しるし: a name that stays while its definition may change. It judges the programme, never a child and never a place."""

    code = models.SlugField("記号", max_length=40, unique=True)
    title = models.CharField("しるし", max_length=120)
    child_title = models.CharField("こどもに わかる名前", max_length=120)
    better = models.CharField("どちらが よいか", max_length=8, choices=Better.choices())
    is_used = models.BooleanField("使う", default=True)
    order = models.PositiveSmallIntegerField("順番")
    goals = models.ManyToManyField(Goal, blank=True, related_name="indicators", verbose_name="計画の ことば")

    class Meta:
        verbose_name = "しるし（指標）"
        verbose_name_plural = "しるし（指標）"
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class Definition(models.Model):
    """How an indicator is counted, since a day. A change adds a row: measurements before and after are two series.

    `fact` and `place_fact` name a figure of a room's `facts` (`voices.reflection_rate`), for the area and for each place;
    at least one of them.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="definitions", verbose_name="しるし"
    )
    number = models.PositiveSmallIntegerField("第何版")
    since_on = models.DateField("いつから")
    words = models.CharField("きめかた", max_length=400)
    reason = models.CharField("かえたわけ", max_length=200, blank=True)
    over = models.CharField("いつの 数か", max_length=8, choices=Over.choices())
    fact = models.CharField("市ぜんたいの 計算", max_length=80, blank=True)
    place_fact = models.CharField("居場所ごとの 計算", max_length=80, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "しるしの きめかた"
        verbose_name_plural = "しるしの きめかた"
        ordering: ClassVar = ["indicator", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="reports_definition_number"),
            models.UniqueConstraint(fields=["indicator", "since_on"], name="reports_definition_since"),
            models.CheckConstraint(
                condition=~Q(fact="") | ~Q(place_fact=""), name="reports_definition_counts"
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="definition_stays", operation=pgtrigger.Update)]


class Measurement(models.Model):
    """One measured value with its papers: it outlives the rows it was counted from. `place_code` empty: the whole area; a
    place is a code and the name it had then, so that an ended place keeps its figures."""

    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, related_name="measurements", verbose_name="きめかた"
    )
    place_code = models.CharField("居場所の 番号", max_length=16, blank=True)
    place_name = models.CharField("居場所の 名前（その時の）", max_length=120, blank=True)
    as_of = models.DateField("いつの")
    value = models.FloatField("数", null=True, blank=True)
    words = models.CharField("ことばの 値", max_length=120, blank=True)
    unit = models.CharField("単位", max_length=12, blank=True)
    n = models.PositiveIntegerField("もとの 件数", null=True, blank=True)
    marks = ArrayField(models.CharField(max_length=8), verbose_name="ことわり", default=list, blank=True)
    audience = models.CharField("だれに 見せるか", max_length=8, choices=AUDIENCES)
    source = models.CharField("出典", max_length=300)
    query = models.CharField("計算", max_length=160)
    measured_at = models.DateTimeField("はかった時")

    class Meta:
        verbose_name = "はかった 数"
        verbose_name_plural = "はかった 数"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["definition", "place_code", "as_of"], name="reports_measured_once_a_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["place_code", "-as_of"], name="reports_measured_newest")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="measured_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class Target(models.Model):
    """What is aimed at by the end of a 年度, for the whole area. A place is not given targets: its ways stay its own."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name="しるし"
    )
    nendo = models.PositiveSmallIntegerField("年度")
    value = models.FloatField("目標")
    words = models.CharField("わけ", max_length=200, blank=True)
    set_at = models.DateTimeField("決めた時")
    set_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決めた人"
    )

    class Meta:
        verbose_name = "目標"
        verbose_name_plural = "目標"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "nendo"], name="reports_one_target"),
            models.CheckConstraint(condition=Q(value__gte=0), name="reports_target_not_negative"),
        ]


class Review(models.Model):
    """ふりかえりの ことば of children, of operators, of somebody from outside. No name of a child: `who_words` says the
    group (`小学生 6人`). Shown after a second person read it. `organisation`: the group that wrote it down; none where the
    city typed it in."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    party = models.CharField("だれが", max_length=8, choices=Party.choices())
    nendo = models.PositiveSmallIntegerField("年度")
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    line = models.ForeignKey(
        Line, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews", verbose_name="事業"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた団体"
    )  # fmt: skip
    who_words = models.CharField("だれの 声か", max_length=80)
    heads = models.PositiveSmallIntegerField("なん人の 声か", null=True, blank=True)
    good = models.CharField("よかったこと", max_length=400, blank=True)
    hard = models.CharField("こまったこと・なおしたいこと", max_length=400, blank=True)
    next = models.CharField("つぎに したいこと", max_length=400, blank=True)
    said_on = models.DateField("いつの")
    state = models.CharField(
        "状態", max_length=8, choices=ReviewState.choices(), default=ReviewState.DRAFT.value
    )
    state_words = models.CharField("出さないわけ", max_length=200, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    judged_at = models.DateTimeField("見た時", null=True, blank=True)
    judged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="見た人"
    )

    class Meta:
        verbose_name = "ふりかえりの ことば"
        verbose_name_plural = "ふりかえりの ことば"
        ordering: ClassVar = ["-said_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(good="") | ~Q(hard="") | ~Q(next=""), name="reports_review_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", judged_at__isnull=True)
                | (~Q(state="draft") & Q(judged_at__isnull=False)),
                name="reports_review_judged",
            ),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(judged_by=F("written_by")),
                name="reports_review_two_people",
            ),
        ]
