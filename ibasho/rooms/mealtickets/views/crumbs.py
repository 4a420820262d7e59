"""Where a desk page of the room stands: every way begins at 食事チケット."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

Crumb = tuple[str, str]


def under(*more: Crumb) -> list[Crumb]:
    """食事チケット ＞ …; the last one is the page itself."""
    return [(_("食事チケット"), reverse("mealtickets:desk_meals")), *more]
