"""F. Between grown-ups and children: no private way, and no way to reach anybody in a child's words."""

from __future__ import annotations

import ast
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import resolve

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import Door
from ibasho.base.ui.helplines import HELPLINES
from ibasho.rooms.roster.models import Helper, Roster, Safeguard, Training
from ibasho.rooms.roster.queries import on_duty
from ibasho.rooms.roster.rules import coverage, eligibility, erasing, safeguarding
from ibasho.rooms.roster.rules.kinds import AgeBand, HelperState, PayKind
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Session
from ibasho.town.places.rules.moderation import may_be_shown
from tests import house, make, objects
from tests.people import cast
from tests.rooms.roster import ground
from tests.trust import corpus
from tests.trust.walking import addresses

# Every page without an account on which somebody can write, and who reads it. None of them is one grown-up alone, and
# nothing written there is answered to a child: an answer stands on a public page, or goes to the grown-up who gave a mail.
WRITES = {
    "places:tell_mistake": "the desk of the city and the group, all of them",
    "places:tell_note": "the desk of the city, two states before it stands on a page",
    "places:signup": "the group's reception: a nickname to call, a grown-up's mail",
    "places:ticket_find": "nobody: a nickname and a code open one's own sign-up",
    "mealtickets:thanks": "the desk of the city, before a shop or a giver reads it",
    "mealtickets:thanks_shop": "the desk of the city, before a shop or a giver reads it",
    "mealtickets:give": "the desk of the city: a giver's words",
    "mealtickets:gift": "nobody: a giver's own receipt", "mealtickets:gift_name": "the desk: a giver's name",
    "mealtickets:gift_donor": "the desk: a giver's page", "mealtickets:gift_receipt": "nobody: a giver's own receipt",
    "familysupport:join": "the advisers: a grown-up who wants to join",
    "roster:join_one": "the group's leads: a grown-up who wants to help",
    "network:meeting_link": "the desk of the city and the CSW: a group's answer, behind the group's own link",
    "network:start": "the desk of the city and the CSW: a grown-up who wants to begin a place",
    "surplus:run_hand": "the desk and the receiving group: what was handed over, behind the driver's own link",
    "surplus:give": "the desk of the city: a giver's words, before anybody else reads them",
    "surplus:giver_change": "the same, behind the giver's own link", "surplus:giver_again": "the same",
    "bulletin:school_link": "the desk of the city: a school's word of a paper, behind the school's own link",
    "bulletin:subscribe_how": "nobody: a mail address to be told at, kept sealed",
    "people:about_me": "the city's administrators alone: what somebody wants shown, put right or erased",
    "familysupport:my": "nobody: a code", "roster:shifts": "nobody: a code", "voices:enter": "nobody: a code",
    "voices:slip": "nobody: a code", "voices:stall": "nobody: a code",
}  # fmt: skip
NOT_FOR_CHILDREN = {
    "bulletin:embed_today": "a frame on the city's own site, which has its own way to help; it links ours",
    "bulletin:embed_district": "the same",
    "familysupport:my": "members open their page with a code",
    "mealtickets:till": "the till of a shop",
    "openhouse:open_now": "a part of a page, fetched by it",
}
FIELD = re.compile(
    r"<textarea[^>]*name=\"([^\"]+)\"|<input[^>]*type=\"(?:text|email|tel|url)\"[^>]*name=\"([^\"]+)\""
)
FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", re.S | re.I)


