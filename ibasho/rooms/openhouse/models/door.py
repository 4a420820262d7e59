"""The door: how many came and are inside, without a name. A card only turns; it is in no count."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place

_STAGES = [(one.value, one.value) for one in Stage]


class Door(models.Model):
    """How a place counts and what it tells. Off until somebody switches it on."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="door", verbose_name="居場所")
    is_on = models.BooleanField("人数を かぞえる", default=False)
    heads_max = models.PositiveSmallIntegerField("定員")
    quiet_percent = models.PositiveSmallIntegerField("ここまで すいている（%）", default=40)
    lively_percent = models.PositiveSmallIntegerField("ここから にぎやか（%）", default=75)
    seat_minutes = models.PositiveSmallIntegerField("自習席の 時間（分）", default=90)
    scarce_percent = models.PositiveSmallIntegerField("席が 少ないと みる（のこり%）", default=20)
    away_minutes = models.PositiveSmallIntegerField("席を はなれて よい（分）", default=30)

    class Meta:
        verbose_name = "入口"
        verbose_name_plural = "入口"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(heads_max__gt=0), name="door_heads"),
            models.CheckConstraint(
                condition=Q(quiet_percent__lt=F("lively_percent"), lively_percent__lte=100),
                name="door_percents",
            ),
        ]


class DoorDevice(models.Model):
    """A tablet at the door. It counts and shows; it reads nothing about anybody."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="door_devices", verbose_name="居場所"
    )
    name = models.CharField("名前", max_length=40)
    token_hash = models.CharField("しるし", max_length=64, unique=True)
    registered_at = models.DateTimeField("登録した時")
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登録した人"
    )
    revoked_at = models.DateTimeField("止めた時", null=True, blank=True)

    class Meta:
        verbose_name = "入口の タブレット"
        verbose_name_plural = "入口の タブレット"


class Presence(models.Model):
    """How many of a stage came on a JST day and are inside now. The database counts (trigger on Crossing)."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="presences", verbose_name="居場所"
    )
    day = models.DateField("日")
    stage = models.CharField("年代", max_length=8, choices=_STAGES)
    came = models.IntegerField("来た人数", default=0)
    inside = models.IntegerField("いまいる人数", default=0)

    class Meta:
        verbose_name = "その日の人数"
        verbose_name_plural = "その日の人数"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "day", "stage"], name="presence_once"),
            models.CheckConstraint(
                condition=Q(inside__gte=0, came__gte=F("inside")), name="presence_not_negative"
            ),
        ]


# The row first with nothing in it, then the sum: a check looks at the row an upsert proposes before it looks at the sum,
# so "one went out" would be refused for ever.
_COUNT = """
    INSERT INTO openhouse_presence (place_id, day, stage, came, inside)
        VALUES (NEW.place_id, NEW.day, NEW.stage, 0, 0)
        ON CONFLICT (place_id, day, stage) DO NOTHING;
    UPDATE openhouse_presence SET came = came + NEW.came, inside = inside + NEW.inside
        WHERE place_id = NEW.place_id AND day = NEW.day AND stage = NEW.stage;
    RETURN NEW;
"""


class Crossing(models.Model):
    """Somebody came in (came 1, inside 1), went out (0, −1), or a wrong tap was taken back (the opposite). `nonce` is
    made by the tablet, so that a double tap or a tap sent twice counts once."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="crossings", verbose_name="居場所"
    )
    nonce = models.UUIDField("一度きりの番号", unique=True)
    day = models.DateField("日")
    at = models.DateTimeField("いつ")
    stage = models.CharField("年代", max_length=8, choices=_STAGES)
    came = models.SmallIntegerField("来た")
    inside = models.SmallIntegerField("中の人数の 増えへり")
    way = models.CharField("どうやって", max_length=8, choices=Way.choices())
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone",
        verbose_name="とりけし",
    )

    class Meta:
        verbose_name = "出入り"
        verbose_name_plural = "出入り"
        indexes: ClassVar = [models.Index(fields=["place", "day", "at"], name="crossing_place_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(inside=0, came=0), name="crossing_of_something"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="count", when=pgtrigger.After, operation=pgtrigger.Insert, func=_COUNT),
        ]


class DoorCard(models.Model):
    """A card that turns between in and out. It names nobody; only a hash of its code is kept. Counts never point here."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="door_cards", verbose_name="居場所"
    )
    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    code_hash = models.CharField("しるし", max_length=64, unique=True)
    stage = models.CharField("年代", max_length=8, choices=_STAGES)
    is_inside = models.BooleanField("中にいる", default=False)
    turned_on = models.DateField("さいごの日", null=True, blank=True)
    issued_at = models.DateTimeField("わたした時")
    ends_on = models.DateField("いつまで")
    stopped_at = models.DateTimeField("止めた時", null=True, blank=True)

    class Meta:
        verbose_name = "入口カード"
        verbose_name_plural = "入口カード"


class GuardianNotice(models.Model):
    """In/out notice to one guardian, who was confirmed at the counter. Off until the guardian switches it on; the child
    sees the eye on the tablet at each turn."""

    card = models.ForeignKey(
        DoorCard, on_delete=models.CASCADE, related_name="notices", verbose_name="入口カード"
    )
    guardian = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="door_notices", verbose_name="保護者"
    )
    confirmed_at = models.DateTimeField("窓口で 確かめた時")
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="確かめた人"
    )
    is_on = models.BooleanField("知らせる", default=False)
    switched_at = models.DateTimeField("切りかえた時", null=True, blank=True)

    class Meta:
        verbose_name = "保護者への 知らせ"
        verbose_name_plural = "保護者への 知らせ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "guardian"], name="guardian_notice_once")
        ]
