"""文 ticks who goes on, looks once more, and renews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from ibasho.town.people.models import Membership, Person
from tests.people import Cast
from tests.reading import words

Enter = Callable[[Person], Client]
PAGE = "/desk/people/renew/"


def test_ticked_looked_at_and_renewed(town: Cast, as_person: Enter) -> None:
    fumi = as_person(town.fumi)
    assert "みどり食堂の会" in words(fumi.get(PAGE))
    assert "だれも えらばれていません" in words(fumi.post(PAGE, {}))
    role = Membership.objects.get(person=town.hana).pk
    look = words(fumi.post(PAGE, {"role": [role]}))
    assert "この 1件を のばします" in look and "健" not in look
    again = fumi.post(PAGE, {"role": [role], "again": "yes"}).content.decode()
    assert f'value="{role}" checked' in again
    done = words(fumi.post(PAGE, {"role": [role], "confirmed": "yes"}, follow=True))
    assert "1件を のばしました" in done and "みどり食堂の会" not in done
    assert Membership.objects.get(pk=role).ends_on == date(2028, 3, 31)
    twice = words(fumi.post(PAGE, {"role": [role], "confirmed": "yes"}, follow=True))
    assert "先に かえた" in twice


def test_a_groups_lead_and_a_clerk_find_nothing(town: Cast, as_person: Enter) -> None:
    for one in (town.hana, town.mado, town.aoi):
        assert as_person(one).get(PAGE).status_code == 404


def test_nothing_left_to_renew(town: Cast, as_person: Enter) -> None:
    Membership.objects.update(ends_on=None)
    assert "のばす 役割は ありません" in words(as_person(town.fumi).get(PAGE))
