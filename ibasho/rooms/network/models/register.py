"""The register: what is known of a group, who speaks for it, what was said, and its papers with their ends."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.network.rules.kinds import AgreementKind, Cover, How, Standing
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class Profile(models.Model):
    """What the city and the CSW keep about an organisation beside its name and phone (those stand in `people`)."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="network_profile", verbose_name="団体"
    )
    does = models.CharField("なにを しているか", max_length=400, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    began_on = models.DateField("はじめた日", null=True, blank=True)
    heads = models.PositiveSmallIntegerField("なかまの 人数", null=True, blank=True)
    takes_home = models.BooleanField(
        "弁当や 食べものを 持ち帰ってもらう", null=True, blank=True
    )  # NULL: not asked
    city_keeper = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="市の 担当"
    )
    csw_keeper = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="CSWの 担当"
    )
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "団体カルテ"
        verbose_name_plural = "団体カルテ"


class ContactPerson(models.Model):
    """Somebody of a group who may have no account: 代表, 会計, 調理. Erased a year after they leave."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="団体"
    )
    name = models.CharField("名前", max_length=60)
    duty = models.CharField("役目", max_length=40, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    call_first = models.BooleanField("さいしょに 連絡する", default=False)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    left_on = models.DateField("やめた日", null=True, blank=True)

    class Meta:
        verbose_name = "団体の 人"
        verbose_name_plural = "団体の 人"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(call_first=True, left_on__isnull=True),
                name="network_one_to_call_first",
            ),
        ]


class Contact(models.Model):
    """連絡の記録: what the city or the CSW heard and said, for both to read. Never edited: `corrects` names the row it
    replaces. `next_on`: what is still to be done about it, until `settled_at`."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    on = models.DateField("日")
    how = models.CharField("どうやって", max_length=8, choices=How.choices())
    spoke_with = models.CharField("だれと", max_length=80, blank=True)
    words = models.TextField("内容", max_length=2000)
    next_words = models.CharField("つぎに すること", max_length=200, blank=True)
    next_on = models.DateField("いつまでに", null=True, blank=True)
    settled_at = models.DateTimeField("すんだ時", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="すませた人"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="もとの 記録"
    )  # fmt: skip
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "連絡の記録"
        verbose_name_plural = "連絡の記録"
        indexes: ClassVar = [models.Index(fields=["organisation", "-on"], name="network_contact_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="network_contact_settled_pair",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | ~Q(next_words=""), name="network_contact_next_says_what"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(  # only that it is settled may be added
                name="words_stay", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "organisation", "on", "how", "spoke_with", "words", "next_words", "next_on", "corrects", "written_at",
                    "written_by",
                ),
            ),
        ]  # fmt: skip


class Agreement(models.Model):
    """協定・覚書・合意書 with an organisation."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    kind = models.CharField("種類", max_length=8, choices=AgreementKind.choices())
    title = models.CharField("名前", max_length=120)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)
    number = models.CharField("文書番号", max_length=60, blank=True)
    kept_at = models.CharField("紙の ある場所", max_length=80, blank=True)
    note = models.CharField("ひとこと", max_length=400, blank=True)
    let_go_at = models.DateTimeField("つづけないと きめた時", null=True, blank=True)
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "協定など"
        verbose_name_plural = "協定など"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="network_agreement_days"
            ),
        ]  # fmt: skip


class Insurance(models.Model):
    """A policy of a group and what it covers."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    name = models.CharField("保険の 名前", max_length=80)
    insurer = models.CharField("保険会社・窓口", max_length=80, blank=True)
    number = models.CharField("証券番号", max_length=40, blank=True)
    covers = ArrayField(
        models.CharField(max_length=8, choices=Cover.choices()), verbose_name="なにに きくか", default=list, blank=True
    )  # fmt: skip
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで")
    note = models.CharField("ひとこと", max_length=200, blank=True)
    let_go_at = models.DateTimeField("つづけないと きめた時", null=True, blank=True)
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "保険"
        verbose_name_plural = "保険"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="network_insurance_days"),
        ]


class Hygiene(models.Model):
    """保健所: where a kitchen stands. One row per organisation and place (NULL: the group cooks anywhere)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    standing = models.CharField("保健所との 関係", max_length=8, choices=Standing.choices())
    consulted_on = models.DateField("相談した日", null=True, blank=True)
    number = models.CharField("届出・許可の 番号", max_length=60, blank=True)
    ends_on = models.DateField("許可の 満了日", null=True, blank=True)
    manager = models.CharField("衛生責任者", max_length=60, blank=True)
    course_on = models.DateField("講習を うけた日", null=True, blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    let_go_at = models.DateTimeField("つづけないと きめた時", null=True, blank=True)
    changed_at = models.DateTimeField("直した時")
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="直した人"
    )

    class Meta:
        verbose_name = "保健所のこと"
        verbose_name_plural = "保健所のこと"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "place"], nulls_distinct=False, name="network_hygiene_once"
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=["notice", "permit"]) | ~Q(number="") | Q(consulted_on__isnull=False),
                name="network_hygiene_says_something",
            ),
        ]  # fmt: skip


class Sheet(models.Model):
    """実態把握の シート: one hearing or visit of a group. `answers`: question code → text, by the questions of `version`
    (rules/sheet.toml). A sheet is changed until the 年度 ends; what was tagged is counted."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    nendo = models.PositiveSmallIntegerField("年度")
    on = models.DateField("日")
    how = models.CharField("どうやって", max_length=8, choices=How.choices())
    spoke_with = models.CharField("だれと", max_length=80, blank=True)
    version = models.PositiveSmallIntegerField("シートの 版")
    answers = models.JSONField("こたえ", default=dict)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "実態把握シート"
        verbose_name_plural = "実態把握シート"
        indexes: ClassVar = [models.Index(fields=["nendo", "organisation"], name="network_sheet_nendo")]


class SheetIssue(models.Model):
    """A 課題 found in a sheet, in the group's words."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="issues", verbose_name="シート")
    code = models.CharField("課題", max_length=8)
    words = models.CharField("ことば", max_length=400, blank=True)

    class Meta:
        verbose_name = "課題"
        verbose_name_plural = "課題"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "code"], name="network_sheet_issue_once")
        ]
