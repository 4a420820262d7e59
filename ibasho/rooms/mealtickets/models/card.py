"""こどもカード: a number nobody can guess, signed. It names no child, and nothing here knows who holds it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.models.shop import Shop
from ibasho.rooms.mealtickets.models.till import Redemption
from ibasho.rooms.mealtickets.rules.money import SIX_MONTHS
from ibasho.town.people.models import Person


class SigningKey(models.Model):
    """The public half of a key; the private half is derived from the city's secret and never stored."""

    key_id = models.PositiveSmallIntegerField("鍵の番号", unique=True)  # one byte in the code
    public_key = models.BinaryField("公開鍵", max_length=32)
    made_at = models.DateTimeField("作った時")
    retired_at = models.DateTimeField("新しいカードには 使わない", null=True, blank=True)
    revoked_at = models.DateTimeField("この鍵のカードを すべて止めた", null=True, blank=True)

    class Meta:
        verbose_name = "署名の鍵"
        verbose_name_plural = "署名の鍵"
        constraints = [
            models.CheckConstraint(condition=Q(key_id__gte=1, key_id__lte=255), name="key_one_byte")
        ]


class Sheet(models.Model):
    """A batch of cards made together and handed to a school, a place or a shop, ten to an A4 page."""

    class Kind(models.TextChoices):
        CHILD = "child", "こどもカード"  # one meal a day, at every shop, until it expires
        WALL = "wall", "かべのチケット"  # one meal, at one shop

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=8, choices=Kind.choices)
    shop = models.ForeignKey(
        Shop, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name="お店"
    )
    given_to = models.CharField("どこへ わたすか", max_length=120, blank=True)
    count = models.PositiveSmallIntegerField("枚数")
    made_on = models.DateField("作った日")
    valid_until = models.DateField("使える さいごの日")
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "カードの たば"
        verbose_name_plural = "カードの たば"
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=500), name="sheet_count"),
            models.CheckConstraint(
                condition=Q(kind="wall", shop__isnull=False) | Q(kind="child", shop__isnull=True),
                name="sheet_of_a_shop",
            ),
            models.CheckConstraint(
                condition=Q(
                    valid_until__gte=F("made_on"),
                    valid_until__lte=F("made_on") + timedelta(days=SIX_MONTHS),
                ),
                name="sheet_six_months",
            ),
        ]


class Card(models.Model):
    """`number` is the 128 random bits of the QR, `typed` the same card for fingers. A lost card is replaced; the old
    one stops. Rows are erased a while after they end: then nobody can tell which meals belonged together."""

    class State(models.TextChoices):
        LIVE = "live", "使える"
        REVOKED = "revoked", "止めた"
        REPLACED = "replaced", "とりかえた"

    number = models.UUIDField("番号", unique=True, default=uuid.uuid4)
    typed = models.CharField("打ちこむ番号", max_length=12, unique=True)
    key_id = models.PositiveSmallIntegerField("鍵の番号")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="cards", verbose_name="たば")
    position = models.PositiveSmallIntegerField("何枚目")
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.LIVE)
    ended_at = models.DateTimeField("止めた時", null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="新しいカード",
    )

    class Meta:
        verbose_name = "こどもカード"
        verbose_name_plural = "こどもカード"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="card_position_once"),
            models.CheckConstraint(
                condition=Q(state="live", ended_at__isnull=True)
                | (~Q(state="live") & Q(ended_at__isnull=False)),
                name="card_ended_paired",
            ),
        ]


class CardUse(models.Model):
    """The only bridge between a card and a meal: keeps 「1日1回」, and is erased with the card."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="uses", verbose_name="カード")
    day = models.DateField("日（日本時間）")
    turn = models.PositiveSmallIntegerField("その日の 何食目")
    redemption = models.OneToOneField(
        Redemption, on_delete=models.PROTECT, related_name="use", verbose_name="1食"
    )

    class Meta:
        verbose_name = "カードの 1回"
        verbose_name_plural = "カードの 1回"
        constraints = [models.UniqueConstraint(fields=["card", "day", "turn"], name="card_use_once_a_turn")]
        indexes = [models.Index(fields=["day"], name="card_use_day")]  # every till asks for those of today
