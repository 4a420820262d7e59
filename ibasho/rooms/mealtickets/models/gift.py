"""Gifts: promised, received, thanked for, paid back; and the bank's and the payment provider's word on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.mealtickets.models.fund import Fund, Pool
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


def new_gift_code() -> str:
    """Opens the giver's own page by itself: 88 bits."""
    return new_code(20)


class Moderation(models.TextChoices):
    NONE = "none", "ことばなし"
    WAITING = "waiting", "確認待ち"
    SHOWN = "shown", "出している"
    HIDDEN = "hidden", "出さない"


class Donor(models.Model):
    """A company or person who wishes a page with name and logo. Shown only after somebody of the city looked."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=120)
    kana = models.CharField("よみ", max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="企業・農家など",
    )
    words = models.CharField("ひとこと", max_length=200, blank=True)
    url = models.URLField("ホームページ", max_length=400, blank=True)
    logo = models.FileField("ロゴ", upload_to="donors", blank=True)  # drawn anew as WEBP: EXIF goes
    state = models.CharField("状態", max_length=8, choices=Moderation.choices, default=Moderation.WAITING)
    made_at = models.DateTimeField("書いた時")

    class Meta:
        verbose_name = "応援する人・会社"
        verbose_name_plural = "応援する人・会社"

    def __str__(self) -> str:
        return self.name


class Gift(models.Model):
    """Money given away: the giver gets no ticket and nothing back (資金決済法: no consideration is paid).

    `pool` is the giver's wish; without one the fund's shares decide. `received_yen` is what has arrived by bank so far.
    """

    class Channel(models.TextChoices):
        CARD = "card", "カード"
        BANK = "bank", "銀行振込"
        COUNTER = "counter", "窓口"

    class State(models.TextChoices):
        PROMISED = "promised", "お申しこみ"
        RECEIVED = "received", "受けとった"
        CANCELLED = "cancelled", "とりやめ"
        REFUNDED = "refunded", "お返しした"

    public_id = models.CharField("公開番号", max_length=24, unique=True, default=new_gift_code)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts", verbose_name="基金")
    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name="つかいみち"
    )
    donor = models.ForeignKey(
        Donor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gifts",
        verbose_name="応援のページ",
    )
    channel = models.CharField("方法", max_length=8, choices=Channel.choices)
    amount_yen = models.PositiveIntegerField("金額")
    received_yen = models.PositiveIntegerField("届いた金額", default=0)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PROMISED)
    name = models.CharField("お名前", max_length=120, blank=True)
    kana = models.CharField("よみ（振込の名義）", max_length=160, blank=True)
    anonymous = models.BooleanField("名前を出さない", default=True)
    email = models.EmailField("メール", blank=True)
    address = models.CharField("住所（証明書にのせる）", max_length=200, blank=True)
    message = models.CharField("こどもへの ことば", max_length=200, blank=True)
    message_state = models.CharField(
        "ことばの状態", max_length=8, choices=Moderation.choices, default=Moderation.NONE
    )
    reference = models.CharField("振込番号", max_length=8, unique=True)
    checkout_id = models.CharField("決済の番号", max_length=120, blank=True)
    payment_id = models.CharField("決済の支払番号", max_length=120, blank=True)
    promised_at = models.DateTimeField("申しこみの時")
    received_at = models.DateTimeField("受けとった時", null=True, blank=True)
    cancelled_at = models.DateTimeField("とりやめた時", null=True, blank=True)
    typed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="入力した人"
    )

    class Meta:
        verbose_name = "寄附"
        verbose_name_plural = "寄附"
        constraints = [
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="gift_of_something"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "refunded"], received_at__isnull=False)
                | Q(state__in=["promised", "cancelled"], received_at__isnull=True),
                name="gift_received_paired",
            ),
            models.UniqueConstraint(
                fields=["checkout_id"], condition=~Q(checkout_id=""), name="gift_checkout_once"
            ),
        ]


class Receipt(models.Model):
    """寄附金受領証明書: numbered within fund and 年度. Printed again from the same row, never numbered twice."""

    gift = models.OneToOneField(Gift, on_delete=models.PROTECT, related_name="receipt", verbose_name="寄附")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", verbose_name="基金")
    nendo = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("番号")
    name = models.CharField("あて名", max_length=120)
    address = models.CharField("住所", max_length=200, blank=True)
    issued_at = models.DateTimeField("出した時")
    printed = models.PositiveSmallIntegerField("出した回数", default=1)

    class Meta:
        verbose_name = "受領証明書"
        verbose_name_plural = "受領証明書"
        constraints = [
            models.UniqueConstraint(fields=["fund", "nendo", "number"], name="receipt_number_once")
        ]


class Refund(models.Model):
    """Money back to a giver: asked by one person, decided by another, only from what no child was offered yet."""

    class State(models.TextChoices):
        ASKED = "asked", "承認待ち"
        DONE = "done", "お返しした"
        REFUSED = "refused", "返さない"

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="refunds", verbose_name="寄附")
    amount_yen = models.PositiveIntegerField("金額")
    why = models.CharField("わけ", max_length=200)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField("申請の時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="申請した人"
    )
    decided_at = models.DateTimeField("決めた時", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="決めた人"
    )

    class Meta:
        verbose_name = "返金"
        verbose_name_plural = "返金"
        constraints = [
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="asked") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="refund_decided_paired",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="refund_two_people"
            ),
            models.UniqueConstraint(fields=["gift"], condition=Q(state="asked"), name="refund_one_open"),
        ]


class BankFile(models.Model):
    """A bank's CSV that was read: the same bytes are read once."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", verbose_name="基金")
    filename = models.CharField("ファイル名", max_length=160)
    sha256 = models.CharField("SHA-256", max_length=64)
    read_at = models.DateTimeField("読んだ時")
    read_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="読んだ人"
    )
    problems = models.JSONField("読めなかった行", default=list)

    class Meta:
        verbose_name = "銀行の明細"
        verbose_name_plural = "銀行の明細"
        constraints = [models.UniqueConstraint(fields=["fund", "sha256"], name="bank_file_once")]


