"""Where 代決 is ticked, who decides for whom today stands beside it: for the desk, and only while somebody is away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from ibasho.front.reports.views.deputies_panel import panel
from ibasho.town.people.models import Person
from tests.front.reports.april_ground import by, deputy
from tests.make import AT, TUESDAY
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def asked(person: Person) -> Any:
    request: Any = RequestFactory().get("/")
    request.user, request.actor, request.at = person, by(person), AT
    return request


def test_today_and_for_the_desk_alone(people: Cast) -> None:
    assert panel(asked(people.aoi), None) == ""
    deputy(people, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2))
    assert panel(asked(people.aoi), None) == "", "it has not begun"
    deputy(people, TUESDAY, TUESDAY)
    assert "部屋の申請" in panel(asked(people.aoi), None)
    for other in (people.hana, people.tamotsu, people.sumi):
        assert panel(asked(other), None) == ""
