"""C. DV・支援措置: a protected person is on no page, in no file, no letter to others and no log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError
from django.test import Client

from ibasho.base.journal import actions as journal
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.tables import read_table
from ibasho.base.ui.exports import FORMATS
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox import tasks as outbox_tasks
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from ibasho.town.people.models import Person
from ibasho.town.places.actions import changes, claims, openings, states, verification
from ibasho.town.places.models import Claim, PlaceChange
from ibasho.town.places.queries import changes as change_queries
from tests import make, objects
from tests.people import Cast
from tests.trust.walking import addresses

As = Callable[[Person], Client]
CANARY = ("カナリア", "canary@", "000-9999-0001")
XLSX = "openxmlformats-officedocument"


@pytest.fixture
def hidden(town: Cast, now: object) -> tuple[Cast, objects.Objects]:
    """Hana, protected, has done everything a leader of a group does, before and after the day of her application."""
    Person.objects.filter(pk=town.hana.pk).update(
        name="カナリア花", nickname="カナリア", email="canary@example.test", phone="000-9999-0001"
    )
    town.hana.refresh_from_db()
    made, by = objects.Objects(town), town.by(town.hana)
    place, free, other = (
        made.place(),
        make.place("だれのでもない"),
        make.place("もうひとつ", organisation=town.midori),
    )
    openings.close_days(
        place=place, first=make.TUESDAY, last=make.TUESDAY, reason="", sudden=True, by=by, at=make.AT
    )
    verification.confirm(place=place, by=by, at=make.AT)
    seen = change_queries.seen(other, None)
    changes.submit(place=other, values={"phone": "000-000-0007"}, seen=seen, by=by, at=make.AT)
    claims.ask(place=free, organisation=town.midori, words="わたしたちの場所です", by=by, at=make.AT)
    draft = make.place("下書き", organisation=town.midori, state="draft")
    states.submit(place=draft, by=by, at=make.AT)
    outbox.send(
        to=town.hana,
        event_key="test:canary",
        subject="おしらせ",
        body="カナリアさん",
        by=Actor.of_job("x"),
        at=make.AT,
    )
    Message.objects.update(state=Message.State.FAILED)
    protection.protect(person=town.hana, by=town.by(town.fumi), at=make.AT)
    return town, made


def text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if XLSX in response.headers.get("Content-Type", ""):
        return str([row.cells for row in read_table(body).rows])
    return body.decode("utf-8", "replace") + body.decode("cp932", "replace") + str(dict(response.headers))


@pytest.mark.parametrize("who", ["anonymous", "aoi", "ken"])
def test_28_on_no_page_and_in_no_file(
    who: str, hidden: Any, as_person: As, caplog: pytest.LogCaptureFixture
) -> None:
    town, made = hidden
    client = as_person(getattr(town, who)) if who != "anonymous" else Client()
    found = []
    with caplog.at_level(logging.DEBUG):
        for one in addresses(made):
            page = text_of(client.get(one.path))
            files = [f"{one.path}?format={each}&anyway=1" for each in FORMATS if "format=" in page]
            texts = {one.path: page, **{path: text_of(client.get(path)) for path in files}}
            found += [f"{path}: {mark}" for path, text in texts.items() for mark in CANARY if mark in text]
    assert found == []
    assert not [mark for mark in CANARY if mark in caplog.text]


def test_28_no_search_finds_her(hidden: Any, as_person: As) -> None:
    town, _ = hidden
    client = as_person(town.aoi)
    for name, words in (
        ("name", "カナリア"),
        ("email", "canary"),
        ("phone", "000-9999"),
        ("organisation", "みどり"),
    ):
        page = client.post("/desk/people/", {name: words})
        assert "canary@example.test" not in page.content.decode() and page.context["count"] == 0


def test_28_no_letter_to_others_names_her_and_hers_says_nothing(hidden: Any, as_person: As) -> None:
    town, _ = hidden
    client, change = as_person(town.aoi), PlaceChange.objects.get()
    seen = change_queries.seen(change.place, change)
    client.post(f"/desk/changes/{change.public_id}/", {"do": "accept", "seen": seen})
    for claim in Claim.objects.all():
        client.post(f"/desk/claims/{claim.public_id}/", {"do": "refuse", "answer": "べつの団体です"})
    Message.objects.filter(state=Message.State.FAILED).update(state=Message.State.WAITING)
    for message in Message.objects.all():
        outbox_tasks.deliver(message.pk)
    assert len(mail.outbox) >= 2
    for letter in mail.outbox:
        words = f"{letter.subject}\n{letter.body}"
        assert "カナリア" not in words and "000-9999" not in words
        if letter.to == ["canary@example.test"]:
            assert "ログインして 読んでください" in words and "みどり" not in words


def test_29_from_the_day_it_is_set_in_the_same_transaction(town: Cast, now: object, as_person: As) -> None:
    client, page = as_person(town.aoi), f"/desk/people/organisations/{town.midori.public_id}/"
    assert ">花<" in client.get(page).content.decode()
    protection.protect(person=town.hana, by=town.by(town.fumi), at=make.AT)
    assert ">花<" not in client.get(page).content.decode()


def test_22_who_looks_at_a_protected_person_is_written_down_first(hidden: Any, as_person: As) -> None:
    town, _ = hidden
    client = as_person(town.fumi)
    for path, verb in (
        (f"/desk/people/{town.hana.public_id}/", "look"), (f"/desk/people/{town.hana.public_id}/protect/", "look"),
        (f"/desk/people/{town.hana.public_id}/extend/", "look"), ("/desk/people/protection/", "look_through"),
    ):  # fmt: skip
        before = Entry.objects.filter(verb=f"people.protection.{verb}").count()
        assert "カナリア" in client.get(path).content.decode()
        assert (
            Entry.objects.filter(verb=f"people.protection.{verb}", person_id=town.fumi.pk).count()
            == before + 1
        ), path


def test_22_what_cannot_be_written_down_is_not_shown(
    hidden: Any, as_person: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = hidden
    client = as_person(town.fumi)
    client.raise_request_exception = False

    def broken(*_args: object, **_named: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(journal, "record", broken)
    for path in (f"/desk/people/{town.hana.public_id}/", "/desk/people/protection/"):
        answer = client.get(path)
        assert answer.status_code == 500 and "カナリア" not in answer.content.decode()


def test_22_the_journal_knows_that_somebody_is_protected_but_not_who(hidden: Any) -> None:
    town, _ = hidden
    for entry in Entry.objects.filter(verb__startswith="people.protection"):
        assert entry.object_id != str(town.hana.pk) and not entry.data.get("person")
