"""椿 looks at the board, reads why and says yes; 花 reads what comes, why others got more, and says no."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Proposal, Receiver, Share, Wish
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.surplus import ground, kitchens
from tests.rooms.surplus.kitchens import Kitchens
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def three(people: Cast) -> Kitchens:
    return kitchens.kitchens_today(people)


def read(page: bytes) -> str:
    return plain(page.decode(), gap=" ")


def test_from_the_board_to_a_yes_and_to_what_hana_reads(
    client: Client, people: Cast, three: Kitchens
) -> None:
    sign_in(client, people.tsubaki)
    board = reverse("surplus:desk_board")
    assert "行き先が まだ ありません" in read(client.get(board).content)
    response = client.post(reverse("surplus:desk_propose", args=[three.offer.public_id]))
    row = Proposal.objects.get()
    here = reverse("surplus:desk_proposal", args=[row.public_id])
    assert response["Location"] == here
    told = read(client.get(here).content)
    assert (
        "ひらくので、いたむ前に 使えます" in told and "この とおりに きめて" in told and "みどり食堂" in told
    )
    assert "案を 見て きめる" in read(client.get(board).content)
    client.post(reverse("surplus:desk_confirm", args=[row.public_id]))
    told = read(client.get(here).content)
    assert "きめました" in told and "椿" in told and "この とおりに きめて" not in told
    again = client.post(reverse("surplus:desk_confirm", args=[row.public_id]), follow=True)
    assert "ほかの人が もう きめました" in read(again.content)

    sign_in(client, people.hana)
    told = read(client.get(reverse("surplus:ops_receive")).content)
    assert "大根" in told and "農園の 倉庫" in told
    told = read(client.get(reverse("surplus:ops_shared")).content)
    assert "まるや" in told and "あおぞら食堂" in told and "051-000-0009" not in told
    share = Share.objects.get(receiver=three.midori)
    own = reverse("surplus:ops_share", args=[share.public_id])
    assert "ここに きまった わけ" in read(client.get(own).content)
    client.post(reverse("surplus:ops_decline", args=[share.public_id]), {"refusal": "full"})
    assert "やっぱり うけとれます" in read(client.get(own).content)
    client.post(reverse("surplus:ops_decline_back", args=[share.public_id]))
    assert Share.objects.get(pk=share.pk).state == "agreed"
    theirs = Share.objects.get(receiver=three.aozora)
    for name in ("ops_share", "ops_decline", "ops_decline_back"):
        address = reverse(f"surplus:{name}", args=[theirs.public_id])
        assert client.post(address).status_code in (404, 405)
    assert client.get(reverse("surplus:ops_share", args=[theirs.public_id])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "agreed"


def test_what_was_typed_by_hand_stands_where_it_is_refused(
    client: Client, people: Cast, three: Kitchens
) -> None:
    sign_in(client, people.aoi)
    client.post(reverse("surplus:desk_propose", args=[three.offer.public_id]))
    row = Proposal.objects.get()
    address = reverse("surplus:desk_confirm", args=[row.public_id])
    shown = client.get(reverse("surplus:desk_proposal", args=[row.public_id])).content.decode()
    assert len(re.findall(r'name="grams_\d+" value="(?:5|10)"', shown)) == 3, (
        "kilos as proposed, a ten is a ten"
    )
    form = {
        "by_hand": "1", "words": "", f"grams_{three.midori.pk}": "7", f"grams_{three.aozora.pk}": "5",
        f"grams_{three.maruya.pk}": "0",
    }  # fmt: skip
    page = client.post(address, form).content.decode()
    assert "わけを 書いてください" in page and 'value="7"' in page
    page = client.post(address, {**form, "words": "人数が 多い"}).content.decode()
    assert "5kgずつで 入れてください" in page and 'value="人数が 多い"' in page
    response = client.post(
        address, {**form, "words": "人数が 多い", f"grams_{three.midori.pk}": "10"}, follow=True
    )
    assert "手で なおした わけ：人数が 多い" in read(response.content)
    assert Proposal.objects.get().left_grams == 5_000


def test_mado_may_look_and_propose_but_not_confirm(client: Client, people: Cast, three: Kitchens) -> None:
    sign_in(client, people.mado)
    client.post(reverse("surplus:desk_propose", args=[three.offer.public_id]))
    row = Proposal.objects.get()
    assert "この とおりに きめて" not in read(
        client.get(reverse("surplus:desk_proposal", args=[row.public_id])).content
    )
    assert client.post(reverse("surplus:desk_confirm", args=[row.public_id])).status_code == 404
    assert client.post(reverse("surplus:desk_proposal_drop", args=[row.public_id])).status_code == 404


def test_a_shop_on_the_telephone_is_typed_in(client: Client, people: Cast, three: Kitchens) -> None:
    shop = make.place("喫茶 あさひ", kind="partner_shop", phone="051-000-0011")
    sign_in(client, people.mado)
    assert "喫茶 あさひ" in read(client.get(reverse("surplus:desk_receiver_choose")).content)
    add = reverse("surplus:desk_receiver_add", args=[shop.public_id])
    page = client.get(add).content.decode()
    assert "家の 冷蔵庫 半分（15kgくらい）" in page and 'class="surplus-store"' in page
    form: dict[str, Any] = {
        "room": "0",
        "chilled": "other",
        "frozen": "0",
        "meals": "20",
        "collects": "on",
        "reach": "5000",
    }
    assert "kg を 書いてください" in read(client.post(add, form).content)
    form |= {"chilled_kg": "12.5", "wished": ["vegetable"], "avoids": ["shrimp"]}
    assert client.post(add, form).status_code == 302
    row = Receiver.objects.get(place=shop)
    assert (row.chilled_grams, row.meals, row.wished, row.avoids) == (12_500, 20, ["vegetable"], ["shrimp"])
    edit = reverse("surplus:desk_receiver_edit", args=[shop.public_id])
    assert 'value="12.5"' in client.get(edit).content.decode()
    client.post(
        reverse("surplus:desk_wish", args=[shop.public_id]), {"food": "rice", "words": "お米", "kilos": "10"}
    )
    wish = Wish.objects.get()
    assert (wish.receiver, wish.grams) == (row, 10_000)
    one = reverse("surplus:desk_receiver", args=[shop.public_id])
    assert "お米 10kg" in read(client.get(one).content)
    client.post(reverse("surplus:desk_receiver_switch", args=[shop.public_id]))
    assert "うけとりは 休み" in read(client.get(one).content)
    client.post(reverse("surplus:desk_wish_drop", args=[wish.public_id]))
    assert Wish.objects.get().state == "dropped"


def test_evenness_is_drawn_with_its_table(client: Client, people: Cast, three: Kitchens) -> None:
    share = ground.proposal(three.offer, three.midori, grams=20_000, state="agreed")
    Proposal.objects.filter(pk=share.proposal_id).update(confirmed_at=clock.now())
    sign_in(client, people.aoi)
    page = client.get(reverse("surplus:desk_receivers")).content.decode()
    assert "かたよって いないか" in page and "dads-chart" in page
    assert page.index("まるや") < page.index("みどり食堂"), "who got least stands first"
    assert client.get(reverse("surplus:desk_receivers") + "?format=csv").status_code == 200


def test_hana_wishes_with_one_tap_and_sets_her_fridge(client: Client, people: Cast) -> None:
    place = make.place(organisation=people.midori)
    sign_in(client, people.hana)
    home = reverse("surplus:ops_receive")
    assert "うけとる所を 足す" in read(client.get(home).content)
    form = {
        "room": "50000",
        "chilled": "15000",
        "frozen": "0",
        "meals": "30",
        "collects": "on",
        "reach": "10000",
    }
    client.post(reverse("surplus:ops_receiver", args=[place.public_id]), form)
    client.post(reverse("surplus:ops_wish", args=[place.public_id]), {"food": "rice"})
    told = read(client.get(home).content)
    assert "いま「ほしい」と 言っているもの" in told and "つぎに ひらく日が 入っていません" in told
    wish = Wish.objects.get()
    client.post(reverse("surplus:ops_wish_drop", args=[wish.public_id]))
    assert Wish.objects.get().state == "dropped"
    sign_in(client, people.ken)
    assert (
        client.post(reverse("surplus:ops_wish", args=[place.public_id]), {"food": "rice"}).status_code == 404
    )
    assert client.get(reverse("surplus:ops_receiver", args=[place.public_id])).status_code == 404


def test_the_desk_takes_a_no_of_a_shop_back(client: Client, people: Cast, three: Kitchens) -> None:
    """まるや has no page of its own: 窓 heard it wrong."""
    share = ground.proposal(three.offer, three.maruya, grams=5_000, state="agreed")
    sign_in(client, people.mado)
    client.post(reverse("surplus:desk_decline", args=[share.public_id]), {"refusal": "full"})
    back = reverse("surplus:desk_decline_back", args=[share.public_id])
    page = client.get(reverse("surplus:desk_proposal", args=[share.proposal.public_id])).content.decode()
    assert "おく場所が ない" in page and back in page
    client.post(back)
    assert Share.objects.get(pk=share.pk).state == "agreed"


def test_everybody_may_read_how_it_works(client: Client, people: Cast, three: Kitchens) -> None:
    for page in ("home", "about"):
        assert reverse("surplus:about") in client.get(reverse(page)).content.decode(), page
    told = read(client.get(reverse("surplus:about")).content).replace(" ", "")
    assert "食べものを出す" in told and "まめ農園" not in told and "051-000-0009" not in told
