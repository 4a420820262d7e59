"""Month end: a closing per fund, a statement per shop."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.models.fund import Fund
from ibasho.rooms.mealtickets.models.shop import Shop
from ibasho.town.people.models import Person


class Closing(models.Model):
    """Everything a fund came to owe its shops after the closing before, up to and including `cut_off_on`."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="closings", verbose_name="基金")
    first_on = models.DateField("いつから")
    cut_off_on = models.DateField("しめ日")
    nendo = models.PositiveSmallIntegerField("会計年度")
    closed_at = models.DateTimeField("しめた時")
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="しめた人"
    )
    run = models.CharField("支払いの番号", max_length=16, blank=True)  # payouts.Run.public_id

    class Meta:
        verbose_name = "月のしめ"
        verbose_name_plural = "月のしめ"
        constraints = [
            models.UniqueConstraint(fields=["fund", "cut_off_on"], name="closing_once"),
            models.CheckConstraint(condition=Q(first_on__lte=F("cut_off_on")), name="closing_in_order"),
        ]


class Statement(models.Model):
    """One shop's meals of a closing. Tax is contained in the amount and rounded once per rate (適格簡易請求書)."""

    public_id = models.CharField("番号", max_length=16, unique=True, default=new_code)
    closing = models.ForeignKey(
        Closing, on_delete=models.PROTECT, related_name="statements", verbose_name="しめ"
    )
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="statements", verbose_name="お店")
    meals = models.PositiveIntegerField("食数")
    amount_yen = models.PositiveIntegerField("金額")
    carried_yen = models.PositiveIntegerField("前から くりこした金額", default=0)
    eat_in_yen = models.PositiveIntegerField("うち 10％の分", default=0)
    take_out_yen = models.PositiveIntegerField("うち 8％の分", default=0)

    class Meta:
        verbose_name = "店の明細"
        verbose_name_plural = "店の明細"
        constraints = [
            models.UniqueConstraint(fields=["closing", "shop"], name="statement_once"),
            models.CheckConstraint(
                condition=Q(amount_yen=F("eat_in_yen") + F("take_out_yen")), name="statement_adds_up"
            ),
        ]
