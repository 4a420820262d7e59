"""What reaches the こども家庭センター from any room: sealed, read by the centre alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.concerns.rules.kinds import Outcome, Source
from ibasho.town.people.models import Person


class Concern(models.Model):
    """`sealed`: the words, of which kind they are and where they were written (AES-256-GCM, bound to this row by its
    public_id); in a dump of the database nobody reads them, and no open column but the day stands in an answer too.
    No name, no account, no time finer than the day. `sealed` goes 90 days after the end;
    what was done for a child stands in the centre's own records, never here. `told`: a job that runs by the clock has
    written to the centre; it writes these rows anew, so that their transaction isn't that of the child's answer.
    `unreadable_on`: the last day on which a change of keys could not open it."""

    class State(models.TextChoices):
        NEW = "new", "とどいた"
        TAKEN = "taken", "うけとった"
        CLOSED = "closed", "おわり"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    source = models.CharField("どこから", max_length=12, choices=Source.choices())
    sealed = models.BinaryField("ふうとう", null=True)
    received_on = models.DateField("とどいた日")
    answer_by = models.DateField("いつまでに うけとるか")
    told = models.BooleanField("職員に 知らせた", default=False)
    unreadable_on = models.DateField("あけられなかった日", null=True, blank=True)
    state = models.CharField("段階", max_length=8, choices=State.choices, default=State.NEW)
    taken_at = models.DateTimeField("うけとった時", null=True, blank=True)
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="うけとった人"
    )
    closed_at = models.DateTimeField("おわった時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="おえた人"
    )
    outcome = models.CharField("どう なったか", max_length=12, choices=Outcome.choices(), blank=True)

    class Meta:
        verbose_name = "センターへの 知らせ"
        verbose_name_plural = "センターへの 知らせ"
        indexes: ClassVar = [models.Index(fields=["state", "answer_by"], name="concern_state_by")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "taken", "closed"]), name="concern_state_known"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="concern_taken_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")),
                name="concern_closed_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="new", taken_at__isnull=True)
                | (~Q(state="new") & Q(taken_at__isnull=False)),
                name="concern_taken_first",
            ),
        ]


__all__ = ["Concern"]
