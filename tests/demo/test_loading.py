"""みほん市 in the database: whole, once, and every account passes its door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client

from demo import accounts
from demo import city as model
from demo.days import week_day
from demo.loading import loader
from demo.loading.loader import OtherDataError
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.geo import Position
from ibasho.rooms.reach.models import Candidate, Plan, Rota, Study, Visit
from ibasho.rooms.reach.queries import rotas as visiting
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import (
    Boundary,
    BusTimetable,
    ClubCount,
    LongHoliday,
    Population,
    SchoolDistrict,
    StagePace,
    StreetNetwork,
    Town,
)
from ibasho.town.outbox import queries as outbox
from ibasho.town.outbox.models import Message
from ibasho.town.people import context
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.places.models import (
    ClosedDays,
    Event,
    MistakeReport,
    OpeningRule,
    Place,
    PlaceChange,
    PlaceNote,
    Session,
    SessionReport,
    Signup,
)  # fmt: skip
from ibasho.town.places.queries.signups import seats as seats_of
from ibasho.town.places.rules.calendar import Month
from ibasho.town.places.rules.headcount import total
from ibasho.town.places.rules.signup import closes_at
from tests import make
from tests.signing_in import code_now, second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MODELS = (
    Boundary, SchoolDistrict, Town, StagePace, LongHoliday, Organisation, Person, Membership, Place, OpeningRule,
    ClosedDays, Session, Event, Signup, SessionReport, Entry,
)  # fmt: skip
PEOPLE = accounts.everyone("mihon")


@pytest.fixture(scope="module", autouse=True)
def mihon(loading: Callable[[str], Any]) -> Iterator[list[str]]:
    with loading("mihon") as told:
        yield told


def test_each_chapter_tells_what_it_did(mihon: list[str]) -> None:
    assert mihon[0] == "まちの かたち: 小学校区 22、町 124、長い休み 8"
    assert all(": " in line for line in mihon)


def test_the_city_is_there_as_the_generator_made_it() -> None:
    made = model.build(today=make.TUESDAY)
    assert SchoolDistrict.objects.count() == 22
    assert Town.objects.count() == len(made.geography.towns)
    assert Place.objects.count() == len(made.places) == 40
    assert OpeningRule.objects.count() == sum(len(place.openings) for place in made.places)
    assert Organisation.objects.count() == len(made.people.organisations)
    assert Person.objects.count() == len(made.people.accounts)
    assert Session.objects.filter(day__gte=make.TUESDAY).count() > 1500


def test_a_second_run_changes_nothing() -> None:
    before = {each: each._default_manager.count() for each in MODELS}
    assert loader.load("mihon", at=make.AT, say=pytest.fail) is False
    assert {each: each._default_manager.count() for each in MODELS} == before


def test_a_database_that_holds_anything_else_is_left_alone() -> None:
    with pytest.raises(OtherDataError, match="空の データベース"):
        loader.load("kakegawa", at=make.AT, say=pytest.fail)
    loader.refuse_other_data("mihon")  # its own city is no stranger


def test_the_mark_says_when_and_which_city() -> None:
    assert loader.loaded_on("mihon") == make.AT
    assert loader.loaded_on("kakegawa") is None


def test_each_place_lies_in_the_district_it_names_and_in_the_city() -> None:
    places = list(Place.objects.filter(lat__isnull=False))
    located = areas.locate([Position(p.lat or 0, p.lng or 0) for p in places], make.TUESDAY)
    for place, found in zip(places, located, strict=True):
        assert found.inside_city is not place.outside_city, place.name
        assert found.district_code == place.district_code or place.outside_city, place.name


def test_states_and_verified_dates_are_as_made() -> None:
    made = {place.name: place for place in model.build(today=make.TUESDAY).places}
    for place in Place.objects.all():
        described = made[place.name]
        assert place.state == described.state, place.name
        assert place.verified_on == (described.verified_on if place.state != "pending" else None), place.name
        assert place.paused_until == (described.pause.until if described.pause else None)
    said = set(Place.objects.exclude(verified_words="").values_list("verified_words", flat=True))
    assert said == {"運営の方（リンク）", "市（電話）"}


def test_something_is_closed_today_without_warning_and_nothing_is_open_there() -> None:
    closed = ClosedDays.objects.get(sudden=True)
    assert closed.first == make.TUESDAY
    assert not closed.place.sessions.filter(day=make.TUESDAY, state="planned").exists()


def test_no_letter_of_the_months_gone_by_is_late_at_the_desk() -> None:
    assert Message.objects.filter(channel="mail", state="sent").count() > 100
    assert not outbox.unsent(make.AT + timedelta(days=1)).filter(channel="mail").exists()


def test_the_desk_has_something_of_each_kind_to_decide() -> None:
    assert PlaceNote.objects.filter(state="waiting").count() == 1
    assert (
        PlaceNote.objects.filter(state="published").count() == len(model.build(today=make.TUESDAY).notes) - 1
    )
    assert PlaceChange.objects.get(state="waiting").place.name == "にじはし こども食堂"
    assert MistakeReport.objects.filter(settled_at__isnull=True).count() == 1
    assert Place.objects.filter(state="pending").count() == 2


def test_what_costs_nothing_and_what_is_not_known_differ() -> None:
    fees = set(Place.objects.values_list("fee_elementary_yen", flat=True))
    assert {0, None} < fees


@pytest.mark.parametrize("account", PEOPLE.accounts, ids=lambda account: account.code)
def test_every_account_signs_in_and_stands_at_its_door(account: Any, client: Client) -> None:
    person = Person.objects.get(email=account.email)
    answer = client.post("/accounts/login/", {"login": account.email, "password": PEOPLE.password})
    assert answer.status_code == 302, answer.content.decode()[:500]
    if account.door == "desk":
        assert "2fa" in answer["Location"]
        answer = client.post(answer["Location"], {"code": code_now(second_factor(person))})
        assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    door = {"desk": "desk", "operator": "ops", "family": "my"}[account.door]
    assert context.doors(Actor(person_id=person.pk), make.TUESDAY)[-1] == door


def test_the_second_factor_is_the_one_the_page_shows() -> None:
    officer = next(each for each in PEOPLE.accounts if each.role == "city_officer")
    authenticator = second_factor(Person.objects.get(email=officer.email))
    assert authenticator.wrap().validate_code(code_now(authenticator))
    assert len(accounts.totp_secret(officer)) == 32


@pytest.fixture
def demo_mode(settings: Any) -> None:
    settings.DEMO, settings.ROOT_URLCONF = True, "demo.urls"


def test_the_page_shows_a_code_that_opens_the_door(demo_mode: None, client: Client) -> None:
    page = client.get("/demo/")
    assert page.status_code == 200
    shown = {each.account.email: each.code for door in page.context["groups"] for each in door.entrants}
    assert set(shown) == {account.email for account in PEOPLE.accounts}
    officer = Person.objects.get(email="akari@mihon.example")
    assert second_factor(officer).wrap().validate_code(shown[officer.email])
    assert shown["hana@mihon.example"] == ""


def test_one_button_makes_you_that_person(demo_mode: None, client: Client) -> None:
    answer = client.post("/demo/enter/akari/")
    assert answer["Location"] == "/accounts/home/"
    assert client.get("/accounts/home/")["Location"] == "/desk/"
    assert client.post("/demo/enter/nobody/").status_code == 404
    assert client.get("/demo/enter/akari/").status_code == 405


@pytest.mark.parametrize("account", PEOPLE.accounts, ids=lambda account: account.code)
def test_behind_every_door_stands_a_page(demo_mode: None, client: Client, account: Any) -> None:
    client.post(f"/demo/enter/{account.code}/")
    assert client.get("/accounts/home/", follow=True).status_code == 200


def test_letters_of_the_demo_are_read_in_the_demo(
    demo_mode: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    assert "まだ なにも" in client.get("/demo/mail/").content.decode().replace("<wbr>", "")
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    for number in (1, 2):
        EmailMessage(f"件名{number}", "番号は 123456", to=["a@mihon.example"], connection=backend).send()
    letters = client.get("/demo/mail/").context["letters"]
    assert [(letter.to, letter.body.strip()) for letter in letters] == [
        ("a@mihon.example", "番号は 123456")
    ] * 2
    assert {letter.subject for letter in letters} == {"件名1", "件名2"}


def test_outside_a_demo_nothing_answers_there(client: Client, settings: Any) -> None:
    assert client.get("/demo/mail/").status_code == 404
    assert client.get("/demo/").status_code == 404
    settings.ROOT_URLCONF = "demo.urls"  # even if the addresses were given by mistake
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/enter/akari/").status_code == 404


def test_events_hold_the_seats_and_the_queue_of_the_data() -> None:
    made = {event.title: event for event in model.build(today=make.TUESDAY).events}
    for event in Event.objects.filter(title__in=made):
        seats, described = seats_of(event.sessions.get()), made[event.title]
        assert (seats.taken, seats.waiting) == (described.signed_up, described.waiting), event.title
        assert event.groups.count() == len(described.groups)
    assert Event.objects.filter(title__in=made).count() == len(made)


def test_sign_up_ends_with_its_last_day() -> None:
    event = Event.objects.get(title="森の おやつ会")
    day = event.sessions.get()
    closes = closes_at(day.day, day.starts, event.signup_closes_hours)
    assert closes.date() == week_day(make.TUESDAY, "2木") + timedelta(days=1)
    assert closes.hour == 0


def test_the_trial_day_stands_with_exactly_its_published_figures() -> None:
    event = Event.objects.get(title="あそび場INカケショク")
    session = event.sessions.get()
    assert session.day == date(2024, 2, 16)
    heads = dict(session.headcounts.values_list("of_class", "heads"))
    assert heads == {"infant_elementary": 16, "guardian": 13}
    assert total(heads) == 29
    assert (session.report.groups, session.report.volunteers) == (10, 26)
    assert "R6.8.21" in event.source_name


def test_visits_that_were_have_their_numbers_and_no_day_to_come_stands_twice() -> None:
    visits = Event.objects.filter(kind="mobile", place__isnull=False)
    assert visits.count() == 3
    assert SessionReport.objects.filter(session__event__in=visits, families__gt=0).count() == 6
    assert not Session.objects.filter(event__in=visits, day__gte=make.TUESDAY).exists()


# --- 空白地区と 出張開設 ---------------------------------------------------------------------------------


def test_the_chapter_of_reach_tells_what_it_did(mihon: list[str]) -> None:
    assert any(line.startswith("空白地区と 出張開設: 候補の場所 45") for line in mihon)


def test_every_school_and_hall_is_a_candidate_in_its_district() -> None:
    codes = set(SchoolDistrict.objects.values_list("code", flat=True))
    assert Candidate.objects.filter(kind="school").count() == len(codes) == 22
    assert set(Candidate.objects.values_list("district_code", flat=True)) == codes
    assert Candidate.objects.get(usable=False).note == "冬は さむい"


def test_visits_are_over_called_off_to_come_and_late() -> None:
    rota = Rota.objects.get(title="おでかけ ひろば")
    states = {state: rota.visits.filter(state=state).count() for state, _ in Visit.State.choices}
    assert states["cancelled"] == 1
    assert states["done"] > 8
    assert visiting.unwritten(make.AT).count() == 2  # and this morning
    assert rota.visits.filter(second_staff="", state="planned").count() == 3
    assert not visiting.unpaired(make.TUESDAY).filter(rota=rota).exists()  # near visits have their two people


def test_announced_days_are_published_and_summed_up() -> None:
    events = Event.objects.filter(kind="mobile", place__isnull=True)
    assert {event.state for event in events} == {"published"}
    done = Visit.objects.filter(rota__title="おでかけ ひろば", state="done")
    assert SessionReport.objects.filter(session__event__in=events).count() == done.count()


def test_the_year_before_stands_beside_the_month() -> None:
    found = visiting.report(Month.of(make.TUESDAY), None, make.TUESDAY)
    assert found.before is not None
    assert found.before.families
    assert found.total.families


def test_school_weeks_and_a_long_holiday_are_studied() -> None:
    assert set(Study.objects.values_list("scenario", "state")) == {("term", "done"), ("holiday", "done")}


def test_both_plans_are_solved_proven_and_looked_at_as_a_whole() -> None:
    for plan in Plan.objects.all():
        assert plan.state == "solved", plan.problem
        assert 0 <= plan.found["gap"] < 0.05
        assert plan.openings.exists()
        assert plan.studies.get().state == "done"
    assert Rota.objects.get(plan__kind="mobile").visits.exists()


def test_children_streets_buses_and_rules_are_those_of_the_generator() -> None:
    made = model.build(today=make.TUESDAY)
    now = Population.objects.get(current=True)
    assert now.cells.count() == len(made.cells)
    assert sum(cell.children for cell in areas.cells_of(now) if cell.children is not None) == pytest.approx(
        18_000
    )
    assert Population.objects.filter(kind="projection", current=False).count() == 3
    assert StreetNetwork.objects.get(current=True).nodes == len(made.streets.lat)
    assert ClubCount.objects.count() == len(made.clubs)
    assert BusTimetable.objects.get(current=True).stops == 13
    assert set(StagePace.objects.values_list("stage", flat=True)) == {"lower", "upper", "junior"}
