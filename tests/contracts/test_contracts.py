"""R24: clients of an earlier release at today's server. A till that was not online for weeks, a tablet nobody reloads, another
city's program: what each release's clients send and read is frozen under `frozen/<release>/`, and is replayed here.

A folder goes away ninety days after the release that followed it, not earlier. The other way round — a new app over the old
one's full queue — is played in Chromium: tests/browser/test_till.py.
"""

from __future__ import annotations

import copy
import json
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.core.cache import cache
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import devices
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules import tills
from ibasho.rooms.openhouse.actions import doors
from tests import make
from tests.contracts import described, replaying
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground as meals
from tests.rooms.mealtickets.till import PIN, child_cards
from tests.rooms.openhouse import ground as house

pytestmark = pytest.mark.django_db
RELEASES = replaying.releases()
DESCRIPTIONS = {"api.json": "/api/v1/openapi.json", "till-api.json": "/api/v1/till/openapi.json"}
SPACE = UUID("00000000-0000-4000-8000-00000000f024")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()


def _kept(release: str, name: str, new: Any) -> Any:
    """What that release promised; `CONTRACTS=<new release>` writes today's beside it."""
    if replaying.FREEZING:
        replaying.write(replaying.FREEZING, name, new)
    return replaying.read(release, name)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_program_written_for_an_earlier_release_goes_on_working(
    release: str, name: str, client: Client
) -> None:
    today = described.reduced(client.get(DESCRIPTIONS[name]).json())
    assert described.breaks(_kept(release, name, today), today) == []


@pytest.mark.parametrize("release", RELEASES)
def test_a_till_of_an_earlier_release_feeds_children(release: str, client: Client) -> None:
    world = meals.ground()
    device = meals.device(world.shop)
    devices.set_pin(shop=world.shop, pin=PIN, by=meals.SERVER, at=make.AT)
    opened = devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)
    device.refresh_from_db()
    codes = [text_of(one) for one in child_cards(4)]
    known = {"device": device.public_id, "session": opened.token, "pin": PIN, "at": make.AT.isoformat()}

    def fill(hole: str) -> Any:
        what, _, number = hole.partition(":")
        if what == "nonce":
            return str(uuid5(SPACE, number))
        if what == "code":
            return codes[int(number) - 1]
        if what == "signature":
            return _signed(devices.key_of(device), device.public_id, codes, int(number))
        return known[what]

    rows = replaying.read(release, "till.json")
    new = replaying.replay(rows, client, fill)
    assert replaying.breaks(_kept(release, "till.json", new), new) == []


def _signed(key: bytes, device: str, codes: list[str], number: int) -> str:
    """As the app signs: frozen beside it as a vector."""
    return tills.sign(
        key, device=device, nonce=str(uuid5(SPACE, str(number))), code=codes[number - 1], counter=number,
        claimed_at=make.AT.isoformat(),
    )  # fmt: skip


@pytest.mark.parametrize("release", RELEASES)
def test_what_an_earlier_app_has_signed_is_still_believed(release: str) -> None:
    vector = replaying.read(release, "signature.json")
    key = bytes.fromhex(vector.pop("key"))
    assert (
        tills.sign(key, **{name: value for name, value in vector.items() if name != "signature"})
        == vector["signature"]
    )


@pytest.mark.parametrize("release", RELEASES)
def test_a_tablet_of_an_earlier_release_counts_heads(release: str, client: Client) -> None:
    people: Cast = cast()
    place = house.ground(people).place
    house.door(place)
    made = doors.register(place=place, name="げんかん", by=people.by(people.hana), at=make.AT)
    client.post(f"/door/open/{made.token}/")
    millis = int(make.AT.timestamp() * 1000)

    def fill(hole: str) -> Any:
        what, _, number = hole.partition(":")
        return str(uuid5(SPACE, number)) if what == "nonce" else millis

    rows = replaying.read(release, "door.json")
    new = replaying.replay(rows, client, fill)
    assert replaying.breaks(_kept(release, "door.json", new), new) == []


def test_there_is_a_release_to_compare_with() -> None:
    assert RELEASES
    for release in RELEASES:
        assert {path.name for path in (replaying.FROZEN / release).iterdir()} >= {
            *DESCRIPTIONS, "till.json", "door.json", "signature.json",
        }  # fmt: skip


def _of_till(client: Client) -> dict[str, Any]:
    return described.reduced(client.get(DESCRIPTIONS["till-api.json"]).json())


def test_whoever_takes_a_field_away_hears_of_it(client: Client) -> None:
    """The control: each of these would have stopped a till in a shop."""
    old = _of_till(client)
    name = next(one for one in old if one.startswith("POST") and old[one]["sends"] and old[one]["gives"])
    for change in ("gone", "must", "field", "answer", "kind"):
        new = copy.deepcopy(old)
        operation = new[name]
        status = next(one for one in operation["gives"] if operation["gives"][one])
        shape = operation["gives"][status]
        place = next(reversed(shape))
        match change:
            case "gone":
                del new[name]
            case "must":
                operation["must"].append("colour")
            case "field":
                del operation["sends"][next(reversed(operation["sends"]))]
            case "answer":
                del shape[place]
            case "kind":
                shape[place] = [*shape[place], "array"]
        assert described.breaks(old, new), change
    assert described.breaks(old, json.loads(json.dumps(old))) == []


def test_whoever_adds_something_that_may_be_left_out_breaks_nothing(client: Client) -> None:
    old = _of_till(client)
    new = copy.deepcopy(old)
    for operation in new.values():
        operation["takes"]["query colour"] = False
        for shape in operation["gives"].values():
            shape[".colour"] = ["string", "null"]
    assert described.breaks(old, new) == []
