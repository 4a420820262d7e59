"""The centre with its rules, the members, their children, what providers can do, and the courses they took."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import days, one_of
from ibasho.rooms.familysupport.rules.kinds import (
    CarSeat,
    Content,
    CourseKind,
    Cover,
    MemberKind,
    MemberState,
    Sex,
    Skill,
    Travel,
    Where,
)
from ibasho.town.people.models import Organisation, Person


class Centre(models.Model):
    """ファミリー・サポート・センター: who answers the telephone."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="support_centre", verbose_name="運営"
    )
    name = models.CharField("センターの名前", max_length=80)
    phone = models.CharField("電話", max_length=20)
    hours_words = models.CharField("受付時間", max_length=120, blank=True)
    email = models.EmailField("メール", blank=True)
    about = models.TextField("どんなところか", max_length=2000, blank=True)
    is_open = models.BooleanField("会員を うけつける", default=True)

    class Meta:
        verbose_name = "センター"
        verbose_name_plural = "センター"

    def __str__(self) -> str:
        return self.name


class CentreRules(models.Model):
    """The centre's rules from one day to another, both inclusive; no two at once. Words, ages and hours are the city's."""

    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="rules", verbose_name="センター"
    )
    valid_from = models.DateField("いつから")
    valid_until = models.DateField("いつまで", null=True, blank=True)
    user_label = models.CharField("依頼会員の よび方", max_length=20, default="依頼会員")
    provider_label = models.CharField("提供会員の よび方", max_length=20, default="提供会員")
    both_label = models.CharField("両方会員の よび方", max_length=20, default="両方会員")
    child_days_min = models.PositiveSmallIntegerField("こども：生後 何日から", default=57)
    child_years_max = models.PositiveSmallIntegerField("こども：何歳の年度末まで（小6＝12）", default=12)
    provider_age_min = models.PositiveSmallIntegerField("提供会員：何歳から", default=20)
    course_minutes_min = models.PositiveSmallIntegerField("基礎講習（分。24時間＝1440）", default=1440)
    refresher_years = models.PositiveSmallIntegerField("救命・事故防止の講習：何年ごと", default=5)
    children_at_once_max = models.PositiveSmallIntegerField("一度に 預かる こどもの数", default=1)
    day_starts = models.TimeField("何時から", default=time(6))
    day_ends = models.TimeField("何時まで", default=time(22))
    sick_child = models.BooleanField("病児・病後児も うける", default=False)
    report_due_day = models.PositiveSmallIntegerField("報告書の しめきり（翌月 何日）", default=10)
    joining_fee_yen = models.PositiveIntegerField("入会金", default=0)

    class Meta:
        verbose_name = "センターのきまり"
        verbose_name_plural = "センターのきまり"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="support_rules_days",
            ),
            models.CheckConstraint(condition=Q(day_ends__gt=F("day_starts")), name="support_rules_hours"),
            models.CheckConstraint(
                condition=Q(report_due_day__gte=1, report_due_day__lte=28), name="support_rules_due_day"
            ),
            ExclusionConstraint(
                name="support_rules_never_two_at_once",
                expressions=[
                    (one_of("centre"), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Policy(models.Model):
    """保険 of the centre. It covers only what the centre arranged: a visit decided here before it begins."""

    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="policies", verbose_name="センター"
    )
    name = models.CharField("保険の名前", max_length=120)
    covers = ArrayField(
        models.CharField(max_length=14, choices=Cover.choices()),
        verbose_name="何を おぎなうか",
    )
    phone = models.CharField("事故のときの電話", max_length=20, blank=True)
    valid_from = models.DateField("いつから")
    valid_until = models.DateField("いつまで")

    class Meta:
        verbose_name = "保険"
        verbose_name_plural = "保険"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="support_policy_days"),
        ]


class Member(models.Model):
    """One person of the mutual help: asks, helps, or both. `erase_on`: the day by which name and contact must be gone."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="members", verbose_name="センター"
    )
    number = models.PositiveIntegerField("会員番号", null=True, blank=True)
    kind = models.CharField("区分", max_length=8, choices=MemberKind.choices())
    state = models.CharField(
        "段階", max_length=12, choices=MemberState.choices(),
        default=MemberState.APPLIED.value,
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="support_members",
        verbose_name="アカウント",
    )  # fmt: skip
    name = models.CharField("名前", max_length=80)
    kana = models.CharField("よみ", max_length=120, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    lat = models.FloatField("緯度", null=True, blank=True)
    lng = models.FloatField("経度", null=True, blank=True)
    applied_at = models.DateTimeField("申しこんだ時")
    applied_via = models.CharField("どこから", max_length=12)  # Via of the actor: page, phone, paper, counter
    agreed_on = models.DateField("会則に 同意した日", null=True, blank=True)
    id_seen_on = models.DateField("本人を 確かめた日", null=True, blank=True)
    interviewed_on = models.DateField("面談した日", null=True, blank=True)
    joined_on = models.DateField("入会した日", null=True, blank=True)
    paused_from = models.DateField("休止 いつから", null=True, blank=True)
    paused_until = models.DateField("休止 いつまで", null=True, blank=True)
    ended_on = models.DateField("おわった日", null=True, blank=True)
    erase_on = models.DateField("名前を 消す日", null=True, blank=True)
    erased_at = models.DateTimeField("消した時", null=True, blank=True)
    words = models.CharField("アドバイザーの メモ", max_length=400, blank=True)
    token_hash = models.CharField("リンクのしるし", max_length=64, unique=True, null=True, blank=True)
    token_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)

    class Meta:
        verbose_name = "会員"
        verbose_name_plural = "会員"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["centre", "number"], name="support_member_number"),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "paused"])
                | Q(joined_on__isnull=False, number__isnull=False),
                name="support_member_joined",
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_from__isnull=False), name="support_member_paused"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "left"])
                | Q(ended_on__isnull=False, erase_on__isnull=False),
                name="support_member_ended_erases",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True) | Q(lat__isnull=False, lng__isnull=False),
                name="support_member_position",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asks(self) -> bool:
        return self.kind in {MemberKind.USER, MemberKind.BOTH}

    @property
    def helps(self) -> bool:
        return self.kind in {MemberKind.PROVIDER, MemberKind.BOTH}


class Child(models.Model):
    """A member's child. The birthday is needed for the age limits; everything else only as far as care needs it."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="children", verbose_name="会員")
    call_name = models.CharField("よび名", max_length=20)
    born_on = models.DateField("生年月日")
    sex = models.CharField("女の子・男の子", max_length=4, choices=Sex.choices(), blank=True)
    school = models.CharField("園・学校", max_length=80, blank=True)
    allergy = models.CharField("アレルギー", max_length=200, blank=True)
    care_words = models.CharField("気をつけること", max_length=400, blank=True)
    needs = ArrayField(  # skills the provider must have for this child
        models.CharField(max_length=12, choices=Skill.choices()),
        verbose_name="ひつような こと", default=list, blank=True,
    )  # fmt: skip

    class Meta:
        verbose_name = "こども"
        verbose_name_plural = "こども"

    def __str__(self) -> str:
        return self.call_name


