"""The centre's page: Sumi reads and ends; the administrator meets nothing, not even a number."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.town.concerns.actions import arrivals
from ibasho.town.concerns.models import Concern
from tests import make
from tests.people import Cast
from tests.signing_in import sign_in
from tests.town.concerns import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return ground.small_centre()


def test_sumi_takes_reads_and_ends_one(client: Client, people: Cast) -> None:
    make.district()
    row = ground.concern(place=make.place(organisation=people.midori))
    sign_in(client, people.sumi)
    page = reverse("concerns:desk_concern", args=[row.public_id])
    inbox = client.get(reverse("concerns:desk_inbox")).content.decode()
    assert page in inbox and "たたかれる" not in inbox and "みどり食堂" not in inbox
    assert "こどもの 声の 知らせを うけとる" in client.get("/desk/").content.decode()
    response = client.get(page)
    told = response.content.decode()
    assert "みどり食堂" in told and "おとなの こと" in told
    assert (
        ground.WORDS in told
        and "虹橋" in told
        and "小学4～6年生" in told
        and "いまの いばしょは どう？" in told
    )
    assert "<h1>おとなの こと</h1>" in told and "まで" in told.split("うけとる日")[1][:60]
    assert 'href="tel:110"' in told and 'href="tel:189"' in told
    assert "書いた子は さがせません" in told and "その居場所へ センターの人が 顔を 出す" in told
    assert "no-store" in response["Cache-Control"]
    assert Entry.objects.filter(verb="concerns.concern.read", person_id=people.sumi.pk).count() == 1
    act = reverse("concerns:desk_concern_do", args=[row.public_id])
    taken = client.post(act, {"do": "take"}, follow=True).content.decode()
    assert "うけとりを やめる（ほかの人に たのむ）" in taken and "tel:110" not in taken
    assert "どう なったかを えらんでください" in client.post(act, {"do": "end"}, follow=True).content.decode()
    client.post(act, {"do": "end", "outcome": "known"})
    row.refresh_from_db()
    assert (row.state, row.outcome, row.closed_by) == ("closed", "known", people.sumi)
    client.post(act, {"do": "reopen"})
    assert Concern.objects.get().state == "taken"
    assert client.post(act, {"do": "shred"}).status_code == 404


def test_a_page_that_was_read_long_ago_asks_for_the_second_factor_again(
    client: Client, people: Cast, settings: Any
) -> None:
    row = ground.concern()
    sign_in(client, people.sumi)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    response = client.get(reverse("concerns:desk_concern", args=[row.public_id]))
    assert response.status_code == 302
    assert not Entry.objects.filter(verb="concerns.concern.read").exists()


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana"])
def test_nobody_else_meets_a_page_an_entry_or_a_number(who: str, client: Client, people: Cast) -> None:
    row = ground.concern(place=make.place(organisation=people.midori))
    sign_in(client, getattr(people, who))
    assert client.get(reverse("concerns:desk_inbox")).status_code == 404
    for name in ("desk_concern", "desk_concern_do"):
        assert client.post(reverse(f"concerns:{name}", args=[row.public_id])).status_code in (404, 405)
        assert client.get(reverse(f"concerns:{name}", args=[row.public_id])).status_code in (404, 405)
    home = client.get("/ops/" if who == "hana" else "/desk/").content.decode()
    assert "こどもの 声" not in home and "センターへの" not in home and "/desk/centre/" not in home


def test_statement_26_a_complaint_goes_past_the_place_and_changes_nothing_it_sees(
    client: Client, people: Cast
) -> None:
    place = make.place(organisation=people.midori)
    sign_in(client, people.hana)
    pages = ("/ops/", reverse("places:place", args=[place.public_id]), "/my/messages/")
    before = [len(client.get(page).content) for page in pages]
    ground.concern(place=place)
    assert [len(client.get(page).content) for page in pages] == before


def test_the_list_says_which_kind_and_of_what_cannot_be_opened_how_many(
    client: Client, people: Cast, settings: Any
) -> None:
    ground.concern()
    settings.SEAL_SECRETS = "3=a-lost-secret"
    ground.concern()
    settings.SEAL_SECRETS = "4=the-new-secret,1=the-old-secret"
    arrivals.reseal(by=Actor.of_job("concerns.reseal"), at=make.AT)
    sign_in(client, people.sumi)
    inbox = client.get(reverse("concerns:desk_inbox")).content.decode()
    assert "おとなの こと" not in inbox and inbox.count("あけられない 知らせ<span") == 2
    assert "あけられない 知らせが 2つ あります" in inbox
    page = client.get(reverse("concerns:desk_concern", args=[Concern.objects.first().public_id]))  # type: ignore[union-attr]
    assert page.status_code == 200
    Concern.objects.all().delete()
    ground.concern()
    inbox = client.get(reverse("concerns:desk_inbox")).content.decode()
    assert "おとなの こと" in inbox and "あけられない" not in inbox
