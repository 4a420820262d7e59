"""Signs that somebody should look: shown to a person, never a verdict, never about a child."""

from __future__ import annotations

from django.db import models

from ibasho.rooms.mealtickets.models.shop import Shop
from ibasho.rooms.mealtickets.rules.kinds import SignKind
from ibasho.town.people.models import Person


class SignReview(models.Model):
    """A person looked at a sign and wrote what it was. The sign itself is worked out anew from the redemptions."""

    kind = models.CharField("しるし", max_length=12, choices=SignKind.choices())
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="sign_reviews", verbose_name="お店")
    day = models.DateField("日")
    words = models.CharField("見て わかったこと", max_length=200)
    seen_at = models.DateTimeField("見た時")
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="見た人")

    class Meta:
        verbose_name = "しるしを 見た記録"
        verbose_name_plural = "しるしを 見た記録"
        constraints = [models.UniqueConstraint(fields=["kind", "shop", "day"], name="sign_seen_once")]
