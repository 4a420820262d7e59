"""A roster with a hole: whatever page, file or answer names the day, none of them promises it (docs/joins.md, 6)."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.queries import line_places
from ibasho.town.places.actions import sessions
from ibasho.town.places.models import Place, Session
from ibasho.town.places.rules.answers import Group
from tests import make
from tests.reading import words

pytestmark = pytest.mark.django_db
ROSTER = Actor.of_job("roster.settle")


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def place() -> Place:
    """Open today from 16:00, an hour from now, and short of a grown-up."""
    place = make.place("みどり食堂", alone_from="lower")
    session = make.session(place, starts=time(16), ends=time(18))
    sessions.mark_staffed(
        session=session, staffing="short", adults_min=2, adults_here=1, by=ROSTER, at=make.AT
    )
    return place


def test_no_channel_promises_a_short_day(place: Place, client: Client) -> None:
    told = words(client.get(reverse("places:place", args=[place.public_id])))
    assert "まだ きまっていません" in told
    assert "まだ きまっていません" in words(client.get(reverse("places:today")))
    ics = client.get(reverse("places:place_ics", args=[place.public_id])).content.decode()
    assert "STATUS:TENTATIVE" in ics and "STATUS:CONFIRMED" not in ics
    assert place.name not in words(
        client.get(reverse("bulletin:embed_today"))
    )  # what is not sure stays behind the link
    found = line_places.in_districts([], make.AT)
    assert found.group not in (Group.NOW, Group.LATER)
    assert all("まだ" in one.status.child for one in found.places)


def test_a_day_called_off_is_closed_everywhere(place: Place, client: Client) -> None:
    session = Session.objects.get(place=place)
    sessions.call_off(session=session, reason="見守りが 足りないため", by=ROSTER, at=make.AT)
    assert "おやすみ" in words(client.get(reverse("places:place", args=[place.public_id])))
    assert (
        "STATUS:CANCELLED" in client.get(reverse("places:place_ics", args=[place.public_id])).content.decode()
    )
