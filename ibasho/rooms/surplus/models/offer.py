"""What is offered: once, or every week of a season."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.surplus.models.carrying import Depot
from ibasho.rooms.surplus.rules.kinds import AllergensTold, Band, Call, DateKind, Food, OfferState, Told
from ibasho.town.people.models import Organisation, Person


class StandingOffer(models.Model):
    """「11月から2月、毎週 火曜日に 大根 20kg」. A job asks the giver each week; nothing is promised until they say yes."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="くれる人"
    )
    food = models.CharField("種類", max_length=12, choices=Food.choices())
    name = models.CharField("しなもの", max_length=60)
    grams = models.PositiveIntegerField("重さ（g）")
    step_grams = models.PositiveIntegerField("分けられる いちばん小さい 重さ（g）")
    band = models.CharField("温度", max_length=8, choices=Band.choices(), default=Band.ROOM.value)
    keeps_days = models.PositiveSmallIntegerField("何日 もつ")
    months = ArrayField(models.PositiveSmallIntegerField(), verbose_name="何月に")
    weekday = models.PositiveSmallIntegerField("曜日")  # 0 = Monday
    depot = models.ForeignKey(
        Depot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="持ちこむ場所"
    )
    pickup_words = models.CharField("とりに行く場所", max_length=120, blank=True)
    pickup_lat = models.FloatField("緯度", null=True, blank=True)
    pickup_lng = models.FloatField("経度", null=True, blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    is_active = models.BooleanField("つづいている", default=True)
    asked_on = models.DateField("さいごに きいた日", null=True, blank=True)
    none_on = models.DateField(
        "「こんかいは ない」の日", null=True, blank=True
    )  # the pick-up day that was said no to
    made_at = models.DateTimeField("入れた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "季節の 約束"
        verbose_name_plural = "季節の 約束"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="surplus_standing_weekday"),
            models.CheckConstraint(
                condition=Q(step_grams__gt=0, step_grams__lte=F("grams")), name="surplus_standing_step"
            ),
            models.CheckConstraint(
                condition=Q(pickup_lat__isnull=True, pickup_lng__isnull=True)
                | Q(pickup_lat__isnull=False, pickup_lng__isnull=False),
                name="surplus_standing_position_pair",
            ),
        ]


class Offer(models.Model):
    """Some kilos of one thing of one lot. Weights are whole grams.

    `use_until`: the last day on which anybody eats it, as the giver says; never after a 消費期限.
    The giver is an organisation, or (without an account) the words in `giver_…`, which are erased with the offer's end.
    `link_hash`: the giver's own page without a password.
    """

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="くれる人",
    )
    standing = models.ForeignKey(
        StandingOffer, on_delete=models.SET_NULL, null=True, related_name="offers", verbose_name="季節の 約束"
    )
    giver_name = models.CharField("くれる人の 名前", max_length=80, blank=True)
    giver_phone = models.CharField("電話", max_length=20, blank=True)
    giver_email = models.EmailField("メール", blank=True)
    told = models.CharField("どうやって 聞いたか", max_length=8, choices=Told.choices())

    food = models.CharField("種類", max_length=12, choices=Food.choices())
    name = models.CharField("しなもの", max_length=60)
    grams = models.PositiveIntegerField("重さ（g）")
    amount_words = models.CharField("量の ことば", max_length=60, blank=True)
    step_grams = models.PositiveIntegerField("分けられる いちばん小さい 重さ（g）")
    lot = models.CharField("ロット", max_length=40, blank=True)
    band = models.CharField("温度", max_length=8, choices=Band.choices())
    date_kind = models.CharField("期限の 種類", max_length=8, choices=DateKind.choices())
    expires_on = models.DateField("書いてある 期限", null=True, blank=True)
    use_until = models.DateField("いつまでに 食べるか")
    allergens_told = models.CharField("アレルギー物質", max_length=8, choices=AllergensTold.choices())
    allergens = ArrayField(
        models.CharField(max_length=16), verbose_name="入っている アレルギー物質", default=list, blank=True
    )
    note = models.CharField("ひとこと", max_length=400, blank=True)
    photo = models.FileField("写真", upload_to="surplus", blank=True)  # drawn anew as WEBP: EXIF goes

    depot = models.ForeignKey(
        Depot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="持ちこむ場所"
    )
    giver_brings = models.BooleanField("とどけてくれる", default=False)
    pickup_words = models.CharField("とりに行く場所", max_length=120, blank=True)
    pickup_lat = models.FloatField("緯度", null=True, blank=True)
    pickup_lng = models.FloatField("経度", null=True, blank=True)
    ready_from = models.DateTimeField("いつから わたせるか")
    ready_until = models.DateTimeField("いつまで わたせるか")

    state = models.CharField("状態", max_length=8, choices=OfferState.choices())
    link_hash = models.CharField("リンクの しるし", max_length=64, blank=True, db_index=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    made_at = models.DateTimeField("入れた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )
    checked_at = models.DateTimeField("市が 見た時", null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="見た人"
    )
    ended_at = models.DateTimeField("おわった時", null=True, blank=True)
    ended_words = models.CharField("おわりの わけ", max_length=200, blank=True)
    thanked_at = models.DateTimeField("お礼を 送った時", null=True, blank=True)
    to_call = models.CharField("電話で つたえること", max_length=8, choices=Call.choices(), blank=True)

    class Meta:
        verbose_name = "おすそわけ"
        verbose_name_plural = "おすそわけ"
        indexes: ClassVar = [
            models.Index(fields=["state", "use_until"], name="surplus_offer_open"),
            models.Index(fields=["organisation", "-made_at"], name="surplus_offer_of_giver"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in OfferState]), name="surplus_offer_state_known"
            ),
            models.CheckConstraint(
                condition=Q(step_grams__gt=0, step_grams__lte=F("grams")), name="surplus_offer_step"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(giver_name=""), name="surplus_offer_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(date_kind="none", expires_on__isnull=True)
                | (~Q(date_kind="none") & Q(expires_on__isnull=False)),
                name="surplus_offer_date_told",
            ),
            # A 消費期限 is never eaten past; a 賞味期限 may be, if the giver says so.
            models.CheckConstraint(
                condition=~Q(date_kind="use_by") | Q(use_until__lte=F("expires_on")),
                name="surplus_offer_never_past_use_by",
            ),
            models.CheckConstraint(
                condition=(Q(allergens_told="listed") & ~Q(allergens=[]))
                | (~Q(allergens_told="listed") & Q(allergens=[])),
                name="surplus_offer_allergens_told",
            ),
            models.CheckConstraint(
                condition=Q(ready_until__gt=F("ready_from")), name="surplus_offer_ready_order"
            ),
            models.CheckConstraint(
                condition=Q(pickup_lat__isnull=True, pickup_lng__isnull=True)
                | Q(pickup_lat__isnull=False, pickup_lng__isnull=False),
                name="surplus_offer_position_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "taken", "lapsed"], ended_at__isnull=False)
                | (~Q(state__in=["done", "taken", "lapsed"]) & Q(ended_at__isnull=True)),
                name="surplus_offer_ended_pair",
            ),
            models.UniqueConstraint(
                fields=["standing", "ready_from"],
                condition=Q(standing__isnull=False),
                name="surplus_standing_once_a_week",
            ),
        ]

    def __str__(self) -> str:
        return self.name
