"""The till's shell, and the pages a shop registers its phone on."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.mealtickets.actions import devices, reversals
from ibasho.rooms.mealtickets.models import Device, Redemption, Reversal, Shop
from ibasho.rooms.mealtickets.views import till as views
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets import till as tills
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def shop(people: Cast) -> Shop:
    return ground.shop(organisation=people.midori)


@pytest.fixture
def hana(people: Cast) -> Client:
    return sign_in(Client(), people.hana)


def test_the_shell_is_the_same_for_everybody_and_holds_no_data(
    client: Client, hana: Client, shop: Shop
) -> None:
    page = client.get("/till/").content
    assert hana.get("/till/").content == page
    assert shop.place.name not in page.decode()
    assert b"csrfmiddlewaretoken" not in page


def test_the_worker_keeps_every_script_the_page_can_ask_for(client: Client) -> None:
    worker = client.get("/till/sw.js").content.decode()
    scripts = {
        path.stem.removeprefix("till-") for path in (settings.BASE_DIR / "frontend/js").glob("till-*.js")
    }
    assert scripts - {"register"} == set(views.MODULES)  # registering needs the network anyway
    assert all(f"js/till-{name}.js" in worker for name in views.MODULES)
    assert "/till/" in worker and "vendor/jsqr" in worker and "vendor/ed25519" in worker


def test_the_worker_has_one_name_until_something_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/till/sw.js").content
    assert client.get("/till/sw.js").content == before
    monkeypatch.setattr(views, "_words", lambda: {"offline": "ほかのことば"})
    assert client.get("/till/sw.js").content != before


def test_scripts_without_the_reader_stay_small() -> None:
    built = settings.BASE_DIR / "frontend/dist/ibasho/js"
    assert sum(path.stat().st_size for path in built.glob("till*.js")) < 50_000


def test_the_manifest_starts_at_the_till_and_has_pictures(client: Client) -> None:
    told = client.get("/till/manifest.webmanifest").json()
    assert (told["start_url"], told["scope"], told["display"]) == ("/till/", "/", "standalone")
    for icon in told["icons"]:
        picture = Image.open(BytesIO(client.get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert client.get("/till/icon-64.png").status_code == 404


def test_a_phone_gets_its_key_once(hana: Client, shop: Shop) -> None:
    told = hana.post(
        reverse("mealtickets:ops_device_register", args=[shop.public_id]), {"name": "レジの スマホ"}
    )
    assert told.status_code == 201
    assert told["Cache-Control"].startswith("no-store")
    device = Device.objects.get(public_id=told.json()["device"])
    assert told.json()["key"] == devices.key_of(device).hex()
    page = hana.get(reverse("mealtickets:ops_devices", args=[shop.public_id])).content.decode()
    assert "レジの スマホ" in page and told.json()["key"] not in page


def test_a_refused_registration_says_why(hana: Client, shop: Shop) -> None:
    told = hana.post(reverse("mealtickets:ops_device_register", args=[shop.public_id]), {"name": " "})
    assert told.status_code == 409
    assert "名前" in told.json()["message"]


def test_signing_out_of_a_till_keeps_its_queue(hana: Client, shop: Shop) -> None:
    hana.post(reverse("mealtickets:ops_device_register", args=[shop.public_id]), {"name": "レジ"})
    out = hana.post("/accounts/logout/")
    assert out["Clear-Site-Data"] == '"cache"'


def test_the_pin_is_typed_twice_and_may_not_be_easy(hana: Client, shop: Shop) -> None:
    page = reverse("mealtickets:ops_pin", args=[shop.public_id])
    assert "ちがいます" in hana.post(page, {"pin": "2580", "again": "2581"}).content.decode()
    assert "すぐ わかって" in hana.post(page, {"pin": "1234", "again": "1234"}).content.decode()
    assert hana.post(page, {"pin": "2580", "again": "2580"}).status_code == 302
    assert Shop.objects.get().pin_hash


def test_a_password_manager_keeps_the_pin_under_the_shops_name(hana: Client, shop: Shop) -> None:
    """Nobody has to know it by heart (WCAG 3.3.8). The page of the till is public: the phone writes the name in."""
    page = hana.get(reverse("mealtickets:ops_pin", args=[shop.public_id])).content.decode()
    assert f'<input value="{shop.place.name}" autocomplete="username" hidden readonly>' in page
    assert page.count('autocomplete="new-password"') == 2
    till = Client().get("/till/").content.decode()
    form = till[till.index('<form data-form="pin"') :].partition("</form>")[0]
    assert '<input data-keeper autocomplete="username" hidden readonly>' in form
    assert re.search(r'<input id="till-pin"[^>]* type="password"[^>]* autocomplete="current-password"', form)
    assert shop.place.name not in till


def test_a_lost_phone_is_stopped_after_one_question(hana: Client, shop: Shop) -> None:
    device = ground.device(shop)
    page = reverse("mealtickets:ops_device_stop", args=[device.public_id])
    assert Device.objects.get().state == Device.State.ACTIVE and hana.get(page).status_code == 200
    hana.post(page, {"confirmed": "yes"})
    assert Device.objects.get().state == Device.State.REVOKED


def test_a_phone_gets_another_name(hana: Client, shop: Shop) -> None:
    device = ground.device(shop)
    hana.post(reverse("mealtickets:ops_device", args=[device.public_id]), {"name": "奥の タブレット"})
    assert Device.objects.get().name == "奥の タブレット"


def test_the_one_shop_needs_no_choosing(hana: Client, shop: Shop, people: Cast) -> None:
    assert "この スマホを レジにする" in hana.get("/ops/meals/devices/").content.decode()
    assert "レジを ひらく" in hana.get("/ops/meals/today/").content.decode()
    ground.shop("うどん亭", organisation=people.midori)
    assert "うどん亭" in hana.get("/ops/meals/today/").content.decode()


@pytest.fixture
def eaten(people: Cast) -> Redemption:
    """A meal of this minute at a shop of Hana's group."""
    at = clock.now()
    shop = ground.ground(organisation=people.midori).shop
    tills.till(shop, at=at).eat(tills.card(), at=at)
    return Redemption.objects.get()


def test_a_wrong_reading_is_taken_back_on_todays_page(hana: Client, eaten: Redemption) -> None:
    page = reverse("mealtickets:ops_today", args=[eaten.shop.public_id])
    undo = reverse("mealtickets:ops_meal_undo", args=[eaten.public_id])
    assert undo in hana.get(page).content.decode()
    told = hana.post(undo, follow=True).content.decode()
    assert "とりけしました" in told and undo not in told
    assert Reversal.objects.get().reversed_by is not None


def test_after_a_quarter_of_an_hour_only_the_city_takes_back(people: Cast, eaten: Redemption) -> None:
    late = eaten.received_at + timedelta(minutes=16)
    with pytest.raises(Conflict, match="15分"):
        reversals.reverse_at_shop(redemption=eaten, why="まちがえた", by=people.by(people.hana), at=late)


def test_another_group_takes_back_nothing(people: Cast, eaten: Redemption) -> None:
    undo = reverse("mealtickets:ops_meal_undo", args=[eaten.public_id])
    assert sign_in(Client(), people.ken).post(undo).status_code == 404
    with pytest.raises(NotFound):
        reversals.reverse_at_shop(
            redemption=eaten, why="まちがえた", by=people.by(people.ken), at=eaten.received_at
        )
    assert not Reversal.objects.exists()
