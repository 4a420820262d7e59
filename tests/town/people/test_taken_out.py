"""A file of more than a hundred people takes two, the list of the day, and the second factor once more (statements 8, 99)."""

import time
from collections.abc import Callable

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.core.cache import cache
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.town.people import rules
from ibasho.town.people.actions import protection
from ibasho.town.people.models import LetterRun, Person
from tests.make import AT
from tests.people import Cast
from tests.rooms.familysupport import ground as support
from tests.rooms.mealtickets import ground

Enter = Callable[[Person], Client]
FILE = "/desk/meals/gifts/?format=csv"


@pytest.fixture
def gifts(town: Cast, now: object) -> Cast:
    cache.clear()
    fund = ground.fund()
    for name in ("みのり", "たかし"):
        ground.gift(fund, name=name)
    return town


def is_file(client: Client, path: str = FILE) -> bool:
    return client.get(path).has_header("Content-Disposition")


def test_99_nobody_takes_out_a_file_of_many_alone(
    gifts: Cast, as_person: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FILE_PEOPLE_MAX", 1)
    aoi, fumi = as_person(gifts.aoi), as_person(gifts.fumi)
    assert "24時間より 古い" in aoi.get(FILE).content.decode()
    protection.check(by=gifts.by(gifts.fumi), at=AT)
    aoi.post(FILE, {"do": "ask"})
    aoi.post(FILE, {"do": "confirm"})
    assert LetterRun.objects.get().confirmed_at is None and not is_file(aoi), "who asked does not confirm"
    fumi.post(FILE, {"do": "confirm"})
    assert is_file(aoi)
    assert Entry.objects.filter(verb="people.letters.take", person_id=gifts.aoi.pk).exists()


def test_8_the_second_factor_is_shown_once_more(
    gifts: Cast, as_person: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FILE_PEOPLE_MAX", 1)
    aoi = as_person(gifts.aoi)
    session = aoi.session
    session[METHODS] = [{**record, "at": time.time() - 660} for record in session[METHODS]]
    session.save()
    assert "/reauthenticate/" in aoi.get(FILE)["Location"]
    assert aoi.get("/desk/meals/gifts/").status_code == 200


def test_a_few_are_nobody_elses_business(gifts: Cast, as_person: Enter) -> None:
    assert is_file(as_person(gifts.aoi))


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("aoi", "/desk/roster/people/"),
        ("megumi", "/desk/support/members/"),
        ("megumi", "/desk/support/active/list/"),
    ],
)
def test_the_same_gate_stands_before_every_file_of_names(
    town: Cast, as_person: Enter, monkeypatch: pytest.MonkeyPatch, who: str, path: str
) -> None:
    cache.clear()
    support.ground(town)
    client = as_person(getattr(town, who))
    assert is_file(client, f"{path}?format=csv")
    monkeypatch.setattr(rules, "FILE_PEOPLE_MAX", -1)  # now even nobody is too many
    assert not is_file(client, f"{path}?format=csv")
