"""恵 at the desk: she asks, writes down what was said on the telephone, gives a link on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Ask, Availability, Member, Visit
from ibasho.rooms.familysupport.queries import holders
from ibasho.rooms.familysupport.queries.board import Candidate
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    made = ground.ground(people)

    def candidates(visit: Visit, at: object) -> list[Candidate]:
        rows = {one.name: one for one in Member.objects.filter(kind="provider").select_related("provider")}
        return [
            Candidate(rows["青木 千代"], ["その時間 空いています"], 8),
            Candidate(rows["森 五郎"], why_not="送り迎えに 車が いります"),
        ]

    monkeypatch.setattr("ibasho.rooms.familysupport.queries.board.candidates", candidates)
    return made


@pytest.fixture
def megumi(people: Cast, client: Client) -> Client:
    sign_in(client, people.megumi)
    return client


def test_she_asks_and_writes_down_the_answer_from_the_telephone(megumi: Client, world: Ground) -> None:
    visit = ground.visit(ground.request(world))
    address = reverse("familysupport:desk_asks", args=[visit.public_id])
    words = megumi.get(address).content.decode()
    for needed in ("その時間 空いています", "送り迎えに 車が いります", "電話で"):
        assert needed in words
    megumi.post(address, {"member": [world.chiyo.public_id, world.goro.public_id]})
    row = Ask.objects.get()
    assert (row.member, row.reasons) == (world.chiyo, ["その時間 空いています"])
    listed = megumi.get(reverse("familysupport:desk_asks_list")).content.decode()
    assert "メールが とどかない人" in listed
    megumi.post(reverse("familysupport:desk_ask_answer", args=[row.pk]), {"answer": "yes", "to": "list"})
    row.refresh_from_db()
    assert (row.answer, row.answered_via) == ("yes", "page")
    megumi.post(reverse("familysupport:desk_ask_answer", args=[row.pk]), {"answer": "back"})
    row.refresh_from_db()
    assert row.answer == "waiting"
    again = megumi.get(address).content.decode()
    assert "たのめる人が もう いません" in again


def test_a_whole_series_is_asked_at_once(megumi: Client, world: Ground) -> None:
    row = ground.request(world)
    first, second = (ground.visit(row, ground.DAY + timedelta(days=7 * n)) for n in range(2))
    address = reverse("familysupport:desk_asks", args=[first.public_id])
    assert "ほかの さがしている 1回も" in megumi.get(address).content.decode()
    megumi.post(address, {"member": [world.chiyo.public_id], "whole": "1"})
    assert set(Ask.objects.values_list("visit", flat=True)) == {first.pk, second.pk}


def test_nothing_ticked_says_so(megumi: Client, world: Ground) -> None:
    visit = ground.visit(ground.request(world))
    answer = megumi.post(reverse("familysupport:desk_asks", args=[visit.public_id]), {})
    assert "1人以上" in answer.content.decode()


@pytest.mark.parametrize("way", ["paper", "screen", "mail"])
def test_a_link_on_paper_on_the_screen_or_by_mail(megumi: Client, world: Ground, way: str) -> None:
    address = reverse("familysupport:desk_link", args=[world.tamotsu.public_id])
    assert "メールで おくる" in megumi.get(address).content.decode()
    answer = megumi.post(address, {"way": way})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    if way == "paper":
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    else:
        letters = answer.context["letters"].replace(" ", "")
        assert holders.by_token(letters) == world.tamotsu


def test_she_types_in_the_hours_of_who_telephones(megumi: Client, world: Ground) -> None:
    address = reverse("familysupport:desk_hours", args=[world.goro.public_id])
    assert "森 五郎さんの 動ける時間" in megumi.get(address).content.decode()
    megumi.post(address, {"weekdays": ["5"], "starts": "09:00", "ends": "12:00"})
    row = Availability.objects.get(provider__member=world.goro, weekday=5)
    assert (
        megumi.post(reverse("familysupport:desk_hours_drop", args=[world.goro.public_id, row.pk])).status_code
        == 200
    )
    assert not Availability.objects.filter(pk=row.pk).exists()
    assert (
        "病児・病後児（講習ずみ）"
        in megumi.get(reverse("familysupport:desk_can", args=[world.goro.public_id])).content.decode()
    )
    assert megumi.get(reverse("familysupport:desk_hours", args=[world.tamotsu.public_id])).status_code == 404
