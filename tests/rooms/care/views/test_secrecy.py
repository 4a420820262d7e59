"""Assigning, barring, breaking the glass and looking at it, as the centre does it in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.models import Opening
from ibasho.rooms.care.queries import having, secrecy
from ibasho.town.people.models import Person
from tests.people import Cast
from tests.rooms.care import ground
from tests.rooms.care.ground import AT, REASON, Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: AT)
    return lambda at: monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def as_person(now: object) -> As:
    return lambda person: sign_in(Client(), person)


def page(name: str, *args: object) -> str:
    return reverse(f"care:{name}", args=args)


def test_tomoe_names_a_colleague_and_the_list_says_so(care: Ground, people: Cast, as_person: As) -> None:
    nagi, tomoe, number = ground.colleague(people), as_person(people.tomoe), care.notice.matter.public_id
    home = page("desk_notice", number)
    shown = tomoe.get(home).content.decode()
    assert "澄" in shown and "あおくん" not in shown and "おかわり" not in shown
    told = tomoe.post(
        page("desk_assign", number), {"do": "assign", "assign-person": nagi.public_id}, follow=True
    )
    assert "担当を つけました" in told.content.decode()
    tomoe.post(page("desk_assign", number), {"do": "release", "person": people.sumi.public_id})
    assert [one.person for one in having.assignees(care.notice.matter)] == [nagi]
    last = tomoe.post(page("desk_assign", number), {"do": "release", "person": nagi.public_id}, follow=True)
    assert "さいごの 1人は はずせません" in last.content.decode()
    none = tomoe.post(
        page("desk_assign", number), {"do": "assign", "assign-person": people.fumi.public_id}, follow=True
    )
    assert "えらんでから" in none.content.decode()
    assert (
        as_person(people.sumi)
        .post(page("desk_assign", number), {"do": "release", "person": nagi.public_id})
        .status_code
        == 404
    )


def test_sumi_knows_the_family_and_the_page_is_gone(care: Ground, people: Cast, as_person: As) -> None:
    sumi, number = as_person(people.sumi), care.notice.matter.public_id
    home = page("desk_notice", number)
    assert "おかわり" in sumi.get(home).content.decode()
    told = sumi.post(page("desk_relate", number), {"do": "know"}, follow=True)
    assert told.status_code == 200 and "つぎの 担当を 決めます" in told.content.decode()
    made_up = page("desk_notice", "CDFHJKMNPQ")
    assert sumi.get(home).content == sumi.get(made_up).content
    assert sumi.get(home).status_code == sumi.get(page("desk_open", number)).status_code == 404
    assert sumi.post(page("desk_open", number), {"category": "life", "reason": REASON}).status_code == 404
    assert Entry.objects.filter(verb="care.matter.refuse", person_id=people.sumi.pk).count() >= 3
    waiting = as_person(people.tomoe).get(page("desk_openings")).content.decode()
    assert "担当の いない件" in waiting and number in waiting


def test_nagi_breaks_the_glass_and_tomoe_looks(
    care: Ground, people: Cast, as_person: As, now: Callable[[datetime], None]
) -> None:
    nagi = ground.colleague(people)
    number, worker, lead = care.notice.matter.public_id, as_person(nagi), as_person(people.tomoe)
    shut = worker.get(page("desk_notice", number)).content.decode()
    assert "緊急の閲覧へ" in shut and "あおくん" not in shut
    door = worker.get(page("desk_open", number)).content.decode()
    assert "巴" in door and "澄" in door, "who will hear of it stands before the button"
    short = worker.post(page("desk_open", number), {"category": "life", "reason": "いそぎ"})
    assert short.status_code == 200 and not Opening.objects.exists()
    opened = worker.post(page("desk_open", number), {"category": "life", "reason": REASON}, follow=True)
    assert "あおくん" in opened.content.decode() and opened["Cache-Control"].startswith("no-store")
    found = Opening.objects.get()
    listed = lead.get(page("desk_openings")).content.decode()
    assert number in listed and page("desk_opening", found.pk) in listed and REASON not in listed
    seen = as_person(people.sumi).get(page("desk_openings")).content.decode()
    assert number in seen and page("desk_opening", found.pk) not in seen, "a colleague sees that it happened"
    one = lead.get(page("desk_opening", found.pk)).content.decode()
    assert REASON in one and "あおくん" not in one
    assert lead.post(page("desk_opening", found.pk), {}).status_code == 200
    lead.post(page("desk_opening", found.pk), {"verdict": "wrong"})
    assert "あおくん" not in worker.get(page("desk_notice", number)).content.decode()
    now(AT + timedelta(minutes=5))
    log = lead.get(page("desk_reads"), {"number": number}).content.decode()
    assert all(one in log for one in ("凪", "緊急の閲覧", "読んだ", "緊急の閲覧を 確かめた"))
    assert "あおくん" not in log and REASON not in log


def test_the_second_factor_is_asked_for_again(care: Ground, people: Cast, as_person: As) -> None:
    nagi = ground.colleague(people)
    worker = as_person(nagi)
    session = worker.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    for method in (worker.get, worker.post):
        asked = method(page("desk_open", care.notice.matter.public_id))
        assert asked.status_code == 302 and "/accounts/" in asked["Location"]
    assert not Opening.objects.exists()


def test_the_read_log_is_sought_by_number_person_and_day_and_names_no_writer(
    care: Ground, people: Cast, as_person: As
) -> None:
    sumi, tomoe = as_person(people.sumi), as_person(people.tomoe)
    number = care.notice.matter.public_id
    sumi.get(page("desk_notice", number))
    rows = tomoe.get(page("desk_reads")).content.decode()
    assert "澄" in rows and number in rows
    for asked, there in (
        ({"number": number.lower()}, True), ({"number": "CDFHJKMNPQ"}, False), ({"person": people.sumi.public_id}, True),
        ({"person": people.tomoe.public_id}, False), ({"day": "2026-11-24"}, True), ({"day": "2026-11-25"}, False),
    ):  # fmt: skip
        assert ("読んだ" in tomoe.get(page("desk_reads"), asked).content.decode()) is there, asked
    assert sumi.get(page("desk_reads")).status_code == 404
    ground_entry(people.hana, care)
    assert "花" not in tomoe.get(page("desk_reads")).content.decode()


def test_what_the_clock_did_is_left_out_and_the_same_on_end_is_one_line(
    care: Ground, people: Cast, as_person: As
) -> None:
    sumi, tomoe, matter = as_person(people.sumi), as_person(people.tomoe), care.notice.matter
    for _time in range(3):
        sumi.get(page("desk_notice", matter.public_id))
    matters.note("rewrap", matter, by=Actor.of_job("care.rewrap"), at=AT)
    log = tomoe.get(page("desk_reads")).content.decode()
    assert "読んだ（3回）" in log and "かぎを かえた" not in log and "11月24日（火）" in log
    assert "かぎを かえた" in tomoe.get(page("desk_reads"), {"jobs": "on"}).content.decode()


def test_every_deed_about_a_matter_has_words() -> None:
    """Whatever the actions write down about one is read by a lead."""
    folder = Path(matters.__file__).parent
    said = "".join(
        one.read_text()
        for one in folder.glob("*.py")
        if "NOUN = " not in one.read_text() or one.stem == "matters"
    )
    verbs = re.findall(r'(?:\bnote|\b_note|_saved)\("(\w+)"', said)
    verbs += re.findall(r'record(?:_many)?\(\s*"care\.(?:matter|notice|referral)\.(\w+)"', said)
    assert {"rewrap", "drop", "read_for_place", "take", "ask"} <= set(verbs)
    assert set(verbs) - {"publish", "unpublish"} <= set(secrecy.VERBS)


def ground_entry(person: Person, care: Ground) -> None:
    Entry.objects.create(
        at=AT, verb="care.notice.read_own", noun="care.Matter", object_id=str(care.notice.matter.pk), person_id=person.pk,
        via="page", transaction=1,
    )  # fmt: skip


def test_what_is_opened_for_an_hour_has_no_buttons(care: Ground, people: Cast, as_person: As) -> None:
    nagi = ground.colleague(people)
    worker, sumi = as_person(nagi), as_person(people.sumi)
    for name, row, words in (
        ("desk_notice", care.notice, "あおくん"),
        ("desk_referral", care.referral, "ゆいちゃん"),
    ):
        ground.opening(row.matter, nagi)
        read = worker.get(page(name, row.matter.public_id)).content.decode()
        assert words in read and "読むことだけが できます" in read
        do = f'action="{page(name + "_do", row.matter.public_id)}"'
        assert do not in read, "a button that would answer 404"
        assert do in sumi.get(page(name, row.matter.public_id)).content.decode()


def test_a_note_a_lead_has_given_away_offers_itself_to_nobody_else(
    care: Ground, people: Cast, as_person: As
) -> None:
    row, nagi = ground.notice(people, care.place, state="sent"), ground.colleague(people)
    home, take = page("desk_notice", row.matter.public_id), 'value="take"'
    assert take in as_person(nagi).get(home).content.decode()
    as_person(people.tomoe).post(
        page("desk_assign", row.matter.public_id), {"do": "assign", "assign-person": people.sumi.public_id}
    )
    assert take not in as_person(nagi).get(home).content.decode()
    assert take in as_person(people.sumi).get(home).content.decode()
