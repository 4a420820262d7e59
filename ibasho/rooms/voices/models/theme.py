"""Themes: voices that say the same thing, what was decided and why, what was done, and where it was told back."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.voices.models.answer import Door
from ibasho.rooms.voices.models.hearing import Choice, Hearing
from ibasho.rooms.voices.models.opinion import Opinion
from ibasho.rooms.voices.rules.kinds import ToldBy, Verdict
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from ibasho.town.places.rules.features import FEATURES


class Theme(models.Model):
    """`answer_by`: the answer clock; behind that day it is red on the desk. `since_on`: the day of its oldest voice."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="themes", verbose_name="回")
    title = models.CharField("題", max_length=80)
    child_title = models.CharField("こどもへの 題", max_length=60)
    choices = models.ManyToManyField(Choice, related_name="themes", verbose_name="えらんだもの", blank=True)
    wish = models.CharField("居場所に ほしいもの", max_length=20, choices=FEATURES, blank=True)
    line_code = models.CharField("事業の 番号", max_length=24, blank=True)
    since_on = models.DateField("いつの声から")
    answer_by = models.DateField("いつまでに 答えるか")
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="作った人"
    )
    dropped_on = models.DateField("とりさげた日", null=True, blank=True)

    class Meta:
        verbose_name = "テーマ"
        verbose_name_plural = "テーマ"


class Grouping(models.Model):
    """This voice belongs to that theme: put there by a person's hand."""

    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="groupings", verbose_name="テーマ"
    )
    opinion = models.ForeignKey(
        Opinion, on_delete=models.CASCADE, related_name="groupings", verbose_name="声"
    )
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "テーマの 声"
        verbose_name_plural = "テーマの 声"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "opinion"], name="voices_grouping_once")
        ]


class Decision(models.Model):
    """The last one holds; earlier ones stay to be read."""

    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="decisions", verbose_name="テーマ"
    )
    verdict = models.CharField("決めたこと", max_length=12, choices=Verdict.choices())
    why = models.CharField("わけ", max_length=400)
    child_why = models.CharField("わけ（こどもへ）", max_length=200)
    decided_on = models.DateField("決めた日")
    next_on = models.DateField("つぎに 答える日", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="決めた人")

    class Meta:
        verbose_name = "答えた こと"
        verbose_name_plural = "答えた こと"
        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verdict="considering", next_on__isnull=False)
                | (~Q(verdict="considering") & Q(next_on__isnull=True)),
                name="voices_decision_considering_has_a_day",
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class Done(models.Model):
    """What became of it: words, a place, a picture."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="done", verbose_name="テーマ")
    on = models.DateField("できた日")
    words = models.CharField("できたこと", max_length=200)
    child_words = models.CharField("できたこと（こどもへ）", max_length=120)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    line_code = models.CharField("事業の 番号", max_length=24, blank=True)
    photo = models.FileField("写真", upload_to="voices", blank=True)
    photo_alt = models.CharField("写真の 説明", max_length=120, blank=True)
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )
    dropped_on = models.DateField("とりさげた日", null=True, blank=True)

    class Meta:
        verbose_name = "できたこと"
        verbose_name_plural = "できたこと"


class Told(models.Model):
    """Told back: where (`door` empty: to everybody, on the page) and how."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="told", verbose_name="テーマ")
    door = models.ForeignKey(
        Door, on_delete=models.CASCADE, null=True, related_name="told", verbose_name="どこで"
    )
    way = models.CharField("どうやって", max_length=8, choices=ToldBy.choices())
    on = models.DateField("知らせた日")
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="知らせた人"
    )

    class Meta:
        verbose_name = "知らせた しるし"
        verbose_name_plural = "知らせた しるし"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["theme", "door", "way"], nulls_distinct=False, name="voices_told_once"
            )
        ]
