"""Without an account: choose, ask, confirm from the mail, choose again, stop. With one: the same under /my/."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ibasho.base.ports import push
from ibasho.rooms.bulletin.models import Subscription
from ibasho.town.outbox.models import Address, Message
from ibasho.town.outbox.queries import addresses
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import hearers
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
START, HOW, SENT = (reverse(f"bulletin:{name}") for name in ("subscribe", "subscribe_how", "subscribe_sent"))
MY, MY_STOP = reverse("bulletin:my"), reverse("bulletin:my_stop")


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def people() -> Cast:
    return cast()


def asks(plain: str, query: str = "", key: str = "", client: Client | None = None) -> str:
    """Where the page led."""
    page = (client or Client()).post(f"{HOW}?{query}", {"mail": plain, "key": key or str(uuid4())})
    return str(page["Location"]) if page.status_code == 302 else f"{page.status_code} {words(page)}"


def test_from_the_choice_to_the_first_notice() -> None:
    make.district("M01")
    page = Client().get(START)
    assert "虹橋" in words(page) and "だれでも" not in words(page)
    how = Client().get(HOW, {"districts": "M01", "stages": "upper"})
    assert "虹橋" in words(how) and "小学4～6年生" in words(how)
    assert (
        "/districts/M01.ics" in how.content.decode() and "/notices.rss?district=M01" in how.content.decode()
    )
    assert asks("mori@example.test", "districts=M01&stages=upper") == SENT
    link = re.search(r"http\S+", Message.objects.get().body)
    assert link is not None
    told = urlsplit(link.group())
    confirm = f"{told.path}?{told.query}"
    assert "この おしらせを うけとりますか" in words(Client().get(confirm))
    assert not Subscription.objects.exists(), "a mail program that looks at links begins nothing"
    own = Client().post(confirm)
    assert own["Location"].startswith("/subscribe/own/?t=")
    assert (Subscription.objects.get().districts, Subscription.objects.get().stages) == (["M01"], ["upper"])
    changed = Client().post(own["Location"], {"districts": "M01", "kinds": ["closure"]})
    assert changed.status_code == 302
    assert (Subscription.objects.get().stages, Subscription.objects.get().kinds) == ([], ["closure"])


def test_a_town_stands_for_its_district() -> None:
    make.district("M01")
    town = make.town()
    assert "虹橋" in words(Client().get(HOW, {"town": town.pk})).split("えらんだこと")[1]
    assert Client().get(HOW, {"town": "9" * 30}).status_code == 200, "the choice is shown again"


def test_nothing_shows_whether_an_address_is_known(people: Cast) -> None:
    hearers.wants(hearers.address("known@example.test"))
    answers = {asks(plain) for plain in ("known@example.test", "new@example.test", people.aoi.email)}
    assert answers == {SENT}
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    "wrong", ["", "mori", "mori@", "a b@example.test", "x" * 300 + "@example.test", "mori@example..test"]
)
def test_a_malformed_address_is_refused_kindly(wrong: str) -> None:
    told = asks(wrong)
    assert told.startswith("200") and "メールアドレス" in told
    assert not Message.objects.exists() and not Address.objects.exists()


def test_the_form_sent_twice_is_one_mail_and_without_its_key_it_is_shown_again() -> None:
    key = str(uuid4())
    assert asks("mori@example.test", key=key) == asks("mori@example.test", key=key) == SENT
    assert Message.objects.count() == 1
    assert asks("mori@example.test", key="nonsense").startswith("200")


def test_nobodys_letter_box_is_filled_and_nobody_can_tell() -> None:
    assert {asks("mori@example.test") for _ in range(8)} == {SENT}
    assert Message.objects.count() == 3


def test_a_place_is_followed_and_one_for_a_closed_circle_is_not() -> None:
    place = make.place()
    hidden = make.place("かぎの家", restricted=True, everyone=False, restricted_to="会員")
    both = {"place": [place.public_id, hidden.public_id]}
    assert "かぎの家" not in words(Client().get(START, both))
    assert "みどり食堂" in words(Client().get(HOW, {"place": place.public_id}))
    assert Client().get(HOW, both).status_code == 200
    assert Client().get(START, {"place": "\x00", "districts": "x" * 5000}).status_code == 200


@pytest.mark.parametrize("name", ["confirm", "own"])
def test_a_link_that_is_not_ours_is_no_page_and_says_what_next(name: str) -> None:
    for told in ("", "x", "A" * 20, "\x00", "é" * 500):
        page = Client().get(reverse(f"bulletin:{name}"), {"t": told})
        assert page.status_code == 404 and "はじめから" in page.content.decode()


def test_the_stop_page_offers_to_choose_again_and_a_stopped_one_leads_back(people: Cast) -> None:
    address = hearers.address()
    hearers.wants(address)
    stop = urlsplit(addresses.stop_url(address))
    page = Client().get(f"{stop.path}?{stop.query}")
    own = f"{reverse('bulletin:own')}?{stop.query}"
    assert own.replace("&", "&amp;") in page.content.decode()
    assert Client().get(own)["Referrer-Policy"] == "same-origin"
    Client().post(f"{stop.path}?{stop.query}")
    assert Client().get(own).status_code == 302


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "pt-br"])
def test_the_language_of_the_page_is_kept(language: str) -> None:
    client = Client()
    client.cookies["language"] = language
    assert client.get(START).status_code == client.get(HOW).status_code == 200
    assert asks("mori@example.test", client=client) == SENT
    assert Address.objects.get().language == language


def test_a_browser_that_told_its_address_keeps_the_choice_of_the_page(
    settings: Any,
) -> None:
    make.district("M01")
    place = make.place()
    settings.PUSH_KEY = push.new_key()[0]
    shown = Client().get(HOW, {"districts": "M01", "place": place.public_id}).content.decode()
    form = shown.split("data-push=")[1].split("</form>")[0]
    assert 'name="districts" value="M01"' in form and f'name="place" value="{place.public_id}"' in form
    token = addresses.STOP.token(hearers.address())
    own = f"{reverse('bulletin:own')}?t={token}"
    assert Client().post(own, {"districts": "M01", "place": place.public_id}).status_code == 302
    row = Subscription.objects.get()
    assert (row.districts, list(row.places.all())) == (["M01"], [place])


def test_somebody_signed_in_chooses_and_stops_with_one_tap(people: Cast) -> None:
    make.district("M01")
    tamotsu = sign_in(Client(), people.tamotsu)
    assert "まだ うけとっていません" in words(tamotsu.get(MY))
    assert "これから とどきます" in words(tamotsu.post(MY, {"districts": "M01"}, follow=True))
    row = Subscription.objects.get()
    assert (row.person, row.districts) == (people.tamotsu, ["M01"])
    assert "とめました" in words(tamotsu.post(MY_STOP, follow=True))
    row.refresh_from_db()
    assert not row.is_active
    assert Client().get(MY).status_code == 302
