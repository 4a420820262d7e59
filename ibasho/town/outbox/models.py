"""A message is a row first and a letter later: what is unsent is seen as unsent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.labelled import Labelled
from ibasho.town.people.models import Person


class Channel(Labelled):
    """How something reaches somebody."""

    MAIL = "mail", "メール"
    LINE = "line", "LINE"
    PUSH = "push", "この端末への 通知"


class Address(models.Model):
    """Where a message may go besides a person's own mail: a LINE friend, a browser, a mail address without an account.

    `sealed` holds the address itself (kernel.sealing), `mark` its keyed hash for looking it up. `confirmed_at` NULL: a mail
    address nobody has answered from yet. `gone_at`: stopped, blocked or expired; the row goes 30 days later.
    """

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    channel = models.CharField("送り方", max_length=8, choices=Channel.choices())
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name="だれの",
    )
    mark = models.CharField("あて先の しるし", max_length=64)
    sealed = models.BinaryField("封をした あて先")
    language = models.CharField("ことば", max_length=10, default="ja")
    quiet_from = models.TimeField("しずかな時間 はじめ", default="21:00")
    quiet_until = models.TimeField("しずかな時間 おわり", default="07:00")
    link_hash = models.CharField("リンクの しるし", max_length=64, unique=True, null=True, blank=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    made_at = models.DateTimeField("はじめた時")
    confirmed_at = models.DateTimeField("たしかめた時", null=True, blank=True)
    changed_at = models.DateTimeField(
        "さいごに 変わった時"
    )  # LINE tells events out of order: an older one changes nothing
    gone_at = models.DateTimeField("やめた時", null=True, blank=True)

    class Meta:
        verbose_name = "とどけ先"
        verbose_name_plural = "とどけ先"
        constraints = [
            models.UniqueConstraint(fields=["channel", "mark"], name="address_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel), name="address_channel_known"),
        ]
        indexes = [models.Index(fields=["gone_at"], condition=Q(gone_at__isnull=False), name="address_gone")]


class Message(models.Model):
    """One message to one address. `event_key` makes it once per person and event."""

    class State(models.TextChoices):
        WAITING = "waiting", "送信待ち"
        SENT = "sent", "送信済み"
        FAILED = "failed", "未送信（届かない）"
        CANCELLED = "cancelled", "とりやめ"

    channel = models.CharField("送り方", max_length=8, choices=Channel.choices(), default=Channel.MAIL.value)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="messages", verbose_name="だれに"
    )
    address = models.EmailField("あて先", blank=True)
    target = models.ForeignKey(
        Address,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="とどけ先",
    )
    event_key = models.CharField("できごと", max_length=120)
    subject = models.CharField("件名", max_length=120)
    body = models.TextField("本文")
    link = models.CharField("ひらくページ", max_length=200, blank=True)
    is_open = models.BooleanField(
        "だれが 読んでもよい", default=False
    )  # only such words leave by LINE and push
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
                fields=["address", "event_key", "channel"],
                condition=Q(target__isnull=True),
                name="message_once_per_event",
            ),
            models.UniqueConstraint(fields=["target", "event_key"], name="message_once_per_target"),
            models.UniqueConstraint(fields=["person", "event_key"], name="message_once_per_person"),
            models.CheckConstraint(
                condition=(Q(target__isnull=True, channel="mail") & ~Q(address=""))
                | Q(target__isnull=False, address=""),
                name="message_one_address",
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
    channel = models.CharField(
        "どこで うけとるか", max_length=8, choices=Channel.choices(), default=Channel.MAIL.value
    )
    quiet_from = models.TimeField("しずかな時間 はじめ", default="21:00")
    quiet_until = models.TimeField("しずかな時間 おわり", default="07:00")

    class Meta:
        verbose_name = "おしらせの うけとり方"
        verbose_name_plural = "おしらせの うけとり方"
