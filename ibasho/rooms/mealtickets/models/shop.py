"""協力飲食店: a place of that kind, and here its contract. フードリボン shops join as they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.rules.money import MEAL_YEN_MAX, MEAL_YEN_MIN
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Shop(models.Model):
    """What a shop and the city agreed on. What the place is (hours, allergy, address) stands in places."""

    class State(models.TextChoices):
        APPLIED = "applied", "申しこみ"
        APPROVED = "approved", "承認した（準備中）"
        STARTED = "started", "カードが使える"
        PAUSED = "paused", "お休み中"
        ENDED = "ended", "終わり"
        REFUSED = "refused", "承認しない"

    class Smoking(models.TextChoices):
        NONE = "none", "禁煙"
        SEPARATE = "separate", "分煙"
        ALLOWED = "allowed", "たばこを すえる"
        UNKNOWN = "", "わかりません"

    class Tax(models.IntegerChoices):
        EAT_IN = 10, "店内（10％）"
        TAKE_OUT = 8, "持ち帰り（8％ 軽減）"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+", verbose_name="お店")
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.APPLIED)
    price_yen = models.PositiveIntegerField("1食の金額（円）")
    meals_a_day = models.PositiveSmallIntegerField("1日に 出せる食数")
    child_menu = models.CharField("こどもが えらべるもの", max_length=200, blank=True)
    seats_note = models.CharField("ひとりの こどもの席", max_length=120, blank=True)
    hours_note = models.CharField("カードが使える時間", max_length=120, blank=True)
    smoking = models.CharField("たばこ", max_length=10, choices=Smoking.choices, blank=True, default="")
    takeout = models.BooleanField("持ち帰りできる", default=False)
    tax_percent = models.PositiveSmallIntegerField("税率", choices=Tax.choices, default=Tax.EAT_IN)
    ribbon = models.BooleanField("フードリボンの店（お金は お店の箱にある）", default=False)
    cards = models.BooleanField("こどもカードを 受けつける", default=True)
    pin_hash = models.CharField("お店の暗証番号（ハッシュ）", max_length=160, blank=True)
    stubs_printed = models.PositiveIntegerField("紙の半券 何番まで", default=0)
    applied_at = models.DateTimeField("申しこみの時")
    applied_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="申しこんだ人"
    )
    approved_at = models.DateTimeField("承認の時", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承認した人"
    )
    kit_sent_on = models.DateField("はじめセットを わたした日", null=True, blank=True)
    tested_at = models.DateTimeField("ためし読みを した時", null=True, blank=True)
    started_on = models.DateField("はじめた日", null=True, blank=True)
    paused_since = models.DateField("お休み いつから", null=True, blank=True)
    paused_until = models.DateField("お休み いつまで", null=True, blank=True)  # empty: not known yet
    answer = models.CharField("市の返事（お店に見せる）", max_length=200, blank=True)
    ended_on = models.DateField("終わった日", null=True, blank=True)
    note = models.CharField("市のメモ", max_length=200, blank=True)

    class Meta:
        verbose_name = "協力飲食店の約束"
        verbose_name_plural = "協力飲食店の約束"
        constraints = [
            models.CheckConstraint(
                condition=Q(price_yen__gte=MEAL_YEN_MIN, price_yen__lte=MEAL_YEN_MAX), name="shop_price_yen"
            ),
            models.CheckConstraint(condition=Q(tax_percent__in=[8, 10]), name="shop_tax_percent"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "started", "paused"]) | Q(approved_at__isnull=False),
                name="shop_approved_first",
            ),
            models.CheckConstraint(
                condition=~Q(state="started") | Q(started_on__isnull=False), name="shop_started_on"
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_since__isnull=False)
                | (~Q(state="paused") & Q(paused_since__isnull=True, paused_until__isnull=True)),
                name="shop_paused_since",
            ),
        ]

    def __str__(self) -> str:
        return self.place.name


class RibbonCount(models.Model):
    """A フードリボン shop's own count of a day (自己申告): its money never passes through the ledger."""

    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="ribbons", verbose_name="お店")
    day = models.DateField("日")
    hung = models.PositiveSmallIntegerField("つるされた リボン", default=0)
    used = models.PositiveSmallIntegerField("使われた リボン", default=0)
    told_at = models.DateTimeField("書いた時")
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "リボンの数"
        verbose_name_plural = "リボンの数"
        constraints = [models.UniqueConstraint(fields=["shop", "day"], name="ribbon_once_a_day")]
