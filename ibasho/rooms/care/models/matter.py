"""What a note and a referral have in common: a key of their own, who may read, who broke the glass."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.care.rules.kinds import OPENING_MINUTES_MAX, SUPERVISORS_MIN, Breaking, Reviewed
from ibasho.town.people.models import Person


class Matter(models.Model):
    """`data_key`: the row's own key, wrapped by the vault (ports/vault). Every sealed column of what hangs on this matter is
    under it; thrown away (NULL, `forgotten_on`) the words are gone from here. A backup made before still holds the wrapped
    key, until that backup or the vault's secret of its day is destroyed. No name, no case."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "気づき"
        REFERRAL = "referral", "つなぎ"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=8, choices=Kind.choices)
    data_key = models.BinaryField("ふうじた かぎ", null=True)
    key_number = models.PositiveSmallIntegerField("かぎの番号")
    unreadable_on = models.DateField("あけられなかった日", null=True, blank=True)
    forgotten_on = models.DateField("わすれた日", null=True, blank=True)

    class Meta:
        verbose_name = "センターの 件"
        verbose_name_plural = "センターの 件"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["notice", "referral"]), name="care_matter_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(data_key__isnull=True, forgotten_on__isnull=False)
                | Q(data_key__isnull=False, forgotten_on__isnull=True),
                name="care_matter_key_or_forgotten",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["key_number"], condition=Q(data_key__isnull=False), name="care_matter_key"),
        ]


class Assignee(models.Model):
    """Reads this matter from `given_at` until `ended_at`. Taking a note makes one of oneself."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="assignees", verbose_name="件")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="担当")
    given_at = models.DateTimeField("担当になった時")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="決めた人")
    ended_at = models.DateTimeField("担当をおえた時", null=True, blank=True)

    class Meta:
        verbose_name = "担当"
        verbose_name_plural = "担当"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(ended_at__isnull=True), name="care_assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")),
                name="care_assigned_order",
            ),
        ]


class Related(models.Model):
    """This person knows the child or the family: cannot open the matter, also not by breaking the glass."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="related", verbose_name="件")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="関係のある人"
    )
    set_at = models.DateTimeField("入れた時")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")
    lifted_at = models.DateTimeField("はずした時", null=True, blank=True)

    class Meta:
        verbose_name = "関係のある人"
        verbose_name_plural = "関係のある人"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(lifted_at__isnull=True), name="care_related_once"
            ),
        ]


class Opening(models.Model):
    """緊急の閲覧 (break-glass): at most an hour, with a reason, told to two, red until somebody else has looked at it.

    `sealed_reason` is under the matter's key, bound to this row's `public_id`: no reason stands for another opening."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="openings", verbose_name="件")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="開いた人")
    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    category = models.CharField("わけの種類", max_length=8, choices=Breaking.choices())
    sealed_reason = models.BinaryField("わけ（ふうとう）", null=True)
    opened_at = models.DateTimeField("開いた時")
    until = models.DateTimeField("いつまで")
    told_at = models.DateTimeField("知らせた時")
    told_count = models.PositiveSmallIntegerField("知らせた人数")
    reviewed_at = models.DateTimeField("確かめた時", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )
    verdict = models.CharField("どうだったか", max_length=8, choices=Reviewed.choices(), blank=True)
    raised_at = models.DateTimeField("上に あげた時", null=True, blank=True)

    class Meta:
        verbose_name = "緊急の閲覧"
        verbose_name_plural = "緊急の閲覧"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at"))
                & Q(until__lte=F("opened_at") + timedelta(minutes=OPENING_MINUTES_MAX)),
                name="care_opening_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(told_count__gte=SUPERVISORS_MIN), name="care_opening_told_two"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
                name="care_opening_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("person")),
                name="care_opening_by_another",
            ),
        ]


__all__ = ["Assignee", "Matter", "Opening", "Related"]
