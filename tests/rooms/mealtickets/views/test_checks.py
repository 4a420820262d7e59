"""The desk after the counter: what waits, what was decided, and stubs typed in by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Decision, Redemption
from ibasho.rooms.mealtickets.queries import checks
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card, child_cards, till
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
CHECKS, STUBS = "/desk/meals/checks/", "/desk/meals/stubs/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    return ground.ground(organisation=people.midori, stubs_printed=40)


def stubs(world: ground.Ground, *rows: tuple[str, str], **fields: str) -> dict[str, str]:
    told = {"shop": world.shop.public_id, "day": "2026-11-24", **fields}
    for place, (number, code) in enumerate(rows):
        told |= {f"number_{place}": number, f"code_{place}": code}
    return told


def text(response: Any) -> str:
    return str(response.content.decode())


def test_stubs_are_typed_what_needs_a_look_is_decided_and_all_is_told(
    client: Client, people: Cast, world: ground.Ground
) -> None:
    one, two = child_cards(2)
    sign_in(client, people.aoi)
    told = client.post(
        STUBS, stubs(world, ("1", one.typed), ("", ""), ("2", two.typed), ("3", "")), follow=True
    )
    assert "しまいました" in text(told)
    assert list(Redemption.objects.order_by("pk").values_list("reason", flat=True)) == [
        "fed",
        "fed",
        "unknown",
    ]
    row = Redemption.objects.get(outcome="check")
    assert "確認が いる食事" in text(client.get("/desk/"))
    page = text(client.get(CHECKS))
    assert row.public_id in page and "ラーメン花道" in page
    here = f"{CHECKS}{row.public_id}/"
    assert "わけ" in text(client.post(here, {"why": "", "deed": "pay"}))
    done = client.post(here, {"why": "電話で 聞いた", "deed": "pay"}, follow=True)
    assert "支払うことに しました" in text(done)
    assert ground.balance(A.RESERVE, world.fund) == 1_600
    assert Decision.objects.get().decided_by == people.aoi
    assert "とりけす わけ" in text(client.get(here))
    assert "とりけしました" in text(client.post(here, {"why": "打ちまちがい"}, follow=True))
    assert ground.balance(A.RESERVE, world.fund) == 2_000


def test_a_slip_stands_beside_its_row_and_the_rest_is_kept(
    client: Client, people: Cast, world: ground.Ground
) -> None:
    one = card()
    sign_in(client, people.mado)
    told = client.post(STUBS, stubs(world, ("1", one.typed), ("99", ""), ("3", "CDFH"), ("", one.typed)))
    assert told.status_code == 200
    assert set(told.context["form"].errors) == {"number_3"}  # nothing is taken from a form that is not whole
    told = client.post(STUBS, stubs(world, ("1", one.typed), ("99", ""), ("3", "CDFH")))
    assert set(told.context["form"].errors) == {"number_1", "code_2"}
    assert Redemption.objects.count() == 1
    client.post(STUBS, stubs(world, ("1", one.typed), ("2", ""), ("3", "")))
    assert Redemption.objects.count() == 3
    assert "打ってください" in text(client.post(STUBS, stubs(world)))


def test_the_shops_own_people_type_theirs(client: Client, people: Cast, world: ground.Ground) -> None:
    sign_in(client, people.hana)
    own = f"/ops/meals/shops/{world.shop.public_id}/stubs/"
    assert client.post(own, stubs(world, ("1", card().typed))).status_code == 302
    other = ground.shop("うどん風", stubs_printed=9)
    assert client.get(f"/ops/meals/shops/{other.public_id}/stubs/").status_code == 404


def test_who_only_reads_decides_nothing(client: Client, people: Cast, world: ground.Ground) -> None:
    sign_in(client, people.tsubaki)
    client.post(STUBS, stubs(world, ("1", "")))
    assert not Redemption.objects.exists()
    sign_in(client, people.mado)
    client.post(STUBS, stubs(world, ("1", "")))
    here = f"{CHECKS}{Redemption.objects.get().public_id}/"
    assert "deed" not in text(client.get(here))
    assert client.post(here, {"why": "よい", "deed": "pay"}).status_code in (200, 403)
    assert not Decision.objects.exists()


def test_doubles_are_listed_and_a_meal_is_found_by_its_number(
    client: Client, people: Cast, world: ground.Ground
) -> None:
    one = card()
    answer = till(world.shop).eat(one)
    sign_in(client, people.aoi)
    client.post(STUBS, stubs(world, ("1", one.typed)))
    page = client.get(CHECKS)
    assert [row.outcome for row in page.context["doubles"]] == ["double"]
    found = client.get(CHECKS, {"receipt": answer.body["receipt"].lower()})
    assert found["Location"].endswith(f"/{answer.body['receipt']}/")
    assert "ありません" in text(client.get(CHECKS, {"receipt": "CDFHJKMNPQ"}))
    assert client.get(f"{CHECKS}CDFHJKMNPQ/").status_code == 404


def test_only_who_decides_is_told_that_something_waits(
    people: Cast, world: ground.Ground, client: Client
) -> None:
    sign_in(client, people.mado)
    client.post(STUBS, stubs(world, ("1", "")))
    (line,) = checks.waiting_for(people.by(people.aoi), make.AT)
    assert (line.count, line.oldest) == (1, make.TUESDAY)
    assert checks.waiting_for(people.by(people.mado), make.AT) == []
