"""The shop まるや has no account and no mail reaches it: 椿 reads whom to ring up, 窓 says it has been told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus.actions import calls as actions
from ibasho.rooms.surplus.actions import offer_letters, offers, proposing
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.queries import calls
from ibasho.rooms.surplus.queries.waiting import waiting_for
from ibasho.rooms.surplus.rules.kinds import Call
from ibasho.town.outbox.models import Message, Preference
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground, kitchens
from tests.rooms.surplus.kitchens import Kitchens
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def three(people: Cast) -> Kitchens:
    return kitchens.kitchens(people)


@pytest.fixture
def now(people: Cast) -> Kitchens:
    return kitchens.kitchens_today(people)


def names(offer: Offer) -> list[str]:
    return [one.name for one in calls.of_offer(offer, AT)]


def board(client: Client) -> str:
    return client.get(reverse("surplus:desk_board")).content.decode()


def test_the_desk_is_told_who_did_not_hear_and_ticks_them_off(people: Cast, now: Kitchens) -> None:
    row = proposing.propose(offer=now.offer, by=people.by(people.aoi), at=clock.now())
    tsubaki = sign_in(Client(), people.tsubaki)
    said = tsubaki.post(reverse("surplus:desk_confirm", args=[row.public_id]), follow=True).content.decode()
    assert "メールの とどかない 所が あります" in said and "まるや" in said
    assert "うけとる所と 出した人に 知らせました" not in said

    mado = sign_in(Client(), people.mado)
    shown = board(mado)
    share = Share.objects.get(receiver=now.maruya)
    address = reverse("surplus:desk_call_place", args=[share.public_id])
    assert "電話する" in shown and "tel:051-000-0009" in shown and address in shown
    assert "おすそわけの ことを 電話で 知らせる" in [
        str(one.label) for one in waiting_for(people.by(people.mado), clock.now())
    ]
    after = mado.post(address, follow=True).content.decode()
    assert address not in board(mado)
    assert "もどす" in after and 'value="agreed"' in after, "a slip of the finger can be taken back"
    mado.post(address, {"call": "agreed"})
    assert "tel:051-000-0009" in board(mado)
    assert "もう「電話する」に" in mado.post(address, {"call": "agreed"}, follow=True).content.decode()
    mado.post(address, {"call": "nonsense"})
    assert address not in board(mado)
    assert sign_in(Client(), people.hana).post(address).status_code == 404


def test_where_everybody_heard_nobody_is_rung_up(people: Cast, three: Kitchens) -> None:
    three.maruya.is_active = False
    three.maruya.save()
    kitchens.confirmed(three)
    assert names(three.offer) == []


def test_a_withdrawn_offer_is_another_call_and_who_was_mailed_needs_none(three: Kitchens) -> None:
    kitchens.confirmed(three)
    aoi = three.people.by(three.people.aoi)
    share = Share.objects.get(receiver=three.maruya)
    actions.told_place(share=share, by=aoi, at=AT)
    assert names(three.offer) == []
    with pytest.raises(Conflict, match="もう 知らせて"):
        actions.told_place(share=share, by=aoi, at=AT)
    offers.withdraw(offer=three.offer, by=aoi, at=AT)
    (one,) = calls.of_offer(three.offer, AT)
    assert (one.name, one.phone) == ("まるや", "051-000-0009")
    assert one.words.startswith("大根") and one.words.endswith("なくなりました")


def test_who_wants_no_mail_is_rung_up_as_well(three: Kitchens) -> None:
    Preference.objects.create(person=three.people.hana, wants_mail=False)
    kitchens.confirmed(three)
    assert set(names(three.offer)) == {"みどり食堂", "まるや"}
    assert Message.objects.filter(person=three.people.ken).exists()


def test_a_giver_without_mail_hears_of_a_yes_and_of_a_no(people: Cast, three: Kitchens) -> None:
    aoi = people.by(people.aoi)
    who = {"giver_name": "山田", "giver_phone": "051-000-0008", "told": "phone"}
    found = ground.offer(None, **who)
    proposing.confirm(proposal=proposing.propose(offer=found, by=aoi, at=AT), by=aoi, at=AT)
    assert "山田" in names(found)
    actions.told_giver(offer=found, by=aoi, at=AT)
    assert "山田" not in names(found)
    actions.not_told_giver(offer=found, call=Call.AGREED, by=aoi, at=AT)
    assert "山田" in names(found)

    new = ground.offer(None, **{**who, "told": "public", "state": "new"})
    offers.refuse_new(offer=new, why="その日は あいていません", by=aoi, at=AT)
    (one,) = calls.of_offer(new, AT)
    assert (one.name, one.phone, one.words) == ("山田", "051-000-0008", "大根 20kg うけとれませんでした")
    assert calls.of_offer(new, AT + timedelta(days=15)) == []


def test_a_giver_reads_that_the_city_rings_up(people: Cast, now: Kitchens) -> None:
    offer = ground.offer(
        people.midori, ready_from=clock.now(), use_until=clock.day(clock.now()) + timedelta(days=9),
        ready_until=clock.now() + timedelta(days=2),
    )  # fmt: skip
    ground.proposal(offer, now.maruya, state="agreed")
    hana = sign_in(Client(), people.hana)
    said = hana.post(reverse("surplus:ops_withdraw", args=[offer.public_id]), follow=True).content.decode()
    assert "市から 電話でも お知らせします" in said


def test_the_letter_itself_says_whether_it_went(people: Cast) -> None:
    farm, mame = ground.farm(people)
    Preference.objects.create(person=mame, wants_mail=False)
    assert not offer_letters.accepted(ground.offer(farm), by=people.by(people.aoi), at=AT)
