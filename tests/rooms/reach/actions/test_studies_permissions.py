"""The city plans; others read, and groups do not."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.rules.scenarios import Scenario
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    town.forget()
    town.people((town.RAINBOW, "", {"lower": 3}))
    return cast()


@pytest.mark.parametrize("who", ["fumi", "aoi"])
def test_the_city_asks_for_studies(who: str, people: Cast) -> None:
    by = people.by(getattr(people, who))
    assert (
        studies.ask(scenario=Scenario.WEEK, near=make.TUESDAY, by=by, at=make.AT).asked_by_id == by.person_id
    )


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_nobody_else_asks_names_runs_or_deletes(who: str, people: Cast) -> None:
    by, study = people.by(getattr(people, who)), make.study()
    with pytest.raises(NotAllowed):
        studies.ask(scenario=Scenario.WEEK, near=make.TUESDAY, by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        studies.run(study=study, by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        studies.name(study=study, title="x", by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        studies.delete(study=study, by=by, at=make.AT)
    assert Study.objects.get().state == Study.State.WAITING