@pytest.fixture(scope="module")
def open_pages(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Every page that opens without an account, by the name of its address."""
    with django_db_blocker.unblock(), transaction.atomic():
        made, client = objects.Objects(cast()), Client()
        found = {}
        for one in addresses(made):
            view = resolve(one.path).func
            if one.expected("anonymous") != 200 or getattr(view, "door", None) != Door.CHILD:
                continue
            answer = client.get(one.path)
            if answer.get("Content-Type", "").startswith("text/html"):
                found[one.name] = answer.content.decode()
        transaction.set_rollback(True)
    return found


def test_63_whoever_writes_without_an_account_writes_to_no_one_person(open_pages: dict[str, str]) -> None:
    found = {
        name for name, html in open_pages.items() if any(FIELD.search(form) for form in FORM.findall(html))
    }
    assert found - set(WRITES) == set(), (
        "a page on which a child can write: who reads it, and who answers where?"
    )
    assert set(WRITES) - found == set(), "no such page any more"


def test_63_a_message_goes_to_a_grown_up_or_an_address_never_to_a_child() -> None:
    """A child has no account and no row with an address of their own: there is nothing to write to."""
    reach = {"email", "phone", "line_id", "address"}
    children = [one for one in house.own_models() if one.__name__ in ("Child", "DoorCard", "Card", "Signup")]
    with_reach = {
        one._meta.label: {field.name for field in house.own_fields(one)} & reach for one in children
    }
    assert {label for label, found in with_reach.items() if found} == {
        "places.Signup"
    }  # the grown-up who signs up
    messages = next(one for one in house.own_models() if one._meta.label == "outbox.Message")
    assert messages._meta.get_field("person").related_model is Person


@pytest.mark.parametrize("room", ["ibasho/town/concerns", "ibasho/rooms/care"])
def test_64_what_was_told_to_the_centre_is_deleted_by_no_button(room: str) -> None:
    """Only a job whose time has come deletes; a role of the server alone may run it. `unsay` takes back a word of the
    centre's own, `council` and `publishing` what was typed in wrongly: nothing that anybody told."""
    jobs = {
        "forget",
        "_forget",
        "forget_matter",
        "forget_rows",
        "unsay",
        "correct",
        "remove",
        "drop",
        "withdraw",
        "take_back",
    }
    for path in house.sources(room):
        if "actions" not in path.parts:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef) or function.name in jobs or "council" in path.name:
                continue
            text = ast.unparse(function)
            told = re.search(r"(Concern|Notice|Matter)\b[^\n]*\.delete\(", text)
            assert not told, f"{path.name}:{function.name} deletes what was told"


def test_64_more_than_one_pair_of_eyes_reads_what_children_told_the_centre() -> None:
    readers = {role.code for role in ROLES.values() if Permission.CONCERNS_HANDLE in role.permissions}
    assert readers == {"centre_worker", "centre_lead"}, "those at the place never, the lead always"


@pytest.mark.django_db
def test_65_children_read_a_call_name_and_nothing_else_of_a_volunteer() -> None:
    people = cast()
    at = clock.at(make.TUESDAY, time(16))
    made = ground.ground(people, shows_names=True)
    Session.objects.filter(pk=made.session.pk).update(staffing=Session.Staffing.OK)
    Helper.objects.update(phone="000-0000-0001", email="minoru@example.test")
    shift = ground.shift(made.roster)
    ground.taken(shift, made.helpers[0])
    shown = on_duty.today(made.place, at)
    assert shown is not None and shown.names == ("みのる",)
    assert (
        "山口" not in repr(shown) and "000-0000-0001" not in repr(shown) and "example.test" not in repr(shown)
    )


def test_65_a_volunteers_tables_hold_no_child() -> None:
    """No relation from the roster to a child or a family, and no field to write a child's telephone into."""
    roster = [one for one in house.own_models() if one._meta.app_label == "roster"]
    related = {
        field.related_model._meta.label  # type: ignore[union-attr]
        for one in roster
        for field in house.own_fields(one)
        if field.is_relation
    }
    assert not {label for label in related if label.startswith(("familysupport.", "care.", "openhouse."))}
    reach = {
        f"{one.__name__}.{field.name}"
        for one in roster
        for field in house.own_fields(one)
        if "phone" in field.name
    }
    assert reach == {"Helper.phone", "Helper.guardian_phone"}  # a minor who helps: their own guardian


def test_66_ways_to_reach_somebody_are_held() -> None:
    words = corpus.with_a_way()
    missed = [text for text in words if may_be_shown(text)]
    assert len(set(words)) >= 500
    assert len(missed) <= len(words) * 0.05, missed[:20]


def test_66_what_children_say_is_not_held() -> None:
    words = corpus.without_a_way()
    held = [text for text in words if not may_be_shown(text)]
    assert len(set(words)) >= 500
    assert len(held) <= len(words) * 0.05, held[:20]


