"""葵 works the list of April off; 窓 reads it; numbers are counted from the rooms."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.front.reports.queries import april as queries
from ibasho.front.reports.rules.april import Turn
from ibasho.town.areas.models import LongHoliday, SchoolDistrict
from ibasho.town.people.actions import renewing
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.models import OpeningRule
from tests import make
from tests.front.reports import ground
from tests.front.reports.april_ground import by, handed
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
R9 = Turn(2027, TODAY)
PAGE = "/desk/april/"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


def count(code: str, turn: Turn = R9) -> int | None:
    return queries.COUNTS[code](turn).count


def test_the_coming_april_and_those_around_it(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    page = words(aoi.get(PAGE))
    assert "令和9年度に かわるときに" in page and "つづける人の 役割と アカウントを のばす" in page
    assert "令和8年度に かわるときに" in words(aoi.get(f"{PAGE}R8/"))
    for nonsense in ("R99/", "R2/", "2027/", "H31/"):
        assert aoi.get(PAGE + nonsense).status_code == 404


def test_ticked_and_taken_back_on_the_page(people: Cast) -> None:
    aoi, mado = sign_in(Client(), people.aoi), sign_in(Client(), people.mado)
    do = lambda verb: reverse("reports:desk_april_do", args=[2027, "prints", verb])  # noqa: E731
    assert "「すんだ」に しました" in words(aoi.post(do("tick"), {"note": "倉庫も"}, follow=True))
    assert "倉庫も" in words(mado.get(PAGE))
    assert "まだに もどす" not in words(mado.get(PAGE)), "窓 only reads"
    assert mado.post(do("untick")).status_code == 404
    assert "もとに もどしました" in words(aoi.post(do("untick"), follow=True))
    assert aoi.post(do("shout")).status_code == 404
    assert aoi.post(reverse("reports:desk_april_do", args=[2027, "nothing", "tick"])).status_code == 404


def test_links_only_where_the_reader_may_go(people: Cast) -> None:
    link = reverse("people:desk_renew")
    assert link in sign_in(Client(), people.fumi).get(PAGE).content.decode()
    assert link not in sign_in(Client(), people.mado).get(PAGE).content.decode()


def test_as_a_file(people: Cast) -> None:
    answer = sign_in(Client(), people.aoi).get(PAGE, {"format": "csv"})
    assert "夏休み" in answer.content.decode("utf-8-sig")


def test_an_empty_city_has_a_list_too(people: Cast) -> None:
    for one in queries.rows(2027, by(people.aoi), make.AT):
        assert one.left.count is None or one.left.count >= 0


def test_accounts_are_counted_down_as_they_are_renewed(people: Cast) -> None:
    before = count("accounts")
    assert before == Membership.objects.count()
    role = Membership.objects.get(person=people.hana).pk
    renewing.renew(membership_ids={role}, by=by(people.fumi), at=make.AT)
    assert count("accounts") == before - 1


def test_over_the_night_of_31_march(people: Cast) -> None:
    """One minute decides which list is shown as running, and lets the old year's months count."""
    eve = Turn(2027, clock.day(datetime(2027, 3, 31, 23, 59, tzinfo=JST)))
    new = Turn(2027, clock.day(datetime(2027, 4, 1, 0, 0, tzinfo=JST)))
    assert count("closing", eve) is None
    assert count("closing", new) == 0
    assert count("roleless", eve) == 0
    assert count("roleless", new) == 0, "their accounts ended with their roles"
    Person.objects.filter(pk=people.ken.pk).update(ends_on=None)
    assert count("roleless", new) == 1


def test_districts_holidays_and_hours_that_lapse(people: Cast) -> None:
    make.district(valid_until=date(2027, 3, 31))
    place = make.place(organisation=people.midori)
    rule = OpeningRule.objects.create(
        place=place, pattern="weekly", weekdays=[1], valid_until=date(2027, 3, 31)
    )
    assert (count("districts"), count("opening"), count("holidays")) == (1, 1, 3)
    SchoolDistrict.objects.create(code="M01", name="虹橋", valid_from=date(2027, 4, 1), source="市")
    LongHoliday.objects.create(name="夏休み", first=date(2027, 7, 25), last=date(2027, 8, 25))
    OpeningRule.objects.filter(pk=rule.pk).update(valid_until=None)
    assert (count("districts"), count("opening"), count("holidays")) == (0, 0, 2)


def test_lines_that_go_on_are_carried_over(people: Cast) -> None:
    lines = ground.deck(people)
    turn = Turn(2026, date(2026, 4, 1))
    going = [one for one in lines.values() if one.nendo == 2025 and one.state in ("plan", "run")]
    followed = {one.follows_id for one in lines.values()}
    assert count("lines", turn) == len([one for one in going if one.pk not in followed])


def test_hand_overs_not_received(people: Cast) -> None:
    assert count("handovers") == 0
    handed(people)
    assert count("handovers") == 1


def test_the_list_stays_within_its_statements(people: Cast, django_assert_max_num_queries: object) -> None:
    by_aoi = by(people.aoi)
    with django_assert_max_num_queries(75):  # type: ignore[operator]
        queries.rows(2027, by_aoi, make.AT)
