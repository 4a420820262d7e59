"""Paper stubs: each printed line has a number of its own, so that one meal on paper is taken in once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Shop
from ibasho.town.people.permissions import Permission

LINES_MAX = 320


@transaction.atomic
def take_numbers(*, shop: Shop, lines: int, by: Actor, at: datetime) -> tuple[int, int]:
    """The next `lines` numbers of this shop, first and last; never given out again. Raises Invalid, NotFound."""
    policies.require_shop(by, Permission.MEALS_SHOP, shop, at=at)
    if not 1 <= lines <= LINES_MAX:
        words = f"いちどに 作れるのは {LINES_MAX}食分までです。少なくして もう一度 作ってください。"
        raise Invalid("stubs.lines", words, fields={"pages": words})
    held = Shop.objects.select_for_update().get(pk=shop.pk)
    first = held.stubs_printed + 1
    held.stubs_printed += lines
    held.save(update_fields=["stubs_printed"])
    journal.record(
        "mealtickets.stubs.print", noun="mealtickets.Shop", object_id=shop.public_id, by=by, at=at,
        data={"first": first, "last": held.stubs_printed},
    )  # fmt: skip
    return first, held.stubs_printed
