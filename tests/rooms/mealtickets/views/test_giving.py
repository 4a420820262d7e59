"""Giving without an account and without a script, from the form to the meals that were eaten."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from ibasho.base.kernel import clock
from ibasho.base.ports import payments, pdf
from ibasho.base.ports.payments import PaymentsDown, RecordingPayments
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Donor, Fund, Gift, Receipt, Thanks
from ibasho.town.outbox.models import Message
from tests.reading import bare
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
CSS = "csrfmiddlewaretoken"


@pytest.fixture
def fund() -> Fund:
    made = ground.fund(bank_words="みほん銀行 本店 普通 1234567 ミホンシ")
    ground.general_pool(made)
    ground.general_pool(made, kind="holiday", name="夏休みのため", purpose="夏休みの 昼ごはんに つかいます。")
    return made


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> RecordingPayments:
    stand_in = RecordingPayments()
    monkeypatch.setattr(payments, "provider", lambda: stand_in)
    return stand_in


def page(client: Client, address: str = "/give/") -> str:
    return bare(client.get(address).content.decode())


def filled(client: Client, fund: Fund, **told: str) -> dict[str, str]:
    """The form as it was handed out, filled in."""
    key = re.search(r'name="key" value="([^"]+)"', page(client))
    assert key is not None
    known = {"key": key[1], "amount": "1200", "own": "", "purpose": f"any-{fund.public_id}", "way": "bank"}
    return {**known, "name": "", "message": "", **told}


def given(client: Client, fund: Fund, **told: str) -> Gift:
    client.post("/give/", filled(client, fund, **told))
    return Gift.objects.latest("pk")


def received(client: Client, fund: Fund, **told: str) -> Gift:
    gift = given(client, fund, **told)
    return gifts.receive(gift=gift, yen=gift.amount_yen, by=ground.SERVER, at=clock.now())


def test_the_form_asks_five_questions_and_says_what_is_true(
    client: Client, fund: Fund, provider: Any
) -> None:
    text = page(client)
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z]+)"', text)) - {"key", CSS}
    assert fields == {"amount", "own", "purpose", "way", "name", "message"}  # amount and own are one question
    for said in (
        "チケットを もらいません",
        "100％",
        "寄附金控除に つかえます",
        "夏休みの 昼ごはん",
        "3食（1,200円）",
    ):
        assert said in text


def test_a_bank_gift_leads_to_where_to_transfer(client: Client, fund: Fund) -> None:
    answer = client.post("/give/", filled(client, fund, message="たくさん 食べてね"))
    gift = Gift.objects.get()
    assert answer["Location"] == f"/give/{gift.public_id}/"
    text = page(client, answer["Location"])
    assert all(said in text for said in (gift.reference, "みほん銀行", "1,200円", "お金を 待っています"))
    assert (gift.message_state, gift.anonymous, gift.pool) == ("waiting", True, None)


def test_a_card_gift_leads_to_the_provider(client: Client, fund: Fund, provider: RecordingPayments) -> None:
    pool = fund.pools.get(kind="holiday")
    answer = client.post(
        "/give/", filled(client, fund, way="card", purpose=pool.public_id, amount="own", own="５,０００円")
    )
    gift = Gift.objects.get()
    assert (gift.amount_yen, gift.pool, gift.channel) == (5_000, pool, "card")
    assert answer["Location"].endswith(gift.checkout_id)
    (order,) = provider.opened
    assert (order.yen, order.reference, order.email) == (5_000, gift.reference, "")


def test_pressing_twice_gives_once(client: Client, fund: Fund, provider: RecordingPayments) -> None:
    told = filled(client, fund, way="card")
    first, second = (client.post("/give/", told)["Location"] for _ in range(2))
    assert first == second
    assert Gift.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"amount": ""}, "金額を えらぶか"),
        ({"amount": "own"}, "金額を 数字で"),
        ({"amount": "own", "own": "99"}, "100円から"),
        ({"amount": "own", "own": "-500"}, "円までの数で"),
        ({"amount": "own", "own": "300.5"}, "円までの数で"),
        ({"amount": "own", "own": "99999999"}, "10,000,000円まで"),
        ({"amount": "1200", "own": "5000"}, "どちらか ひとつ"),
        ({"amount": "777"}, "えらんでください"),
        ({"purpose": "any-x"}, "えらんでください"),
        ({"message": "番号は 123456789018"}, "マイナンバー"),
    ],
)
def test_what_cannot_be_is_told_kindly_and_gives_nothing(
    client: Client, fund: Fund, told: dict[str, str], sentence: str
) -> None:
    answer = client.post("/give/", filled(client, fund, **told))
    assert sentence in bare(answer.content.decode())
    assert not Gift.objects.exists()


def test_a_sum_typed_without_a_choice_is_taken(client: Client, fund: Fund) -> None:
    assert given(client, fund, amount="", own="2500").amount_yen == 2_500


def test_without_a_key_cards_are_not_offered(
    client: Client, fund: Fund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payments, "provider", lambda: None)
    assert "カードは、いまは つかえません" in page(client)
    client.post("/give/", filled(client, fund, way="card"))
    assert not Gift.objects.exists()


def test_a_provider_that_cannot_be_reached_costs_nothing(
    client: Client, fund: Fund, provider: RecordingPayments
) -> None:
    provider.failing = PaymentsDown("ConnectTimeout")
    answer = client.post("/give/", filled(client, fund, way="card"))
    text = page(client, answer["Location"])
    assert "お金は うごいていません" in text
    provider.failing = None
    again = client.post(f"{answer['Location']}pay/")
    assert "checkout" in again["Location"]


def test_without_a_fund_the_page_says_so(client: Client) -> None:
    assert "いまは 寄附を うけつけていません" in page(client)


def test_the_own_page_is_kept_nowhere_and_a_guessed_one_is_not_there(client: Client, fund: Fund) -> None:
    gift = given(client, fund)
    answer = client.get(f"/give/{gift.public_id}/")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    for code in ("CDFHJKMNPQRTVWXY3467", "x", gift.reference):
        assert client.get(f"/give/{code}/").status_code == 404


def test_a_part_that_came_is_told_as_it_is(client: Client, fund: Fund) -> None:
    gift = given(client, fund)
    gifts.receive(gift=gift, yen=500, by=ground.SERVER, at=clock.now())
    text = page(client, f"/give/{gift.public_id}/")
    assert "1,200円の うち、500円が とどきました。あと 700円" in text
    assert "とりやめる" not in text


def test_a_promise_is_taken_back_by_a_button(client: Client, fund: Fund) -> None:
    own = f"/give/{given(client, fund).public_id}/"
    client.get(f"{own}cancel/")
    assert Gift.objects.get().state == "promised"
    client.post(f"{own}cancel/")
    assert "とりやめました" in page(client, own)


def test_the_address_is_mailed_and_the_subject_names_nobody(client: Client, fund: Fund) -> None:
    gift = given(client, fund, name="星野 保")
    client.post(f"/give/{gift.public_id}/mail/", {"email": "tamotsu@example.jp"})
    told = Message.objects.get()
    assert (told.address, told.secret) == ("tamotsu@example.jp", True)
    assert gift.public_id in told.body
    assert gift.public_id not in told.subject + told.event_key
    assert "星野" not in told.subject + told.body
    gift.refresh_from_db()
    gifts.receive(gift=gift, yen=1_200, by=ground.SERVER, at=clock.now())
    assert Message.objects.count() == 2


def test_a_receipt_is_numbered_once_and_reprinted(
    client: Client, fund: Fund, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    own = f"/give/{received(client, fund).public_id}/"
    assert client.post(f"{own}receipt/", {"name": "星野 保", "address": ""}).status_code == 200
    assert not Receipt.objects.exists()
    for _ in range(2):
        client.post(f"{own}receipt/", {"name": "星野 保", "address": "みほん市さくら町1-2"})
    assert [client.post(f"{own}receipt.pdf").content[:4] for _ in range(2)] == [b"%PDF"] * 2
    told = [call[1] for call in recorder.calls]
    assert [one["again"] for one in told] == [False, True]
    assert {one["number"] for one in told} == {Receipt.objects.get() and told[0]["number"]}
    assert told[0]["name"] == "星野 保"
    assert all(
        told[0][key]
        for key in ("address", "receiver", "receiver_address", "receiver_phone", "head", "received_on")
    )


def test_no_receipt_before_the_money_has_come(client: Client, fund: Fund) -> None:
    own = f"/give/{given(client, fund).public_id}/"
    answer = client.post(f"{own}receipt/", {"name": "星野 保", "address": "みほん市"})
    assert "お金が 届いてから" in answer.content.decode().replace("<wbr>", "") or not Receipt.objects.exists()
    assert client.post(f"{own}receipt.pdf").status_code == 404


def test_a_receipt_is_a_real_pdf(client: Client, fund: Fund) -> None:
    own = f"/give/{received(client, fund).public_id}/"
    client.post(f"{own}receipt/", {"name": "髙﨑 花子", "address": "みほん市さくら町1-2"})
    answer = client.post(f"{own}receipt.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    client.post(f"/give/{received(client, fund).public_id}/receipt/", {"name": "𓀀", "address": "みほん市"})
    strange = Receipt.objects.latest("pk").gift
    assert (
        client.post(f"/give/{strange.public_id}/receipt.pdf").status_code == 302
    )  # named, not printed as a box


def logo() -> io.BytesIO:
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "red")
    exif = picture.getexif()
    exif[0x010E] = "secret place"
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    out.name = "logo.jpg"
    return out


def test_a_company_asks_for_a_page_and_it_is_shown_once_somebody_has_looked(
    client: Client, fund: Fund
) -> None:
    own = f"/give/{received(client, fund).public_id}/"
    client.post(
        f"{own}page/",
        {"name": "みほん建設", "words": "もりもり", "url": "https://example.jp/", "logo": logo()},
    )
    donor = Donor.objects.get()
    assert (donor.state, donor.name) == ("waiting", "みほん建設")
    assert "みほん建設" not in page(client, "/givers/")
    assert client.get(f"/givers/{donor.public_id}/").status_code == 404
    assert client.get(f"/givers/{donor.public_id}/logo/").status_code == 404
    Donor.objects.update(state="shown")
    assert "みほん建設" in page(client, "/givers/")
    assert "およそ 3食" in page(client, f"/givers/{donor.public_id}/")
    picture = b"".join(client.get(f"/givers/{donor.public_id}/logo/"))
    assert (picture[:4], b"secret" in picture) == (b"RIFF", False)
    client.post(f"{own}page/", {"name": "みほん建設", "words": "かえました"})
    donor.refresh_from_db()
    assert (donor.state, bool(donor.logo)) == ("waiting", True)
    client.post(f"{own}page/close/")
    assert not Donor.objects.exists()


@pytest.mark.parametrize(
    "data", [b"<svg onload=alert(1)>", b"", b"%PDF-1.7", b"\x89PNG\r\n" + b"0" * (6 * 1024 * 1024)]
)
def test_a_logo_that_is_no_picture_is_refused(client: Client, fund: Fund, data: bytes) -> None:
    sent = io.BytesIO(data)
    sent.name = "logo.png"
    client.post(f"/give/{received(client, fund).public_id}/page/", {"name": "みほん建設", "logo": sent})
    assert not Donor.objects.exists()


def test_words_are_shown_with_a_name_only_if_wished(client: Client, fund: Fund) -> None:
    gift = received(client, fund, name="星野 保", message="たくさん 食べてね")
    assert "食べてね" not in page(client, "/givers/")
    Gift.objects.update(message_state="shown")
    assert "食べてね" in page(client, "/givers/")
    assert "星野" not in page(client, "/givers/")
    client.post(f"/give/{gift.public_id}/name/", {"name": "星野 保", "shown": "on"})
    gift.refresh_from_db()
    assert (gift.anonymous, gift.message_state) == (False, "waiting")


def test_thanks_reach_the_giver_once_somebody_has_read_them(client: Client, fund: Fund) -> None:
    gift = received(client, fund)
    Thanks.objects.create(
        words="おいしかった", told_on=clock.day(clock.now()) - timedelta(days=2), state="waiting"
    )
    own = f"/give/{gift.public_id}/"
    assert "おいしかった" not in page(client, own)
    Thanks.objects.update(state="shown")
    assert "おいしかった" in page(client, own)


def test_a_further_gift_joins_the_page_there_is(client: Client, fund: Fund) -> None:
    first, second = received(client, fund), received(client, fund, amount="4000")
    client.post(f"/give/{first.public_id}/page/", {"name": "みほん建設"})
    Donor.objects.update(state="shown")
    page_of_second = f"/give/{second.public_id}/page/"
    client.post(page_of_second, {"before": "https://mihon.example/give/CDFHJKMNPQRTVWXY3467/"})
    assert Donor.objects.get().gifts.count() == 1
    client.post(page_of_second, {"before": f"https://mihon.example/give/{first.public_id}/?paid=1"})
    assert "およそ 13食" in page(client, f"/givers/{Donor.objects.get().public_id}/")
    assert "まえの 寄附" not in page(client, page_of_second)


def test_a_page_without_a_name_is_not_made(client: Client, fund: Fund) -> None:
    answer = client.post(
        f"/give/{received(client, fund).public_id}/page/", {"name": "", "url": "javascript:alert(1)"}
    )
    assert (answer.status_code, Donor.objects.exists()) == (200, False)


@pytest.mark.parametrize(("language", "ten"), [("ja", "4,000"), ("en", "4,000"), ("pt-br", "4.000")])
def test_an_amount_is_written_as_the_reader_writes_it(
    client: Client, fund: Fund, language: str, ten: str
) -> None:
    shown = client.get("/give/", headers={"accept-language": language}).content.decode()
    assert ten in shown and (ten == "4.000") is ("4,000" not in shown)
