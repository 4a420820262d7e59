"""Looking people up."""

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.town.people.actions.searches import search_people
from tests.make import AT
from tests.people import Cast


def test_a_search_finds_and_leaves_a_trace_without_the_words(town: Cast) -> None:
    found = search_people(by=town.by(town.aoi), at=AT, email="hana@", organisation="みどり")
    assert list(found) == [town.hana]
    entry = Entry.objects.get()
    assert entry.data == {"conditions": ["email", "organisation"], "found": 1}


def test_every_condition_must_fit(town: Cast) -> None:
    assert not search_people(by=town.by(town.aoi), at=AT, email="hana@", organisation="あおぞら")


def test_nothing_given_finds_nobody(town: Cast) -> None:
    with pytest.raises(Invalid):
        search_people(by=town.by(town.aoi), at=AT)


@pytest.mark.parametrize("who", ["hana", "tamotsu"])
def test_only_the_city_searches(town: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        search_people(by=town.by(getattr(town, who)), at=AT, name="健健")
