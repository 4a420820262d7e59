"""Who wants and can take it, who is to get it and why, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.surplus.models.offer import Offer
from ibasho.rooms.surplus.rules.kinds import (
    Call,
    Food,
    ProposalState,
    Refusal,
    ShareState,
    WishState,
    WordsState,
)
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Receiver(models.Model):
    """A place (こども食堂, 協力飲食店 or any other that cooks) that takes food. Storage in whole grams; 0: none."""

    place = models.OneToOneField(
        Place, on_delete=models.PROTECT, related_name="surplus_receiver", verbose_name="居場所"
    )
    is_active = models.BooleanField("うけとる", default=True)
    room_grams = models.PositiveIntegerField("常温で おける 重さ（g）", default=0)
    chilled_grams = models.PositiveIntegerField("冷蔵庫に 入る 重さ（g）", default=0)
    frozen_grams = models.PositiveIntegerField("冷凍庫に 入る 重さ（g）", default=0)
    collects = models.BooleanField("とりに 行ける", default=True)
    reach_metres = models.PositiveIntegerField("どこまで とりに 行けるか（m）", default=10_000)
    least_grams = models.PositiveIntegerField("これより 少ないと いらない 重さ（g）", default=0)
    most_grams = models.PositiveIntegerField("1回に 使いきれる 重さ（g）", null=True, blank=True)
    meals = models.PositiveSmallIntegerField("1回の 食事の 数（ふだん）")
    wished = ArrayField(
        models.CharField(max_length=12, choices=Food.choices()), verbose_name="よく使うもの", default=list, blank=True
    )  # fmt: skip
    refused = ArrayField(
        models.CharField(max_length=12, choices=Food.choices()), verbose_name="うけとらないもの", default=list, blank=True
    )  # fmt: skip
    avoids = ArrayField(
        models.CharField(max_length=16), verbose_name="おかない アレルギー物質", default=list, blank=True
    )
    note = models.CharField("ひとこと", max_length=200, blank=True)
    since = models.DateField("いつから")
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "うけとる居場所"
        verbose_name_plural = "うけとる居場所"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(meals__gt=0), name="surplus_receiver_meals"),
        ]


class Wish(models.Model):
    """「お米を 10kg」: told once, met by an offer or dropped."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    receiver = models.ForeignKey(
        Receiver, on_delete=models.CASCADE, related_name="wishes", verbose_name="うけとる居場所"
    )
    food = models.CharField("種類", max_length=12, choices=Food.choices())
    words = models.CharField("ほしいもの", max_length=80)
    grams = models.PositiveIntegerField("重さ（g）", null=True, blank=True)
    until = models.DateField("いつまでに")
    state = models.CharField("状態", max_length=8, choices=WishState.choices(), default=WishState.OPEN.value)
    told_at = models.DateTimeField("言った時")
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="言った人"
    )

    class Meta:
        verbose_name = "ほしいもの"
        verbose_name_plural = "ほしいもの"


class Proposal(models.Model):
    """One answer to "who gets it". The newest counts; a confirmed one is replaced only by what is left over."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="proposals", verbose_name="おすそわけ"
    )
    number = models.PositiveSmallIntegerField("何番目の 案")
    state = models.CharField(
        "状態", max_length=8, choices=ProposalState.choices(), default=ProposalState.PROPOSED.value
    )
    left_grams = models.PositiveIntegerField("行き先の ない 重さ（g）", default=0)
    changed_words = models.CharField("手で 直した わけ", max_length=200, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )
    confirmed_at = models.DateTimeField("きめた時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="きめた人"
    )

    class Meta:
        verbose_name = "分け方の 案"
        verbose_name_plural = "分け方の 案"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "number"], name="surplus_proposal_number"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(state="proposed"), name="surplus_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="surplus_proposal_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(confirmed_at__isnull=False),
                name="surplus_proposal_confirmed",
            ),
        ]


class Share(models.Model):
    """So many grams for one receiver, and why, as codes with numbers (`rules.reasons` says them in words)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="shares", verbose_name="分け方の 案"
    )
    receiver = models.ForeignKey(
        Receiver, on_delete=models.PROTECT, related_name="shares", verbose_name="うけとる居場所"
    )
    grams = models.PositiveIntegerField("重さ（g）")
    reasons = models.JSONField("わけ", default=list)
    by_hand = models.BooleanField("人が 直した", default=False)
    state = models.CharField(
        "状態", max_length=8, choices=ShareState.choices(), default=ShareState.PROPOSED.value
    )
    refusal = models.CharField("うけとれない わけ", max_length=8, choices=Refusal.choices(), blank=True)
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="返事した人"
    )
    to_call = models.CharField("電話で つたえること", max_length=8, choices=Call.choices(), blank=True)

    class Meta:
        verbose_name = "分"
        verbose_name_plural = "分"
        indexes: ClassVar = [models.Index(fields=["receiver", "state"], name="surplus_share_receiver")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "receiver"], name="surplus_share_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="surplus_share_grams"),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(refusal="")) | (~Q(state="declined") & Q(refusal="")),
                name="surplus_share_declined_why",
            ),
        ]


