"""花 finds a grant, watches its days, and makes every report from one record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Grant, GrantUse, SentReport
from ibasho.town.places.models import Headcount
from tests import make
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_tsubaki_lists_it_hana_takes_it(client: Client, people: Cast) -> None:
    sign_in(client, people.tsubaki)
    new = reverse("network:desk_grant_new")
    client.post(new, {"name": "はじめ助成", "giver": "みほん財団", "yen_max": "300000", "is_active": "on"})
    grant = Grant.objects.get()
    sign_in(client, people.hana)
    assert "はじめ助成" in client.get(reverse("network:ops_grants")).content.decode()
    client.post(reverse("network:ops_grant_take", args=[grant.public_id]))
    use = GrantUse.objects.get(organisation=people.midori)
    url = reverse("network:ops_grant_use", args=[use.public_id])
    assert "申しこんだ日を 入れてください" in client.post(url, {"state": "applied"}).content.decode()
    today = clock.day(clock.now())
    told = {
        "state": "granted",
        "applied_on": today,
        "yen_given": "200000",
        "report_due_on": today + timedelta(days=5),
    }
    assert "書きました" in client.post(url, told, follow=True).content.decode()
    sign_in(client, people.aoi)
    assert "報告の しめきりが 近い" in client.get(reverse("network:desk_grants")).content.decode()
    assert "200,000円" in client.get(reverse("network:desk_grant", args=[grant.public_id])).content.decode()


def test_one_record_as_page_file_and_paper_and_as_it_went_out(client: Client, people: Cast) -> None:
    today = clock.day(clock.now())
    place = make.place(organisation=people.midori)
    held = make.session(place, today - timedelta(days=3))
    Headcount.objects.create(session=held, of_class="elementary", heads=12)
    make.session(place, today - timedelta(days=2))
    sign_in(client, people.hana)
    url = reverse("network:ops_report")
    asked = {"form": "council", "first": (today - timedelta(days=30)).isoformat(), "last": today.isoformat()}
    page = client.get(url, asked).content.decode()
    assert "少なくとも 12" in page and "記録のない日が 1日" in page
    assert "少なくとも" in client.get(url, {**asked, "format": "csv"}).content.decode("utf-8-sig")
    assert client.get(url, {**asked, "paper": "1"}).content.startswith(b"%PDF")
    turned = client.get(
        url, {"first": today.isoformat(), "last": (today - timedelta(days=1)).isoformat()}
    ).content.decode()
    assert "おわりの日が はじまりの日より 前です" in turned
    query = f"?form=council&first={asked['first']}&last={asked['last']}"
    client.post(url + query, {"words": "ありがとうございました"})
    row = SentReport.objects.get()
    one = reverse("network:ops_report_sent", args=[row.public_id])
    assert "記録が かわりました" not in client.get(one).content.decode()
    held.headcounts.update(heads=15)
    assert "記録が かわりました" in client.get(one).content.decode()
    assert client.get(one, {"paper": "1"}).content.startswith(b"%PDF")
    client.post(reverse("network:ops_report_take_back", args=[row.public_id]))
    assert not SentReport.objects.exists()


def test_the_desk_makes_any_groups_report(client: Client, people: Cast) -> None:
    make.place(organisation=people.midori)
    sign_in(client, people.mado)
    assert "みどり食堂の会" in client.get(reverse("network:desk_reports")).content.decode()
    url = reverse("network:desk_report", args=[people.midori.public_id])
    page = client.get(url, {"form": "centre"}).content.decode()
    assert "利用組数" in page and "記録なし" in page
    assert "記録が 1日も ありません" in client.post(url, {"words": ""}).content.decode()
