"""The yearly report: what the city adds in words, and the figures as they stood when it was published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.front.reports.rules.kinds import ReportState
from ibasho.town.people.models import Person


class Report(models.Model):
    """One edition of one 年度. Drafted by one person, published by another; from then on `frozen` is what is read
    (`rules.report`), whatever the tables say later. A mistake: withdrawn with its reason, a new edition beside it. `is_shut`:
    what stands in it is not shown either, for somebody could be known by it; that it was there, and why it went, is."""

    nendo = models.PositiveSmallIntegerField("年度")
    edition = models.PositiveSmallIntegerField("第何版", default=1)
    state = models.CharField(
        "状態", max_length=8, choices=ReportState.choices(), default=ReportState.DRAFT.value
    )
    frozen = models.JSONField("公開した時の 数と ことば", null=True, blank=True)
    is_shut = models.BooleanField("なかみも 見せない", default=False)
    state_words = models.CharField("とりさげたわけ・もどしたわけ", max_length=300, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )
    asked_at = models.DateTimeField("確認を たのんだ時", null=True, blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確認を たのんだ人"
    )
    published_at = models.DateTimeField("公開した時", null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="公開した人"
    )

    class Meta:
        verbose_name = "年次報告"
        verbose_name_plural = "年次報告"
        ordering: ClassVar = ["-nendo", "-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nendo", "edition"], name="reports_edition_once"),
            models.UniqueConstraint(fields=["nendo"], condition=Q(state="out"), name="reports_one_published"),
            models.UniqueConstraint(
                fields=["nendo"], condition=Q(state__in=["draft", "asked"]), name="reports_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "asked"], published_at__isnull=True)
                | Q(state__in=["out", "back"], published_at__isnull=False, frozen__isnull=False),
                name="reports_published_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(is_shut=False) | Q(state="back"), name="reports_shut_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(published_by=F("asked_by")),
                name="reports_published_by_another",
            ),
        ]


class ReportWords(models.Model):
    """What the city says to a chapter of the report (`rules.report.CHAPTERS`), for grown-ups and for children."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="words", verbose_name="年次報告"
    )
    chapter = models.SlugField("章", max_length=24)
    words = models.TextField("ことば", max_length=2000, blank=True)
    child_words = models.TextField("こどもへの ことば", max_length=600, blank=True)

    class Meta:
        verbose_name = "年次報告の ことば"
        verbose_name_plural = "年次報告の ことば"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "chapter"], name="reports_words_once"),
        ]