def test_67_every_page_of_children_leads_to_help(open_pages: dict[str, str]) -> None:
    assert len(open_pages) > 40
    without = {name for name, html in open_pages.items() if 'href="/help/"' not in html}
    assert without - {"ui:help"} == set(NOT_FOR_CHILDREN)


@pytest.mark.django_db
def test_67_help_names_the_four_lines_the_city_and_when_somebody_answers() -> None:
    html = Client().get("/help/").content.decode()
    for number in ("189", "0120-99-7777", "0120-0-78310", "0120-007-110"):
        assert number in re.sub(r"<[^>]+>", "", html)
    assert all(line.hours for line in HELPLINES)


@pytest.mark.django_db
def test_67_help_is_kept_for_when_there_is_no_network() -> None:
    """The worker of the public pages keeps it when it is put in place, and shows it when nothing else answers."""
    worker = Client().get("/sw.js").content.decode()
    assert "/help/" in worker


def test_68_no_field_can_hold_what_a_check_said() -> None:
    """Dates and one yes, no text, no choice, no file; and a training is a title and two days."""
    assert {field.name for field in house.own_fields(Safeguard)} == {
        "helper", "is_needed", "pledge_on", "rules_told_on", "asked_on", "done_on", "due_on", "erase_on",
    }  # fmt: skip
    for field in house.own_fields(Safeguard):
        assert isinstance(field, models.DateField | models.BooleanField | models.OneToOneField), field.name
    assert {field.name for field in house.own_fields(Training)} == {
        "helper",
        "title",
        "taken_on",
        "valid_until",
    }
    files = [
        f"{one._meta.label}.{field.name}"
        for one in house.own_models()
        for field in house.own_fields(one)
        if isinstance(field, models.FileField) and one._meta.app_label == "roster"
    ]
    assert files == []


@pytest.mark.parametrize(
    "words",
    ["犯罪歴なし", "確認の結果は 白", "DBS チェック OK でした", "照会 問題なし", "前科 なし", "該当なし"],
)
def test_68_words_of_a_result_are_refused_in_every_text_about_a_helper(words: str) -> None:
    assert safeguarding.says_result(words)


def test_69_dates_go_thirty_days_after_the_end_and_come_again_after_five_years() -> None:
    ended = date(2026, 11, 24)
    gone = erasing.dates_erase_on(done_on=date(2026, 4, 1), ended_on=ended)
    assert gone is not None and gone <= ended + timedelta(days=30)
    kept = safeguarding.checked_dates(safeguarding.Dates(is_needed=True, done_on=date(2026, 4, 1)), ended)
    assert kept.due_on == date(2031, 4, 1)
    assert safeguarding.stage(date(2031, 4, 1), date(2031, 3, 2)) == 30
    assert safeguarding.stage(date(2031, 4, 1), date(2031, 3, 25)) == 7


@pytest.mark.django_db
def test_70_one_grown_up_alone_is_promised_to_nobody() -> None:
    """Needed are two: with one the session is short, the page says so and names nobody."""
    people = cast()
    made = ground.ground(people, shows_names=True)
    shift = ground.shift(made.roster)
    ground.taken(shift, made.helpers[0])
    Session.objects.filter(pk=made.session.pk).update(staffing=Session.Staffing.SHORT)
    assert on_duty.today(made.place, clock.at(make.TUESDAY, time(16))) is None
    assert Roster.objects.get().place_id == made.place.pk
    assert timedelta(0) < coverage.WITHOUT_END


def test_70_who_has_run_out_of_date_takes_no_turn() -> None:
    day = date(2026, 11, 24)
    who = eligibility.Standing(
        state=HelperState.REGISTERED, age_band=AgeBand.ADULT, pay_kind=PayKind.PAID, registered_on=date(2026, 4, 1),
        ended_on=None, skills=frozenset(), consent_on=None, side_job_until=None, papers_until=day - timedelta(days=1),
        pledge_missing=False, trained_until=None,
    )  # fmt: skip
    wish = eligibility.Wish(day, time(15), time(18), "", False)
    assert eligibility.why_not(who, wish, [], at=clock.at(day, time(9))) is not None
