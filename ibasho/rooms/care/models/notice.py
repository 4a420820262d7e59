"""気づき: what somebody at a place noticed, in thirty seconds, for the こども家庭センター alone."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.rooms.care.models.matter import Matter
from ibasho.rooms.care.rules.kinds import Outcome, Pace, Way
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class Notice(models.Model):
    """Never rejected: there is no such state. `writer` sees their own words and the state; the place sees nothing.

    Sealed, each on its own (kernel/envelope, bound to table, column and the matter's public_id): signs, where (place and
    organisation), child (the place's own nickname; no name is asked) and words. Open: when it came and by when the centre
    has taken it, looked (48 hours) and thanked. `pace` orders the centre's list; `nonce` makes a note that was sent twice one;
    `content_mark` (keyed) finds the same note typed twice within ten minutes, as long as the first is only SENT and neither
    is urgent; `written_at` is when a device says it was written (by its own clock; None where it came at once), for a box
    may come days later; `child_mark` (keyed, salted by the place) finds notes about the
    same nickname at the same place; nobody reads either of them back."""

    class State(models.TextChoices):
        SENT = "sent", "とどきました"
        TAKEN = "taken", "対応しています"
        ANSWERED = "answered", "ありがとうございました"
        CLOSED = "closed", "おわり"

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="notice", verbose_name="件")
    nonce = models.UUIDField("送ったしるし", unique=True, default=uuid.uuid4)
    writer = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    typed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="入力した人"
    )
    way = models.CharField("とどき方", max_length=8, choices=Way.choices())
    pace = models.CharField("はやさ", max_length=8, choices=Pace.choices())
    sealed_signs = models.BinaryField("気づいたこと（ふうとう）", null=True)
    sealed_where = models.BinaryField("どこで・いつ（ふうとう）", null=True)
    sealed_child = models.BinaryField("よび名（ふうとう）", null=True)
    sealed_words = models.BinaryField("ことば（ふうとう）", null=True)
    child_mark = models.BinaryField("よび名の しるし", max_length=32, null=True, db_index=True)
    content_mark = models.BinaryField("なかみの しるし", max_length=32)
    state = models.CharField("段階", max_length=10, choices=State.choices, default=State.SENT)
    received_at = models.DateTimeField("とどいた時")
    written_at = models.DateTimeField("端末で 書いた時", null=True, blank=True)
    told_at = models.DateTimeField("センターに 知らせた時", null=True, blank=True)
    take_by = models.DateField("いつまでに うけとるか", null=True, blank=True)
    check_by = models.DateTimeField("いつまでに 安全を 確かめるか", null=True, blank=True)
    answer_by = models.DateField("いつまでに 返事するか")
    taken_at = models.DateTimeField("受理した時", null=True, blank=True)
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="受理した人"
    )
    checked_at = models.DateTimeField("安全を 確かめた時", null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )
    answered_at = models.DateTimeField("返事した時", null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="返事した人"
    )
    closed_at = models.DateTimeField("おわった時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="おえた人"
    )
    outcome = models.CharField("どう なったか", max_length=10, choices=Outcome.choices(), blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="おなじこと"
    )

    class Meta:
        verbose_name = "気づき"
        verbose_name_plural = "気づき"
        indexes: ClassVar = [
            models.Index(fields=["state", "take_by"], name="care_notice_state_by"),
            models.Index(fields=["writer", "received_at"], name="care_notice_writer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "taken", "answered", "closed"]), name="care_notice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True, state="sent")
                | (Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(state="sent")),
                name="care_notice_taken_first",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="care_notice_checked_pair",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, state__in=["sent", "taken"])
                | Q(answered_at__isnull=False, answered_by__isnull=False, state__in=["answered", "closed"]),
                name="care_notice_answered_pair",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False, state="closed") & ~Q(outcome="")),
                name="care_notice_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="care_notice_closed_when"
            ),
            # What is only glad waits for thanks; everything else has both clocks.
            models.CheckConstraint(
                condition=Q(pace="glad", check_by__isnull=True)
                | (~Q(pace="glad") & Q(take_by__isnull=False, check_by__isnull=False)),
                name="care_notice_clocks",
            ),
        ]


class NoteWord(models.Model):
    """More than a state for the writer: only where the organisation is a member of the 要対協 that day, and read only as
    long as it is. Sealed under the matter's key, bound to this row's `public_id`."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="back", verbose_name="気づき")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="団体"
    )
    public_id = models.CharField("公開番号", max_length=16, unique=True)
    sealed_text = models.BinaryField("ことば（ふうとう）", null=True)
    sent_at = models.DateTimeField("送った時")
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="送った人")

    class Meta:
        verbose_name = "センターからの ことば"
        verbose_name_plural = "センターからの ことば"


class NotesFrom(models.Model):
    """How many notes, glad ones too, a place has sent in a month: for the coverage view; never of whom or what."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name="居場所")
    month = models.DateField("月（1日）")
    notes = models.PositiveIntegerField("気づきの 数", default=0)

    class Meta:
        verbose_name = "居場所からの 気づきの数"
        verbose_name_plural = "居場所からの 気づきの数"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "month"], name="care_notes_from_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="care_notes_from_month"),
        ]


__all__ = ["NoteWord", "Notice", "NotesFrom"]
