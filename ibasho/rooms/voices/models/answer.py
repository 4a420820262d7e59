"""Doors, tickets and answers. Who answered is nowhere; nothing here has a time finer than the day.

An answer waits as a sealed Envelope of fixed size, without hearing, door or day outside the seal. A job opens many at a
time, shuffles them and writes the rows, and writes the tickets of that hearing anew in another order, so that neither
keys nor transaction ids nor the order of rows join a ticket, or a moment, to an answer (trust statements 51, 52)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.voices.models.hearing import STAGES, Choice, Hearing, Question
from ibasho.rooms.voices.rules.kinds import Channel, Respondent, Wording
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class Door(models.Model):
    """Where a voice comes in: a page, a class's tablets, a poster, a stall. What is answered comes back to here.

    `quota`: so many answers and no more (a class). `token_hash`: who has the link may count (stall) or answer (class)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="doors", verbose_name="回")
    channel = models.CharField("入り口", max_length=10, choices=Channel.choices())
    name = models.CharField("どこ", max_length=80)
    place = models.ForeignKey(
        Place,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="voice_doors",
        verbose_name="居場所",
    )
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    stage = models.CharField("年代", max_length=8, choices=STAGES, blank=True)
    on = models.DateField("その日だけ", null=True, blank=True)
    quota = models.PositiveIntegerField("何人まで", null=True, blank=True)
    taken = models.PositiveIntegerField("何人 答えたか", default=0)
    token_hash = models.CharField("リンク", max_length=64, blank=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    shut = models.BooleanField("しめた", default=False)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "入り口"
        verbose_name_plural = "入り口"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | Q(taken__lte=F("quota")), name="voices_door_quota_kept"
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="voices_door_token_once"
            ),
        ]


class Ticket(models.Model):
    """The right to answer once. A keyed hash is all that is kept; nobody knows who drew which."""

    hash = models.CharField("ふだ", max_length=64, primary_key=True)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="tickets", verbose_name="入り口")
    spent = models.BooleanField("つかった", default=False)

    class Meta:
        verbose_name = "ふだ"
        verbose_name_plural = "ふだ"


class Envelope(models.Model):
    """A sealed answer on its way. All are of one size. `broken`: it could not be opened; it stops nobody else."""

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    sealed = models.BinaryField("ふうとう")
    broken = models.BooleanField("あけられない", default=False)

    class Meta:
        verbose_name = "ふうとう"
        verbose_name_plural = "ふうとう"


class Answer(models.Model):
    """One person's answer. `slip_hash`: of the code on the slip by which they may look what came of it."""

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="answers", verbose_name="回")
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="answers", verbose_name="入り口")
    respondent = models.CharField("だれ", max_length=12, choices=Respondent.choices())
    stage = models.CharField("年代", max_length=8, choices=STAGES, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    wording = models.CharField("ことば", max_length=12, choices=Wording.choices())
    day = models.DateField("日")
    slip_hash = models.CharField("ひかえ", max_length=64, unique=True, null=True, blank=True)  # noqa: DJ001 — many have none

    class Meta:
        verbose_name = "答え"
        verbose_name_plural = "答え"
        indexes: ClassVar = [models.Index(fields=["hearing", "day"], name="voices_answer_hearing_day")]


class Pick(models.Model):
    """What one answer chose: a choice (`place` in a ranking, 1 first) or a face."""

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="picks", verbose_name="答え")
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="picks", verbose_name="きくこと"
    )
    choice = models.ForeignKey(
        Choice, on_delete=models.CASCADE, null=True, related_name="picks", verbose_name="えらんだもの"
    )
    place = models.PositiveSmallIntegerField("何番め", null=True)
    face = models.PositiveSmallIntegerField("顔", null=True)

    class Meta:
        verbose_name = "えらんだこと"
        verbose_name_plural = "えらんだこと"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(choice__isnull=False, face__isnull=True)
                | Q(choice__isnull=True, face__range=(1, 5)),
                name="voices_pick_one_thing",
            ),
            models.UniqueConstraint(fields=["answer", "question", "choice"], name="voices_pick_once"),
            models.UniqueConstraint(
                fields=["answer", "question"], condition=Q(face__isnull=False), name="voices_pick_one_face"
            ),
        ]


class Tally(models.Model):
    """Counted, not asked one by one: +1 buttons, stickers, hands. `question` empty: heads. A mistake is taken back by a
    negative row; `nonce` (made on the device before it is sent) lets nothing count twice. A tap is one child's: when its day
    is over, all are written anew in another order (`mixed`)."""

    id = models.UUIDField("番号", primary_key=True, default=uuid.uuid4)
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="tallies", verbose_name="入り口")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="tallies", verbose_name="きくこと"
    )
    choice = models.ForeignKey(
        Choice, on_delete=models.PROTECT, null=True, related_name="tallies", verbose_name="えらんだもの"
    )
    face = models.PositiveSmallIntegerField("顔", null=True)
    respondent = models.CharField("だれ", max_length=12, choices=Respondent.choices())
    stage = models.CharField("年代", max_length=8, choices=STAGES, blank=True)
    count = models.IntegerField("数")
    day = models.DateField("日")
    nonce = models.UUIDField("送る番号", unique=True, default=uuid.uuid4)
    typed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="数えた人"
    )
    mixed = models.BooleanField("まぜた", default=False)

    class Meta:
        verbose_name = "数えた声"
        verbose_name_plural = "数えた声"
        indexes: ClassVar = [models.Index(fields=["door", "question"], name="voices_tally_door_question")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(count=0), name="voices_tally_counts"),
            models.CheckConstraint(
                condition=Q(question__isnull=True, choice__isnull=True, face__isnull=True)
                | Q(question__isnull=False, choice__isnull=False, face__isnull=True)
                | Q(question__isnull=False, choice__isnull=True, face__range=(1, 5)),
                name="voices_tally_of_one_thing",
            ),
        ]
