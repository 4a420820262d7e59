"""What went wrong, what keeps us safe, what closes in one tap, and who is open after a disaster."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.openhouse.rules.kinds import (
    AlarmKind,
    DisasterAnswer,
    ImprovementKind,
    ImprovementState,
    IncidentKind,
)
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Person
from ibasho.town.places.models import ClosedDays, Place


class Incident(models.Model):
    """けが・ヒヤリハット・苦情. No name of a child: the insurer's own form takes it, on paper. What is about the staff of the
    place (`about_staff`) is seen by the city alone."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="incidents", verbose_name="居場所"
    )
    kind = models.CharField("種類", max_length=10, choices=IncidentKind.choices())
    about_staff = models.BooleanField("スタッフのこと（市だけが 見ます）", default=False)
    happened_at = models.DateTimeField("起きた時")
    where = models.CharField("どこで", max_length=80)
    stage = models.CharField(
        "年代", max_length=8, choices=[(one.value, one.value) for one in Stage], blank=True
    )
    body_part = models.CharField("けがの場所", max_length=40, blank=True)
    what = models.TextField("何が あったか", max_length=2000)
    done = models.TextField("したこと", max_length=2000, blank=True)
    guardian_told_at = models.DateTimeField("保護者に 知らせた時", null=True, blank=True)
    hospital = models.CharField("行った病院", max_length=80, blank=True)
    insurer = models.CharField("保険", max_length=80, blank=True)
    insurer_told_on = models.DateField("保険会社に 知らせた日", null=True, blank=True)
    prevention = models.TextField("くりかえさないために", max_length=1000, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    closed_at = models.DateTimeField("おわりにした時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="おわりにした人",
    )

    class Meta:
        verbose_name = "けが・ヒヤリハット・苦情"
        verbose_name_plural = "けが・ヒヤリハット・苦情"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="incident_closed_paired",
            ),
        ]


class SafetySheet(models.Model):
    """AED, ways out, meeting point: one A4 sheet for each place."""

    place = models.OneToOneField(
        Place, on_delete=models.CASCADE, related_name="safety_sheet", verbose_name="居場所"
    )
    aed = models.CharField("AEDの場所", max_length=120, blank=True)
    way_out = models.CharField("にげ道", max_length=200, blank=True)
    meeting_point = models.CharField("集まる場所", max_length=120, blank=True)
    hospital = models.CharField("近くの病院と 電話", max_length=160, blank=True)
    duties = models.CharField("だれが 何をするか", max_length=400, blank=True)
    checked_on = models.DateField("確かめた日", null=True, blank=True)

    class Meta:
        verbose_name = "安全シート"
        verbose_name_plural = "安全シート"


class Alarm(models.Model):
    """警報・熱中症: one tap closes the places of an area for a day, and one tap opens them again."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=8, choices=AlarmKind.choices())
    title = models.CharField("ことば", max_length=80)
    district_codes = ArrayField(
        models.CharField(max_length=20), verbose_name="小学校区（空は 市内全部）", default=list, blank=True
    )
    day = models.DateField("日")
    raised_at = models.DateTimeField("出した時")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="出した人")
    lifted_at = models.DateTimeField("といた時", null=True, blank=True)
    lifted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="といた人"
    )

    class Meta:
        verbose_name = "警報などの お休み"
        verbose_name_plural = "警報などの お休み"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="alarm_lifted_paired",
            ),
        ]


class AlarmClosure(models.Model):
    """The closed day an alarm made, so that lifting it opens exactly those places again."""

    alarm = models.ForeignKey(
        Alarm, on_delete=models.CASCADE, related_name="closures", verbose_name="警報など"
    )
    closed_days = models.OneToOneField(
        ClosedDays, on_delete=models.CASCADE, related_name="+", verbose_name="お休みの日"
    )

    class Meta:
        verbose_name = "警報で しめた居場所"
        verbose_name_plural = "警報で しめた居場所"


class Disaster(models.Model):
    """From a disaster on, the public page 「あいている居場所」 shows what the places answer."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("何が あったか", max_length=80)
    began_at = models.DateTimeField("はじまり")
    began_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="はじめた人"
    )
    ended_at = models.DateTimeField("おわり", null=True, blank=True)

    class Meta:
        verbose_name = "災害"
        verbose_name_plural = "災害"
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at__isnull=True), name="disaster_one_at_a_time"
            ),
        ]


class DisasterReport(models.Model):
    """A place's latest answer."""

    disaster = models.ForeignKey(
        Disaster, on_delete=models.CASCADE, related_name="reports", verbose_name="災害"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="disaster_reports", verbose_name="居場所"
    )
    answer = models.CharField("ようす", max_length=8, choices=DisasterAnswer.choices())
    words = models.CharField("ひとこと（水・電気・食べもの など）", max_length=200, blank=True)
    told_at = models.DateTimeField("知らせた時")
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="知らせた人"
    )

    class Meta:
        verbose_name = "災害のときの ようす"
        verbose_name_plural = "災害のときの ようす"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disaster", "place"], name="disaster_report_once")
        ]


class Improvement(models.Model):
    """既存の居場所をみがく: what is bettered at a place, from plan to done. `voice_code` names the opinion it answers."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="improvements", verbose_name="居場所"
    )
    kind = models.CharField("何を", max_length=10, choices=ImprovementKind.choices())
    title = models.CharField("名前", max_length=80)
    words = models.CharField("せつめい", max_length=400, blank=True)
    state = models.CharField(
        "段階", max_length=8, choices=ImprovementState.choices(),
        default=ImprovementState.PLANNED.value,
    )  # fmt: skip
    voice_code = models.CharField("もとになった声", max_length=24, blank=True)
    planned_on = models.DateField("いつごろ", null=True, blank=True)
    works_on = models.DateField("はじめた日", null=True, blank=True)
    done_on = models.DateField("できた日", null=True, blank=True)
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "みがくこと"
        verbose_name_plural = "みがくこと"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="improvement_done_has_day"
            ),
        ]
