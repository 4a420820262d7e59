"""People who help: from the first word to the day they leave, with the few dates that safeguarding needs.

There is no field, free text or attachment for what a background check said (trust statement 68): only that a duty applies
and when the check was asked for and done, and when it is due again.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.roster.rules.kinds import AgeBand, DbsCategory, HelperState, PayKind, PayWay
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place

TITLES = ("さん", "ちゃん", "くん", "先生", "せんせい")


class Programme(models.Model):
    """What an organisation runs for children, and what こども性暴力防止法 says of it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="programme", verbose_name="団体"
    )
    dbs_category = models.CharField(
        "区分", max_length=14, choices=DbsCategory.choices(),
        default=DbsCategory.UNKNOWN.value,
    )  # fmt: skip
    certificate_number = models.CharField("認定番号", max_length=40, blank=True)
    certified_on = models.DateField("認定の日", null=True, blank=True)
    rules_version = models.CharField("対処規程の版", max_length=40, blank=True)
    rules_on = models.DateField("対処規程の日", null=True, blank=True)
    yen_per_hour = models.PositiveIntegerField("有償の 1時間（円）", default=1_000)
    minor_minutes_week_max = models.PositiveSmallIntegerField("16歳より下：週に（分）", default=240)
    minor_home_by = models.TimeField("16歳より下：何時まで", default="18:00")

    class Meta:
        verbose_name = "団体の 見守りのきまり"
        verbose_name_plural = "団体の 見守りのきまり"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(dbs_category="certified") | Q(certified_on__isnull=False),
                name="programme_certified",
            ),
        ]


class Vacancy(models.Model):
    """募集: a public page and a poster."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="vacancies", verbose_name="団体"
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies",
        verbose_name="居場所",
    )
    title = models.CharField("何を してほしいか", max_length=80)
    words = models.TextField("くわしく", max_length=2000)
    when = models.CharField("いつ", max_length=120)
    pay = models.CharField("お礼", max_length=120, blank=True)
    subjects = ArrayField(
        models.CharField(max_length=24), verbose_name="おしえられると うれしい科目", default=list, blank=True
    )
    youth_welcome = models.BooleanField("高校生・中学生も 歓迎", default=False)
    opens_on = models.DateField("いつから")
    closes_on = models.DateField("いつまで", null=True, blank=True)
    closed_at = models.DateTimeField("しめた時", null=True, blank=True)

    class Meta:
        verbose_name = "募集"
        verbose_name_plural = "募集"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")), name="vacancy_days"
            ),
        ]  # fmt: skip


class Helper(models.Model):
    """One person who helps one organisation. Children see `call_name` alone. `erase_on`: the day by which name and
    contact must be gone (30 days after leaving or a declined offer); the row stays as a number for the figures."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="helpers", verbose_name="団体"
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="helping",
        verbose_name="アカウント",
    )
    vacancy = models.ForeignKey(
        Vacancy, on_delete=models.SET_NULL, null=True, blank=True, related_name="helpers", verbose_name="募集"
    )
    name = models.CharField("名前", max_length=80)
    call_name = models.CharField("よび名", max_length=20)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    district_code = models.CharField("どの小学校区に 住んでいるか", max_length=20, blank=True)
    age_band = models.CharField("年齢", max_length=10, choices=AgeBand.choices())
    guardian_name = models.CharField("保護者の名前", max_length=80, blank=True)
    guardian_phone = models.CharField("保護者の電話", max_length=20, blank=True)
    guardian_consent_on = models.DateField("保護者の同意", null=True, blank=True)
    pay_kind = models.CharField("お礼の区分", max_length=12, choices=PayKind.choices())
    pay_way = models.CharField(
        "受けとり方",
        max_length=4,
        choices=PayWay.choices(),
        default=PayWay.CASH.value,
    )
    side_job_until = models.DateField("兼業許可の期限", null=True, blank=True)
    skills = ArrayField(models.CharField(max_length=24), verbose_name="できること", default=list, blank=True)
    subjects = ArrayField(
        models.CharField(max_length=24), verbose_name="おしえられる科目", default=list, blank=True
    )
    state = models.CharField(
        "段階", max_length=10, choices=HelperState.choices(),
        default=HelperState.APPLIED.value,
    )  # fmt: skip
    applied_at = models.DateTimeField("応募した時")
    applied_via = models.CharField("どこから", max_length=12)  # Via of the actor: page, phone, paper, counter
    interview_at = models.DateTimeField("面談の時", null=True, blank=True)
    offered_on = models.DateField("お願いした日", null=True, blank=True)
    registered_on = models.DateField("登録した日", null=True, blank=True)
    ended_on = models.DateField("おわった日", null=True, blank=True)
    erase_on = models.DateField("名前を 消す日", null=True, blank=True)
    erased_at = models.DateTimeField("消した時", null=True, blank=True)
    token_hash = models.CharField("リンクのしるし", max_length=64, unique=True, null=True, blank=True)
    token_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)

    class Meta:
        verbose_name = "手伝う人"
        verbose_name_plural = "手伝う人"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="registered") | Q(registered_on__isnull=False), name="helper_registered_on"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "left"])
                | Q(ended_on__isnull=False, erase_on__isnull=False),
                name="helper_ended_erases",
            ),
            models.CheckConstraint(
                condition=~Q(state="registered", age_band="under_16") | Q(guardian_consent_on__isnull=False),
                name="helper_minor_has_consent",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(person__isnull=False) & ~Q(state__in=["declined", "left"]),
                name="helper_once",
            ),
        ]

    def __str__(self) -> str:
        return self.call_name

    @property
    def called(self) -> str:
        """As one is spoken to: many have their さん in the call name already."""
        return self.call_name if self.call_name.endswith(TITLES) else f"{self.call_name}さん"


class Safeguard(models.Model):
    """Dates only. Seen by the operator's named persons (Permission.ROSTER_SAFEGUARD), never by the city's clerks."""

    helper = models.OneToOneField(
        Helper, on_delete=models.CASCADE, related_name="safeguard", verbose_name="手伝う人"
    )
    is_needed = models.BooleanField("確認の 対象", default=False)
    pledge_on = models.DateField("誓約書を うけとった日", null=True, blank=True)
    rules_told_on = models.DateField("対処規程を 知らせた日", null=True, blank=True)
    asked_on = models.DateField("確認を たのんだ日", null=True, blank=True)
    done_on = models.DateField("確認の手つづきが おわった日", null=True, blank=True)
    due_on = models.DateField("つぎの期限", null=True, blank=True)
    erase_on = models.DateField("日付を 消す日", null=True, blank=True)

    class Meta:
        verbose_name = "見守りの日付"
        verbose_name_plural = "見守りの日付"


class Training(models.Model):
    """研修 a helper took, and until when it holds."""

    helper = models.ForeignKey(
        Helper, on_delete=models.CASCADE, related_name="trainings", verbose_name="手伝う人"
    )
    title = models.CharField("研修", max_length=80)
    taken_on = models.DateField("うけた日")
    valid_until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "研修"
        verbose_name_plural = "研修"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("taken_on")),
                name="training_days",
            ),
        ]
