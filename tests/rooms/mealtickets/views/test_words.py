"""A child's thanks, the queue of words, and the page of signs."""

from __future__ import annotations

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import SignReview, Thanks
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.queries.test_signs import burst
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


def test_a_child_says_thanks_with_a_picture_and_no_name(client: Client) -> None:
    shop = ground.shop()
    address = f"/meals/thanks/{shop.place.public_id}/"
    page = client.get(address).content.decode()
    assert "ラーメン花道" in page
    assert 'name="name"' not in page
    answer = client.post(address, {"picture": "bowl", "words": "おいしかった！"})
    assert "とどきました" in answer.content.decode() or "とど" in answer.content.decode()
    row = Thanks.objects.get()
    assert (row.place, row.state, row.told_on) == (shop.place, "waiting", clock.day(clock.now()))


@pytest.mark.parametrize(
    "given", [{}, {"picture": "x"}, {"words": "あ" * 61}, {"words": "090-1234-5678" * 9}]
)
def test_nothing_is_kept_of_a_form_that_says_nothing(given: dict[str, str], client: Client) -> None:
    answer = client.post("/meals/thanks/", given)
    assert answer.status_code == 200
    assert not Thanks.objects.exists()


def test_a_code_of_no_shop_still_takes_thanks(client: Client) -> None:
    assert client.get("/meals/thanks/nonsense/").status_code == 200
    client.post("/meals/thanks/nonsense/", {"picture": "heart"})
    assert Thanks.objects.get().place is None


def test_the_public_page_is_limited(client: Client) -> None:
    answers = {client.post("/meals/thanks/", {"picture": "heart"}).status_code for _ in range(61)}
    assert answers == {200, 429}


def test_paper_is_typed_in_by_the_shop_and_at_the_desk(people: Cast, client: Client) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    address = f"/ops/meals/shops/{shop.public_id}/thanks/"
    assert client.post(address, {"picture": "sun"}).status_code == 302
    sign_in(client, people.ken)
    assert client.post(address, {"picture": "sun"}).status_code == 404
    sign_in(client, people.mado)
    assert client.post("/desk/meals/thanks/new/", {"shop": shop.pk, "words": "ありがとう"}).status_code == 302
    assert Thanks.objects.filter(place=shop.place).count() == 2


def test_words_are_read_shown_and_taken_back(aoi: Client) -> None:
    row = Thanks.objects.create(words="おいしかった", picture="bowl", told_on=make.TUESDAY)
    address = f"/desk/meals/words/thanks/{row.pk}/"
    assert "おいしかった" in aoi.get("/desk/meals/words/").content.decode()
    for verb, state in (("show", "shown"), ("hide", "hidden"), ("undo", "waiting")):
        aoi.post(address, {"do": verb})
        row.refresh_from_db()
        assert row.state == state
        assert "おいしかった" in aoi.get(f"/desk/meals/words/?state={state}").content.decode()
    assert aoi.post(address, {"do": "drop"}).status_code == 404
    assert aoi.post("/desk/meals/words/nobody/1/", {"do": "show"}).status_code == 404


def test_words_with_a_phone_number_have_no_button_to_show_them(aoi: Client) -> None:
    row = Thanks.objects.create(words="090-1234-5678に かけて", told_on=make.TUESDAY)
    page = aoi.get("/desk/meals/words/").content.decode()
    assert 'value="show"' not in page
    assert "連絡先が" in page
    told = aoi.post(f"/desk/meals/words/thanks/{row.pk}/", {"do": "show"}, follow=True).content.decode()
    assert "出せません" in told
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_logo_is_seen_by_whoever_decides(aoi: Client) -> None:
    donor = ground.shown_gift().donor
    assert donor is not None
    donor.state = "waiting"
    donor.save()
    assert donor.name in aoi.get("/desk/meals/words/").content.decode()
    assert aoi.get(f"/desk/meals/words/donors/{donor.public_id}/logo/")["Content-Type"] == "image/webp"


def test_a_sign_comes_with_harmless_reasons_and_a_person_writes_what_it_was(aoi: Client) -> None:
    shop = ground.shop()
    at = clock.now()
    burst(shop, at)
    page = aoi.get("/desk/meals/signs/").content.decode()
    assert "クラブや 学校の 帰りに" in page
    address = f"/desk/meals/signs/burst/{shop.public_id}/{clock.day(at)}/"
    assert "短くて かまいません" in aoi.post(address, {"words": ""}, follow=True).content.decode()
    told = aoi.post(address, {"words": "野球部が 来た"}, follow=True).content.decode()
    assert "野球部が 来た" in told
    assert SignReview.objects.count() == 1
    for wrong in (
        f"/desk/meals/signs/x/{shop.public_id}/2026-11-24/",
        f"/desk/meals/signs/burst/{shop.public_id}/x/",
    ):
        assert aoi.post(wrong, {"words": "x"}).status_code == 404


def test_who_only_reads_sees_signs_without_a_form(people: Cast, client: Client) -> None:
    burst(ground.shop(), clock.now())
    sign_in(client, people.mado)
    page = client.get("/desk/meals/signs/").content.decode()
    assert "よくある わけ" in page
    assert "見ました" not in page
    sign_in(client, people.tsubaki)
    assert client.get("/desk/meals/signs/").status_code == 404


def test_thanks_are_one_step_from_the_page_a_shops_poster_leads_to(people: Cast, client: Client) -> None:
    shop = ground.shop(organisation=people.midori)
    address = f"/meals/thanks/{shop.place.public_id}/"
    assert address in client.get(f"/places/{shop.place.public_id}/").content.decode()
    sign_in(client, people.hana)
    assert f"/ops/meals/shops/{shop.public_id}/thanks/" in client.get("/ops/meals/").content.decode()
