"""What our own LINE channel remembers. A LINE id stands sealed in outbox.Address, nowhere else; a position nowhere at all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.rooms.bulletin.rules.kinds import LineTopic
from ibasho.town.outbox.models import Address
from ibasho.town.people.models import Person


class LineEvent(models.Model):
    """An event of the webhook that was taken in, by LINE's own id: the same again has no effect. Kept a week.

    What was typed and from where is not kept. `topic` and `address` stand only where an event wished something that lasts:
    events come out of order, and an older wish changes nothing that a newer one of the same topic has said.
    """

    event_id = models.CharField("LINEの 番号", max_length=40, unique=True)
    kind = models.CharField("種類", max_length=20)
    at = models.DateTimeField("いつ")
    taken_at = models.DateTimeField("うけとった時")
    topic = models.CharField("何を 変えたか", max_length=10, choices=LineTopic.choices(), blank=True)
    address = models.ForeignKey(
        Address,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="だれの",
    )

    class Meta:
        verbose_name = "LINEから とどいた できごと"
        verbose_name_plural = "LINEから とどいた できごと"
        indexes: ClassVar = [models.Index(fields=["taken_at"], name="bulletin_lineevent_taken")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(topic="", address__isnull=True) | Q(topic__in=LineTopic, address__isnull=False),
                name="bulletin_lineevent_topic",
            )
        ]


class LinkCode(models.Model):
    """Six digits that tie an account to a LINE friend: shown behind the sign-in, typed into the talk, good for ten minutes."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", verbose_name="だれ")
    code_hash = models.CharField("番号の しるし", max_length=64, unique=True)
    made_at = models.DateTimeField("作った時")

    class Meta:
        verbose_name = "LINEを つなぐ番号"
        verbose_name_plural = "LINEを つなぐ番号"
