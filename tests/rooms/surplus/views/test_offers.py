"""Giving in a minute: without an account, from a farm's phone, from a call typed in; and the giver's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import offer_links, proposing
from ibasho.rooms.surplus.models import Offer, Share, StandingOffer
from ibasho.rooms.surplus.queries import handing
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership, Person
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast
from tests.reading import bare
from tests.rooms.surplus import ground
from tests.rooms.surplus.offers_objects import picture, promise, with_link
from tests.rooms.surplus.pages import url
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NOW = clock.jst(clock.now())
TODAY = NOW.date()
SAYS = {
    "food": "vegetable", "name": "大根", "amount": "５kg×4箱", "band": "room", "date_kind": "none", "way": "fetch",
    "pickup_words": "農園の 倉庫", "ready_from": (NOW + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    "ready_until": (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"),
}  # fmt: skip
WHO = {"giver_name": "山田", "giver_phone": "051-000-0009", "giver_email": "yamada@example.test"}


@pytest.fixture
def people() -> Cast:
    return cast()


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def test_a_citizen_gives_in_a_minute_and_the_desk_looks_at_it(client: Client, people: Cast) -> None:
    assert "あまった" in body(client, url("give"))
    photo = SimpleUploadedFile("p.png", picture(), "image/png")
    response = client.post(url("give"), {**SAYS, **WHO, "photo": photo})
    offer = Offer.objects.get()
    token = offer_links.token(offer)
    assert response["Location"] == url("giver_page", token)
    assert (offer.grams, offer.step_grams, offer.told, offer.state) == (20_000, 5_000, "public", "new")

    page = client.get(url("giver_page", token))
    assert "大根" in page.content.decode() and "20kg" in page.content.decode()
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "same-origin")
    assert "no-store" in page["Cache-Control"]
    assert client.get(url("giver_photo", token))["Content-Type"] == "image/webp"

    mado = sign_in(Client(), people.mado)
    assert url("desk_offer", offer.public_id) in body(mado, url("desk_offers"))
    assert "うけつける" in body(mado, url("desk_offer", offer.public_id))
    mado.post(url("desk_offer_accept", offer.public_id))
    offer.refresh_from_db()
    assert offer.state == "open"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"amount": "たくさん"}, "「20kg」や「5kg×4箱」のように"),
        ({"amount": ""}, "「どのくらい」を"),
        ({"food": ""}, "えらんでください"),
        ({"food": "bread", "date_kind": "use_by", "expires_on": (TODAY - timedelta(days=1)).isoformat()}, "アレルギー"),
        (
            {"food": "bread", "date_kind": "use_by", "expires_on": (TODAY - timedelta(days=1)).isoformat(), "allergens_told": "none"},
            "消費期限の",
        ),
        ({"food": "meat"}, "書いてある 消費期限か 賞味期限を"),
        ({"giver_phone": "", "giver_email": ""}, "電話か"),
        ({"note": "番号は 1234 5678 9018"}, "マイナンバー"),
    ],
    ids=["plenty", "no amount", "nothing", "allergen missing", "past", "meat without a day", "no contact", "my number"],
)  # fmt: skip
def test_what_is_wrong_is_said_kindly_and_nothing_typed_is_lost(
    client: Client, people: Cast, wrong: dict[str, str], says: str
) -> None:
    client.cookies["furigana"] = "off"
    response = client.post(url("give"), {**SAYS, **WHO, **wrong})
    shown = response.content.decode()
    assert response.status_code == 200 and not Offer.objects.exists()
    assert says in bare(shown)
    assert 'value="大根"' in shown and "農園の 倉庫" in shown


def test_a_machine_that_fills_in_the_hidden_field_is_heard_of_no_more(client: Client, people: Cast) -> None:
    assert client.post(url("give"), {**SAYS, **WHO, "website": "http://spam.example"}).status_code == 302
    assert not Offer.objects.exists()


def test_the_link_changes_gives_again_and_takes_back(client: Client, people: Cast) -> None:
    offer = with_link(ground.offer(None, **WHO, told="public", ready_until=clock.now() + timedelta(days=2),
                                   ready_from=clock.now(), use_until=TODAY + timedelta(days=5)))  # fmt: skip
    token = offer_links.token(offer)
    assert "山田" in body(client, url("giver_change", token))
    client.post(url("giver_change", token), {**SAYS, **WHO, "amount": "10kg"})
    offer.refresh_from_db()
    assert (offer.grams, offer.state) == (10_000, "new")
    assert "山田" in body(client, url("giver_again", token))
    client.post(url("giver_again", token), {**SAYS, **WHO})
    assert Offer.objects.count() == 2
    client.post(url("giver_withdraw", token))
    offer.refresh_from_db()
    assert offer.state == "taken"
    assert "とりさげた" in bare(body(client, url("giver_page", token)))
    for name in ("giver_page", "giver_change", "giver_again", "giver_photo"):
        body(client, url(name, "C" * 20), 404)


def test_a_farm_gives_and_gives_the_same_once_more(people: Cast) -> None:
    farm, mame = ground.farm(people)
    client = sign_in(Client(), mame)
    assert "おすそわけする" in body(client, url("ops_home"))
    client.post(url("ops_give"), SAYS)
    offer = Offer.objects.get()
    assert (offer.organisation, offer.told, offer.state) == (farm, "own", "open")
    assert "大根" in body(client, url("ops_offer", offer.public_id))
    assert "まえと おなじ（大根）" in body(client, url("ops_home"))
    assert 'value="5kg×4箱"' in body(client, url("ops_again", offer.public_id)).replace("５", "5")
    client.post(url("ops_again", offer.public_id), SAYS)
    assert Offer.objects.count() == 2
    client.post(url("ops_change", offer.public_id), {**SAYS, "amount": "8kg"})
    client.post(url("ops_withdraw", offer.public_id))
    offer.refresh_from_db()
    assert (offer.grams, offer.state) == (8_000, "taken")

    ken = sign_in(Client(), people.ken)
    for name in ("ops_offer", "ops_change", "ops_again"):
        body(ken, url(name, offer.public_id), 404)
    assert ken.post(url("ops_withdraw", offer.public_id)).status_code == 404


def test_the_counter_types_in_a_call_and_reads_out_a_link(people: Cast) -> None:
    farm, _mame = ground.farm(people)
    mado = sign_in(Client(), people.mado)
    body(mado, url("desk_offer_new"))
    mado.post(url("desk_offer_new"), {**SAYS, "told": "phone", "organisation": farm.public_id})
    mado.post(url("desk_offer_new"), {**SAYS, **WHO, "told": "fax", "name": "かぶ", "lot": "A-12"})
    called, faxed = Offer.objects.order_by("pk")
    assert (called.organisation, called.told, faxed.giver_name, faxed.told, faxed.lot) == (
        farm,
        "phone",
        "山田",
        "fax",
        "A-12",
    )
    shown = mado.post(url("desk_offer_link", called.public_id)).content.decode()
    called.refresh_from_db()
    assert offer_links.address(called) in shown
    mado.post(url("desk_offer_change", called.public_id), {**SAYS, "amount": "15kg"})
    called.refresh_from_db()
    assert called.grams == 15_000
    assert "山田" in body(mado, url("desk_offers") + "?text=かぶ")


def test_the_desk_refuses_with_words(people: Cast) -> None:
    offer = ground.offer(None, **WHO, told="public", state="new", note="電話は 090-1234-5678")
    aoi = sign_in(Client(), people.aoi)
    assert "電話番号" in body(aoi, url("desk_offer", offer.public_id)), "a flag to look at"
    aoi.post(url("desk_offer_refuse", offer.public_id), {"why": "その日は どこも あいていません"})
    offer.refresh_from_db()
    assert offer.state == "taken"
    assert "その日は どこも あいていません" in Message.objects.get().body


def test_the_sheet_is_one_page_to_fax(client: Client, people: Cast) -> None:
    response = client.get(url("sheet"))
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    assert response.content.count(b"/Type /Page\n") + response.content.count(b"/Type /Page ") <= 1


def test_a_promise_is_made_answered_and_stopped(people: Cast) -> None:
    farm, mame = ground.farm(people)
    client = sign_in(Client(), mame)
    client.post(
        url("ops_promise_new"),
        {
            "organisation": farm.public_id, "food": "vegetable", "name": "大根", "amount": "20kg", "band": "room",
            "keeps_days": "10", "months": [str(one) for one in range(1, 13)], "weekday": str(TODAY.weekday()),
        },
    )  # fmt: skip
    made = StandingOffer.objects.get()
    assert "今週も ありますか" in body(client, url("ops_promise", made.public_id))
    client.post(url("ops_promise_no", made.public_id))
    assert "「ない」と 聞きました" in body(client, url("ops_promise", made.public_id))
    response = client.post(url("ops_promise_yes", made.public_id), {"amount": "すこし"})
    assert "「20kg」や「5kg×4箱」のように" in response.content.decode()
    if NOW.hour < 17:
        client.post(url("ops_promise_yes", made.public_id), {"amount": "12kg"})
        assert made.offers.get().grams == 12_000
    client.post(url("ops_promise_switch", made.public_id))
    made.refresh_from_db()
    assert not made.is_active
    for name in ("ops_promise", "desk_promise", "ops_promise_change"):
        body(sign_in(Client(), people.ken), url(name, made.public_id), 404)


def test_the_desk_keeps_the_promises_of_who_is_rung_up(people: Cast) -> None:
    made = promise(people.midori, months=list(range(1, 13)), weekday=TODAY.weekday())
    mado = sign_in(Client(), people.mado)
    assert "大根" in body(mado, url("desk_promises"))
    body(mado, url("desk_promise_new"))
    change, school = url("desk_promise_change", made.public_id), make.district()
    assert change in body(mado, url("desk_promise", made.public_id))
    assert 'value="20kg"' in body(mado, change) and "だれが" not in body(mado, change)
    says = {
        "food": "vegetable", "name": "かぶ", "amount": "10kg", "band": "room", "keeps_days": "5", "district": school.code,
        "months": [str(one) for one in range(1, 13)], "weekday": str(TODAY.weekday()), "pickup_words": "納屋",
    }  # fmt: skip
    assert mado.post(change, {**says, "amount": "たくさん"}).status_code == 200
    assert mado.post(change, says).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.grams, made.organisation, made.pickup_words) == (
        "かぶ",
        10_000,
        people.midori,
        "納屋",
    )
    assert (made.pickup_lat, made.pickup_lng) == (school.lat, school.lng), "near ones can be looked for"
    assert f'value="{school.code}" selected' in body(mado, change)
    assert "今週も ありますか" in body(mado, url("desk_promise", made.public_id))
    mado.post(url("desk_promise_no", made.public_id))
    made.refresh_from_db()
    assert made.none_on == TODAY


def test_the_photo_is_for_the_giver_the_desk_and_who_gets_some(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = with_link(ground.offer(farm))
    address = url("ops_photo", offer.public_id)
    assert sign_in(Client(), mame).get(address).status_code == 200
    hana = sign_in(Client(), people.hana)
    assert hana.get(address).status_code == 404
    ground.proposal(offer, ground.receiver(make.place(organisation=people.midori)), state="agreed")
    assert hana.get(address).status_code == 200
    assert address in body(hana, url("ops_share", Share.objects.get().public_id))
    assert sign_in(Client(), people.ken).get(address).status_code == 404


def test_what_is_brought_to_a_drop_off_point_is_fetched_there(people: Cast) -> None:
    """まめ農園 leaves it at the JA: nobody is told it comes to the door."""
    farm, mame = ground.farm(people)
    depot = ground.depot(hours_words="9時から17時")
    sign_in(client := Client(), mame).post(url("ops_give"), {**SAYS, "way": depot.public_id})
    offer = Offer.objects.get()
    assert (offer.depot, offer.giver_brings) == (depot, False)
    place = make.place(organisation=people.midori)
    make.session(place, TODAY + timedelta(days=2))
    share = ground.proposal(offer, ground.receiver(place, meals=200))
    proposing.confirm(proposal=share.proposal, by=people.by(people.aoi), at=clock.now())
    mails = Message.objects.filter(event_key__contains="confirmed")
    assert {one.person for one in mails} >= {people.hana, mame}
    for mail in mails:
        assert "JA 直売所（9時から17時）" in mail.body and "とどけてくれます" not in mail.body
    assert handing.to_carry(TODAY) == [share]
    hana = sign_in(Client(), people.hana)
    for address in (url("ops_home"), url("ops_share", share.public_id), url("ops_hand", share.public_id)):
        shown = body(hana, address)
        assert "JA 直売所" in shown and "とどけてくれます" not in shown, address
    assert client.get(url("ops_change", offer.public_id)).status_code in (200, 302)


def test_who_brings_it_to_the_door_is_still_said_to_come(people: Cast) -> None:
    _farm, mame = ground.farm(people)
    sign_in(Client(), mame).post(url("ops_give"), {**SAYS, "way": "bring"})
    assert Offer.objects.get().giver_brings


def test_the_groups_first_page_shows_what_comes_and_leads_to_receiving(people: Cast) -> None:
    here = ground.ground(people)
    ground.proposal(ground.offer(ground.farm(people)[0], name="かぶ"), here.receiver, state="agreed")
    hana = sign_in(Client(), people.hana)
    shown = body(hana, url("ops_home"))
    assert "かぶ 20kg" in shown and url("ops_receive") in shown
    helper = Person.objects.create(email="tetsu@example.test", name="鉄", ends_on=UNTIL)
    Membership.objects.create(
        person=helper, organisation=people.midori, role="helper", starts_on=SINCE, ends_on=UNTIL
    )
    shown = body(sign_in(Client(), helper), url("ops_home"))
    assert url("ops_hand", here.receiver.shares.get().public_id) in shown and url("ops_receive") not in shown
    here.receiver.shares.all().delete()
    here.receiver.delete()
    assert url("ops_receiver", here.place.public_id) in body(hana, url("ops_home"))


def test_a_rest_is_let_go_at_the_desk_and_a_recall_stays_within_reach(people: Cast) -> None:
    farm, _mame = ground.farm(people)
    offer = ground.offer(farm)
    share = ground.proposal(
        offer, ground.receiver(make.place(organisation=people.midori)), grams=15_000, state="agreed"
    )
    client = sign_in(Client(), people.tsubaki)
    page, finish = url("desk_offer", offer.public_id), url("desk_offer_finish", offer.public_id)
    assert finish not in body(client, page)
    Share.objects.filter(pk=share.pk).update(state="handed")
    assert finish in body(client, page)
    client.post(finish)
    offer.refresh_from_db()
    assert offer.state == "done" and finish not in body(client, page)

    gone = ground.offer(farm, name="かぶ", state="lapsed", ended_at=make.AT)
    share.proposal.offer = gone
    share.proposal.save()
    Share.objects.filter(pk=share.pk).update(state="gone")
    assert url("desk_recall_new", gone.public_id) in body(client, url("desk_offer", gone.public_id))
    assert "みどり" in body(client, url("desk_recall_new", gone.public_id))
