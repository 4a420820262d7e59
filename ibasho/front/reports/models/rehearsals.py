"""Rehearsals: a year played through outside this database, its predictions with their assumptions beside them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Person


class Rehearsal(models.Model):
    """One result file as it was made (`rules.rehearsal` says its shape). Everything in it is 推計 of a made-up year."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("名前", max_length=120)
    digest = models.CharField("ファイルの しるし", max_length=64, unique=True)
    result = models.JSONField("結果")
    ran_on = models.DateField("おこなった日")
    loaded_at = models.DateTimeField("入れた時")
    loaded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = "予行演習"
        verbose_name_plural = "予行演習"
        ordering: ClassVar = ["-ran_on", "-pk"]
