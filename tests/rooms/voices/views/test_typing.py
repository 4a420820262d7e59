"""Mado types in sheets of paper, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices.actions import pouring
from ibasho.rooms.voices.forms.typing import numbers
from ibasho.rooms.voices.models import Answer, Envelope
from ibasho.rooms.voices.rules import slips
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def mado(people: Cast, client: Client) -> Client:
    return sign_in(client, people.mado, day=make.TUESDAY)


def address(world: Ground) -> str:
    return f"/desk/voices/h/{world.hearing.public_id}/type/"


def sheet(world: Ground, page: str, **changed: Any) -> dict[str, Any]:
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found is not None
    return {
        "stamp": found[1], "n": "0", "door": world.school.public_id, "who": "upper", "district": "", "slip": "",
        f"q{world.wishes.pk}": "1, 3", f"q{world.feeling.pk}": "５", f"q{world.words.pk}": "ボールが ほしい", **changed,
    }  # fmt: skip


def test_digits_and_tab_are_enough_and_the_next_sheet_keeps_door_and_age(world: Ground, mado: Client) -> None:
    page = mado.get(address(world)).content.decode()
    answer = mado.post(address(world), sheet(world, page), follow=True)
    after = answer.content.decode()
    assert "ここまで 1枚です" in after
    assert f'value="{world.school.public_id}" selected' in after and 'value="upper" selected' in after
    pouring.pour(by=Actor.of_job("voices.pour"), at=make.AT + timedelta(days=1))
    row = Answer.objects.get()
    assert (row.door, row.slip_hash, row.stage) == (world.school, None, "upper")
    assert sorted(pick.choice.position for pick in row.picks.all() if pick.choice) == [1, 3]
    assert [pick.face for pick in row.picks.all() if pick.face] == [5]


def test_a_sheet_with_a_slip_keeps_its_code_out_of_the_address(world: Ground, mado: Client) -> None:
    code = slips.new()
    page = mado.get(address(world)).content.decode()
    answer = mado.post(address(world), sheet(world, page, slip=slips.grouped(code)))
    assert code not in answer["Location"]
    again = mado.post(address(world), sheet(world, mado.get(address(world)).content.decode(), slip=code))
    assert "もう 入っています" in again.content.decode()


def test_the_last_sheet_is_taken_back(world: Ground, mado: Client) -> None:
    page = mado.get(address(world)).content.decode()
    mado.post(address(world), sheet(world, page))
    after = mado.post(address(world) + "undo/", {"n": "1", "door": world.school.public_id}, follow=True)
    assert "とりけしました" in after.content.decode() and not Envelope.objects.exists()
    assert mado.post(address(world) + "undo/", {"n": "0"}).status_code == 404


def test_a_number_that_is_not_on_the_sheet_is_told_beside_its_box(world: Ground, mado: Client) -> None:
    page = mado.get(address(world)).content.decode()
    answer = mado.post(address(world), sheet(world, page, **{f"q{world.wishes.pk}": "1 9"}))
    assert "1から 5までの 番号" in answer.content.decode()
    assert "ボールが ほしい" in answer.content.decode() and not Envelope.objects.exists()


def test_a_hearing_without_doors_says_what_to_do_first(people: Cast, mado: Client) -> None:
    empty = ground.hearing(people)
    assert "入り口が まだ ありません" in mado.get(f"/desk/voices/h/{empty.public_id}/type/").content.decode()


@pytest.mark.parametrize(
    ("text", "found"),
    [("1,3 ５", [1, 3, 5]), ("", []), ("２、４", [2, 4]), ("one", None), ("1-3", None), ("12", [12])],
)
def test_numbers_are_read_however_they_are_typed(text: str, found: list[int] | None) -> None:
    assert numbers(text) == found
