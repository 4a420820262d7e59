"""What people tell us about a place: mistakes in its entry, and what it is like (by children, no names)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Person
from ibasho.town.places.models.place import STAGES, Place


class MistakeReport(models.Model):
    """「ここが ちがう」. No name, no address of the one who tells."""

    class What(models.TextChoices):
        CLOSED = "closed", "しまっていた"
        HOURS = "hours", "時間が ちがう"
        POSITION = "position", "場所が ちがう"
        FEE = "fee", "お金が ちがう"
        WHO = "who", "だれが 来てよいかが ちがう"
        OTHER = "other", "ほか"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="mistakes", verbose_name="居場所")
    what = models.CharField("なにが", max_length=10, choices=What.choices)
    words = models.CharField("ことば", max_length=400, blank=True)
    told_on = models.DateField("知らせた日")
    settled_at = models.DateTimeField("片づけた時", null=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="片づけた人"
    )
    answer = models.CharField("どうしたか", max_length=200, blank=True)

    class Meta:
        verbose_name = "まちがいの知らせ"
        verbose_name_plural = "まちがいの知らせ"


class PlaceNote(models.Model):
    """「こんなところだったよ」 by a child: stage and words only, to the day, shown after two eyes have read it."""

    class State(models.TextChoices):
        WAITING = "waiting", "読む前"
        PUBLISHED = "published", "のせた"
        REFUSED = "refused", "のせない"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="notes", verbose_name="居場所")
    stage = models.CharField("年代", max_length=8, choices=STAGES, blank=True)
    words = models.CharField("ことば", max_length=200)
    told_on = models.DateField("書いた日")
    held_for = models.CharField("とめた わけ", max_length=60, blank=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField("決めた時", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="決めた人"
    )

    class Meta:
        verbose_name = "こどもの ひとこと"
        verbose_name_plural = "こどもの ひとこと"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "published", "refused"]), name="place_note_state_known"
            ),
        ]
