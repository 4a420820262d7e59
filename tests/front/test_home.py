"""The first page says first what matters most."""

from __future__ import annotations

import pytest
from django.test import Client

from ibasho.rooms.openhouse.models import Disaster
from tests import make
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_after_a_disaster_the_way_to_the_open_places_stands_on_top_until_it_is_over() -> None:
    running = Disaster.objects.create(title="大雨の あと", began_at=make.AT, began_by=cast().aoi)
    page = Client().get("/").content.decode()
    assert "/open-now/" in page
    running.ended_at = make.AT
    running.save()
    assert "/open-now/" not in Client().get("/").content.decode()
