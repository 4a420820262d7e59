"""Who receives the money (基金), for what it is kept apart (Pool), and how many meals a week are offered (Offer)."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.rules.kinds import PoolKind, Receiver
from ibasho.rooms.mealtickets.rules.money import GIFT_YEN_MIN, MEAL_YEN_MAX, MEAL_YEN_MIN, SIX_MONTHS
from ibasho.town.payouts.models import PayerAccount
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Fund(models.Model):
    """One receiver's money, and the rules of its accounting. All of it is the city's to set at the desk."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("基金の名前", max_length=80)
    receiver = models.CharField("受けとるところ", max_length=12, choices=Receiver.choices())
    receiver_name = models.CharField("受領者の名前", max_length=120)
    receiver_address = models.CharField("受領者の住所", max_length=200, blank=True)
    receiver_phone = models.CharField("受領者の電話", max_length=40, blank=True)
    head_title = models.CharField("代表者の職", max_length=40, blank=True)  # 市長, 会長
    head_name = models.CharField("代表者の名前", max_length=60, blank=True)
    certificate_words = models.CharField("税の証明（税額控除証明・認定の番号）", max_length=160, blank=True)
    bank_words = models.CharField("振込先（寄附する人に見せる）", max_length=200, blank=True)
    meal_yen = models.PositiveIntegerField("1食のめやす（円）", default=400)
    gift_min_yen = models.PositiveIntegerField("寄附の最低額（円）", default=GIFT_YEN_MIN)
    reserve_percent = models.PositiveSmallIntegerField("予備に まわす割合（％）", default=10)
    reserve_meals_a_day = models.PositiveIntegerField("1日に 予備から 出せる食数", default=20)
    cut_off_day = models.PositiveSmallIntegerField("しめ日（31＝月末）", default=31)
    pay_day = models.PositiveSmallIntegerField("支払日（翌月の日）", default=25)
    pay_before_holiday = models.BooleanField("支払日が休みなら 前の日に", default=True)  # else the day after
    pay_min_yen = models.PositiveIntegerField("支払いの最低額（円。下なら 次の月に）", default=0)
    payer = models.ForeignKey(
        PayerAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="支払元"
    )
    order = models.PositiveSmallIntegerField("使う順", default=1)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "基金"
        verbose_name_plural = "基金"
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(meal_yen__gte=MEAL_YEN_MIN, meal_yen__lte=MEAL_YEN_MAX), name="fund_meal_yen"
            ),
            models.CheckConstraint(condition=Q(reserve_percent__lte=50), name="fund_reserve_percent"),
            models.CheckConstraint(
                condition=Q(cut_off_day__gte=1, cut_off_day__lte=31), name="fund_cut_off_day"
            ),
            models.CheckConstraint(condition=Q(pay_day__gte=1, pay_day__lte=31), name="fund_pay_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Pool(models.Model):
    """Money kept for one purpose: everybody, one area, one shop, or 長期休業.

    `share_percent` is the part of every gift without a wish that goes here; what is left goes to the general pool.
    """

    class State(models.TextChoices):
        OPEN = "open", "受付中"
        CLOSED = "closed", "終わり"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="pools", verbose_name="基金")
    kind = models.CharField("種類", max_length=12, choices=PoolKind.choices())
    name = models.CharField("名前", max_length=80)
    kana = models.CharField("よみ", max_length=120, blank=True)
    purpose = models.CharField("何のため", max_length=200)
    place = models.ForeignKey(  # kind shop: the one shop
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="お店"
    )
    district_codes = ArrayField(  # kind area: the districts whose shops draw from it
        models.CharField(max_length=16), verbose_name="小学校区", default=list, blank=True
    )
    share_percent = models.PositiveSmallIntegerField("指定のない寄附から まわす割合（％）", default=0)
    meals_a_week_max = models.PositiveIntegerField("1週間に 出す食数の上限", default=100)
    throttle = models.BooleanField("なくなりそうなら 来週の数を へらす", default=True)
    lasts_until = models.DateField("いつまで もたせるか", null=True, blank=True)  # empty: the end of the 年度
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField("作った時")

    class Meta:
        verbose_name = "チケットの袋"
        verbose_name_plural = "チケットの袋"
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(condition=Q(share_percent__lte=100), name="pool_share_percent"),
            models.CheckConstraint(
                condition=Q(kind="shop", place__isnull=False) | (~Q(kind="shop") & Q(place__isnull=True)),
                name="pool_of_a_shop",
            ),
            models.CheckConstraint(
                condition=Q(kind="area", district_codes__len__gt=0)
                | (~Q(kind="area") & Q(district_codes__len=0)),
                name="pool_of_an_area",
            ),
            models.UniqueConstraint(
                fields=["fund"], condition=Q(kind="general", state="open"), name="pool_one_general_per_fund"
            ),
            models.UniqueConstraint(fields=["place"], condition=Q(state="open"), name="pool_one_per_shop"),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """Tickets brought out for one week: money moves from unissued to live. Eaten first come, first served, oldest first;
    what is left at `expires_on` goes to expired (資金決済法: never longer than six months)."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="offers", verbose_name="袋")
    week = models.DateField("週の はじめ（月曜）")
    meals = models.PositiveIntegerField("食数")
    yen = models.PositiveIntegerField("金額")
    expires_on = models.DateField("使える さいごの日")
    why = models.CharField("この数の わけ", max_length=200)
    made_at = models.DateTimeField("出した時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="出した人"
    )

    class Meta:
        verbose_name = "今週のチケット"
        verbose_name_plural = "今週のチケット"
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="offer_of_something"),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("week") + timedelta(days=SIX_MONTHS)),
                name="offer_six_months",
            ),
        ]
