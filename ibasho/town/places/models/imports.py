"""What was taken in from a file, when, and what the file said wrongly."""

from __future__ import annotations

from django.db import models

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Person


class ImportRun(models.Model):
    """One file taken in. `problems` holds row, column, value, message and remedy of each; `counts` the summary."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    filename = models.CharField("ファイル", max_length=200)
    sha256 = models.CharField("ファイルのしるし", max_length=64)
    dataset = models.CharField("データセット", max_length=24)
    encoding = models.CharField("文字コード", max_length=16)
    counts = models.JSONField("かず", default=dict)
    problems = models.JSONField("知らせ", default=list)
    ran_at = models.DateTimeField("入れた時")
    ran_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "取り込み"
        verbose_name_plural = "取り込み"
