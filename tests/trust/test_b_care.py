"""B, the note's way is one way: its writer never reads on (19), the family's own pages hold no trace of it (20), and the
place learns nothing by it (16)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ibasho.rooms.care.actions import notes
from ibasho.rooms.care.models import Assignee, NoteWord, Notice, Opening
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules.kinds import Sign, Way
from ibasho.rooms.care.rules.notes import Note
from ibasho.town.people import showing
from ibasho.town.people.models import Person
from tests import make, objects
from tests.make import AT
from tests.people import Cast
from tests.trust import walking

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]
WRITTEN, NICKNAME = "かなりあの おかわり", "かなりあくん"
LATER, REASON = "かなりあの 家へ 行った", "かなりあの 担当が いない"


@pytest.fixture
def note(town: Cast, now: object) -> Notice:
    """Hana's, about a child of her place; taken by Sumi, answered, ended; a word of the centre and a break-glass hang on it."""
    place = make.place(organisation=town.midori)
    said = Note(signs=(Sign.INJURY,), place=place.public_id, child=NICKNAME, words=WRITTEN)
    made = notes.write(
        told=said, nonce=uuid4(), way=Way.PHONE_APP, writer=town.hana, by=town.by(town.hana), at=AT
    )
    Assignee.objects.create(matter=made.matter, person=town.sumi, given_at=AT, given_by=town.sumi)
    key = words.key_of(made.matter)
    back = words.seal(LATER, key=key, column="care.noteword.text", row="BACK0001")
    NoteWord.objects.create(
        notice=made, organisation=town.midori, public_id="BACK0001", sealed_text=back, sent_at=AT,
        sent_by=town.sumi,
    )  # fmt: skip
    reason = words.seal(REASON, key=key, column="care.opening.reason", row="OPENING1")
    Opening.objects.create(
        matter=made.matter, public_id="OPENING1", person=town.tomoe, category="absent", sealed_reason=reason, opened_at=AT,
        until=AT.replace(minute=30), told_at=AT, told_count=2,
    )  # fmt: skip
    Notice.objects.filter(pk=made.pk).update(
        state="closed", taken_at=AT, taken_by=town.sumi, checked_at=AT, checked_by=town.sumi, answered_at=AT,
        answered_by=town.sumi, closed_at=AT, closed_by=town.sumi, outcome="known",
    )  # fmt: skip
    made.refresh_from_db()
    return made


def pages(client: Client, made: objects.Objects, prefix: str, *, only: str = "") -> Iterator[tuple[str, str]]:
    for address in walking.addresses(made):
        if address.path.startswith(prefix) and address.name.startswith(only):
            answer = client.get(address.path)
            if answer.status_code == 200:
                yield address.name, _text(answer)


def _text(answer: Any) -> str:
    found = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(found.decode(errors="replace"))


def test_19_the_writer_reads_their_own_words_and_three_words_of_the_centre(
    town: Cast, note: Notice, as_person: As
) -> None:
    hana = as_person(town.hana)
    own = hana.get(f"/ops/care/notes/{note.matter.public_id}/").content.decode()
    assert WRITTEN in own and NICKNAME in own
    found = dict(pages(hana, objects.Objects(town), "/ops/care/"))
    assert {"care:note_write", "care:notes"} <= set(found)
    for told in (own, *found.values()):
        for never in (
            LATER,
            REASON,
            "前から 動いている",
            town.sumi.name,
            town.tomoe.name,
            "安全",
            "緊急",
            "48時間",
        ):
            assert never not in told


def test_16_the_list_of_notes_and_the_state_a_phone_asks_for_hold_no_word(
    town: Cast, note: Notice, as_person: As
) -> None:
    hana = as_person(town.hana)
    listed = hana.get("/ops/care/notes/").content.decode()
    state = hana.get("/ops/care/state/").json()
    assert set(state) == {"csrf", "marks", "key"}
    for told in (listed, json.dumps(state), hana.get("/ops/").content.decode()):
        assert NICKNAME not in told and WRITTEN not in told


def test_16_a_colleague_at_the_same_place_reads_nothing_of_it(
    town: Cast, note: Notice, as_person: As
) -> None:
    """Also a group's lead does not read what one of its helpers wrote."""
    Notice.objects.filter(pk=note.pk).update(writer=town.tsubaki)
    hana = as_person(town.hana)
    assert hana.get(f"/ops/care/notes/{note.matter.public_id}/").status_code == 404
    for _name, told in pages(hana, objects.Objects(town), "/ops/care/"):
        assert NICKNAME not in told and note.matter.public_id not in told


def test_20_the_familys_pages_hold_no_trace_of_a_note(
    town: Cast, as_person: As, request: pytest.FixtureRequest
) -> None:
    """The same pages before and after a note about their child, read by the parent."""
    tamotsu, made = as_person(town.tamotsu), objects.Objects(town)
    town.tamotsu.name = f"{NICKNAME}の 父"
    town.tamotsu.save()
    assert dict(pages(tamotsu, made, "/my/"))  # a first look may itself change what the next one shows
    before = {name: len(told) for name, told in pages(tamotsu, made, "/my/")}
    assert "people:account" in before and "people:my_data" in before
    note: Notice = request.getfixturevalue("note")
    after = dict(pages(tamotsu, made, "/my/"))
    assert {name: len(told) for name, told in after.items()} == before
    for name, told in after.items():
        for never in (
            WRITTEN,
            LATER,
            REASON,
            note.matter.public_id,
            "気づき",
            "つなぎ",
            "こども家庭センター",
        ):
            assert never not in told, name


def test_20_what_the_house_shows_a_person_about_themselves_never_holds_a_note(
    town: Cast, note: Notice, as_person: As
) -> None:
    """Neither the parent's nor the writer's 「見せて」, on the page and as a file: whether a note is disclosed a person decides."""
    for who in (town.tamotsu, town.hana, town.sumi):
        told = json.dumps(showing.everything(who.pk, AT), ensure_ascii=False)
        file = as_person(who).get("/my/account/data.json").content.decode()
        for never in (WRITTEN, NICKNAME, LATER, REASON, note.matter.public_id, "care."):
            assert never not in told and never not in file
