"""What was given and what it became, as numbers a page may show: of one giver or of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Share
from ibasho.rooms.surplus.queries import uses
from ibasho.rooms.surplus.queries.uses import Thanks
from ibasho.rooms.surplus.rules.kinds import ShareState


@dataclass(frozen=True, slots=True)
class Given:
    """Of hand-overs on the days asked for. `meals`: of each place and day the most that was told of, whatever it was made
    of. `thanks`: only words somebody of the city put on the page."""

    grams: int
    offers: int
    meals: int
    places: int
    used_grams: int
    thrown_grams: int
    thanks: tuple[Thanks, ...]


def given(organisation_id: int | None, first: date, last: date) -> Given:
    """Handed over from `first` to `last`, inclusive, by this giver; None: by everybody. What was recalled is left out."""
    shares = handed(first, last)
    if organisation_id is not None:
        shares = shares.filter(proposal__offer__organisation=organisation_id)
    found = uses.of_shares(shares)
    return Given(
        grams=found.grams, offers=shares.values("proposal__offer").distinct().count(), meals=found.meals,
        places=found.places, used_grams=found.used, thrown_grams=found.thrown, thanks=found.thanks[::-1],
    )  # fmt: skip


def handed(first: date, last: date) -> QuerySet[Share]:
    begin, end = clock.at(first, time()), clock.at(last, clock.END_OF_DAY)
    rows = Share.objects.filter(state=ShareState.HANDED, proposal__offer__recall__isnull=True)
    return rows.filter(handover__handed_at__gte=begin, handover__handed_at__lt=end)


def givers(first: date, last: date) -> list[int]:
    """Organisations that gave something on these days; givers without an account are not named anywhere."""
    rows = handed(first, last).filter(proposal__offer__organisation__isnull=False)
    return sorted(set(rows.values_list("proposal__offer__organisation", flat=True)))
