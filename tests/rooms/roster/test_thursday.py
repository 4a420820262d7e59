"""The Thursday of カケショク: a hole, a wish by mail, one tap on a phone, and the child's page says あく again."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.roster.actions import staffing
from ibasho.rooms.roster.models import Offer, Taken
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from tests.people import cast
from tests.rooms.roster import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 26)


def test_a_hole_is_mended_from_a_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 24, 15, 0, tzinfo=clock.JST)
    monkeypatch.setattr(clock, "now", lambda: now)
    people = cast()
    world = ground.ground(people, day=THURSDAY)
    keiko = world.helpers[1]
    keiko.email = "keiko@example.test"
    keiko.save()
    shift = ground.shift(world.roster, THURSDAY, wanted=2)
    ground.taken(shift, world.helpers[0])
    staffing.settle(place=world.place, days={THURSDAY}, by=people.by(people.hana), at=now)
    child = Client()
    states = f"/api/v1/places/{world.place.public_id}/sessions"
    assert [one["state"] for one in child.get(states).json()["sessions"]] == ["unsure"]

    hana = signed_in(people.hana)
    hana.post(reverse("roster:ops_offers", args=[shift.public_id]), {"first": "2"})
    letter = Message.objects.get(event_key__startswith="roster.offer:")
    phone = Client()
    found = re.search(r"(/shifts/open/\?t=\S+)", letter.body)
    assert found is not None
    assert phone.get(found[1]).status_code == 302
    offer = Offer.objects.get(helper=keiko)
    phone.post(reverse("roster:shift_offer", args=[offer.pk]), {"answer": "yes"})
    assert [one["state"] for one in child.get(states).json()["sessions"]] == ["planned"]

    mine = Taken.objects.get(helper=keiko)
    now += timedelta(days=1)
    phone.post(reverse("roster:shift_give_up", args=[mine.pk]), {"why": "しごと"})
    assert [one["state"] for one in child.get(states).json()["sessions"]] == ["unsure"]

    now = clock.at(THURSDAY, time(14))  # behind the cut-off
    staffing.settle(place=world.place, days={THURSDAY}, by=people.by(people.hana), at=now)
    assert [one["state"] for one in child.get(states).json()["sessions"]] == ["cancelled"]
    phone.post("/shifts/take/", {"shift": shift.public_id})
    assert [one["state"] for one in child.get(states).json()["sessions"]] == ["planned"]


def signed_in(person: Person) -> Client:
    client = Client()
    sign_in(client, person)
    return client
