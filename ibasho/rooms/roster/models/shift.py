"""Who is there when. Where a roster is on, no session is promised while a minute of it is short of grown-ups."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import one_of, span
from ibasho.rooms.roster.models.helper import Helper
from ibasho.rooms.roster.rules.kinds import Answer, TakenState, Way
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Roster(models.Model):
    """名簿 of a place. Off: sessions are promised as ever. On: only when there are enough."""

    place = models.OneToOneField(
        Place, on_delete=models.PROTECT, related_name="roster", verbose_name="居場所"
    )
    is_on = models.BooleanField("名簿を 使う", default=False)
    switched_at = models.DateTimeField("切りかえた時", null=True, blank=True)
    switched_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="切りかえた人"
    )
    ahead_days = models.PositiveSmallIntegerField("何日先まで 作る", default=35)
    cut_off_minutes = models.PositiveSmallIntegerField("しめきり（はじまりの 何分前）", default=120)
    warn_hours = models.PositiveSmallIntegerField("たりないと 知らせる（何時間前）", default=48)
    remind_hours = models.PositiveSmallIntegerField("前もって 思い出してもらう（何時間前）", default=20)
    shows_names = models.BooleanField("きょうの 見守り（よび名）を 見せる", default=True)

    class Meta:
        verbose_name = "名簿"
        verbose_name_plural = "名簿"


class Pattern(models.Model):
    """A wish that comes back each week (0 = Monday): so many helpers from one hour to another."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="patterns", verbose_name="名簿")
    weekday = models.PositiveSmallIntegerField("曜日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    wanted = models.PositiveSmallIntegerField("何人", default=2)
    skill = models.CharField("できること", max_length=24, blank=True)

    class Meta:
        verbose_name = "まい週の 枠"
        verbose_name_plural = "まい週の 枠"
        ordering: ClassVar = ["weekday", "starts", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="pattern_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="pattern_hours"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="pattern_wanted"),
        ]


class Shift(models.Model):
    """枠: one day's wish for helpers. `by_hand`: no job moves or drops it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="shifts", verbose_name="名簿")
    day = models.DateField("日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    wanted = models.PositiveSmallIntegerField("何人")
    skill = models.CharField("できること", max_length=24, blank=True)
    note = models.CharField("ひとこと", max_length=120, blank=True)
    by_hand = models.BooleanField("手で足した", default=False)
    cancelled_at = models.DateTimeField("なしにした時", null=True, blank=True)

    class Meta:
        verbose_name = "枠"
        verbose_name_plural = "枠"
        ordering: ClassVar = ["day", "starts", "pk"]
        indexes: ClassVar = [models.Index(fields=["roster", "day"], name="shift_roster_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="shift_hours"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="shift_wanted"),
            models.UniqueConstraint(
                fields=["roster", "day", "starts", "ends", "skill"],
                condition=Q(cancelled_at__isnull=True),
                name="shift_once",
            ),
        ]


class Taken(models.Model):
    """A helper took one of the shift's `wanted` slots. Two people never have one slot, one person never two shifts at once."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="taken", verbose_name="枠")
    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="taken", verbose_name="手伝う人"
    )
    slot = models.PositiveSmallIntegerField("何人目")
    held_from = models.DateTimeField("はじまり")
    held_until = models.DateTimeField("おわり")
    state = models.CharField(
        "状態",
        max_length=8,
        choices=TakenState.choices(),
        default=TakenState.TAKEN.value,
    )
    way = models.CharField("どうやって", max_length=8, choices=Way.choices())
    taken_at = models.DateTimeField("引きうけた時")
    reminded_at = models.DateTimeField("思い出してもらった時", null=True, blank=True)
    confirmed_at = models.DateTimeField("行きますと 返事した時", null=True, blank=True)
    given_up_at = models.DateTimeField("とりやめた時", null=True, blank=True)
    why = models.CharField("わけ", max_length=120, blank=True)

    class Meta:
        verbose_name = "引きうけ"
        verbose_name_plural = "引きうけ"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slot__gt=0), name="taken_slot"),
            models.CheckConstraint(
                condition=Q(state="taken", given_up_at__isnull=True)
                | Q(state="given_up", given_up_at__isnull=False),
                name="taken_given_up_paired",
            ),
            models.UniqueConstraint(fields=["shift", "slot"], condition=Q(state="taken"), name="taken_slot_once"),
            models.UniqueConstraint(fields=["shift", "helper"], condition=Q(state="taken"), name="taken_helper_once"),
            ExclusionConstraint(
                name="taken_never_two_at_once",
                expressions=[
                    (one_of("helper"), RangeOperators.OVERLAPS),
                    (span("held_from", "held_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="taken"),
            ),
        ]  # fmt: skip


class Offer(models.Model):
    """A hole offered to one helper, with why just to them. The answer comes by the helper's own link."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="offers", verbose_name="枠")
    helper = models.ForeignKey(
        Helper, on_delete=models.CASCADE, related_name="offers", verbose_name="手伝う人"
    )
    turn = models.PositiveSmallIntegerField("順")
    reasons = ArrayField(models.CharField(max_length=40), verbose_name="わけ", default=list)
    sent_at = models.DateTimeField("たのんだ時")
    answer = models.CharField("返事", max_length=8, choices=Answer.choices(), default=Answer.WAITING.value)
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)

    class Meta:
        verbose_name = "急な おねがい"
        verbose_name_plural = "急な おねがい"
        constraints: ClassVar = [models.UniqueConstraint(fields=["shift", "helper"], name="offer_once")]


class Swap(models.Model):
    """A helper asks another to take over; until the answer the first still has the shift."""

    taken = models.ForeignKey(Taken, on_delete=models.CASCADE, related_name="swaps", verbose_name="引きうけ")
    to = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="swaps", verbose_name="だれに")
    asked_at = models.DateTimeField("たのんだ時")
    answer = models.CharField("返事", max_length=8, choices=Answer.choices(), default=Answer.WAITING.value)
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)

    class Meta:
        verbose_name = "交代の おねがい"
        verbose_name_plural = "交代の おねがい"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taken", "to"], condition=Q(answer="waiting"), name="swap_once")
        ]