class Provider(models.Model):
    """What a provider can and wants to do. Limits are their own words: nobody asks beyond them."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="provider", verbose_name="会員"
    )
    travels = ArrayField(
        models.CharField(max_length=8, choices=Travel.choices()),
        verbose_name="移動のしかた", default=list, blank=True,
    )  # fmt: skip
    car_seats = ArrayField(
        models.CharField(max_length=8, choices=CarSeat.choices()),
        verbose_name="チャイルドシート", default=list, blank=True,
    )  # fmt: skip
    skills = ArrayField(
        models.CharField(max_length=12, choices=Skill.choices()),
        verbose_name="できること", default=list, blank=True,
    )  # fmt: skip
    wheres = ArrayField(
        models.CharField(max_length=14, choices=Where.choices()),
        verbose_name="どこで", default=list, blank=True,
    )  # fmt: skip
    minutes_away_max = models.PositiveSmallIntegerField("何分まで 行けるか", default=20)
    visits_week_max = models.PositiveSmallIntegerField("週に 何回まで", default=3)
    visits_day_max = models.PositiveSmallIntegerField("1日に 何回まで", default=1)
    children_max = models.PositiveSmallIntegerField("一度に 何人まで", default=1)
    child_age_min = models.PositiveSmallIntegerField("何歳から", default=0)
    child_age_max = models.PositiveSmallIntegerField("何歳まで", default=12)
    wants_asks = models.BooleanField("おねがいの メールを うけとる", default=True)
    words = models.CharField("希望（アドバイザーへ）", max_length=400, blank=True)

    class Meta:
        verbose_name = "提供会員の できること"
        verbose_name_plural = "提供会員の できること"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child_age_max__gte=F("child_age_min")), name="support_provider_ages"
            ),
            models.CheckConstraint(
                condition=Q(visits_week_max__gt=0, visits_day_max__gt=0, children_max__gt=0),
                name="support_provider_limits",
            ),
        ]


class Availability(models.Model):
    """A weekly stretch in which a provider may be asked (0 = Monday), with what they wish for it: empty contents means
    any, empty `sex` means any. 「水曜の女の子のお迎えだけ」 is one row."""

    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, related_name="hours", verbose_name="提供会員"
    )
    weekday = models.PositiveSmallIntegerField("曜日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    contents = ArrayField(
        models.CharField(max_length=16, choices=Content.choices()),
        verbose_name="援助内容", default=list, blank=True,
    )  # fmt: skip
    sex = models.CharField("女の子・男の子", max_length=4, choices=Sex.choices(), blank=True)

    class Meta:
        verbose_name = "動ける時間"
        verbose_name_plural = "動ける時間"
        ordering: ClassVar = ["weekday", "starts", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="support_hours_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="support_hours_order"),
        ]


class Away(models.Model):
    """Days on which a provider is not asked. Why is nobody's business."""

    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, related_name="away", verbose_name="提供会員"
    )
    from_on = models.DateField("いつから")
    until_on = models.DateField("いつまで")

    class Meta:
        verbose_name = "お休み"
        verbose_name_plural = "お休み"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="support_away_days"),
        ]


class Course(models.Model):
    """One meeting of a course: a basic lesson, first aid, accident prevention, follow-up."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="courses", verbose_name="センター"
    )
    kind = models.CharField("種類", max_length=10, choices=CourseKind.choices())
    title = models.CharField("題", max_length=120)
    held_on = models.DateField("日")
    starts = models.TimeField("はじまり", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("分")
    where = models.CharField("場所", max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField("定員", null=True, blank=True)
    cancelled_at = models.DateTimeField("とりやめた時", null=True, blank=True)

    class Meta:
        verbose_name = "講習"
        verbose_name_plural = "講習"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="support_course_minutes")
        ]


class CourseTaken(models.Model):
    """A member took part. `minutes` is what counts for them (who came late has less)."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="taken", verbose_name="講習")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="courses_taken", verbose_name="会員"
    )
    minutes = models.PositiveSmallIntegerField("分")
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "講習の 出席"
        verbose_name_plural = "講習の 出席"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "member"], name="support_course_taken_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="support_course_taken_minutes"),
        ]
