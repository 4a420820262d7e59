"""What an operator wants changed, and who claims an entry: the city approves both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models.place import Place


class _Request(models.Model):
    """Asked by one person, decided by another of the city."""

    class State(models.TextChoices):
        WAITING = "waiting", "承認待ち"
        ACCEPTED = "accepted", "承認"
        REFUSED = "refused", "見送り"
        WITHDRAWN = "withdrawn", "取り下げ"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    asked_at = models.DateTimeField("出した時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="出した人"
    )
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField("決めた時", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決めた人"
    )
    answer = models.CharField("返事", max_length=400, blank=True)

    class Meta:
        abstract = True


class PlaceChange(_Request):
    """`proposed` maps field names to new values (openings as a list of dicts); `base_version` is the entry's
    version it was written against, so that a later change is never overwritten unseen."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="changes", verbose_name="居場所")
    proposed = models.JSONField("直したいところ")
    base_version = models.PositiveIntegerField("もとの版")

    class Meta:
        verbose_name = "変更の願い"
        verbose_name_plural = "変更の願い"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(state="waiting"), name="change_one_waiting"
            ),
        ]


class Claim(_Request):
    """「ここは わたしたちの場所です」."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="claims", verbose_name="居場所")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="claims", verbose_name="団体・店など"
    )
    words = models.CharField("ひとこと", max_length=400, blank=True)

    class Meta:
        verbose_name = "登録の願い"
        verbose_name_plural = "登録の願い"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "organisation"], condition=Q(state="waiting"), name="claim_one_waiting"
            ),
        ]
