"""From a wish typed at みどり食堂 to a line on the public page, door by door."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.network.actions import matching
from ibasho.rooms.network.models import Match, Notice, Supporter
from ibasho.town.people.models import Membership
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
RICE = {"direction": "want", "resource": "food", "title": "お米を さがしています", "amount_words": "月に 10kg", "words": "カレーに します"}  # fmt: skip
OPS, DESK = reverse("network:ops_supporting"), reverse("network:desk_supporting")


def mark_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


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
    seen = mark_on(client.get(reverse("network:desk_notice", args=[row.public_id])).content.decode())
    look = reverse("network:desk_notice_do", args=[row.public_id, "look"])
    unread = client.post(look, {"seen": "another"}, follow=True).content.decode()
    assert "ことばが かわりました" in unread
    page = client.post(look, {"seen": seen}, follow=True)
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
    page = words(client.get(reverse("supporters")))
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
    page = client.get(reverse("network:desk_supporters")).content.decode()
    assert "毎週 野菜" in page
    show = reverse("network:desk_supporter_do", args=[people.midori.public_id, "show"])
    client.post(show, {"seen": mark_on(page)})
    client.logout()
    page = client.get(url).content.decode()
    assert "野菜" in page and "飢餓" in page
    assert url in client.get(reverse("supporters"), {"goal": "12"}).content.decode()
    assert url not in client.get(reverse("supporters"), {"goal": "4"}).content.decode()
    Supporter.objects.update(shown_at=None, shown_by=None)
    assert client.get(url).status_code == 404


def test_who_leads_both_sides_answers_for_the_one_they_press(client: Client, people: Cast) -> None:
    want = ground.notice(people, people.midori)
    offer = ground.notice(people, people.aozora, direction="offer", title="新米が あります")
    row = matching.bring_together(want=want, offer=offer, by=people.by(people.tsubaki), at=make.AT)
    Membership.objects.create(
        person=people.hana, organisation=people.aozora, role="operator", starts_on=make.TUESDAY
    )
    sign_in(client, people.hana)
    page = client.get(OPS, {"group": people.aozora.public_id}).content.decode()
    assert 'name="side" value="offer"' in page
    do = reverse("network:ops_match_do", args=[row.public_id, "yes"])
    answer = client.post(do, {"side": "offer"})
    row.refresh_from_db()
    assert (row.want_yes_at, row.offer_yes_at is not None) == (None, True)
    assert people.aozora.public_id in answer["Location"]
    assert client.post(do, {"side": "both"}).status_code == 404
    sign_in(client, people.ken)
    assert client.post(do, {"side": "want"}).status_code == 404


def test_the_taker_is_named_only_after_its_yes(client: Client, people: Cast) -> None:
    want = ground.notice(people, people.midori, state="closed", agreed_on=None)
    offer = ground.notice(people, people.aozora, direction="offer", title="新米が あります")
    Match.objects.create(
        want=want, offer=offer, state="done", became="お米が カレーに なりました", want_yes_at=make.AT,
        offer_yes_at=make.AT, proposed_at=make.AT, proposed_by=people.tsubaki, ended_at=clock.now(),
        ended_by=people.tsubaki,
    )  # fmt: skip
    page = words(client.get(reverse("supporters")))
    assert "カレー" in page and people.midori.name not in page
    Notice.objects.filter(pk=want.pk).update(agreed_on=make.TUESDAY)
    assert people.midori.name in words(client.get(reverse("supporters")))


def test_mado_types_in_and_takes_the_table(client: Client, people: Cast) -> None:
    sign_in(client, people.mado)
    sent = {**RICE, "group": people.midori.public_id}
    client.post(reverse("network:desk_notice_new"), sent)
    row = Notice.objects.get()
    assert (row.state, row.agreed_on) == ("waiting", None)
    page = client.get(reverse("network:desk_notice", args=[row.public_id])).content.decode()
    assert "まだ 聞いていません" in page
    client.post(reverse("network:desk_notice", args=[row.public_id]), {**RICE, "agrees": "on"})
    assert Notice.objects.get().agreed_on is not None
    file = client.get(DESK, {"format": "csv"}).content.decode("utf-8-sig")
    head, line = file.splitlines()[:2]
    assert head.startswith("区分,種類,団体・企業,見出し") and "みどり食堂の会" in line
