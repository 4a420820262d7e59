"""Free words, one voice at a time, and the two people who read each before it may stand on a page."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.rooms.voices.models.answer import Answer, Door
from ibasho.rooms.voices.models.hearing import STAGES, Hearing, Question
from ibasho.rooms.voices.rules.kinds import Looked, Respondent
from ibasho.town.people.models import Person


class Opinion(models.Model):
    """`words` as they came; `shown_words` as they may be read, names and schools covered. What was danger, or about an
    adult, never gets here: it went to the centre and its words are nowhere in this room. Every correction of
    `shown_words` makes a new `version`, which two people read again."""

    class State(models.TextChoices):
        WAITING = "waiting", "読む前"
        SHOWN = "shown", "のせた"
        HIDDEN = "hidden", "のせない"

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="opinions", verbose_name="回")
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="opinions", verbose_name="きくこと"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.SET_NULL, null=True, related_name="opinions", verbose_name="答え"
    )
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="opinions", verbose_name="入り口")
    respondent = models.CharField("だれ", max_length=12, choices=Respondent.choices())
    stage = models.CharField("年代", max_length=8, choices=STAGES, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    day = models.DateField("日")
    words = models.CharField("ことば", max_length=400)
    shown_words = models.CharField("のせる ことば", max_length=400)
    version = models.PositiveSmallIntegerField("版", default=1)
    held_for = ArrayField(
        models.CharField(max_length=12), verbose_name="よく見る わけ", default=list, blank=True
    )
    count = models.PositiveSmallIntegerField("同じ付箋の 数", default=1)
    terms = ArrayField(
        models.CharField(max_length=24), verbose_name="ことばの もと", null=True, blank=True
    )  # NULL: not cut into words yet
    state = models.CharField("段階", max_length=8, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = "声"
        verbose_name_plural = "声"
        indexes: ClassVar = [models.Index(fields=["hearing", "state"], name="voices_opinion_hearing_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "hidden"]), name="voices_opinion_state_known"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="voices_opinion_counts"),
        ]


class Reading(models.Model):
    """What one person said of one version."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="readings", verbose_name="声")
    version = models.PositiveSmallIntegerField("版")
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="読んだ人"
    )
    said = models.CharField("どうするか", max_length=6, choices=Looked.choices())
    why = models.CharField("わけ", max_length=120, blank=True)
    on = models.DateField("読んだ日")

    class Meta:
        verbose_name = "読んだしるし"
        verbose_name_plural = "読んだしるし"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "version", "by"], name="voices_reading_once")
        ]
