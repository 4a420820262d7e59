"""Carried, handed over, recalled: by 葵 at the desk, 運 on his phone without a password, 花 at her door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import drivers
from ibasho.rooms.surplus.models import Driver, Handover, Recall, Run, Share
from ibasho.rooms.surplus.queries.carrying import LINK
from ibasho.town.people.models import Membership, Person
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast
from tests.reading import words
from tests.rooms.surplus import ground
from tests.rooms.surplus.pages import url
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_clock_stands")]
AT = make.AT
DAY = clock.day(AT)


@dataclass(frozen=True)
class Here:
    people: Cast
    share: Share
    driver: Driver


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    found.place.lat, found.place.lng, found.place.phone = 34.75, 138.02, "051-000-0004"
    found.place.save()
    offer = ground.offer(
        None,
        giver_name="山田",
        giver_phone="051-000-0003",
        told="phone",
        pickup_lat=34.77,
        pickup_lng=138.0,
        lot="L7",
    )
    return Here(people, ground.proposal(offer, found.receiver, state="agreed"), ground.driver())


@pytest.fixture
def aoi(here: Here) -> Client:
    return sign_in(Client(), here.people.aoi)


@pytest.fixture
def hana(here: Here) -> Client:
    return sign_in(Client(), here.people.hana)


def token(here: Here) -> str:
    given = drivers.give_link(driver=here.driver, mail=False, by=here.people.by(here.people.aoi), at=AT)
    here.driver.refresh_from_db()
    return given.token


def test_a_way_of_another_day_asks_who_goes_on_that_day(here: Here, aoi: Client) -> None:
    here.driver.weekdays = [DAY.weekday()]
    here.driver.save()
    tomorrow = (DAY + timedelta(days=1)).isoformat()
    assert "いつもは 行けません" not in words(aoi.get(url("desk_run_new")))
    assert "いつもは 行けません" in words(aoi.get(url("desk_run_new"), {"day": tomorrow}))


def planned(here: Here, aoi: Client) -> Run:
    told = {
        "day": DAY.isoformat(), "driver": here.driver.pk, "starts": "10:00", "shares": [here.share.pk],
        "note": "保冷箱は 市役所で わたします",
    }  # fmt: skip
    response = aoi.post(url("desk_run_new"), told)
    assert response.status_code == 302, words(response)
    return Run.objects.get()


def test_a_way_from_the_desk_to_the_drivers_phone_to_the_door(here: Here, aoi: Client) -> None:
    assert "大根 20kg" in words(aoi.get(url("desk_carrying")))
    run = planned(here, aoi)
    page = words(aoi.get(url("desk_run", run.public_id)))
    assert "051-000-0003" in page
    assert "みどり食堂" in page
    aoi.post(url("desk_run_do", run.public_id), {"do": "tell"})
    phone, key = Client(), token(here)
    response = phone.get(url("run_link", key))
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
    assert "農園の 倉庫" in words(response) and "保冷箱は 市役所で" in words(response)
    phone.post(url("run_tick", key, run.stops.get(kind="pick").pk), {"do": "done"})
    told = {"amount": "20kg", "crates": "2", "fine": "on", "lot": "L7", "note": ""}
    assert phone.post(url("run_hand", key, here.share.public_id), told).status_code == 302
    handed = Handover.objects.get()
    assert (handed.grams, handed.lot, handed.crates_out, handed.handed_by) == (20_000, "L7", 2, None)
    run.refresh_from_db()
    assert run.state == "done"
    phone.post(url("run_hand", key, here.share.public_id), {"do": "back"})
    assert not Handover.objects.exists()


def test_an_old_link_and_another_drivers_share_open_nothing(here: Here, aoi: Client) -> None:
    planned(here, aoi)
    old = token(here)
    new = drivers.give_link(
        driver=here.driver, mail=False, by=here.people.by(here.people.aoi), at=AT.replace(hour=16)
    ).token
    assert Client().get(url("run_link", old)).status_code == 404
    other = ground.driver(name="二")
    key = drivers.give_link(driver=other, mail=False, by=here.people.by(here.people.aoi), at=AT).token
    assert Client().get(url("run_hand", key, here.share.public_id)).status_code == 404
    assert (
        Client().post(url("run_hand", new, here.share.public_id), {"amount": "たくさん"}).status_code == 200
    )


def test_hana_notes_it_in_one_tap_and_mends_a_slip(here: Here, hana: Client) -> None:
    assert "大根 20kg" in words(hana.get(url("ops_handing")))
    page = url("ops_hand", here.share.public_id)
    assert 'value="20kg"' in hana.get(page).content.decode()
    answer = hana.post(page, {"amount": "たくさん", "crates": "0", "fine": "on", "note": "かごで"})
    assert "数で わかりません" in words(answer)
    assert 'value="かごで"' in answer.content.decode()
    assert hana.post(page, {"amount": "18kg", "crates": "0", "fine": "on"}).status_code == 302
    assert "18kg" in words(hana.get(page))
    hana.post(url("ops_hand_back", here.share.public_id))
    assert not Handover.objects.exists()


def test_warm_food_asks_first_and_nothing_typed_is_lost(here: Here, hana: Client) -> None:
    offer = here.share.proposal.offer
    offer.band = "chilled"
    offer.save()
    page = url("ops_hand", here.share.public_id)
    answer = hana.post(page, {"amount": "20kg", "temperature": "１２．５", "crates": "0", "fine": "on"})
    assert "12.5℃は 冷蔵には 高すぎます" in words(answer)
    assert 'value="１２．５"' in answer.content.decode()
    told = {"amount": "20kg", "temperature": "12.5", "crates": "0", "fine": "on", "note": "すぐに 煮た"}
    assert hana.post(page, told).status_code == 302
    assert Handover.objects.get().temperature_tenths == 125


def test_a_recall_stands_first_on_hanas_page_until_she_answers(here: Here, aoi: Client, hana: Client) -> None:
    offer = here.share.proposal.offer
    hana.post(url("ops_hand", here.share.public_id), {"amount": "20kg", "crates": "0", "fine": "on"})
    assert "みどり食堂" in words(aoi.get(url("desk_recall_new", offer.public_id)))
    aoi.post(url("desk_recall_new", offer.public_id), {"words": "虫が いました。食べないでください。"})
    home = words(hana.get("/ops/"))
    assert "食べないでください（回収）" in home
    answer = url("ops_recall_answer", here.share.public_id)
    hana.post(answer, {"left": "3kg", "eaten": "no", "words": ""})
    assert "食べないでください（回収）" not in words(hana.get("/ops/"))
    page = words(aoi.get(url("desk_recall", offer.public_id)))
    assert "3kg" in page and "まだ つたわっていない" not in page
    assert url("ops_recalls") in hana.get(url("ops_handing")).content.decode()
    paper = aoi.get(url("desk_recall_paper", offer.public_id))
    assert paper["Content-Type"] == "application/pdf"
    csv = aoi.get(url("desk_recall", offer.public_id), {"format": "csv"}).content.decode("utf-8-sig")
    assert "みどり食堂,051-000-0004,わたした" in csv
    assert "山田" not in csv
    aoi.post(url("desk_recall_do", offer.public_id), {"do": "close", "why": ""})
    assert Recall.objects.get().closed_at is not None


def test_nobody_came(here: Here, aoi: Client) -> None:
    offer = here.share.proposal.offer
    offer.ready_from, offer.ready_until = AT.replace(hour=9), AT.replace(hour=12)
    offer.save()
    assert "時間が すぎています" in words(aoi.get(url("desk_carrying")))
    aoi.post(url("desk_no_show", here.share.public_id), {"words": "電話に 出ない"})
    assert "とりに 来ませんでした" in words(aoi.get(url("desk_hand", here.share.public_id)))
    aoi.post(url("desk_hand_back", here.share.public_id))
    here.share.refresh_from_db()
    assert here.share.state == "agreed"


def test_points_and_drivers_are_kept_at_the_desk(here: Here, aoi: Client) -> None:
    depot = {"name": "道の駅", "kind": "road", "position": "34.7689, 138.0146", "is_active": "on"}
    assert aoi.post(url("desk_depot_new"), depot).status_code == 302
    driver = {"name": "車田", "load_grams": "100kg", "weekdays": ["1", "3"], "is_active": "on"}
    assert aoi.post(url("desk_driver_new"), driver).status_code == 302
    made = Driver.objects.get(name="車田")
    assert (made.load_grams, made.weekdays) == (100_000, [1, 3])
    page = words(aoi.get(url("desk_carriers")))
    assert "火木" in page
    assert "道の駅" in page
    given = aoi.post(url("desk_driver_link", made.public_id), {"mail": "no"})
    made.refresh_from_db()
    assert LINK.token(made)[:4] in words(given)
    assert "地図で" in words(aoi.post(url("desk_depot_new"), {**depot, "position": "あのへん"}))


def test_nobody_is_shown_a_way_that_is_closed_to_them(here: Here, aoi: Client, hana: Client) -> None:
    """窓 may not call anything back nor thank; who only hands over may not say no for the group."""
    mado = sign_in(Client(), here.people.mado)
    offer, share = here.share.proposal.offer, here.share
    recall, decline = url("desk_recall_new", offer.public_id), url("ops_share", share.public_id)
    pages = [url("desk_hand", share.public_id), url("desk_proposal", share.proposal.public_id)]
    for page in pages:
        assert recall in aoi.get(page).content.decode()
        assert recall not in mado.get(page).content.decode()
    assert url("desk_thanks") in aoi.get(url("desk_records")).content.decode()
    assert url("desk_thanks") not in mado.get(url("desk_records")).content.decode()
    assert decline in hana.get(url("ops_hand", share.public_id)).content.decode()
    helper = Person.objects.create(email="te@example.test", name="手", ends_on=UNTIL)
    Membership.objects.create(
        person=helper, organisation=here.people.midori, role="helper", starts_on=SINCE, ends_on=UNTIL
    )
    answer = sign_in(Client(), helper).get(url("ops_hand", share.public_id))
    assert answer.status_code == 200
    assert decline not in answer.content.decode()


def test_written_the_next_morning_with_the_hour_of_the_evening(
    here: Here, aoi: Client, hana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = here.share.proposal.offer
    offer.use_until, offer.ready_until = DAY, AT.replace(hour=19)
    offer.save()
    morning = AT + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: morning)
    assert "大根 20kg" in words(aoi.get(url("desk_carrying")))
    page = url("ops_hand", here.share.public_id)
    told = {"amount": "20kg", "crates": "0", "fine": "on"}
    assert "処分" in words(hana.post(page, told))
    assert hana.post(page, {**told, "handed_at": f"{DAY.isoformat()}T19:00"}).status_code == 302
    assert Handover.objects.get().handed_at == AT.replace(hour=19)


def test_struck_out_on_the_drivers_phone_and_on_paper(here: Here, aoi: Client) -> None:
    run, key = planned(here, aoi), token(here)
    aoi.post(url("desk_run_do", run.public_id), {"do": "tell"})
    aoi.post(url("desk_decline", here.share.public_id), {"refusal": "full"})
    page = words(Client().get(url("run_link", key)))
    assert "もう 行かなくて よい" in page
    assert "わたしました" not in page
    desk = words(aoi.get(url("desk_run", run.public_id)))
    assert "もう 行かなくて よい" in desk
    assert "まだ 知らせていない" in words(aoi.get(url("desk_carrying")))  # he has no address
