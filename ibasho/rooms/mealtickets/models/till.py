"""The counter: registered devices, their sessions, and every attempt to eat with a card, written once."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.models.fund import Pool
from ibasho.rooms.mealtickets.models.shop import Shop
from ibasho.rooms.mealtickets.rules.kinds import Outcome, Way
from ibasho.town.people.models import Person


class Device(models.Model):
    """A shop's phone or tablet. Its key is derived from the city's secret, `public_id` and `key_version`."""

    class State(models.TextChoices):
        ACTIVE = "active", "使える"
        REVOKED = "revoked", "止めた"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="devices", verbose_name="お店")
    name = models.CharField("名前", max_length=60)
    key_version = models.PositiveSmallIntegerField("鍵の版", default=1)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.ACTIVE)
    registered_at = models.DateTimeField("登録した時")
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登録した人"
    )
    revoked_at = models.DateTimeField("止めた時", null=True, blank=True)
    synced_at = models.DateTimeField("さいごに つながった時", null=True, blank=True)

    class Meta:
        verbose_name = "お店の端末"
        verbose_name_plural = "お店の端末"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", revoked_at__isnull=True)
                | Q(state="revoked", revoked_at__isnull=False),
                name="device_revoked_paired",
            ),
        ]


class DeviceSession(models.Model):
    """Opened by the shop's PIN, ends by itself. Only a hash of its token is kept."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="sessions", verbose_name="端末")
    token_hash = models.CharField("しるし", max_length=64, unique=True)
    opened_at = models.DateTimeField("ひらいた時")
    expires_at = models.DateTimeField("いつまで")
    closed_at = models.DateTimeField("とじた時", null=True, blank=True)

    class Meta:
        verbose_name = "端末のとびら"
        verbose_name_plural = "端末のとびら"


class ShopDay(models.Model):
    """How many meals a shop gave on one JST day, those taken back not. The database counts (triggers on Redemption and
    Reversal), so that the hundredth child of a day waits no longer than the first."""

    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="days", verbose_name="お店")
    day = models.DateField("日（日本時間）")
    meals = models.IntegerField("食数", default=0)

    class Meta:
        verbose_name = "お店の1日"
        verbose_name_plural = "お店の1日"
        constraints = [
            models.UniqueConstraint(fields=["shop", "day"], name="shop_day_once"),
            models.CheckConstraint(condition=Q(meals__gte=0), name="shop_day_not_below_zero"),
        ]


_ONE_MORE = """
    IF NEW.pool_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mealtickets_pool WHERE id = NEW.pool_id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a meal is paid from a pool that is there';
    END IF;
    INSERT INTO mealtickets_shopday (shop_id, day, meals) VALUES (NEW.shop_id, NEW.day, 1)
        ON CONFLICT (shop_id, day) DO UPDATE SET meals = mealtickets_shopday.meals + 1;
    RETURN NEW;
"""
_ONE_LESS = """
    UPDATE mealtickets_shopday count SET meals = meals - 1 FROM mealtickets_redemption meal
        WHERE meal.id = NEW.redemption_id AND count.shop_id = meal.shop_id AND count.day = meal.day;
    IF NOT FOUND THEN RAISE EXCEPTION 'only a meal is taken back'; END IF;
    RETURN NEW;
"""


class Redemption(models.Model):
    """One attempt and its answer, for ever: the same nonce gets the same answer. Append-only, and it names no card:
    `content_hash` covers what was asked, so that a nonce used for something else is refused.

    `day` is the JST day on which the child ate, `received_at` the server's moment; accounts follow the latter.
    """

    public_id = models.CharField("受付番号", max_length=16, unique=True, default=new_code)
    nonce = models.UUIDField("一度きりの番号", unique=True)
    content_hash = models.CharField("中身のハッシュ", max_length=64)
    # No index of their own where one below begins with the same column: each costs every meal its time.
    shop = models.ForeignKey(
        Shop, on_delete=models.PROTECT, related_name="redemptions", verbose_name="お店", db_index=False
    )
    device = models.ForeignKey(
        Device,
        on_delete=models.PROTECT,
        null=True,
        related_name="redemptions",
        verbose_name="端末",
        db_index=False,
    )
    counter = models.BigIntegerField("端末の通し番号", null=True)
    way = models.CharField("どうやって", max_length=8, choices=Way.choices())
    outcome = models.CharField("答え", max_length=8, choices=Outcome.choices())
    reason = models.CharField("わけ", max_length=24)
    amount_yen = models.PositiveIntegerField("金額", default=0)
    # As with an entry's fund: `one_more` looks that the pool is there, and pools are never deleted.
    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="袋", db_constraint=False
    )
    from_reserve = models.BooleanField("予備から", default=False)
    day = models.DateField("日（日本時間）")
    claimed_at = models.DateTimeField("端末の時計", null=True)
    received_at = models.DateTimeField("受けた時")
    answer = models.JSONField("答えのことば")

    class Meta:
        verbose_name = "1食"
        verbose_name_plural = "1食"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["ok", "double"], amount_yen__gt=0)
                | Q(outcome__in=["check", "refused"]),
                name="redemption_ok_has_amount",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | Q(pool__isnull=True), name="redemption_refused_has_no_pool"
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "day"], name="redemption_shop_day"),
            models.Index(fields=["device", "counter"], name="redemption_counter"),
            models.Index(fields=["received_at"], name="redemption_received"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="one_more", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ONE_MORE,
                condition=pgtrigger.Q(new__outcome__in=["ok", "double", "check"]),
            ),
        ]  # fmt: skip


class Decision(models.Model):
    """What a person decided about an upload that needed a look (要確認): paid from the reserve, or not paid."""

    redemption = models.OneToOneField(
        Redemption, on_delete=models.PROTECT, related_name="decision", verbose_name="1食"
    )
    paid = models.BooleanField("支払う")
    why = models.CharField("わけ", max_length=200)
    decided_at = models.DateTimeField("決めた時")
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="決めた人"
    )

    class Meta:
        verbose_name = "確認の結果"
        verbose_name_plural = "確認の結果"


class Reversal(models.Model):
    """A meal taken back (wrong scan): the yen go back where they came from, and the card may be used again that day."""

    redemption = models.OneToOneField(
        Redemption, on_delete=models.PROTECT, related_name="reversal", verbose_name="1食"
    )
    why = models.CharField("わけ", max_length=120)
    reversed_at = models.DateTimeField("とりけした時")
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="端末"
    )
    reversed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="とりけした人"
    )

    class Meta:
        verbose_name = "とりけし"
        verbose_name_plural = "とりけし"
        triggers = [
            pgtrigger.Trigger(
                name="one_less", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ONE_LESS
            )
        ]
