"""What children read of shops, pools and thanks; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.mealtickets.models import Donor, Pool, Shop, Thanks
from ibasho.rooms.mealtickets.models.gift import Moderation


def texts() -> Iterator[str]:
    shops = Shop.objects.filter(state__in=(Shop.State.STARTED, Shop.State.PAUSED))
    for told in shops.values_list("child_menu", "seats_note", "hours_note"):
        yield from told
    for name, kana, purpose in Pool.objects.values_list("name", "kana", "purpose"):
        yield from ((purpose,) if kana else (name, purpose))
    for rows in (Thanks.objects.filter(state=Moderation.SHOWN), Donor.objects.filter(state=Moderation.SHOWN)):
        yield from rows.values_list("words", flat=True)
