"""A shop's devices and its one PIN."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.mealtickets.actions import devices
from ibasho.rooms.mealtickets.models import Device, DeviceSession, Shop
from ibasho.rooms.mealtickets.rules import tills
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
PIN = "2580"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def shop(people: Cast) -> Shop:
    return ground.shop(organisation=people.midori)


def test_the_key_is_shown_once_and_stands_in_no_table(people: Cast, shop: Shop) -> None:
    made = devices.register(shop=shop, name=" レジの スマホ ", by=people.by(people.hana), at=make.AT)
    assert (made.device.name, len(made.key)) == ("レジの スマホ", 64)
    assert made.key == devices.key_of(Device.objects.get()).hex()
    assert made.key not in str(list(Device.objects.values())) + str(list(Entry.objects.values()))


def test_each_device_and_each_version_has_a_key_of_its_own() -> None:
    keys = {tills.key("secret", device, version) for device in ("A", "B") for version in (1, 2)}
    assert len(keys) == 4


def test_a_pin_opens_for_a_working_day(people: Cast, shop: Shop) -> None:
    device = ground.device(shop)
    devices.set_pin(shop=shop, pin=PIN, by=people.by(people.hana), at=make.AT)
    opened = devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)
    assert opened.session.expires_at == make.AT + timedelta(hours=14)
    assert opened.token not in str(list(DeviceSession.objects.values()))
    devices.close_session(session=opened.session, at=make.AT)
    devices.close_session(session=opened.session, at=make.AT + timedelta(hours=1))
    assert DeviceSession.objects.get().closed_at == make.AT


@pytest.mark.parametrize(
    "pin", ["", "123", "1234", "9876", "0000", "123456789", "１２３５", "12a5", "-125", "4567"]
)
def test_a_pin_that_is_none_or_too_easy(people: Cast, shop: Shop, pin: str) -> None:
    with pytest.raises(Invalid):
        devices.set_pin(shop=shop, pin=pin, by=people.by(people.hana), at=make.AT)


def test_a_new_pin_shuts_every_open_device(people: Cast, shop: Shop) -> None:
    device = ground.device(shop)
    devices.set_pin(shop=shop, pin=PIN, by=people.by(people.hana), at=make.AT)
    devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)
    devices.set_pin(shop=shop, pin="8642", by=people.by(people.hana), at=make.AT)
    assert not DeviceSession.objects.filter(closed_at=None).exists()
    with pytest.raises(Invalid):
        devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)


def test_an_old_pin_opens_nothing_while_a_new_one_is_set(
    people: Cast, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = ground.device(shop)
    devices.set_pin(shop=shop, pin=PIN, by=people.by(people.hana), at=make.AT)
    hashed = devices.check_password

    def slow(pin: str, known: str) -> bool:
        devices.set_pin(shop=shop, pin="8642", by=people.by(people.hana), at=make.AT)
        return hashed(pin, known)

    monkeypatch.setattr(devices, "check_password", slow)
    with pytest.raises(Invalid) as refused:
        devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)
    assert refused.value.code == "till.pin" and not DeviceSession.objects.exists()


def test_without_a_pin_and_after_the_end_nothing_opens(people: Cast, shop: Shop) -> None:
    device = ground.device(shop)
    with pytest.raises(Conflict):
        devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)
    devices.set_pin(shop=shop, pin=PIN, by=people.by(people.hana), at=make.AT)
    devices.revoke(device=device, by=people.by(people.hana), at=make.AT)
    devices.revoke(device=device, by=people.by(people.hana), at=make.AT + timedelta(days=1))
    assert Device.objects.get().revoked_at == make.AT
    with pytest.raises(NotAllowed):
        devices.open_session(device_id=device.public_id, pin=PIN, at=make.AT)


def test_a_name_is_needed_and_ten_devices_are_enough(people: Cast, shop: Shop) -> None:
    by = people.by(people.hana)
    with pytest.raises(Invalid):
        devices.register(shop=shop, name="  ", by=by, at=make.AT)
    for n in range(devices.DEVICES_MAX):
        made = devices.register(shop=shop, name=f"{n}台目", by=by, at=make.AT)
    with pytest.raises(Conflict):
        devices.register(shop=shop, name="11台目", by=by, at=make.AT)
    devices.revoke(device=made.device, by=by, at=make.AT)
    devices.register(shop=shop, name="11台目", by=by, at=make.AT)
    assert devices.rename(device=Device.objects.earliest("pk"), name="台所", by=by, at=make.AT).name == "台所"


def test_a_shop_that_is_not_approved_has_no_devices(people: Cast) -> None:
    shop = ground.shop(organisation=people.midori, state="applied", approved_at=None)
    with pytest.raises(Conflict):
        devices.register(shop=shop, name="スマホ", by=people.by(people.hana), at=make.AT)


@pytest.mark.parametrize("who", ["public", "ken", "tamotsu", "tsubaki", "mado"])
def test_strangers_do_not_learn_of_the_shops_devices(people: Cast, shop: Shop, who: str) -> None:
    by = Actor.public() if who == "public" else people.by(getattr(people, who))
    device = ground.device(shop)
    with pytest.raises(NotFound):
        devices.register(shop=shop, name="スマホ", by=by, at=make.AT)
    with pytest.raises(NotFound):
        devices.set_pin(shop=shop, pin=PIN, by=by, at=make.AT)
    with pytest.raises(NotFound):
        devices.rename(device=device, name="スマホ", by=by, at=make.AT)
    with pytest.raises(NotFound):
        devices.revoke(device=device, by=by, at=make.AT)


def test_the_city_may_stop_a_lost_device(people: Cast, shop: Shop) -> None:
    stopped = devices.revoke(device=ground.device(shop), why="なくした", by=people.by(people.aoi), at=make.AT)
    assert stopped.state == "revoked"
