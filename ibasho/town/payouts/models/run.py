"""A payment run: prepared, approved by two different people, listed, sent to the bank, its result read back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.payouts.models.payee import AccountType, Payee, PayerAccount
from ibasho.town.people.models import Person


class Run(models.Model):
    """Many payments of one programme on one day. `nendo` is the 会計年度 that bears them (出納整理期間: until 31 May)."""

    class State(models.TextChoices):
        DRAFT = "draft", "起案"
        ASKED = "asked", "確認待ち"
        CONFIRMED = "confirmed", "決裁待ち"
        APPROVED = "approved", "決裁ずみ"
        SENT = "sent", "銀行へ 出した"
        SETTLED = "settled", "結果を 読みこんだ"
        WITHDRAWN = "withdrawn", "取りさげ"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    programme = models.CharField("事業", max_length=24)  # the room that asked: "mealtickets"
    title = models.CharField("件名", max_length=120)
    payer = models.ForeignKey(
        PayerAccount, on_delete=models.PROTECT, related_name="runs", verbose_name="支払元"
    )
    nendo = models.PositiveSmallIntegerField("会計年度")
    pay_on = models.DateField("振込指定日")
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.DRAFT)
    prepared_at = models.DateTimeField("起案した時")
    prepared_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起案した人"
    )
    confirmed_at = models.DateTimeField("確認した時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認した人"
    )
    approved_at = models.DateTimeField("決裁した時", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="決裁した人"
    )
    listed_at = models.DateTimeField("支払一覧を 出した時", null=True, blank=True)
    sent_at = models.DateTimeField("全銀ファイルを 出した時", null=True, blank=True)
    settled_at = models.DateTimeField("結果を 読みこんだ時", null=True, blank=True)
    why = models.CharField("取りさげの わけ", max_length=200, blank=True)

    class Meta:
        verbose_name = "支払い"
        verbose_name_plural = "支払い"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="run_confirmed_paired",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="run_approved_paired",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (Q(confirmed_by__isnull=False) & ~Q(approved_by=F("confirmed_by"))),
                name="run_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "sent", "settled"]) | Q(approved_at__isnull=False),
                name="run_sent_only_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Payment(models.Model):
    """One line of a run. The bank particulars are frozen when the run is asked for: what was approved is what is sent.

    `reference` names what is paid in the room that asked (a statement's public id); it is paid at most once.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "これから"
        PAID = "paid", "振込ずみ"
        RETURNED = "returned", "もどってきた"
        WITHDRAWN = "withdrawn", "取りさげ"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="payments", verbose_name="支払い")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="payments", verbose_name="支払先")
    amount_yen = models.PositiveIntegerField("金額")
    reference = models.CharField("もとの番号", max_length=40)
    words = models.CharField("内容", max_length=160)
    name = models.CharField("支払先の名前", max_length=120)
    bank_code = models.CharField("銀行コード", max_length=4)
    bank_kana = models.CharField("銀行名（ｶﾅ）", max_length=15)
    branch_code = models.CharField("支店コード", max_length=3)
    branch_kana = models.CharField("支店名（ｶﾅ）", max_length=15)
    account_type = models.CharField("預金種目", max_length=1, choices=AccountType.choices)
    account_number = models.CharField("口座番号", max_length=7)
    holder_kana = models.CharField("口座名義（ｶﾅ）", max_length=30)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PLANNED)
    result_on = models.DateField("結果の日", null=True, blank=True)
    result_words = models.CharField("結果のことば", max_length=120, blank=True)

    class Meta:
        verbose_name = "支払いの1件"
        verbose_name_plural = "支払いの1件"
        constraints = [
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="payment_of_something"),
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(state__in=["planned", "paid"]),
                name="payment_once_per_reference",
            ),
        ]
