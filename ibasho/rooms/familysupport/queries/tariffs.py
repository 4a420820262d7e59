"""Which fees hold on a day, and their history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from ibasho.rooms.familysupport.models import Centre, Tariff
from ibasho.rooms.familysupport.rules import tariff_body
from ibasho.rooms.familysupport.rules.kinds import TariffState
from ibasho.rooms.familysupport.rules.tariff_body import Body


def tariff_on(centre: Centre, day: date) -> Tariff | None:
    """The published fees of a day, or None where none were published for it."""
    return (
        published(centre)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
        .first()
    )


def body_of(tariff: Tariff) -> Body:
    return tariff_body.body(tariff.body)


def published(centre: Centre) -> QuerySet[Tariff]:
    """Newest first."""
    return Tariff.objects.filter(centre=centre, state=TariffState.PUBLISHED).order_by("-valid_from")


def bodies_of(centre: Centre) -> list[tuple[Tariff, Body]]:
    """Every published table read once, for pricing many days."""
    return [(one, body_of(one)) for one in published(centre)]


def body_on(bodies: Sequence[tuple[Tariff, Body]], day: date) -> Body | None:
    """The one of `bodies_of` that holds on a day."""
    for row, body in bodies:
        if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until):
            return body
    return None


def all_of(centre: Centre) -> QuerySet[Tariff]:
    """Drafts too, the latest first."""
    return Tariff.objects.filter(centre=centre).select_related("published_by").order_by("-valid_from", "-pk")


def before(tariff: Tariff) -> Tariff | None:
    """The published fees that hold, or held last, when this one begins."""
    rows = published(tariff.centre).filter(valid_from__lte=tariff.valid_from)
    return rows.exclude(pk=tariff.pk).first()


def coming(centre: Centre, day: date) -> Tariff | None:
    """The next published fees that begin after `day`."""
    return published(centre).filter(valid_from__gt=day).order_by("valid_from").first()
