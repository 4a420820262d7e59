"""From a wish typed at みどり食堂 to a line on the public page, door by door."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.rooms.network.models import Match, Notice, Supporter
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
RICE = {"direction": "want", "resource": "food", "title": "お米を さがしています", "amount_words": "月に 10kg", "words": "カレーに します"}  # fmt: skip
OPS, DESK = reverse("network:ops_supporting"), reverse("network:desk_supporting")


@pytest.fixture
def people() -> Cast:
    return cast()


def test_hana_asks_tsubaki_looks_everybody_reads(client: Client, people: Cast) -> None:
    sign_in(client, people.hana)
    assert "まだ 入れていません" in client.get(OPS).content.decode()
    new = reverse("network:ops_notice_new")
    wrong = client.post(new, {**RICE, "title": "", "until": "2020-01-01"}).content.decode()
    assert "ひとことで 書いてください" in wrong and "カレーに します" in wrong  # nothing typed is lost
    assert "市に おくりました" in client.post(new, RICE, follow=True).content.decode()
    row = Notice.objects.get()
    public = reverse("supporter_notices")
    assert row.title not in client.get(public).content.decode()
    sign_in(client, people.tsubaki)
    assert row.title in client.get(DESK).content.decode()
    page = client.post(reverse("network:desk_notice_do", args=[row.public_id, "look"]), follow=True)
    assert "だれでも 読めます" in page.content.decode()
    client.logout()
    assert "10kg" in client.get(public).content.decode()
    assert client.get(public, {"resource": "gold"}).status_code == 404


def test_aoi_gives_one_back_and_hana_sees_why(client: Client, people: Cast) -> None:
    row = ground.notice(people, people.midori, state="waiting")
    sign_in(client, people.aoi)
    client.post(
        reverse("network:desk_notice_do", args=[row.public_id, "back"]),
        {"why": "どのくらいかを 書いてください"},
    )
    sign_in(client, people.hana)
    page = client.get(OPS).content.decode()
    assert "どのくらいかを 書いてください" in page and "返ってきた" in page


def test_suggested_brought_together_agreed_and_what_it_became(client: Client, people: Cast) -> None:
    want = ground.notice(people, people.midori)
    offer = ground.notice(people, people.aozora, direction="offer", title="新米が あります")
    people.aozora.phone = "051-000-0009"
    people.aozora.save()
    sign_in(client, people.tsubaki)
    assert "どちらにも「米」と あります" in client.get(DESK).content.decode()
    client.post(reverse("network:desk_match_make"), {"want": want.public_id, "offer": offer.public_id})
    row = Match.objects.get()
    sign_in(client, people.hana)
    assert "051-000-0009" not in client.get(OPS).content.decode()
    client.post(reverse("network:ops_match_do", args=[row.public_id, "yes"]))
    sign_in(client, people.ken)
    client.post(reverse("network:ops_match_do", args=[row.public_id, "yes"]))
    sign_in(client, people.hana)
    assert "051-000-0009" in client.get(OPS).content.decode()  # both said yes: they may call each other
    sign_in(client, people.tsubaki)
    one = reverse("network:desk_match", args=[row.public_id])
    assert (
        "書きました"
        in client.post(
            one, {"became": "お米が カレーに なりました", "children": "8"}, follow=True
        ).content.decode()
    )
    client.logout()
    page = client.get(reverse("supporters")).content.decode()
    assert "カレー" in page and people.midori.name in page
    assert "あおぞら" not in page  # it never said that it may be named
    assert "こども 8人" not in page  # too few to show


def test_a_company_has_a_page_once_it_said_yes(client: Client, people: Cast) -> None:
    sign_in(client, people.hana)
    told = {"words": "毎週 野菜を とどける", "goals": ["2", "12"], "agrees": "on"}
    client.post(reverse("network:ops_supporter"), told)
    url = reverse("supporter", args=[people.midori.public_id])
    assert client.get(url).status_code == 404
    sign_in(client, people.aoi)
    assert "毎週 野菜" in client.get(reverse("network:desk_supporters")).content.decode()
    client.post(reverse("network:desk_supporter_do", args=[people.midori.public_id, "show"]))
    client.logout()
    page = client.get(url).content.decode()
    assert "野菜" in page and "飢餓" in page
    assert url in client.get(reverse("supporters"), {"goal": "12"}).content.decode()
    assert url not in client.get(reverse("supporters"), {"goal": "4"}).content.decode()
    Supporter.objects.update(shown_at=None, shown_by=None)
    assert client.get(url).status_code == 404


def test_mado_types_in_and_takes_the_table(client: Client, people: Cast) -> None:
    sign_in(client, people.mado)
    sent = {**RICE, "group": people.midori.public_id}
    client.post(reverse("network:desk_notice_new"), sent)
    assert Notice.objects.get().state == "waiting"
    file = client.get(DESK, {"format": "csv"}).content.decode("utf-8-sig")
    head, line = file.splitlines()[:2]
    assert head.startswith("区分,種類,団体・企業,見出し") and "みどり食堂の会" in line
