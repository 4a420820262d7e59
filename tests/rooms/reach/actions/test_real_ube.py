"""A real city from its published files to a finished study: streets, census squares with 秘匿, public buildings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.datasets.candidates import read
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import reachmap
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import AGES, Look, picture
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from tests import make
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ube(settings: Any) -> Iterator[Study]:
    folder = Path(settings.IBASHO_SAMPLES) / "ube"
    if not folder.exists():
        pytest.skip("the sample data of Ube are not here (IBASHO_SAMPLES)")
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "宇部市", "code": "352021"}
    town.forget()
    for kind, name in (("mesh", "tblT001101H5031.txt"), ("streets", "ube_roads.zip")):
        file = Upload(name, (folder / name).read_bytes())
        assert take_in(kind, files=[file], asked=Asked(within="all"), by=town.JOB, at=make.AT).taken
    for number, row in enumerate(read((folder / "ube_shelters.zip").read_bytes(), "ube_shelters.zip").rows):
        place = make.place(row.name, lat=row.lat, lng=row.lng, adult_needed=False, capacity=30)
        make.weekly(place, number % 5, starts=time(15, 30), ends=time(18))
    asked = studies.ask(scenario=Scenario.TERM, near=make.MONDAY, by=town.JOB, at=make.AT)
    yield studies.run(study=asked, by=town.JOB, at=make.AT)
    town.forget()


def test_ube_gives_a_complete_study_whose_cells_add_up(ube: Study) -> None:
    """Whoever lives off the streets we have (the file holds the middle of the city) is counted apart and said."""
    notes = {row["code"]: row for row in ube.summary["notes"]}
    everyone = picture(ube.summary, Look("every")).city.children
    assert everyone > 10_000
    assert notes["far_cells"]["children"] > 0
    assert ube.network_version
    assert not ube.summary["straight"]
    for ages in AGES:
        for layer in (Layer.USUAL, Layer.ADULT, Layer.CAR):
            seen = picture(ube.summary, Look(ages, layer=layer)).city
            assert seen.children == pytest.approx(sum(seen.blank))
    alone, driven = (picture(ube.summary, Look("lower", layer=one)).city for one in (Layer.USUAL, Layer.CAR))
    assert 0 < alone.blank[0] < driven.blank[0]
    rows, city = reachmap.cells(ube, Look("primary")), picture(ube.summary, Look("primary")).city
    assert len(rows) == 4707
    assert sum(row.children for row in rows) == pytest.approx(city.children, rel=1e-4)
    assert sum(row.unreached for row in rows) == pytest.approx(city.unreached, rel=1e-4)
