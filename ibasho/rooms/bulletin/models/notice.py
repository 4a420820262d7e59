"""What is told to everybody who wants to know, and who wants to know what."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.bulletin.rules.kinds import NoticeKind, NoticeState, Tool
from ibasho.town.outbox.models import Address
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Notice(models.Model):
    """Public words, nobody's name. Whom it is for: nothing chosen means everybody. Made by a person, or by a job for a closure."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=10, choices=NoticeKind.choices())
    title = models.CharField("ひとこと", max_length=60)
    words = models.CharField("ことば", max_length=400)
    path = models.CharField("ひらくページ", max_length=120, blank=True)  # on our own site
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    districts = ArrayField(models.CharField(max_length=16), verbose_name="小学校区", default=list, blank=True)
    stages = ArrayField(models.CharField(max_length=8), verbose_name="年代", default=list, blank=True)
    wishes = ArrayField(
        models.CharField(max_length=12), verbose_name="なにを したい", default=list, blank=True
    )
    urgent = models.BooleanField("しずかな時間にも 送る", default=False)
    state = models.CharField(
        "状態", max_length=8, choices=NoticeState.choices(), default=NoticeState.DRAFT.value
    )
    event_key = models.CharField(
        "できごと", max_length=80, unique=True
    )  # one notice for one event of the journal
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="なおした もとの おしらせ",
    )
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    changed_at = models.DateTimeField("なおした時", null=True, blank=True)

    class Meta:
        verbose_name = "おしらせ"
        verbose_name_plural = "おしらせ"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind), name="bulletin_notice_kind"),
            models.CheckConstraint(condition=Q(state__in=NoticeState), name="bulletin_notice_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Broadcast(models.Model):
    """One sending of a notice. It holds the words it was begun with: everybody gets the same, whatever is edited meanwhile."""

    notice = models.OneToOneField(
        Notice, on_delete=models.CASCADE, related_name="broadcast", verbose_name="おしらせ"
    )
    title = models.CharField("送った ひとこと", max_length=60)
    words = models.CharField("送った ことば", max_length=400)
    started_at = models.DateTimeField("はじめた時")
    started_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送った人"
    )
    reached_pk = models.BigIntegerField(
        "どこまで 送ったか", default=0
    )  # subscriptions are walked in order of their key
    told = models.PositiveIntegerField("何人に", default=0)
    ended_at = models.DateTimeField("おわった時", null=True, blank=True)

    class Meta:
        verbose_name = "いっせいの 知らせ"
        verbose_name_plural = "いっせいの 知らせ"
        indexes: ClassVar = [
            models.Index(
                fields=["started_at"], condition=Q(ended_at__isnull=True), name="bulletin_broadcast_open"
            )
        ]


class Subscription(models.Model):
    """Who wants to hear of what: an account, or an address without one. Empty lists mean: everything of that sort."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    person = models.OneToOneField(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscription",
        verbose_name="だれ",
    )
    address = models.OneToOneField(
        Address,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscription",
        verbose_name="とどけ先",
    )
    districts = ArrayField(models.CharField(max_length=16), verbose_name="小学校区", default=list, blank=True)
    places = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name="居場所")
    stages = ArrayField(models.CharField(max_length=8), verbose_name="年代", default=list, blank=True)
    wishes = ArrayField(
        models.CharField(max_length=12), verbose_name="なにを したい", default=list, blank=True
    )
    kinds = ArrayField(
        models.CharField(max_length=10), verbose_name="どんな おしらせ", default=list, blank=True
    )
    is_active = models.BooleanField("うけとる", default=True)
    made_at = models.DateTimeField("はじめた時")
    changed_at = models.DateTimeField("変えた時")

    class Meta:
        verbose_name = "おしらせの もうしこみ"
        verbose_name_plural = "おしらせの もうしこみ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address__isnull=True)
                | Q(person__isnull=True, address__isnull=False),
                name="bulletin_subscription_whose",
            ),
        ]


class ToolText(models.Model):
    """A ready text that somebody took into a tool that is not ours: the city's LINE, a school's mail."""

    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="taken", verbose_name="おしらせ"
    )
    tool = models.CharField("どの道具", max_length=12, choices=Tool.choices())
    taken_at = models.DateTimeField("使った時")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="使った人")

    class Meta:
        verbose_name = "ほかの道具で 送った文"
        verbose_name_plural = "ほかの道具で 送った文"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tool__in=Tool), name="bulletin_tooltext_tool"),
            models.UniqueConstraint(fields=["notice", "tool"], name="bulletin_tooltext_once"),
        ]
