"""記録 at the desk: every line counts, no date in the address breaks the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Handover, Share
from ibasho.rooms.surplus.views import records
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def handed(people: Cast, times: int) -> None:
    receiver, now = ground.receiver(make.place(organisation=people.midori)), clock.now()
    offer = ground.offer(people.midori)
    for n in range(times):
        share = ground.proposal(offer, receiver, grams=1_000, state="handed")
        when = now - timedelta(seconds=n)
        Handover.objects.create(share=share, grams=1_000, lot=f"L{n}-", handed_at=when, noted_at=when)


def test_the_page_is_cut_and_says_so_the_file_and_the_chart_are_whole(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "SHOWN_MAX", 2)
    handed(people, 3)
    aoi = sign_in(Client(), people.aoi)
    here = reverse("surplus:desk_records")
    shown = aoi.get(here).content.decode()
    assert "3件の うち、新しい 2件" in shown
    assert "L1-" in shown and "L2-" not in shown
    assert "3.0" in shown, "the chart adds up all of them"
    told = aoi.get(f"{here}?format=csv").content.decode("utf-8-sig")
    assert told.count("大根") == Share.objects.count() == 3


@pytest.mark.parametrize(
    "query", ["last=9999-12-31", "last=0001-01-01", "first=0001-01-01", "first=9999-12-31&last=9999-12-31"]
)
def test_no_day_in_the_address_breaks_the_records(people: Cast, query: str) -> None:
    aoi = sign_in(Client(), people.aoi)
    assert aoi.get(f"{reverse('surplus:desk_records')}?{query}").status_code == 200


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2100-12", "2000-01"])
def test_no_month_in_the_address_breaks_the_kitchens_page(people: Cast, month: str) -> None:
    place = ground.ground(people).place
    hana = sign_in(Client(), people.hana)
    assert (
        hana.get(f"{reverse('surplus:ops_kitchen', args=[place.public_id])}?month={month}").status_code == 200
    )


def test_a_day_that_never_comes_is_no_page(people: Cast) -> None:
    place = ground.ground(people).place
    hana = sign_in(Client(), people.hana)
    for day in ("9999-12-31", "0001-01-01"):
        address = reverse("surplus:ops_kitchen_day", args=[place.public_id, day])
        assert hana.get(address).status_code == 404
