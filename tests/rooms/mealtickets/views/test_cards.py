"""Cards at the desk: made, printed, and the lost one stopped in three clicks."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.mealtickets.actions import cards, stub_sheets
from ibasho.rooms.mealtickets.models import Card, Sheet, Shop, SigningKey
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.codes import shown
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
CARDS = "/desk/meals/cards/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    return sign_in(client, people.aoi)


@pytest.fixture
def mado(people: Cast, client: Client) -> Client:
    return sign_in(client, people.mado)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> pdf.Recorder:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    return recorder


def sheet(count: int = 3) -> Sheet:
    return cards.make_sheet(count=count, given_to="虹橋小学校", by=SERVER, at=clock.now())


def test_a_batch_is_made_and_printed(aoi: Client, printer: pdf.Recorder) -> None:
    until = clock.day(clock.now()) + timedelta(days=90)
    given = {"kind": "child", "count": "12", "given_to": "虹橋小学校", "valid_until": until.isoformat()}
    answer = aoi.post(f"{CARDS}new/", given)
    made = Sheet.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{CARDS}{made.public_id}/")
    page = aoi.get(answer.headers["Location"]).content.decode()
    assert "虹橋小学校" in page
    assert not any(card.typed in page or shown(card.typed) in page for card in made.cards.all())
    file = aoi.post(f"{CARDS}{made.public_id}/print/")
    assert file.headers["Content-Type"] == "application/pdf"
    assert "no-store" in file.headers["Cache-Control"]
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]
    assert unquote(file.headers["Content-Disposition"]).endswith("こどもカード_虹橋小学校_12枚.pdf")
    assert len(printer.calls[0][1]["cards"]) == 12
    assert Entry.objects.get(verb="mealtickets.sheet.print").data["positions"] == list(range(1, 13))


def test_a_day_too_far_is_explained_beside_the_field(aoi: Client) -> None:
    until = clock.day(clock.now()) + timedelta(days=400)
    page = aoi.post(f"{CARDS}new/", {"kind": "child", "count": "1", "valid_until": until.isoformat()})
    assert "6か月" in page.content.decode()
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("by", ["typed", "qr"])
def test_the_counter_replaces_a_card_in_three_clicks(mado: Client, printer: pdf.Recorder, by: str) -> None:
    old = sheet().cards.get(position=2)
    code = text_of(old) if by == "qr" else shown(old.typed).lower()
    found = mado.post(f"{CARDS}find/", {"code": code})  # 1: look for it
    here = found.headers["Location"]
    assert code not in here
    assert "まだ 使っていません" in mado.get(here).content.decode()
    replaced = mado.post(f"{here}replace/")  # 2: replace
    new = Card.objects.get(position=4)
    file = mado.post(f"{replaced.headers['Location']}print/")  # 3: print
    assert file.headers["Content-Type"] == "application/pdf"
    assert [one["position"] for one in printer.calls[0][1]["cards"]] == [new.position]
    old.refresh_from_db()
    assert old.state == Card.State.REPLACED
    assert "とりかえた" in mado.get(here).content.decode()


def test_a_wrong_code_is_told_kindly_and_shown_nowhere_else(mado: Client) -> None:
    page = mado.post(f"{CARDS}find/", {"code": "CDFH-JKMN-PQRA"})
    assert "ちがう" in page.content.decode()
    assert page.status_code == 200


def test_the_counter_stops_a_card_but_not_a_batch(mado: Client) -> None:
    made = sheet()
    here = f"{CARDS}{made.public_id}/"
    assert mado.post(f"{here}1/stop/").status_code == 302
    assert made.cards.get(position=1).state == Card.State.REVOKED
    assert "止めてある" in mado.get(f"{here}1/").content.decode()
    assert mado.get(f"{here}stop/").status_code == 404
    assert mado.post(f"{here}print/").status_code == 404
    assert mado.get(f"{here}99/").status_code == 404


def test_a_stopped_card_is_not_printed(aoi: Client, printer: pdf.Recorder) -> None:
    made = sheet(1)
    cards.revoke(card=made.cards.get(), by=SERVER, at=clock.now())
    answer = aoi.post(f"{CARDS}{made.public_id}/1/print/", follow=True)
    assert "印刷するものが ありません" in answer.content.decode()
    assert printer.calls == []


def test_part_of_a_batch_is_stopped(aoi: Client) -> None:
    made = sheet(5)
    here = f"{CARDS}{made.public_id}/stop/"
    assert "読めません" in aoi.post(here, {"positions": "9", "why": "なくした"}).content.decode()
    assert (
        "3枚 止めました"
        in aoi.post(here, {"positions": "1-3", "why": "なくした"}, follow=True).content.decode()
    )
    assert made.cards.filter(state="revoked").count() == 3


def test_keys_are_told_in_plain_words_and_turned(aoi: Client) -> None:
    assert "ひとりでに できます" in aoi.get(f"{CARDS}keys/").content.decode()
    sheet()
    assert "いまの鍵" in aoi.get(f"{CARDS}keys/").content.decode()
    assert "2番" in aoi.post(f"{CARDS}keys/new/", follow=True).content.decode()
    aoi.post(f"{CARDS}keys/1/stop/", {"why": ""})
    assert SigningKey.objects.get(key_id=1).revoked_at is None
    page = aoi.post(f"{CARDS}keys/1/stop/", {"why": "秘密が もれた"}, follow=True).content.decode()
    assert "すべて 止めた" in page


def test_a_shop_prints_its_own_kit_and_no_strangers(people: Cast, client: Client) -> None:
    shop = ground.shop(organisation=people.midori)
    own = f"/ops/meals/shops/{shop.public_id}/papers/"
    sign_in(client, people.hana)
    page = client.get(own).content.decode()
    assert f"{own}poster.pdf" in page
    file = client.get(f"{own}howto.pdf")
    assert file.content.startswith(b"%PDF-")
    assert "ラーメン花道" in unquote(file.headers["Content-Disposition"])
    assert client.get(f"{own}passwd.pdf").status_code == 404
    sign_in(client, people.ken)
    assert client.get(own).status_code == client.get(f"{own}howto.pdf").status_code == 404
    assert client.post(f"{own}stubs/", {"pages": "1"}).status_code == 404


def test_stub_numbers_are_given_out_once(people: Cast, client: Client, printer: pdf.Recorder) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    for _ in range(2):
        client.post(f"/ops/meals/shops/{shop.public_id}/papers/stubs/", {"pages": "1"})
    first, second = (call[1]["stubs"] for call in printer.calls)
    assert (first[0], second[0]) == (f"{shop.public_id}-1", f"{shop.public_id}-17")
    assert Shop.objects.get().stubs_printed == 32
    with pytest.raises(Exception, match="320"):
        stub_sheets.take_numbers(shop=shop, lines=321, by=SERVER, at=clock.now())


def test_a_name_that_cannot_be_printed_is_told_on_the_page(aoi: Client) -> None:
    shop = ground.shop("🍜や")
    answer = aoi.get(f"/desk/meals/shops/{shop.public_id}/papers/poster.pdf", follow=True)
    assert "「🍜」は 印刷できない文字です" in answer.content.decode()


def test_the_phone_page_tells_the_way_without_javascript(client: Client) -> None:
    page = client.get("/card/").content.decode()
    assert "<noscript>" in page
    assert 'href="/meals/shops/"' in page
    assert "method=" not in page.split("<main", 1)[1].split("</main>")[0]  # nothing on it is ever sent


def test_the_list_goes_out_as_a_table(aoi: Client) -> None:
    sheet()
    file = aoi.get(f"{CARDS}?format=csv").content.decode("utf-8-sig")
    assert "虹橋小学校" in file
