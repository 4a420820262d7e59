"""The places the public sees, and which of them fit what somebody looks for."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db.models import Prefetch, Q, QuerySet

from ibasho.town.places.models import Photo, Place, PlaceNote
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules import search
from ibasho.town.places.rules.costs import FEE_FIELD
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.wishes import BY_CODE

NOTES_MAX = 6
SEEN = (Place.State.PUBLISHED, Place.State.PAUSED)
_CHILD_FEES = tuple(dict.fromkeys(field for stage, field in FEE_FIELD.items() if stage is not Stage.ADULT))


def listed() -> QuerySet[Place]:
    """Published and paused places, restricted ones too: what the full list holds."""
    return Place.objects.filter(state__in=SEEN)


def open_to_all() -> QuerySet[Place]:
    """Published places that may be told to anybody: never a restricted one, never a 放課後児童クラブ."""
    return Place.objects.filter(state=Place.State.PUBLISHED, restricted=False).exclude(kind__in=NEVER_FOR_ALL)


def ever_open_to_all() -> QuerySet[Place]:
    """As `open_to_all`, with those that are paused or have ended: whose figures of a year may be told to anybody."""
    rows = Place.objects.filter(state__in=(*SEEN, Place.State.ENDED), restricted=False)
    return rows.exclude(kind__in=NEVER_FOR_ALL)


def find(public_id: str) -> Place | None:
    """The entry with its rules, closures and approved photos; None for what the public may not see."""
    photos = Photo.objects.filter(approved_at__isnull=False).order_by("added_at")
    return (
        listed()
        .filter(public_id=public_id)
        .select_related("organisation")
        .prefetch_related("opening_rules", "closed_days", Prefetch("photos", photos))
        .first()
    )


def notes_of(place: Place) -> QuerySet[PlaceNote]:
    """What children said of it and two eyes have read, newest first."""
    read = PlaceNote.objects.filter(place=place, state=PlaceNote.State.PUBLISHED)
    return read.order_by("-told_on", "-pk")[:NOTES_MAX]


def fitting(places: QuerySet[Place], criteria: Criteria) -> QuerySet[Place]:
    """Those of `places` that fit. A place that does not say who may come stays in, and says so; one that does not say
    that a child may come alone, or that it is free, is left out where exactly that is asked."""
    if criteria.stage:
        places = places.filter(Q(everyone=True) | Q(stages=[]) | Q(stages__contains=[criteria.stage.value]))
    if criteria.alone:
        places = places.filter(_alone(criteria.stage))
    if criteria.free:
        places = places.filter(_free(criteria.stage))
    for wish in criteria.wishes:
        places = places.filter(_wish(wish))
    if criteria.features:
        places = places.filter(features__contains=list(criteria.features))
    if criteria.kinds:
        places = places.filter(kind__in=criteria.kinds)
    if criteria.district:
        places = places.filter(district_code=criteria.district)
    return _with_words(places, criteria.text)


def _alone(stage: Stage | None) -> Q:
    """Says what `rules.eligibility` calls ALONE, for this stage or for any school child."""
    if stage is Stage.INFANT:
        return Q(pk__in=[])
    if stage is Stage.ADULT:
        return Q(everyone=True) | Q(stages__contains=[stage.value])
    schools = [one for one in CHILD_STAGES if one is not Stage.INFANT and (stage is None or one is stage)]
    return reduce(or_, (_alone_at(one) for one in schools))


def _alone_at(stage: Stage) -> Q:
    younger = [one.value for one in CHILD_STAGES if one.rank <= stage.rank]
    welcome = Q(everyone=True) | Q(stages__contains=[stage.value])
    return welcome & (Q(alone_from__in=younger) | Q(alone_from="", adult_needed=False))


def _free(stage: Stage | None) -> Q:
    """Without a stage: somebody is known to come for free, and no child is known to pay."""
    if stage is not None:
        return Q(**{FEE_FIELD[stage]: 0})
    someone = reduce(or_, (Q(**{field: 0}) for field in _CHILD_FEES))
    return reduce(and_, (Q(**{f"{field}__isnull": True}) | Q(**{field: 0}) for field in _CHILD_FEES), someone)


def _wish(code: str) -> Q:
    wish = BY_CODE[code]
    return Q(features__overlap=sorted(wish.features)) | Q(kind__in=wish.kinds)


def _with_words(places: QuerySet[Place], text: str) -> QuerySet[Place]:
    words = search.wanted(text)
    for group in words.each:
        places = places.filter(_any_of(group))
    for group in words.none:
        places = places.exclude(_any_of(group))
    return places


def _any_of(keys: frozenset[str]) -> Q:
    return reduce(or_, (Q(search_text__contains=key) for key in sorted(keys)))