class BankLine(models.Model):
    """One incoming amount. `key` tells lines apart over all files, so that an overlapping file adds nothing twice."""

    class State(models.TextChoices):
        OPEN = "open", "だれのか わからない"
        MATCHED = "matched", "寄附と 合った"
        IGNORED = "ignored", "寄附ではない"

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="lines", verbose_name="明細")
    key = models.CharField("行のしるし", max_length=64, unique=True)
    day = models.DateField("入金の日")
    amount_yen = models.PositiveIntegerField("金額")
    payer = models.CharField("名義（明細のまま）", max_length=120)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.OPEN)
    gift = models.ForeignKey(
        Gift, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name="寄附"
    )
    why = models.CharField("わけ", max_length=160, blank=True)

    class Meta:
        verbose_name = "入金の1行"
        verbose_name_plural = "入金の1行"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="matched", gift__isnull=False)
                | (~Q(state="matched") & Q(gift__isnull=True)),
                name="bank_line_matched_paired",
            ),
        ]


class PaymentEvent(models.Model):
    """A message of the payment provider: each one has its effect once, however often it comes."""

    event_id = models.CharField("知らせの番号", max_length=120, unique=True)
    kind = models.CharField("種類", max_length=60)
    gift = models.ForeignKey(
        Gift, on_delete=models.PROTECT, null=True, related_name="events", verbose_name="寄附"
    )
    came_at = models.DateTimeField("届いた時")
    outcome = models.CharField("どうしたか", max_length=60)

    class Meta:
        verbose_name = "決済の知らせ"
        verbose_name_plural = "決済の知らせ"


class Thanks(models.Model):
    """A child's thank-you, read by somebody before it is shown. No name, no hour, nothing of a card."""

    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, null=True, blank=True, related_name="thanks", verbose_name="袋"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="お店"
    )
    picture = models.CharField("えらんだ絵", max_length=20, blank=True)
    words = models.CharField("ことば", max_length=120, blank=True)
    told_on = models.DateField("書いた日")
    state = models.CharField("状態", max_length=8, choices=Moderation.choices, default=Moderation.WAITING)

    class Meta:
        verbose_name = "こどもの ありがとう"
        verbose_name_plural = "こどもの ありがとう"
        constraints = [models.CheckConstraint(condition=~Q(picture="", words=""), name="thanks_of_something")]
