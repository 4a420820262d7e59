"""B. Need to know: a stranger reaches nothing, also by mixing what is theirs with what is not. What strangers send to every
address: tests/test_access.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ibasho.town.people.models import Invitation, Person
from ibasho.town.places.models import Event, Place
from tests import make
from tests.access import GUESS
from tests.people import Cast

As = Callable[[Person], Client]


@pytest.mark.usefixtures("now")
class TestMixing:
    """Ken has a place and an event of his own, and puts Hana's numbers into his own forms."""

    def test_15_a_place_in_somebody_elses_name(self, town: Cast, as_person: As) -> None:
        form = {"name": "のっとり", "kind": "kodomo_shokudo", "organisation": town.midori.pk}
        assert as_person(town.ken).post("/ops/places/new/", form).status_code == 200
        assert not Place.objects.exists()

    def test_15_a_closure_of_another_place(self, town: Cast, as_person: As) -> None:
        mine, hers = make.place("あおぞら", organisation=town.aozora), make.place(organisation=town.midori)
        closed = make.closed_days(hers)
        found = as_person(town.ken).post(f"/ops/places/{mine.public_id}/reopen/{closed.pk}/")
        assert found.status_code == 404 and hers.closed_days.count() == 1

    def test_15_a_day_of_another_event(self, town: Cast, as_person: As) -> None:
        mine, hers = make.event("わたしの", organisation=town.aozora), make.event(organisation=town.midori)
        day = make.event_day(hers)
        client = as_person(town.ken)
        for deed in ("call-off", "restore"):
            assert (
                client.post(f"/ops/events/{mine.public_id}/days/{day.pk}/{deed}/", GUESS).status_code == 404
            )
        form = {
            "kind": "event", "title": "わたしの", "organisation": town.aozora.pk, "venue_name": "x", "waiting_max": "0",
            "signup_closes_hours": "0", "days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "1", "days-0-session_id": day.pk,
            "days-0-day": "2026-12-24",
        }  # fmt: skip
        client.post(f"/ops/events/{mine.public_id}/edit/", form)
        day.refresh_from_db()
        assert (day.day, day.event_id) == (make.TUESDAY, hers.pk)

    def test_15_an_event_in_somebody_elses_name(self, town: Cast, as_person: As) -> None:
        form = {
            "kind": "event", "title": "のっとり", "organisation": town.midori.pk, "venue_name": "x", "waiting_max": "0",
            "signup_closes_hours": "0", "days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "0", "days-0-day": "2026-12-24",
        }  # fmt: skip
        assert as_person(town.ken).post("/ops/events/new/", form).status_code == 200
        assert not Event.objects.exists()

    def test_15_a_claim_for_another_group(self, town: Cast, as_person: As) -> None:
        place = make.place()
        as_person(town.ken).post(f"/ops/places/{place.public_id}/claim/", {"organisation": town.midori.pk})
        assert not place.claims.exists()

    def test_17_a_field_nobody_offered_is_not_written(self, town: Cast, as_person: As) -> None:
        """Mass assignment: state, organisation, verification and version are not the form's to give."""
        mine = make.place("あおぞら", organisation=town.aozora, state="draft")
        more = {"state": "published", "organisation": town.midori.pk, "organisation_id": town.midori.pk, "version": "9",
                "verified_on": "2026-11-24", "public_id": "CCCCCCCCCC", "source_name": "市"}  # fmt: skip
        client, url = as_person(town.ken), f"/ops/places/{mine.public_id}/edit/"
        page = client.get(url)
        form = {
            "name": "あおぞら 2",
            "kind": "kodomo_shokudo",
            "do": "send",
            "seen": page.context["seen"],
            **more,
        }
        assert client.post(url, form).status_code == 302
        after = Place.objects.get(pk=mine.pk)
        assert (after.name, after.state, after.organisation_id) == ("あおぞら 2", "draft", town.aozora.pk)
        assert (after.verified_on, after.public_id, after.source_name) == (None, mine.public_id, "")

    def test_17_a_lead_gives_no_city_role(self, town: Cast, as_person: As) -> None:
        client = as_person(town.ken)
        for role in ("city_admin", "city_officer", "csw", "operator_lead"):
            client.post(
                f"/ops/members/{town.aozora.public_id}/invite/", {"role": role, "email": "x@example.test"}
            )
        assert not Invitation.objects.exists()
