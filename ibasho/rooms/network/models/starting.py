"""立ち上げ: from a wish to the first session, who helps at each step, and what was handed on from where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.network.rules.kinds import Piece, StartState, StepCode, StepState
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


class StartUp(models.Model):
    """A place that is not there yet. The starter needs no account: `link_hash` opens their own page.

    `cell_code`: the mesh cell of the blank area it is meant for (a code; no relation to reach).
    """

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    name = models.CharField("仮の 名前", max_length=80)
    starter = models.CharField("はじめる人", max_length=80)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    wish = models.CharField("どんな 居場所に したいか", max_length=400, blank=True)
    kind = models.CharField("居場所の 種類", max_length=20, blank=True)  # places.rules.kinds.PlaceKind
    cell_code = models.CharField("空白地区の 区画", max_length=16, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="団体"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    keeper = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="いっしょに すすめる人"
    )  # fmt: skip
    state = models.CharField(
        "状態", max_length=8, choices=StartState.choices(), default=StartState.ASKED.value
    )
    first_on = models.DateField("最初の1回の 日", null=True, blank=True)
    # Pressed back to 「すすめている」: what was held until that day was no opening.
    not_yet_on = models.DateField("まだ ひらいていないと した日", null=True, blank=True)
    link_hash = models.CharField("リンクの しるし", max_length=64, blank=True, db_index=True)
    link_given_at = models.DateTimeField("リンクを わたした時", null=True, blank=True)
    asked_at = models.DateTimeField("とどいた時")
    moved_at = models.DateTimeField("さいごに うごいた時")
    ended_on = models.DateField("おわった日", null=True, blank=True)
    ended_words = models.CharField("やめた・休む わけ", max_length=200, blank=True)

    class Meta:
        verbose_name = "立ち上げ"
        verbose_name_plural = "立ち上げ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["opened", "stopped"], ended_on__isnull=False)
                | (~Q(state__in=["opened", "stopped"]) & Q(ended_on__isnull=True)),
                name="network_start_ended_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One of the steps of a start-up: since when it is as it is, and who helps with it. `begun_on`: when its turn came, or
    when it was begun, whichever was first; from there the days are counted that a step takes."""

    startup = models.ForeignKey(
        StartUp, on_delete=models.CASCADE, related_name="steps", verbose_name="立ち上げ"
    )
    code = models.CharField("段", max_length=8, choices=StepCode.choices())
    state = models.CharField("状態", max_length=8, choices=StepState.choices(), default=StepState.AHEAD.value)
    since = models.DateField("いつから この状態")
    begun_on = models.DateField("この段に 来た日", null=True, blank=True)
    helper = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="手伝う人"
    )
    helper_words = models.CharField("だれが 手伝うか", max_length=80, blank=True)
    note = models.CharField("ひとこと", max_length=400, blank=True)

    class Meta:
        verbose_name = "立ち上げの 段"
        verbose_name_plural = "立ち上げの 段"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["startup", "code"], name="network_step_once"),
        ]


class HandingOn(models.Model):
    """カケショクから 地域・企業へ: which pieces of a space's way of working went to which new place and host, and when.
    Written once; `made`: piece → how many rows were copied."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    startup = models.ForeignKey(
        StartUp, on_delete=models.PROTECT, null=True, blank=True, related_name="handings", verbose_name="立ち上げ"
    )  # fmt: skip
    from_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", verbose_name="もとの 居場所"
    )
    to_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", verbose_name="新しい 居場所"
    )
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="ひらく団体・企業"
    )
    pieces = ArrayField(models.CharField(max_length=8, choices=Piece.choices()), verbose_name="わたしたもの")
    made = models.JSONField("できた数", default=dict)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    handed_on = models.DateField("わたした日")
    handed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="わたした人"
    )

    class Meta:
        verbose_name = "やり方の ひきわたし"
        verbose_name_plural = "やり方の ひきわたし"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(from_place=models.F("to_place")), name="network_handing_elsewhere"),
            models.CheckConstraint(condition=~Q(pieces=[]), name="network_handing_something"),
        ]  # fmt: skip
