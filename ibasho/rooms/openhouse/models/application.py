"""A group asks for a space. What is held is held by the database: two groups never have one room at one moment."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import one_of, span
from ibasho.rooms.openhouse.models.space import Space
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, Purpose, StepKind
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class Equipment(models.Model):
    """物品 that is lent with a space."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="equipment", verbose_name="部屋")
    name = models.CharField("物品", max_length=60)
    count = models.PositiveSmallIntegerField("数")
    is_active = models.BooleanField("貸す", default=True)

    class Meta:
        verbose_name = "物品"
        verbose_name_plural = "物品"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "name"], name="equipment_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="equipment_some"),
        ]


class Terms(models.Model):
    """利用のきまり of a place, as a group accepted them. A new text is a new row."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="terms", verbose_name="居場所")
    text = models.TextField("きまり", max_length=6000)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "利用のきまり"
        verbose_name_plural = "利用のきまり"
        ordering: ClassVar = ["-pk"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class Application(models.Model):
    """利用申請: one or many days of one space for one group."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="applications", verbose_name="部屋"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="space_applications", verbose_name="団体"
    )
    title = models.CharField("行事の名前", max_length=80)
    purpose = models.CharField("目的", max_length=10, choices=Purpose.choices())
    words = models.CharField("内容", max_length=400, blank=True)
    adults = models.PositiveSmallIntegerField("おとなの人数")
    children = models.PositiveSmallIntegerField("こどもの人数")
    waiver_asked = models.BooleanField("減免を ねがう", default=False)
    waiver_reason = models.CharField("減免の わけ", max_length=200, blank=True)
    waiver_given = models.BooleanField("減免する", null=True, blank=True)
    terms = models.ForeignKey(
        Terms, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="みとめた きまり"
    )
    state = models.CharField(
        "状態", max_length=10, choices=ApplicationState.choices(),
        default=ApplicationState.APPLIED.value,
    )  # fmt: skip
    applied_at = models.DateTimeField("申請した時")
    applied_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申請した人"
    )
    key_code = models.CharField("暗証番号", max_length=8, blank=True)
    ended_at = models.DateTimeField("とりけし・不許可の時", null=True, blank=True)
    end_reason = models.CharField("とりけし・不許可の わけ", max_length=200, blank=True)

    class Meta:
        verbose_name = "利用申請"
        verbose_name_plural = "利用申請"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(adults__gt=0) | Q(children__gt=0), name="application_heads"),
            models.CheckConstraint(
                condition=Q(state__in=["declined", "cancelled"], ended_at__isnull=False)
                | (~Q(state__in=["declined", "cancelled"]) & Q(ended_at__isnull=True)),
                name="application_ended_paired",
            ),
        ]


class Booking(models.Model):
    """One day of an application. `held_from`–`held_until` takes preparation and clearing away in."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="bookings", verbose_name="申請"
    )
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="bookings", verbose_name="部屋")
    day = models.DateField("日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    prepare_minutes = models.PositiveSmallIntegerField("準備（分）", default=0)
    clear_minutes = models.PositiveSmallIntegerField("かたづけ（分）", default=0)
    held_from = models.DateTimeField("おさえる はじまり")
    held_until = models.DateTimeField("おさえる おわり")
    state = models.CharField(
        "状態", max_length=10, choices=BookingState.choices(),
        default=BookingState.HELD.value,
    )  # fmt: skip
    released_at = models.DateTimeField("あけた時", null=True, blank=True)

    class Meta:
        verbose_name = "利用の日"
        verbose_name_plural = "利用の日"
        ordering: ClassVar = ["day", "starts"]
        indexes: ClassVar = [models.Index(fields=["space", "day"], name="booking_space_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="booking_hours"),
            models.CheckConstraint(condition=Q(held_until__gt=F("held_from")), name="booking_span"),
            models.CheckConstraint(
                condition=Q(state="held", released_at__isnull=True)
                | Q(state="released", released_at__isnull=False),
                name="booking_released_paired",
            ),
            ExclusionConstraint(
                name="booking_never_two",
                expressions=[
                    (one_of("space"), RangeOperators.OVERLAPS),
                    (span("held_from", "held_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="held"),
            ),
        ]


class Lending(models.Model):
    """So many of a thing for one day of an application."""

    booking = models.ForeignKey(
        Booking, on_delete=models.CASCADE, related_name="lendings", verbose_name="利用の日"
    )
    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, related_name="lendings", verbose_name="物品"
    )
    count = models.PositiveSmallIntegerField("数")

    class Meta:
        verbose_name = "貸す物品"
        verbose_name_plural = "貸す物品"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["booking", "equipment"], name="lending_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="lending_some"),
        ]


class Step(models.Model):
    """起案・確認・決裁: who, when, and whether as a deputy (代決)."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="steps", verbose_name="申請"
    )
    kind = models.CharField("何を", max_length=8, choices=StepKind.choices())
    at = models.DateTimeField("いつ")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="だれが")
    as_deputy = models.BooleanField("代決", default=False)
    note = models.CharField("ひとこと", max_length=200, blank=True)

    class Meta:
        verbose_name = "手つづきの段"
        verbose_name_plural = "手つづきの段"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind"], name="step_once"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="kept_five_years",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '5 years'"),
            ),
        ]


class HandBack(models.Model):
    """原状回復: what was looked at before the room was left, with a picture where there is one."""

    booking = models.OneToOneField(
        Booking, on_delete=models.PROTECT, related_name="hand_back", verbose_name="利用の日"
    )
    checked = ArrayField(models.CharField(max_length=24), verbose_name="確かめたこと", default=list)
    photo = models.ImageField("写真", upload_to="handbacks/", blank=True)
    note = models.CharField("こわれたもの・気づいたこと", max_length=400, blank=True)
    at = models.DateTimeField("いつ")
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="だれが"
    )

    class Meta:
        verbose_name = "原状回復の確認"
        verbose_name_plural = "原状回復の確認"


class Diary(models.Model):
    """日誌 of one day of a place: who opened and closed it, and what the next person should know."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="diaries", verbose_name="居場所")
    day = models.DateField("日")
    opened_at = models.DateTimeField("あけた時", null=True, blank=True)
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="あけた人"
    )
    closed_at = models.DateTimeField("しめた時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="しめた人"
    )
    checked = ArrayField(
        models.CharField(max_length=24), verbose_name="確かめたこと", default=list, blank=True
    )
    words = models.TextField("ようす・申しおくり", max_length=1000, blank=True)

    class Meta:
        verbose_name = "日誌"
        verbose_name_plural = "日誌"
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "day"], name="diary_once")]
