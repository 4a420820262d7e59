"""A rise by its day: 文 drafts and publishes it, the old fees end the day before, reports keep theirs."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.familysupport.actions import tariffs as actions
from ibasho.rooms.familysupport.actions.tariffs import Wanted
from ibasho.rooms.familysupport.models import Report, Tariff
from ibasho.rooms.familysupport.queries import tariffs as queries
from ibasho.rooms.familysupport.rules.tariff import price
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import BODY, Ground

pytestmark = pytest.mark.django_db
APRIL, MARCH = date(2027, 4, 1), date(2027, 3, 31)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def fumi(people: Cast) -> dict[str, Any]:
    return {"by": Cast.by(people.fumi), "at": make.AT}


def raised(first: date = APRIL, until: date | None = None, city: int = 600) -> Wanted:
    body = deepcopy(BODY)
    body["bands"][0]["rates"][0]["city"] = city
    return Wanted("令和9年4月から", first, until, body)


def test_a_rise_is_drafted_published_and_holds_from_its_day(made: Ground, fumi: dict[str, Any]) -> None:
    row = actions.draft(centre=made.centre, wanted=raised(), **fumi)
    assert queries.tariff_on(made.centre, APRIL) == made.tariff
    actions.publish(tariff=row, **fumi)
    assert queries.tariff_on(made.centre, MARCH) == made.tariff
    assert queries.tariff_on(made.centre, APRIL) == row
    told = {day: _afternoon(made, day) for day in (MARCH, APRIL)}
    assert told == {MARCH: (1_000, 2_000), APRIL: (1_000, 2_200)}
    verbs = Entry.objects.filter(noun=actions.NOUN).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["familysupport.tariff.draft", "familysupport.tariff.publish"]


def _afternoon(made: Ground, day: date) -> tuple[int, int]:
    tariff = queries.tariff_on(made.centre, day)
    assert tariff is not None
    begun = clock.at(day, clock.parse_time("15:00"))
    told = price(queries.body_of(tariff), starts=begun, ends=begun + timedelta(hours=2))
    return told.user_yen, told.provider_yen


def test_what_was_published_by_mistake_is_taken_back(made: Ground, fumi: dict[str, Any]) -> None:
    row = actions.draft(centre=made.centre, wanted=raised(), **fumi)
    actions.publish(tariff=row, **fumi)
    back = actions.take_back(tariff=row, **fumi)
    assert back.state == "draft"
    assert queries.tariff_on(made.centre, APRIL) == made.tariff
    actions.change(tariff=row, wanted=raised(city=550), **fumi)
    actions.discard(tariff=row, **fumi)
    assert Tariff.objects.get() == made.tariff


def test_fees_in_force_are_neither_rewritten_nor_taken_back(made: Ground, fumi: dict[str, Any]) -> None:
    deeds: list[Callable[[], Any]] = [
        lambda: actions.change(tariff=made.tariff, wanted=raised(), **fumi),
        lambda: actions.discard(tariff=made.tariff, **fumi),
        lambda: actions.take_back(tariff=made.tariff, **fumi),
        lambda: actions.publish(tariff=made.tariff, **fumi),
    ]
    for deed in deeds:
        with pytest.raises(Conflict):
            deed()


@pytest.mark.parametrize(
    ("first", "until", "word"),
    [
        (date(2025, 3, 1), None, "もう 公開されています"),  # over the beginning of what holds
        (date(2025, 4, 1), None, "もう 公開されています"),
        (date(2027, 4, 1), date(2027, 9, 30), "つづきの 料金表が なくなります"),
    ],
)
def test_days_that_do_not_fit_are_refused(
    made: Ground, fumi: dict[str, Any], first: date, until: date | None, word: str
) -> None:
    row = actions.draft(centre=made.centre, wanted=raised(first, until), **fumi)
    with pytest.raises(Conflict, match=word):
        actions.publish(tariff=row, **fumi)
    row.refresh_from_db()
    assert row.state == "draft"


def test_an_earlier_table_may_stand_before_the_first(made: Ground, fumi: dict[str, Any]) -> None:
    row = actions.draft(centre=made.centre, wanted=raised(date(2024, 4, 1), MARCH.replace(year=2025)), **fumi)
    actions.publish(tariff=row, **fumi)
    assert queries.tariff_on(made.centre, date(2025, 3, 31)) == row
    assert queries.tariff_on(made.centre, date(2025, 4, 1)) == made.tariff


def test_days_with_reports_keep_their_fees(made: Ground, fumi: dict[str, Any]) -> None:
    visit = ground.agreed(ground.request(made), made.chiyo)
    Report.objects.create(
        visit=visit, tariff=made.tariff, began_at=visit.starts_at, ended_at=visit.ends_at, user_yen=1_000,
        city_yen=1_000, written_at=make.AT, written_via="page",
    )  # fmt: skip
    row = actions.draft(centre=made.centre, wanted=raised(ground.DAY), **fumi)
    with pytest.raises(Conflict, match="計算ずみ"):
        actions.publish(tariff=row, **fumi)
    actions.change(tariff=row, wanted=raised(ground.DAY + timedelta(days=1)), **fumi)
    actions.publish(tariff=row, **fumi)


def test_the_last_day_may_be_set_but_not_in_the_past(made: Ground, fumi: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        actions.end(tariff=made.tariff, until=date(2026, 11, 1), **fumi)
    actions.end(tariff=made.tariff, until=MARCH, **fumi)
    assert queries.tariff_on(made.centre, MARCH) == made.tariff
    assert queries.tariff_on(made.centre, APRIL) is None
    with pytest.raises(Invalid):
        actions.end(tariff=made.tariff, until=APRIL, **fumi)


@pytest.mark.parametrize(
    "change", [{"name": " "}, {"name": "あ" * 81}, {"body": {"bands": []}}, {"valid_until": date(2027, 3, 1)}]
)
def test_what_cannot_be_is_refused(made: Ground, fumi: dict[str, Any], change: dict[str, Any]) -> None:
    known = {"name": "令和9年4月から", "valid_from": APRIL, "valid_until": None, "body": BODY}
    with pytest.raises(DomainError):
        actions.draft(centre=made.centre, wanted=Wanted(**{**known, **change}), **fumi)


@pytest.mark.parametrize("who", ["megumi", "mado", "tsubaki", "hana", "tamotsu"])
def test_only_who_sets_the_rules_touches_fees(people: Cast, made: Ground, who: str) -> None:
    by: dict[str, Any] = {"by": Actor(person_id=getattr(people, who).pk), "at": make.AT}
    deeds: list[Callable[[], Any]] = [
        lambda: actions.draft(centre=made.centre, wanted=raised(), **by),
        lambda: actions.end(tariff=made.tariff, until=MARCH, **by),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
