"""Places as they stand on a day: how many, of how many kinds, for whom, run by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from ibasho.base.kernel.facts import Fact
from ibasho.town.people.models import Organisation
from ibasho.town.places.facts.made import HERE, at_least, fact, share
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.costs import cost

_ADMISSION = ("everyone", "stages", "alone_from", "adult_needed", "restricted", "restricted_to")
_COST = (
    "stages", "fee_infant_yen", "fee_elementary_yen", "fee_junior_yen", "fee_high_yen", "fee_adult_yen",
)  # fmt: skip


def published_places(today: date) -> Fact:
    """Places anybody may go to: published, not paused, not restricted, inside the city and outside."""
    return fact(published.open_to_all().count(), "か所", HERE, today, f"{__name__}.published_places")


def kinds_open(today: date) -> Fact:
    """How many kinds (児童館, こども食堂, …) these places are of: variety, not number."""
    kinds = published.open_to_all().values("kind").distinct().count()
    return fact(kinds, "種類", f"{HERE}の種類の数", today, f"{__name__}.kinds_open")


def alone_places(today: date) -> Fact:
    """Places that say a school child may come alone. Those that do not say are not counted."""
    places = published.open_to_all()
    count = published.fitting(places, Criteria(alone=True)).count()
    silent = sum(1 for place in places.only(*_ADMISSION) if _says_nothing(place))
    source = f"{HERE}のうち、ひとりで来てよいと書いてあるもの"
    return fact(count, "か所", source, today, f"{__name__}.alone_places", marks=at_least(silent))


def free_places(today: date) -> Fact:
    """Places that say a child pays nothing. Those that do not say what it costs are not counted."""
    places = published.open_to_all()
    count = published.fitting(places, Criteria(free=True)).count()
    silent = sum(1 for place in places.only(*_COST) if cost(place, None).low is None)
    source = f"{HERE}のうち、こどもが無料ですごせると書いてあるもの"
    return fact(count, "か所", source, today, f"{__name__}.free_places", marks=at_least(silent))


def run_by_others(today: date) -> Fact:
    """Places run by an organisation that is no section of the city. One known only by the name its source gives it is
    not counted."""
    places = published.open_to_all()
    count = (
        places.filter(organisation__isnull=False).exclude(organisation__kind=Organisation.Kind.CITY).count()
    )
    unknown = places.filter(organisation__isnull=True).exists()
    source = f"{HERE}のうち、市ではない団体・店・企業・地区の組織がひらくもの（運営が登録されていないものは数えない）"
    return fact(count, "か所", source, today, f"{__name__}.run_by_others", marks=at_least(unknown))


def verified_places(today: date) -> Fact:
    """Share of places that somebody confirmed within the fresh days."""
    places = published.open_to_all()
    since = today - timedelta(days=settings.FRESH_DAYS)
    known = places.filter(verified_on__gt=since).count()
    source = f"{HERE}のうち、この{settings.FRESH_DAYS}日に確かめたもの"
    return share(known, places.count(), source, today, f"{__name__}.verified_places")


def _says_nothing(place: Place) -> bool:
    admission = admission_of(place)
    return admission.alone_from is None and admission.adult_needed is None


FACTS: dict[str, Callable[[date], Fact]] = {
    "published_places": published_places,
    "kinds_open": kinds_open,
    "alone_places": alone_places,
    "free_places": free_places,
    "verified_places": verified_places,
    "run_by_others": run_by_others,
}
