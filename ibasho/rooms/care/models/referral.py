"""居場所へつなぐ: the centre asks a place to welcome somebody, with what the place needs and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.rooms.care.models.matter import Matter
from ibasho.rooms.care.rules.kinds import ConsentHow, Consenting, Decline, Ended
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place


class ConsentText(models.Model):
    """What was read out before somebody said yes, by version, with the age from which a child says it alone (a dated
    setting: the law on persons under 16 is being drafted). The newest that has begun holds; none is ever changed."""

    version = models.PositiveSmallIntegerField("版", unique=True)
    starts_on = models.DateField("いつから")
    alone_from_age = models.PositiveSmallIntegerField("何歳から 本人だけで")
    child_words = models.TextField("こどもへの ことば")
    adult_words = models.TextField("保護者への ことば")
    set_at = models.DateTimeField("決めた時")
    set_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決めた人"
    )

    class Meta:
        verbose_name = "同意の ことば"
        verbose_name_plural = "同意の ことば"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(alone_from_age__gte=6, alone_from_age__lte=20), name="care_consent_age_range"
            ),
        ]


class Referral(models.Model):
    """The place (`CARE_WELCOME` in its organisation) sees name to call, allergy, who collects and the first day, from
    ASKED until DECLINED, ENDED or REVOKED; never why, from where, nor anything of the centre. Where the child lives is used
    for the minutes and kept nowhere."""

    class State(models.TextChoices):
        ASKED = "asked", "たのんだ"
        ACCEPTED = "accepted", "うけた"
        DECLINED = "declined", "うけられない"
        ARRIVED = "arrived", "来た"
        ENDED = "ended", "おわり"
        REVOKED = "revoked", "とりやめ"

    matter = models.OneToOneField(
        Matter, on_delete=models.CASCADE, related_name="referral", verbose_name="件"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name="居場所")
    state = models.CharField("段階", max_length=10, choices=State.choices, default=State.ASKED)
    sealed_child = models.BinaryField("よび名（ふうとう）", null=True)
    sealed_allergy = models.BinaryField("アレルギー（ふうとう）", null=True)
    sealed_collect = models.BinaryField("むかえ（ふうとう）", null=True)
    child_mark = models.BinaryField("よび名の しるし", max_length=32, null=True, db_index=True)
    first_on = models.DateField("さいしょの日", null=True, blank=True)
    asked_at = models.DateTimeField("たのんだ時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="たのんだ人"
    )
    answer_by = models.DateField("いつまでに 返事か")
    answered_at = models.DateTimeField("返事の時", null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="返事した人"
    )
    decline = models.CharField("うけられない わけ", max_length=8, choices=Decline.choices(), blank=True)
    sealed_decline_words = models.BinaryField("わけの ことば（ふうとう）", null=True)
    arrived_on = models.DateField("来た日", null=True, blank=True)
    arrived_at = models.DateTimeField("来たと 入れた時", null=True, blank=True)
    arrived_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="来たことを 入れた人"
    )
    ended_at = models.DateTimeField("おわった時", null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="おえた人"
    )
    ended_how = models.CharField("おわり方", max_length=8, choices=Ended.choices(), blank=True)
    consent_text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="+", verbose_name="同意の ことば"
    )
    consent_by = models.CharField("同意した人", max_length=8, choices=Consenting.choices())
    consent_how = models.CharField("同意の しかた", max_length=8, choices=ConsentHow.choices())
    consent_on = models.DateField("同意の日")
    consent_age_met = models.BooleanField("本人だけで 決められる年齢")
    withdrawn_on = models.DateField("同意を やめた日", null=True, blank=True)
    looked_at = models.DateTimeField("うけられない返事を 見た時", null=True, blank=True)

    class Meta:
        verbose_name = "つなぎ"
        verbose_name_plural = "つなぎ"
        indexes: ClassVar = [models.Index(fields=["place", "state"], name="care_referral_place")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "accepted", "declined", "arrived", "ended", "revoked"]),
                name="care_referral_state_known",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="care_referral_answered_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined", "arrived"]) | Q(answered_at__isnull=False),
                name="care_referral_answered_first",
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(decline="")) | (~Q(state="declined") & Q(decline="")),
                name="care_referral_declined_why",
            ),
            models.CheckConstraint(
                condition=Q(arrived_on__isnull=True, arrived_at__isnull=True, arrived_by__isnull=True)
                | Q(arrived_on__isnull=False, arrived_at__isnull=False, arrived_by__isnull=False),
                name="care_referral_arrived_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="arrived") | Q(arrived_on__isnull=False), name="care_referral_arrived_when"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["ended", "revoked"], ended_at__isnull=False, ended_by__isnull=False))
                | (~Q(state__in=["ended", "revoked"]) & Q(ended_at__isnull=True, ended_by__isnull=True)),
                name="care_referral_ended_pair",
            ),
            models.CheckConstraint(
                condition=(Q(state="ended") & ~Q(ended_how="")) | (~Q(state="ended") & Q(ended_how="")),
                name="care_referral_ended_how",
            ),
            # A child alone says yes only from the age of the text that was read out.
            models.CheckConstraint(
                condition=~Q(consent_by="child") | Q(consent_age_met=True), name="care_referral_consent_age"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(state__in=["revoked", "ended", "declined"]) & Q(withdrawn_on__gte=F("consent_on")),
                name="care_referral_withdrawn_is_over",
            ),
        ]


__all__ = ["ConsentText", "Referral"]
