"""What the database filters by is what the rules say of each place."""

from __future__ import annotations

from itertools import product

import pytest

from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.answers import alone_from
from ibasho.town.places.rules.costs import FEE_FIELD, cost
from ibasho.town.places.rules.eligibility import Verdict, may_come
from ibasho.town.places.rules.stages import Stage
from tests import make

pytestmark = pytest.mark.django_db


def found(criteria: Criteria) -> set[int]:
    return set(published.fitting(published.open_to_all(), criteria).values_list("pk", flat=True))


@pytest.fixture
def every_admission() -> list[Place]:
    """Every way in which a place says, or does not say, who may come."""
    ways = product(
        (True, False, None), ([], ["infant"], ["lower", "upper"], ["junior", "adult"]), ("", "lower", "junior"),
        (True, False, None),
    )  # fmt: skip
    return [
        make.place(f"居場所{number}", everyone=everyone, stages=stages, alone_from=alone, adult_needed=adult)
        for number, (everyone, stages, alone, adult) in enumerate(ways)
    ]


def test_alone_means_that_the_place_says_so(every_admission: list[Place]) -> None:
    for stage in Stage:
        said = {
            place.pk
            for place in every_admission
            if may_come(admission_of(place), stage).verdict is Verdict.ALONE
        }
        asked = found(Criteria(stage=stage, alone=True))
        assert asked == said, stage


def test_alone_without_an_age_means_that_some_school_child_may(every_admission: list[Place]) -> None:
    said = {place.pk for place in every_admission if alone_from(admission_of(place))}
    assert found(Criteria(alone=True)) == said


def test_an_age_leaves_out_only_those_who_say_no(every_admission: list[Place]) -> None:
    for stage in Stage:
        if stage is not Stage.ADULT:  # a place for children may still take who brings them
            no = {p.pk for p in every_admission if may_come(admission_of(p), stage).verdict is Verdict.NO}
            assert found(Criteria(stage=stage)) == {p.pk for p in every_admission} - no


def test_free_means_that_it_is_known_to_be_free() -> None:
    ways = list(product((0, 100, None), repeat=2))
    places = [
        make.place(f"{number}", fee_elementary_yen=young, fee_junior_yen=old)
        for number, (young, old) in enumerate(ways)
    ]
    for stage in FEE_FIELD:
        assert found(Criteria(stage=stage, free=True)) == {p.pk for p in places if cost(p, stage).free}
    someone_free_nobody_pays = {
        p.pk for p, way in zip(places, ways, strict=True) if 0 in way and 100 not in way
    }
    assert found(Criteria(free=True)) == someone_free_nobody_pays
