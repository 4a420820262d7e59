"""What our own LINE channel remembers. A LINE id stands sealed in outbox.Address, nowhere else; a position nowhere at all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ibasho.town.people.models import Person


class LineEvent(models.Model):
    """An event of the webhook that was taken in, by LINE's own id: the same again has no effect. Kept a week."""

    event_id = models.CharField("LINEの 番号", max_length=40, unique=True)
    kind = models.CharField("種類", max_length=20)
    at = models.DateTimeField("いつ")
    taken_at = models.DateTimeField("うけとった時")

    class Meta:
        verbose_name = "LINEから とどいた できごと"
        verbose_name_plural = "LINEから とどいた できごと"
        indexes: ClassVar = [models.Index(fields=["taken_at"], name="bulletin_lineevent_taken")]


class LinkCode(models.Model):
    """Six digits that tie an account to a LINE friend: shown behind the sign-in, typed into the talk, good for ten minutes."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", verbose_name="だれ")
    code_hash = models.CharField("番号の しるし", max_length=64, unique=True)
    made_at = models.DateTimeField("作った時")

    class Meta:
        verbose_name = "LINEを つなぐ番号"
        verbose_name_plural = "LINEを つなぐ番号"
