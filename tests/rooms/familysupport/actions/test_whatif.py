"""「手当を 上げたら」: a week in which 千代 was asked twice at once, with and without a second 千代."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.familysupport import tasks
from ibasho.rooms.familysupport.actions import whatif as actions
from ibasho.rooms.familysupport.models import Visit, WhatIf
from ibasho.rooms.familysupport.rules.whatif import Assumed
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 9)
PAGE = "/desk/support/whatif/"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    """On Wednesday two families ask for a car at 15–17: 千代 takes one, nobody is found for the other, and 千代 takes
    one visit a week only. On Sunday nobody is free."""
    made = ground.ground(people)
    made.chiyo.provider.visits_week_max = 1
    made.chiyo.provider.save()
    wednesday = MONDAY + timedelta(days=2)
    first, second = (ground.request(made, wednesday, needs_car=True) for _ in range(2))
    ground.visit(first, state="agreed", provider=made.chiyo, decided_at=decided(wednesday))
    unmet(second)
    unmet(ground.request(made, MONDAY + timedelta(days=6), starts=time(9), ends=time(10)))
    return made


def decided(day: date) -> datetime:
    return clock.at(day - timedelta(days=3), time(10))


def unmet(row: Any) -> Visit:
    return ground.visit(row, state="unmet", unmet_reason="nobody_free", unmet_at=make.AT)


@pytest.fixture
def aoi(people: Cast) -> dict[str, Any]:
    return {"by": Cast.by(people.aoi), "at": make.AT}


def asked(made: Ground, who: dict[str, Any], assumed: Assumed, weeks: int = 2) -> WhatIf:
    return actions.ask(centre=made.centre, assumed=assumed, from_on=MONDAY, weeks=weeks, **who)


def test_a_second_chiyo_takes_the_second_visit(made: Ground, aoi: dict[str, Any]) -> None:
    row = asked(made, aoi, Assumed(100, 100, 0))
    week = row.found["weeks"][0]
    assert (week["asked"], week["actual"], week["before"], week["after"], week["copies"]) == (3, 1, 1, 2, 2)
    assert len(row.found["weeks"]) == 1  # nobody asked in the second week
    assert row.found["before"]["city_yen"] == 1_000  # two hours of 500
    assert row.found["after"]["city_yen"] == 2 * (1_000 + 200)
    assert [6, 9, 1] in row.found["after"]["unmet"]  # Sunday stays
    assert [2, 15, 1] in row.found["before"]["unmet"]
    assert [2, 15, 1] not in row.found["after"]["unmet"]


def test_no_one_more_changes_nothing_but_the_yen(made: Ground, aoi: dict[str, Any]) -> None:
    row = asked(made, aoi, Assumed(100, 0, 0))
    assert row.found["before"]["served"] == row.found["after"]["served"] == 1
    assert row.found["after"]["city_yen"] == 1_200


def test_the_same_question_has_the_same_answer_and_nothing_is_written_elsewhere(
    made: Ground, aoi: dict[str, Any]
) -> None:
    before = list(Visit.objects.order_by("pk").values())
    first, second = (asked(made, aoi, Assumed(50, 50, 2)) for _ in range(2))
    assert first.found == second.found
    assert list(Visit.objects.order_by("pk").values()) == before


def test_many_visits_are_worked_out_by_a_job(made: Ground, aoi: dict[str, Any], monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "AT_ONCE_VISITS", 2)
    row = asked(made, aoi, Assumed(100, 100, 0))
    assert row.found == {}
    tasks.work_out(what_if_id=row.pk)
    row.refresh_from_db()
    assert row.found["after"]["served"] == 2
    row.delete()
    tasks.work_out(what_if_id=0)


@pytest.mark.parametrize(("from_on", "word"), [(date(2026, 11, 23), "おわった週"), (date(2026, 1, 5), "依頼が ありません")])  # fmt: skip
def test_weeks_that_cannot_be_worked_out(made: Ground, aoi: dict[str, Any], from_on: date, word: str) -> None:
    with pytest.raises(Invalid, match=word):
        actions.ask(centre=made.centre, assumed=Assumed(0, 0, 0), from_on=from_on, weeks=1, **aoi)


def test_strangers_learn_nothing(made: Ground, people: Cast) -> None:
    for who in (people.mado, people.tsubaki, people.hana, people.tamotsu):
        with pytest.raises(NotFound):
            asked(made, {"by": Actor(person_id=who.pk), "at": make.AT}, Assumed(0, 0, 0))


def test_by_clicks(made: Ground, people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    assert "まだ ありません" in aoi.get(PAGE).content.decode()
    sent = {
        "more_yen": "100",
        "more_percent": "100",
        "more_visits": "0.2",
        "from_on": "2026-11-09",
        "weeks": "2",
    }
    slip = aoi.post(PAGE, {**sent, "from_on": "2026-11-23"})
    assert "おわった週だけで" in slip.content.decode()
    there = aoi.post(PAGE, sent)["Location"]
    told = aoi.get(there).content.decode()
    for words in (
        "もし 手当を 上げたら",
        "1時間 100円 上げる",
        "100％ ふえる",
        "2週間で",
        "決まった回は、少ないので 出しません",
    ):
        assert words in told
    assert '<td data-reach="secret">' in told  # 葵 sees no small cell
    advised = sign_in(Client(), people.megumi).get(there).content.decode()
    assert '<td data-reach="s1">1</td>' in advised
    assert "ほんとうに 決まったのは 1回でした" in advised
    assert aoi.get(there, {"format": "csv"}).content.decode("utf-8-sig").count("\n") >= 2
    assert "回 →" in aoi.get(PAGE).content.decode()
    aoi.post(f"{there}drop/")
    assert not WhatIf.objects.exists()
