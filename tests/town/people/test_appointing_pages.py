"""/desk/people/appointments/: Fumi asks, Aoi says yes."""

from collections.abc import Callable

from django.test import Client

from ibasho.town.people.models import Appointment, Membership, Person
from tests.people import Cast

Enter = Callable[[Person], Client]
PAGE = "/desk/people/appointments/"


def test_fumi_asks_and_aoi_confirms(town: Cast, as_person: Enter) -> None:
    fumi, aoi = as_person(town.fumi), as_person(town.aoi)
    assert "まっている 役割は ありません" in aoi.get(PAGE).content.decode()
    person = f"/desk/people/{town.tamotsu.public_id}/"
    told = fumi.post(f"{person}grant/", {"organisation": town.city.pk, "role": "city_clerk"}, follow=True)
    assert "もう1人の 担当者が" in told.content.decode()
    assert "もう1人を まっています" in fumi.get(PAGE).content.decode()
    assert "2人目として 役割を 確かめる" in aoi.get("/desk/").content.decode()
    waiting = Appointment.objects.get()
    assert "確かめました" in aoi.get(PAGE).content.decode()
    said = aoi.post(f"{PAGE}{waiting.pk}/", {"do": "confirm"}, follow=True).content.decode()
    assert "きょうから 使えます" in said
    assert Membership.objects.filter(person=town.tamotsu, role="city_clerk").exists()


def test_it_can_be_dropped(town: Cast, as_person: Enter) -> None:
    fumi = as_person(town.fumi)
    person = f"/desk/people/{town.tamotsu.public_id}/"
    fumi.post(f"{person}grant/", {"organisation": town.city.pk, "role": "city_clerk"})
    waiting = Appointment.objects.get()
    refused = fumi.post(f"{PAGE}{waiting.pk}/", {"do": "confirm"}, follow=True).content.decode()
    assert "自分で 確かめられません" in refused
    assert "とりやめました" in fumi.post(f"{PAGE}{waiting.pk}/", {"do": "drop"}, follow=True).content.decode()
    assert fumi.get(f"{PAGE}{waiting.pk}/")["Location"] == PAGE
    assert not Membership.objects.filter(person=town.tamotsu).exists()
