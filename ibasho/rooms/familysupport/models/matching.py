"""What families ask for, who is asked, what the adviser rules and decides, and the plan of a week."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.ranges import one_of, span
from ibasho.rooms.familysupport.models.member import Centre, Child, Member
from ibasho.rooms.familysupport.rules.kinds import (
    AskAnswer,
    CancelKind,
    Content,
    RequestState,
    Skill,
    UnmetEnd,
    UnmetReason,
    Verdict,
    VisitState,
    Where,
)
from ibasho.town.people.models import Person


class Request(models.Model):
    """What a family asks for: once, or each week from one day to another. Visits are its occasions."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="requests", verbose_name="会員")
    children = models.ManyToManyField(Child, related_name="requests", verbose_name="こども")
    content = models.CharField("援助内容", max_length=16, choices=Content.choices())
    where = models.CharField("どこで", max_length=14, choices=Where.choices())
    from_words = models.CharField("どこから", max_length=120, blank=True)
    from_lat = models.FloatField("どこから：緯度", null=True, blank=True)
    from_lng = models.FloatField("どこから：経度", null=True, blank=True)
    to_words = models.CharField("どこへ", max_length=120, blank=True)
    to_lat = models.FloatField("どこへ：緯度", null=True, blank=True)
    to_lng = models.FloatField("どこへ：経度", null=True, blank=True)
    from_on = models.DateField("いつから")
    until_on = models.DateField("いつまで")
    weekdays = ArrayField(  # empty: the one day `from_on`
        models.PositiveSmallIntegerField(), verbose_name="曜日", default=list, blank=True
    )
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")
    needs_car = models.BooleanField("車が いる", default=False)
    needs = ArrayField(
        models.CharField(max_length=12, choices=Skill.choices()),
        verbose_name="ひつような こと", default=list, blank=True,
    )  # fmt: skip
    wished = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="できれば この人に",
    )  # fmt: skip
    words = models.CharField("つたえたいこと", max_length=400, blank=True)
    state = models.CharField(
        "段階", max_length=10, choices=RequestState.choices(),
        default=RequestState.OPEN.value,
    )  # fmt: skip
    asked_at = models.DateTimeField("申しこんだ時")
    asked_via = models.CharField("どこから 申しこんだか", max_length=12)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="入力した人"
    )

    class Meta:
        verbose_name = "依頼"
        verbose_name_plural = "依頼"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="support_request_days"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="support_request_hours"),
            models.CheckConstraint(
                condition=Q(from_lat__isnull=True, from_lng__isnull=True)
                | Q(from_lat__isnull=False, from_lng__isnull=False),
                name="support_request_from",
            ),
            models.CheckConstraint(
                condition=Q(to_lat__isnull=True, to_lng__isnull=True)
                | Q(to_lat__isnull=False, to_lng__isnull=False),
                name="support_request_to",
            ),
        ]


