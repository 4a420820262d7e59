"""The machines' description holds their addresses, all of them and nothing else, and says what an answer is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ibasho.rooms.mealtickets.api import described
from tests import house

MACHINES = re.compile(r"^api/v1/(till/|redemptions|payments/)")


def test_every_address_of_machines_is_described_and_nothing_else() -> None:
    routes = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        for _name, pattern in house.url_names()
        if MACHINES.match(str(pattern.pattern))
    }
    assert routes - {"/api/v1/till/openapi.json"} == set(described.PATHS)


@pytest.mark.django_db
def test_anybody_may_read_it(client: Client) -> None:
    response = client.get("/api/v1/till/openapi.json")
    assert response.status_code == 200
    assert response.json()["paths"].keys() == described.PATHS.keys()
