"""交流会: planned, polled, invited, held, and what came of it; kit and helpers lent between groups."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.network.rules.kinds import (
    Coming,
    LoanKind,
    LoanState,
    MeetingState,
    PollAnswerKind,
    QuestionKind,
)
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class Meeting(models.Model):
    """One round of a 年度. `source`: for meetings taken over from a publication, which one. `ended_at`, `state_before`:
    when it was held or called off, and what it was until then: for a day that may be taken back."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("名前", max_length=120)
    nendo = models.PositiveSmallIntegerField("年度")
    round = models.PositiveSmallIntegerField("第何回")
    aim = models.CharField("ねらい・話すこと", max_length=400, blank=True)
    day = models.DateField("日", null=True, blank=True)
    month_words = models.CharField("ころ（日が きまるまで）", max_length=40, blank=True)
    starts = models.TimeField("はじまり", null=True, blank=True)
    ends = models.TimeField("おわり", null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    venue = models.CharField("会場", max_length=120, blank=True)
    state = models.CharField(
        "状態", max_length=8, choices=MeetingState.choices(), default=MeetingState.DRAFT.value
    )
    state_before = models.CharField(
        "その前の 状態", max_length=8, choices=MeetingState.choices(), blank=True, default=""
    )
    ended_at = models.DateTimeField("ひらいた・やめた時", null=True, blank=True)
    poll_until = models.DateField("日程の返事 いつまで", null=True, blank=True)
    answer_until = models.DateField("出欠の返事 いつまで", null=True, blank=True)
    groups_told = models.PositiveSmallIntegerField("参加団体の 数（資料のまま）", null=True, blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    minutes = models.TextField("議事の まとめ", max_length=8000, blank=True)
    minutes_at = models.DateTimeField("まとめた時", null=True, blank=True)
    minutes_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="まとめた人"
    )
    told_at = models.DateTimeField("まとめを 送った時", null=True, blank=True)
    made_at = models.DateTimeField("作った時")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="作った人")

    class Meta:
        verbose_name = "交流会"
        verbose_name_plural = "交流会"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nendo", "round"], condition=~Q(state="off"), name="network_meeting_round_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["invited", "held", "closed"]) | Q(day__isnull=False),
                name="network_meeting_day_known",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="network_meeting_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PollDay(models.Model):
    """A day that is asked about."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="days", verbose_name="交流会")
    day = models.DateField("日")
    starts = models.TimeField("はじまり")
    ends = models.TimeField("おわり")

    class Meta:
        verbose_name = "日程の 候補"
        verbose_name_plural = "日程の 候補"
        ordering: ClassVar = ["day", "starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "day", "starts"], name="network_poll_day_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="network_poll_day_hours"),
        ]


class Invitation(models.Model):
    """A group is asked; it answers on its own page or by the link, without an account. `surveyed`: it filled in the
    アンケート (the answers do not say who)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="invitations", verbose_name="交流会"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    link_hash = models.CharField("リンクの しるし", max_length=64, blank=True, db_index=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    polled_at = models.DateTimeField("日程を きいた時", null=True, blank=True)
    told_at = models.DateTimeField("案内した時", null=True, blank=True)
    coming = models.CharField("出欠", max_length=4, choices=Coming.choices(), blank=True, default="")
    heads = models.PositiveSmallIntegerField("何人で", null=True, blank=True)
    words = models.CharField("ひとこと", max_length=200, blank=True)
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    came_heads = models.PositiveSmallIntegerField("来た人数", null=True, blank=True)
    surveyed = models.BooleanField("アンケートに こたえた", default=False)

    class Meta:
        verbose_name = "案内"
        verbose_name_plural = "案内"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="network_invited_once"),
        ]


class PollAnswer(models.Model):
    poll_day = models.ForeignKey(
        PollDay, on_delete=models.CASCADE, related_name="answers", verbose_name="候補"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, related_name="poll_answers", verbose_name="案内"
    )
    answer = models.CharField("返事", max_length=8, choices=PollAnswerKind.choices())

    class Meta:
        verbose_name = "日程の 返事"
        verbose_name_plural = "日程の 返事"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll_day", "invitation"], name="network_poll_answer_once"),
        ]


