"""Schools, and the papers that go to the children through them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.bulletin.rules.kinds import Consent, Paper, SchoolKind
from ibasho.town.people.models import Person


class School(models.Model):
    """`classes`: a bundle for each; `copies`: children in all. `mail_app`: what the school itself writes to parents with."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("名前", max_length=60, unique=True)
    kana = models.CharField("よみ", max_length=80, blank=True)
    kind = models.CharField("種類", max_length=8, choices=SchoolKind.choices())
    district = models.CharField("小学校区", max_length=16, blank=True)
    contact = models.CharField(
        "連絡の 窓口", max_length=60, blank=True
    )  # 教頭, 事務室: a role, or a name they gave
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    classes = models.PositiveSmallIntegerField("学級の数", default=0)
    copies = models.PositiveSmallIntegerField("くばる まい数", default=0)
    mail_app = models.CharField("保護者への 連絡アプリ", max_length=40, blank=True)
    tablet_on = models.DateField("タブレットに しおりを 入れた日", null=True, blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    checked_on = models.DateField("さいごに たしかめた日", null=True, blank=True)  # once a 年度
    is_active = models.BooleanField("つづいている", default=True)
    changed_at = models.DateTimeField("なおした時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="なおした人"
    )

    class Meta:
        verbose_name = "学校"
        verbose_name_plural = "学校"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=SchoolKind), name="bulletin_school_kind")
        ]

    def __str__(self) -> str:
        return self.name


class Handout(models.Model):
    """A paper for many schools. Nothing goes out before the board of education said yes, where it is asked."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("だい", max_length=60)
    words = models.CharField("連絡アプリの 文", max_length=400)
    paper = models.CharField("どの紙", max_length=10, choices=Paper.choices())
    month = models.DateField("何月の", null=True, blank=True)
    path = models.CharField("ひらくページ", max_length=120, default="/today/")
    hand_on = models.DateField("くばる日")
    consent = models.CharField(
        "教育委員会", max_length=10, choices=Consent.choices(), default=Consent.ASKED.value
    )
    asked_on = models.DateField("きいた日", null=True, blank=True)
    consent_on = models.DateField("返事の日", null=True, blank=True)
    consent_words = models.CharField("返事", max_length=200, blank=True)
    dropped_on = models.DateField("やめた日", null=True, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "学校への くばりもの"
        verbose_name_plural = "学校への くばりもの"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(paper__in=Paper), name="bulletin_handout_paper"),
            models.CheckConstraint(condition=Q(consent__in=Consent), name="bulletin_handout_consent"),
            models.CheckConstraint(
                condition=Q(consent__in=["given", "refused"], consent_on__isnull=False)
                | (~Q(consent__in=["given", "refused"]) & Q(consent_on__isnull=True)),
                name="bulletin_handout_consent_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One hand-out at one school: how many, when they came, whether the school says they arrived (by its link)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    handout = models.ForeignKey(
        Handout, on_delete=models.CASCADE, related_name="deliveries", verbose_name="くばりもの"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="deliveries", verbose_name="学校"
    )
    classes = models.PositiveSmallIntegerField("学級の数")
    copies = models.PositiveSmallIntegerField("まい数")
    code = models.ForeignKey(
        "bulletin.QrCode",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="この学校の QRコード",
    )
    handed_on = models.DateField("とどけた日", null=True, blank=True)
    received_on = models.DateField("うけとったと 言われた日", null=True, blank=True)
    given_out_on = models.DateField("こどもに くばった日", null=True, blank=True)
    mailed_on = models.DateField("連絡アプリで 送った日", null=True, blank=True)
    school_words = models.CharField("学校からの ひとこと", max_length=200, blank=True)
    called_on = models.DateField("電話した日", null=True, blank=True)
    link_hash = models.CharField("リンクの しるし", max_length=64, unique=True, null=True, blank=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)

    class Meta:
        verbose_name = "学校への とどけ"
        verbose_name_plural = "学校への とどけ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handout", "school"], name="bulletin_delivery_once"),
            models.CheckConstraint(
                condition=Q(given_out_on__isnull=True) | Q(received_on__isnull=False),
                name="bulletin_delivery_received_first",
            ),
        ]
