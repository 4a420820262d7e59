"""The page of the flags: the list of the day, and who may press."""

from collections.abc import Callable

from django.test import Client

from ibasho.town.people.models import Person, ProtectionCheck
from tests.people import Cast

As = Callable[[Person], Client]


def test_fumi_lays_the_flags_beside_the_list_of_the_day(town: Cast, as_person: As) -> None:
    client = as_person(town.fumi)
    before = client.get("/desk/people/protection/").content.decode()
    assert "まだ ありません" in before and "名簿と つき合わせました" in before
    assert client.post("/desk/people/protection/checked/").status_code == 302
    assert ProtectionCheck.objects.get().checked_by == town.fumi
    assert "新しい" in client.get("/desk/people/protection/").content.decode()


def test_nobody_else_presses(town: Cast, as_person: As) -> None:
    for who in (town.aoi, town.mado, town.sumi, town.hana):
        assert as_person(who).post("/desk/people/protection/checked/").status_code == 404
    assert not ProtectionCheck.objects.exists()
