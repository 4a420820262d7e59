"""Who hears of a notice: choices that are live, each person once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from ibasho.rooms.bulletin.models import Notice, Subscription
from ibasho.rooms.bulletin.rules.wanted import Told, Wanted, goes_to
from ibasho.town.outbox.queries import addresses


def told_of(notice: Notice) -> Told:
    return Told(
        kind=notice.kind,
        districts=frozenset(notice.districts),
        stages=frozenset(notice.stages),
        wishes=frozenset(notice.wishes),
        place=notice.place_id,
    )


def wanted_of(row: Subscription) -> Wanted:
    return Wanted(
        districts=frozenset(row.districts),
        stages=frozenset(row.stages),
        wishes=frozenset(row.wishes),
        kinds=frozenset(row.kinds),
        places=frozenset(place.pk for place in row.places.all()),
    )


def active() -> QuerySet[Subscription]:
    """In order of their key: not stopped, the account open, the address live."""
    reachable = Q(person__is_active=True) | Q(address__in=addresses.live())
    rows = Subscription.objects.filter(reachable, is_active=True).select_related("person", "address")
    return rows.prefetch_related("places").order_by("pk")


def after(reached_pk: int) -> QuerySet[Subscription]:
    return active().filter(pk__gt=reached_pk)


def chosen(rows: Sequence[Subscription], told: Told) -> list[Subscription]:
    """Those of `rows` that want it. Of one person's several choices the account's own comes first, then the oldest."""
    wanting = [row for row in rows if goes_to(told, wanted_of(row))]
    owners = {owner for row in wanting if (owner := owner_of(row)) is not None}
    firsts = _firsts(owners, told)
    return [row for row in wanting if firsts.get(owner_of(row), row.pk) == row.pk]


def count(told: Told) -> int:
    return len(chosen(list(active()), told))


def owner_of(row: Subscription) -> int | None:
    """Whose it is: the account's, or that of the address; None for an address without one."""
    return row.person_id if row.address is None else row.address.person_id


def _firsts(owners: Iterable[int], told: Told) -> dict[int | None, int]:
    """{person: key of the one choice through which they hear of it}"""
    rows = active().filter(Q(person__in=owners) | Q(address__person__in=owners)) if owners else ()
    found: dict[int | None, list[Subscription]] = defaultdict(list)
    for row in rows:
        if goes_to(told, wanted_of(row)):
            found[owner_of(row)].append(row)
    return {who: min(many, key=lambda one: (one.person_id is None, one.pk)).pk for who, many in found.items()}
