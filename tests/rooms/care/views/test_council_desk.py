"""巴 keeps the list of the 要対協 and the centre's telephone; 澄 reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.care.models import CentreSettings, CouncilMember
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "care:desk_council"


@pytest.fixture
def people() -> Cast:
    return cast()


def test_tomoe_lets_a_group_in_mends_a_day_and_ends_it(client: Client, people: Cast) -> None:
    sign_in(client, people.tomoe)
    today = clock.day(clock.now())
    assert "まだ 構成員が 入っていません" in client.get(reverse(LIST)).content.decode()
    new = reverse("care:desk_council_new")
    sent = {"organisation": people.midori.public_id, "body": "corporation", "starts_on": today.isoformat(), "paper": "第12号"}  # fmt: skip
    wrong = {**sent, "ends_on": (today - timedelta(days=1)).isoformat()}
    assert "おわりの日が はじまりの日より 前です" in client.post(new, wrong).content.decode()
    assert "入れました" in client.post(new, sent, follow=True).content.decode()
    assert "その日に もう 構成員です" in client.post(new, sent).content.decode()
    member = CouncilMember.objects.get()
    soon = (today + timedelta(days=9)).isoformat()
    client.post(reverse("care:desk_council_end", args=[member.pk]), {"ends_on": soon})
    page = client.get(reverse(LIST)).content.decode()
    assert "もうすぐ おわり" in page and "みどり食堂の会" in page and "第12号" in page
    one = reverse("care:desk_council_member", args=[member.pk])
    assert "この記録を 消す" in client.get(one).content.decode()
    client.post(one, {"body": "person", "starts_on": today.isoformat(), "ends_on": "", "paper": ""})
    member.refresh_from_db()
    assert (member.body, member.ends_on) == ("person", None)
    client.post(reverse("care:desk_council_drop", args=[member.pk]))
    assert not CouncilMember.objects.exists()
    assert client.get(one).status_code == 404


def test_sumi_reads_and_changes_nothing(client: Client, people: Cast) -> None:
    member = ground.member(people, people.midori)
    sign_in(client, people.sumi)
    page = client.get(reverse(LIST)).content.decode()
    assert "みどり食堂の会" in page and "なおす" not in page and "おわりに する" not in page
    page = client.get(reverse("care:desk_settings")).content.decode()
    assert "なおせるのは 統括支援員だけ" in page and reverse("care:desk_settings_edit") not in page
    for name, args in (("new", []), ("member", [member.pk]), ("end", [member.pk]), ("drop", [member.pk])):
        assert client.post(reverse(f"care:desk_council_{name}", args=args)).status_code == 404


def test_tomoe_writes_the_centre_s_number(client: Client, people: Cast) -> None:
    sign_in(client, people.tomoe)
    page = client.get(reverse("care:desk_settings")).content.decode()
    assert "市の 番号です" in page
    edit = reverse("care:desk_settings_edit")
    sent = {"name": "こども家庭センター", "phone": "市役所まで", "hours": "平日", "night_words": ""}
    assert "数字と「-」だけ" in client.post(edit, sent).content.decode()
    page = client.post(edit, {**sent, "phone": "051-000-0009"}, follow=True).content.decode()
    assert "051-000-0009" in page and "市の 番号です" not in page
    assert CentreSettings.objects.get().changed_by == people.tomoe
