"""The ledger. An entry takes yen from one account and gives them to another, so nothing is made and nothing lost.

`debits_yen` and `credits_yen` are sums the database itself keeps (trigger on LedgerEntry); `ibasho ledger verify`
adds all entries up again. Corrections are entries of their own.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from ibasho.rooms.mealtickets.models.fund import Fund, Pool
from ibasho.rooms.mealtickets.models.gift import Gift
from ibasho.rooms.mealtickets.models.shop import Shop
from ibasho.rooms.mealtickets.models.till import Redemption
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind


class Account(models.Model):
    """Where yen can be. Balance = credits − debits; only `given` (the world outside) may go below zero."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="accounts", verbose_name="基金")
    kind = models.CharField("種類", max_length=10, choices=AccountKind.choices())
    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, null=True, related_name="accounts", verbose_name="袋"
    )
    shop = models.ForeignKey(
        Shop, on_delete=models.PROTECT, null=True, related_name="accounts", verbose_name="お店"
    )
    debits_yen = models.BigIntegerField("出た合計", default=0)
    credits_yen = models.BigIntegerField("入った合計", default=0)

    class Meta:
        verbose_name = "勘定"
        verbose_name_plural = "勘定"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "kind", "pool", "shop"], nulls_distinct=False, name="account_once"
            ),
            models.CheckConstraint(condition=Q(debits_yen__gte=0, credits_yen__gte=0), name="account_sums"),
            models.CheckConstraint(
                condition=Q(kind="given") | Q(credits_yen__gte=F("debits_yen")), name="account_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["unissued", "live"], pool__isnull=False, shop__isnull=True)
                | Q(kind__in=["payable", "paid"], shop__isnull=False, pool__isnull=True)
                | Q(kind__in=["given", "reserve", "expired"], pool__isnull=True, shop__isnull=True),
                name="account_of_its_kind",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    @property
    def balance_yen(self) -> int:
        return self.credits_yen - self.debits_yen


_ADD_UP = """
    IF NEW.debit_id < NEW.credit_id THEN
        UPDATE mealtickets_account SET debits_yen = debits_yen + NEW.amount_yen WHERE id = NEW.debit_id AND fund_id = NEW.fund_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;
        UPDATE mealtickets_account SET credits_yen = credits_yen + NEW.amount_yen WHERE id = NEW.credit_id AND fund_id = NEW.fund_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;
    ELSE
        UPDATE mealtickets_account SET credits_yen = credits_yen + NEW.amount_yen WHERE id = NEW.credit_id AND fund_id = NEW.fund_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;
        UPDATE mealtickets_account SET debits_yen = debits_yen + NEW.amount_yen WHERE id = NEW.debit_id AND fund_id = NEW.fund_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;
    END IF;
    RETURN NEW;
"""


class LedgerEntry(models.Model):
    """One movement of yen, written once. `journal_id` names the journal's entry that holds the same figures under its
    seal, so that a changed, deleted or inserted row is found. `nendo` is the 会計年度 that bears it."""

    kind = models.CharField("何の記帳", max_length=12, choices=EntryKind.choices())
    # Funds are few, and indexes below begin with debit and credit: one more would cost every meal its time. Nor do
    # foreign keys keep these three: they would share-lock the rows everybody draws from, at each meal. `add_up` refuses
    # an entry whose accounts are not there or not of this fund, and funds and accounts are never deleted.
    fund = models.ForeignKey(
        Fund,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="基金",
        db_index=False,
        db_constraint=False,
    )
    debit = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="どこから", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    credit = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="どこへ", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    amount_yen = models.PositiveIntegerField("金額")
    at = models.DateTimeField("いつ")
    day = models.DateField("日（日本時間）", db_index=True)
    nendo = models.PositiveSmallIntegerField("会計年度")
    journal_id = models.BigIntegerField("きろくの番号", db_index=True)
    gift = models.ForeignKey(
        Gift, on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="寄附"
    )
    redemption = models.ForeignKey(
        Redemption, on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="1食"
    )
    payment = models.CharField("支払いの番号", max_length=16, blank=True)  # payouts.Payment.public_id

    class Meta:
        verbose_name = "記帳"
        verbose_name_plural = "記帳"
        constraints = [
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="entry_of_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="entry_from_one_to_another"),
            models.UniqueConstraint(
                fields=["redemption"], condition=Q(kind__in=["meal", "reserve_meal"]), name="entry_meal_once"
            ),
            models.UniqueConstraint(
                fields=["redemption"], condition=Q(kind="reverse"), name="entry_reversed_once"
            ),
            models.UniqueConstraint(fields=["gift"], condition=Q(kind="gift"), name="entry_gift_once"),
            models.UniqueConstraint(fields=["payment"], condition=Q(kind="payout"), name="entry_payout_once"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="payout_back"), name="entry_payout_back_once"
            ),
        ]
        indexes = [
            models.Index(fields=["credit", "day"], name="entry_credit_day"),
            models.Index(fields=["debit", "day"], name="entry_debit_day"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="add_up", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ADD_UP),
        ]