class Passed(models.Model):
    """A receiver that gets nothing of it this time, and why: they read it themselves."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="passed", verbose_name="分け方の 案"
    )
    receiver = models.ForeignKey(
        Receiver, on_delete=models.PROTECT, related_name="passed", verbose_name="うけとる居場所"
    )
    reasons = models.JSONField("わけ", default=list)

    class Meta:
        verbose_name = "こんかいは なし"
        verbose_name_plural = "こんかいは なし"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "receiver"], name="surplus_passed_once")
        ]


class Handover(models.Model):
    """It went from hand to hand: what, how cold, until when. `temperature_tenths`: 0.1 °C."""

    share = models.OneToOneField(Share, on_delete=models.PROTECT, related_name="handover", verbose_name="分")
    grams = models.PositiveIntegerField("わたした 重さ（g）")
    lot = models.CharField("ロット", max_length=40, blank=True)
    temperature_tenths = models.SmallIntegerField("温度（0.1℃）", null=True, blank=True)
    expires_on = models.DateField("期限（見たとおり）", null=True, blank=True)
    fine = models.BooleanField("見た目と においに かわりない", default=True)
    crates_out = models.PositiveSmallIntegerField("かりた箱", default=0)
    crates_back = models.PositiveSmallIntegerField("返した箱", default=0)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    handed_at = models.DateTimeField("わたした時")
    noted_at = models.DateTimeField("書いた時")  # the next morning, perhaps
    handed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "うけわたし"
        verbose_name_plural = "うけわたし"


class NoShow(models.Model):
    """Nobody came for it. Shown to people who allot, never a penalty by itself; taken back if it was a mistake."""

    share = models.OneToOneField(Share, on_delete=models.PROTECT, related_name="no_show", verbose_name="分")
    words = models.CharField("どうしたか", max_length=200, blank=True)
    noted_at = models.DateTimeField("書いた時")
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "とりに来なかった"
        verbose_name_plural = "とりに来なかった"


class Use(models.Model):
    """What a day made of a share: meals, what was thrown away, a word of thanks (read before anybody sees it)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="uses", verbose_name="分")
    day = models.DateField("日")
    grams_used = models.PositiveIntegerField("使った 重さ（g）")
    grams_thrown = models.PositiveIntegerField("すてた 重さ（g）", default=0)
    meals = models.PositiveSmallIntegerField("何食に なったか")
    dish = models.CharField("なにに なったか", max_length=80, blank=True)
    thanks = models.CharField("お礼の ことば", max_length=200, blank=True)
    thanks_state = models.CharField(
        "お礼の 状態", max_length=8, choices=WordsState.choices(), default=WordsState.WAITING.value
    )
    told_at = models.DateTimeField("入れた時")
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )
    looked_at = models.DateTimeField("見た時", null=True, blank=True)
    looked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="見た人"
    )

    class Meta:
        verbose_name = "使ったこと"
        verbose_name_plural = "使ったこと"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["share", "day"], name="surplus_use_once_a_day"),
        ]


class Recall(models.Model):
    """Do not eat it: everybody who has some of the offer is told at once."""

    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, related_name="recall", verbose_name="おすそわけ"
    )
    words = models.CharField("わけと どうするか", max_length=400)
    recalled_at = models.DateTimeField("とめた時")
    recalled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="とめた人"
    )
    closed_at = models.DateTimeField("おわった時", null=True, blank=True)

    class Meta:
        verbose_name = "回収"
        verbose_name_plural = "回収"


class RecallAnswer(models.Model):
    """What one receiver says: how much is left, whether some was eaten."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="answers", verbose_name="回収")
    share = models.OneToOneField(
        Share, on_delete=models.PROTECT, related_name="recall_answer", verbose_name="分"
    )
    told_at = models.DateTimeField("知らせた時", null=True, blank=True)
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="返事した人"
    )
    left_grams = models.PositiveIntegerField("のこり（g）", null=True, blank=True)
    eaten = models.BooleanField("食べた人が いる", null=True, blank=True)
    words = models.CharField("ひとこと", max_length=200, blank=True)

    class Meta:
        verbose_name = "回収の 返事"
        verbose_name_plural = "回収の 返事"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, left_grams__isnull=True, eaten__isnull=True)
                | Q(answered_at__isnull=False, left_grams__isnull=False, eaten__isnull=False),
                name="surplus_recall_answer_whole",
            ),
        ]


class KitchenRecord(models.Model):
    """献立と 仕入れの 記録 of one day of a kitchen, kept at least a month: what was cooked, of what, from whom."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name="居場所")
    day = models.DateField("日")
    menu = models.CharField("献立", max_length=200)
    allergens = ArrayField(
        models.CharField(max_length=16), verbose_name="アレルギー物質", default=list, blank=True
    )
    bought = models.TextField("買ったもの・どこから", max_length=1000, blank=True)
    meals = models.PositiveSmallIntegerField("出した 食事の 数", null=True, blank=True)
    heated = models.BooleanField("中まで 火を 通した", null=True, blank=True)
    helpers_well = models.BooleanField("手伝う人の 体調を 確かめた", null=True, blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "献立と 仕入れの 記録"
        verbose_name_plural = "献立と 仕入れの 記録"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "day"], name="surplus_kitchen_once_a_day")
        ]