class Material(models.Model):
    """資料: a file (PDF, picture) or a link, for the invited groups."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="materials", verbose_name="交流会"
    )
    title = models.CharField("名前", max_length=120)
    file = models.FileField("ファイル", upload_to="network", blank=True)
    url = models.URLField("アドレス", max_length=400, blank=True)
    added_at = models.DateTimeField("のせた時")

    class Meta:
        verbose_name = "資料"
        verbose_name_plural = "資料"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(file="") | ~Q(url=""), name="network_material_something"),
        ]


class Decision(models.Model):
    """決まったこと, shown to every invited group."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="decisions", verbose_name="交流会"
    )
    words = models.CharField("決まったこと", max_length=400)
    order = models.PositiveSmallIntegerField("順", default=0)

    class Meta:
        verbose_name = "決まったこと"
        verbose_name_plural = "決まったこと"
        ordering: ClassVar = ["order", "pk"]


class Todo(models.Model):
    """やること of an organisation (a group, a section of the city, the council): on its own page until done."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="だれが"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="todos", verbose_name="交流会"
    )
    words = models.CharField("やること", max_length=200)
    due_on = models.DateField("いつまでに", null=True, blank=True)
    done_at = models.DateTimeField("できた時", null=True, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="できたと 入れた人"
    )
    done_words = models.CharField("どうなったか", max_length=200, blank=True)
    dropped_at = models.DateTimeField("やめた時", null=True, blank=True)
    made_at = models.DateTimeField("入れた時")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")

    class Meta:
        verbose_name = "やること"
        verbose_name_plural = "やること"
        indexes: ClassVar = [models.Index(fields=["organisation", "done_at"], name="network_todo_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="network_todo_done_pair",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="network_todo_one_end"
            ),
        ]


class SurveyQuestion(models.Model):
    """A question after the meeting."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="questions", verbose_name="交流会"
    )
    order = models.PositiveSmallIntegerField("順")
    text = models.CharField("質問", max_length=200)
    kind = models.CharField("こたえ方", max_length=8, choices=QuestionKind.choices())
    choices = ArrayField(models.CharField(max_length=60), verbose_name="えらぶもの", default=list, blank=True)

    class Meta:
        verbose_name = "アンケートの 質問"
        verbose_name_plural = "アンケートの 質問"
        ordering: ClassVar = ["order"]


class SurveyReply(models.Model):
    """One group's answers together, without saying whose: neither its key nor a time tells in which order they came."""

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="replies", verbose_name="交流会"
    )
    answers = models.JSONField("こたえ", default=dict)  # question id → text

    class Meta:
        verbose_name = "アンケートの こたえ"
        verbose_name_plural = "アンケートの こたえ"


class LoanItem(models.Model):
    """Something a group lends to others: a big pot, a table-tennis table, two people who can cook for fifty."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="かす団体"
    )
    kind = models.CharField("種類", max_length=8, choices=LoanKind.choices())
    name = models.CharField("名前", max_length=80)
    count = models.PositiveSmallIntegerField("いくつ・何人", default=1)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    is_active = models.BooleanField("かせる", default=True)

    class Meta:
        verbose_name = "かせるもの"
        verbose_name_plural = "かせるもの"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(count__gt=0), name="network_loan_count")]


class Loan(models.Model):
    """A group asks for it from one day to another; on no day more is lent than there is (checked under a lock)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    item = models.ForeignKey(LoanItem, on_delete=models.PROTECT, related_name="loans", verbose_name="もの")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="かりる団体"
    )
    count = models.PositiveSmallIntegerField("いくつ", default=1)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで")
    words = models.CharField("なにに 使うか", max_length=200, blank=True)
    state = models.CharField("状態", max_length=8, choices=LoanState.choices(), default=LoanState.ASKED.value)
    answer_words = models.CharField("返事の ことば", max_length=200, blank=True)
    asked_at = models.DateTimeField("たのんだ時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="たのんだ人"
    )
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="返事した人"
    )
    back_on = models.DateField("返った日", null=True, blank=True)

    class Meta:
        verbose_name = "かしかり"
        verbose_name_plural = "かしかり"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="network_loan_days"),
            models.CheckConstraint(condition=Q(count__gt=0), name="network_loan_some"),
        ]
