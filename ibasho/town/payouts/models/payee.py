"""Whom we pay and from which account. Bank particulars are written as banks keep them: half-width kana, digits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Organisation, Person


class AccountType(models.TextChoices):
    """預金種目, with the digit of the 全銀 record."""

    ORDINARY = "1", "普通"
    CURRENT = "2", "当座"
    SAVINGS = "4", "貯蓄"
    OTHER = "9", "その他"


def _digits(field: str, length: int) -> Q:
    return Q(**{f"{field}__regex": rf"^[0-9]{{{length}}}$"})


class Payee(models.Model):
    """The account of an organisation, a person, or somebody without an account whom a room above knows by a code
    (`outside`: "roster.K7QXMR3TWD"), looked at by a second pair of eyes before money goes there.

    Changed particulars are a new row; the old one is ended, so that a payment always points at what it was sent to.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "確認待ち"
        CONFIRMED = "confirmed", "確認ずみ"
        ENDED = "ended", "使わない"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payees",
        verbose_name="団体・店など",
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="payees", verbose_name="ひと"
    )
    outside = models.CharField("アカウントのない人の しるし", max_length=40, blank=True)
    name = models.CharField("支払先の名前", max_length=120)
    bank_code = models.CharField("銀行コード", max_length=4)
    bank_kana = models.CharField("銀行名（ｶﾅ）", max_length=15)
    branch_code = models.CharField("支店コード", max_length=3)
    branch_kana = models.CharField("支店名（ｶﾅ）", max_length=15)
    account_type = models.CharField("預金種目", max_length=1, choices=AccountType.choices)
    account_number = models.CharField("口座番号", max_length=7)
    holder_kana = models.CharField("口座名義（ｶﾅ）", max_length=30)
    invoice_number = models.CharField(
        "登録番号（T＋13桁）", max_length=14, blank=True
    )  # many small shops have none
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    confirmed_at = models.DateTimeField("確かめた時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確かめた人"
    )
    ended_at = models.DateTimeField("終わりの時", null=True, blank=True)

    class Meta:
        verbose_name = "支払先"
        verbose_name_plural = "支払先"
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person__isnull=True, outside="")
                | Q(organisation__isnull=True, person__isnull=False, outside="")
                | (Q(organisation__isnull=True, person__isnull=True) & ~Q(outside="")),
                name="payee_of_one",
            ),
            models.CheckConstraint(condition=_digits("bank_code", 4), name="payee_bank_code"),
            models.CheckConstraint(condition=_digits("branch_code", 3), name="payee_branch_code"),
            models.CheckConstraint(condition=_digits("account_number", 7), name="payee_account_number"),
            models.CheckConstraint(
                condition=Q(invoice_number="") | Q(invoice_number__regex=r"^T[0-9]{13}$"),
                name="payee_invoice_number",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(confirmed_by=models.F("written_by")),
                name="payee_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~Q(state="ended") & Q(organisation__isnull=False),
                name="payee_one_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=~Q(state="ended") & Q(person__isnull=False),
                name="payee_one_per_person",
            ),
            models.UniqueConstraint(
                fields=["outside"],
                condition=~Q(state="ended") & ~Q(outside=""),
                name="payee_one_per_outside",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> str:
        """What kind of receiver it is, in words."""
        if self.outside:
            return "アカウントのない人"
        return "ひと" if self.person_id is not None else "団体・店など"


class PayerAccount(models.Model):
    """The account money leaves from (振込依頼人), and how its bank wants the file."""

    code = models.SlugField("名前（英字）", max_length=40, unique=True)
    name = models.CharField("名前", max_length=120)
    consignor_code = models.CharField("振込依頼人コード", max_length=10)
    consignor_kana = models.CharField("振込依頼人名（ｶﾅ）", max_length=40)
    bank_code = models.CharField("銀行コード", max_length=4)
    bank_kana = models.CharField("銀行名（ｶﾅ）", max_length=15)
    branch_code = models.CharField("支店コード", max_length=3)
    branch_kana = models.CharField("支店名（ｶﾅ）", max_length=15)
    account_type = models.CharField("預金種目", max_length=1, choices=AccountType.choices)
    account_number = models.CharField("口座番号", max_length=7)
    list_first = models.BooleanField("支払一覧（支出命令）を 先に出す", default=True)
    newlines = models.BooleanField("全銀の行の終わりに 改行を入れる", default=True)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "支払元"
        verbose_name_plural = "支払元"
        constraints = [
            models.CheckConstraint(condition=_digits("consignor_code", 10), name="payer_consignor_code"),
            models.CheckConstraint(condition=_digits("bank_code", 4), name="payer_bank_code"),
            models.CheckConstraint(condition=_digits("branch_code", 3), name="payer_branch_code"),
            models.CheckConstraint(condition=_digits("account_number", 7), name="payer_account_number"),
        ]

    def __str__(self) -> str:
        return self.name