class Visit(models.Model):
    """One occasion of a request, and who helps. What stands as agreed was decided by the centre before it began: that
    alone is insured. A provider is never in two places at once."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="visits", verbose_name="依頼")
    day = models.DateField("日")
    starts_at = models.DateTimeField("はじまり")
    ends_at = models.DateTimeField("おわり")
    state = models.CharField(
        "段階", max_length=10, choices=VisitState.choices(),
        default=VisitState.OPEN.value,
    )  # fmt: skip
    provider = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="提供会員",
    )
    decided_at = models.DateTimeField("決めた時", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="決めた人"
    )
    unmet_reason = models.CharField(
        "見つからなかった わけ", max_length=12, choices=UnmetReason.choices(),
        blank=True,
    )  # fmt: skip
    unmet_at = models.DateTimeField("見つからないと した時", null=True, blank=True)
    unmet_end = models.CharField(
        "見つからなかった あと どうしたか", max_length=8, choices=UnmetEnd.choices(), blank=True
    )
    cancelled_at = models.DateTimeField("とりやめた時", null=True, blank=True)
    cancel_kind = models.CharField("とりやめの区分", max_length=10, choices=CancelKind.choices(), blank=True)
    cancel_yen = models.PositiveIntegerField("キャンセル料", default=0)

    class Meta:
        verbose_name = "依頼の1回"
        verbose_name_plural = "依頼の1回"
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["day", "state"], name="support_visit_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="support_visit_hours"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "done"])
                | Q(provider__isnull=False, decided_at__isnull=False),
                name="support_visit_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "unmet"]) | Q(provider__isnull=True),
                name="support_visit_open_has_nobody",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__lt=F("starts_at")),
                name="support_visit_arranged_before",
            ),
            models.CheckConstraint(
                condition=Q(state="unmet", unmet_at__isnull=False) & ~Q(unmet_reason="")
                | ~Q(state="unmet") & Q(unmet_at__isnull=True, unmet_reason=""),
                name="support_visit_unmet_says_why",
            ),
            models.CheckConstraint(
                condition=Q(unmet_end="") | Q(state="unmet"), name="support_visit_unmet_ended"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancel_kind="")
                | ~Q(state="cancelled") & Q(cancelled_at__isnull=True, cancel_kind="", cancel_yen=0),
                name="support_visit_cancelled",
            ),
            models.UniqueConstraint(fields=["request", "starts_at"], name="support_visit_once"),
            ExclusionConstraint(
                name="support_visit_never_two_at_once",
                expressions=[
                    (one_of("provider"), RangeOperators.OVERLAPS),
                    (span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["agreed", "done"]),
            ),
        ]  # fmt: skip


class Ruling(models.Model):
    """The adviser's word that a plan must obey: this provider, or not this one."""

    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="rulings", verbose_name="依頼の1回"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", verbose_name="提供会員")
    verdict = models.CharField("きめたこと", max_length=8, choices=Verdict.choices())
    ruled_at = models.DateTimeField("きめた時")
    ruled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="きめた人"
    )

    class Meta:
        verbose_name = "アドバイザーの きめ"
        verbose_name_plural = "アドバイザーの きめ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "member"], name="support_ruling_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(verdict="pin"), name="support_ruling_one_pin"
            ),
        ]


class Plan(models.Model):
    """A week as the engine solved it: proposals only. `facts`: served, served_bound, spread, spread_bound, worth,
    worth_bound, proven, milliseconds, and `short`: [weekday, half hour, price] of hours that lack providers."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    centre = models.ForeignKey(
        Centre, on_delete=models.CASCADE, related_name="plans", verbose_name="センター"
    )
    week = models.DateField("週の はじめ（月曜）")
    facts = models.JSONField("結果の数", default=dict)
    solved_at = models.DateTimeField("といた時")
    solved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="といた人"
    )

    class Meta:
        verbose_name = "1週間の案"
        verbose_name_plural = "1週間の案"
        indexes: ClassVar = [models.Index(fields=["centre", "week", "-solved_at"], name="support_plan_week")]


class Proposal(models.Model):
    """A plan's word on one visit: who, and why; or nobody, and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals", verbose_name="案")
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="proposals", verbose_name="依頼の1回"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="提供会員"
    )
    reasons = ArrayField(models.CharField(max_length=80), verbose_name="わけ", default=list)

    class Meta:
        verbose_name = "案の1つ"
        verbose_name_plural = "案の1つ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "visit"], name="support_proposal_once")
        ]


class Ask(models.Model):
    """打診: one visit asked of one provider. `batch` binds the visits that were asked together. The family sees none of it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="asks", verbose_name="依頼の1回")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="asked_for", verbose_name="提供会員"
    )
    batch = models.CharField("ひとまとまり", max_length=16)
    reasons = ArrayField(models.CharField(max_length=80), verbose_name="わけ", default=list)
    sent_at = models.DateTimeField("たのんだ時")
    answer = models.CharField(
        "返事", max_length=8, choices=AskAnswer.choices(),
        default=AskAnswer.WAITING.value,
    )  # fmt: skip
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    answered_via = models.CharField("どこから 返事したか", max_length=12, blank=True)
    reminded_at = models.DateTimeField("もう一度 たずねた時", null=True, blank=True)

    class Meta:
        verbose_name = "打診"
        verbose_name_plural = "打診"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "member"], name="support_ask_once"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at__isnull=True)
                | ~Q(answer="waiting") & Q(answered_at__isnull=False),
                name="support_ask_answered",
            ),
        ]
