"""What was taken in from a file, when, and what the file said wrongly."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Person


class ImportRun(models.Model):
    """One file: looked at first, then taken in. `problems` holds row, column, value, message and remedy of each;
    `counts` the summary; `details` what the preview shows; `made` the ids an undo needs.

    The file itself stands in `data` only until it is taken in, at most a day: here and not on a disk, so that the
    web process which got it and the worker which reads it need not be the same machine.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", "確かめている"
        RUNNING = "running", "取りこみ中"
        DONE = "done", "取りこみずみ"
        FAILED = "failed", "できなかった"
        UNDONE = "undone", "もどした"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PREVIEWED)
    filename = models.CharField("ファイル", max_length=200)
    sha256 = models.CharField("ファイルのしるし", max_length=64)
    data = models.BinaryField("ファイルの中身", null=True)
    source_name = models.CharField("出典", max_length=200, blank=True)
    source_url = models.URLField("出典のアドレス", max_length=400, blank=True)
    partial = models.BooleanField("一部だけの資料", default=False)
    dataset = models.CharField("データセット", max_length=24)
    encoding = models.CharField("文字コード", max_length=16)
    counts = models.JSONField("かず", default=dict)
    problems = models.JSONField("知らせ", default=list)
    details = models.JSONField("ようす", default=dict)
    made = models.JSONField("つくったもの", default=dict)
    uploaded_at = models.DateTimeField("受けとった時")
    ran_at = models.DateTimeField("入れた時", null=True)
    ran_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "取り込み"
        verbose_name_plural = "取り込み"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "running", "done", "failed", "undone"]),
                name="import_state_known",
            ),
            # A file that has been taken in is not kept a second time.
            models.CheckConstraint(
                condition=Q(data__isnull=True) | Q(state__in=["previewed", "running", "failed"]),
                name="import_data_only_while_needed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undone"]) | Q(ran_at__isnull=False),
                name="import_done_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.filename
