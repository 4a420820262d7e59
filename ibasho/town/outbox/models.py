"""A message is a row first and a letter later: what is unsent is seen as unsent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ibasho.town.people.models import Person


class Message(models.Model):
    """One message to one address. `event_key` makes it once per person and event."""

    class State(models.TextChoices):
        WAITING = "waiting", "送信待ち"
        SENT = "sent", "送信済み"
        FAILED = "failed", "未送信（届かない）"
        CANCELLED = "cancelled", "とりやめ"

    class Channel(models.TextChoices):
        MAIL = "mail", "メール"

    channel = models.CharField("送り方", max_length=8, choices=Channel.choices, default=Channel.MAIL)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="messages", verbose_name="だれに"
    )
    address = models.EmailField("あて先")
    event_key = models.CharField("できごと", max_length=120)
    subject = models.CharField("件名", max_length=120)
    body = models.TextField("本文")
    urgent = models.BooleanField("夜でも送る", default=False)
    secret = models.BooleanField("送ったら本文を消す", default=False)  # codes and links that open something
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField("書いた時")
    send_after = models.DateTimeField("いつから送るか")
    give_up_at = models.DateTimeField("いつ あきらめるか")
    sent_at = models.DateTimeField("送った時", null=True)
    tries = models.PositiveSmallIntegerField("送ろうとした回数", default=0)
    problem = models.CharField("届かない わけ", max_length=200, blank=True)

    class Meta:
        verbose_name = "おしらせ"
        verbose_name_plural = "おしらせ"
        constraints = [
            models.UniqueConstraint(
                fields=["address", "event_key", "channel"], name="message_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "failed", "cancelled"]), name="message_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(state="waiting"), name="message_waiting"),
        ]


class Preference(models.Model):
    """Each person chooses: quiet hours, and whether to get mail at all beyond what the task needs."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="preference", verbose_name="だれ"
    )
    wants_mail = models.BooleanField("メールを うけとる", default=True)
    quiet_from = models.TimeField("しずかな時間 はじめ", default="21:00")
    quiet_until = models.TimeField("しずかな時間 おわり", default="07:00")

    class Meta:
        verbose_name = "おしらせの うけとり方"
        verbose_name_plural = "おしらせの うけとり方"
