"""How a word is read that no list of ours knows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.rooms.bulletin.rules.kinds import Origin
from ibasho.town.people.models import Person


class Reading(models.Model):
    """A word of a text that people wrote. The dictionary guesses once; what a person corrected is never guessed again."""

    word = models.CharField("ことば", max_length=24, unique=True)
    kana = models.CharField("よみ", max_length=60)
    origin = models.CharField("どこから", max_length=8, choices=Origin.choices())
    context = models.CharField("どんな 文に あったか", max_length=120, blank=True)
    found_on = models.DateField("見つけた日")
    changed_at = models.DateTimeField("たしかめた時", null=True, blank=True)
    changed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="たしかめた人",
    )

    class Meta:
        verbose_name = "よみ"
        verbose_name_plural = "よみ"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(origin__in=Origin), name="bulletin_reading_origin"),
            models.CheckConstraint(
                condition=Q(kana__regex="^[ぁ-ゖー・ 　]+$"), name="bulletin_reading_kana"
            ),
            models.CheckConstraint(
                condition=Q(origin="guessed", changed_at__isnull=True)
                | Q(origin="person", changed_at__isnull=False),
                name="bulletin_reading_person_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.word
