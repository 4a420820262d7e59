"""葵 presses once and her browser sends it twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from ibasho.rooms.network.models import Contact
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.signing_in import sign_in

REMEMBERS = "insert into django_cache (cache_key, value, expires) values (%s, %s,"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def tsubaki(people: Cast) -> Iterator[Client]:
    """Her browser: it checks forged forms, as a real one meets."""
    yield sign_in(Client(enforce_csrf_checks=True), people.tsubaki)


def page(client: Client, path: str) -> dict[str, str]:
    """A page is opened: the token it was given out with."""
    found = TOKEN.search(client.get(path).content.decode())
    assert found is not None
    return {"csrfmiddlewaretoken": found[1]}


def path_of(people: Cast) -> str:
    return f"/desk/network/g/{people.midori.public_id}/contact/"


def talk(words: str = "米が 足りないとのこと") -> dict[str, str]:
    return {"on": "2026-11-24", "how": "phone", "words": words}


def test_the_same_press_sent_twice_is_one_talk_and_the_same_answer(people: Cast, tsubaki: Client) -> None:
    token = page(tsubaki, path_of(people))
    first, again = (tsubaki.post(path_of(people), {**token, **talk()}) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert Contact.objects.count() == 1


def test_the_same_words_from_a_page_opened_anew_are_another_talk(people: Cast, tsubaki: Client) -> None:
    for _ in range(2):
        tsubaki.post(path_of(people), {**page(tsubaki, path_of(people)), **talk()})
    assert Contact.objects.count() == 2


def test_other_words_from_the_same_page_are_another_talk(people: Cast, tsubaki: Client) -> None:
    token = page(tsubaki, path_of(people))
    for words in ("米が 足りない", "米が とどいた"):
        tsubaki.post(path_of(people), {**token, **talk(words)})
    assert Contact.objects.count() == 2


def test_one_press_that_does_two_deeds_does_both_once(people: Cast) -> None:
    """葵 covers a name and shows the voice with one button: the second deed is not the first one sent again."""
    row = ground.opinion(ground.ground(people).web, "鈴木くんが たっきゅうで かった")
    aoi = sign_in(Client(enforce_csrf_checks=True), people.aoi)
    sent = {
        **page(aoi, "/desk/voices/reading/"),
        "do": "show",
        "version": "1",
        "shown_words": "◯◯くんが たっきゅうで かった",
    }
    for _ in range(2):
        aoi.post(reverse("voices:desk_voice", args=[row.pk]), sent)
    row.refresh_from_db()
    assert (row.shown_words, row.version, row.readings.count()) == ("◯◯くんが たっきゅうで かった", 2, 1)


def test_what_was_refused_may_be_pressed_again(people: Cast, tsubaki: Client) -> None:
    token = page(tsubaki, path_of(people))
    assert tsubaki.post(path_of(people), {**token, **talk("")}).status_code == 200
    assert tsubaki.post(path_of(people), {**token, **talk()}).status_code == 302
    assert Contact.objects.count() == 1


def dead(execute: Callable[..., Any], sql: str, *told: Any) -> Any:
    """The table of shared counts does not answer; every other does."""
    return execute(sql.replace("django_cache", "gone_table"), *told)


def test_a_dead_table_of_presses_loses_no_talk(people: Cast, tsubaki: Client) -> None:
    token = page(tsubaki, path_of(people))
    with connection.execute_wrapper(dead):
        assert tsubaki.post(path_of(people), {**token, **talk()}).status_code == 302
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_press_whose_first_sending_is_not_at_its_end_waits_for_it_and_writes_nothing(people: Cast) -> None:
    """The commit of the first waits for a replica that is gone; the browser was told 503 and has sent the form again."""
    tsubaki = sign_in(Client(enforce_csrf_checks=True, raise_request_exception=False), people.tsubaki)
    token = page(tsubaki, path_of(people))
    with psycopg.connect(**connection.get_connection_params()) as first:

        def beside(execute: Callable[..., Any], sql: str, told: Any, many: bool, context: Any) -> Any:
            if sql.startswith(REMEMBERS):
                first.execute(sql, told)
                execute("set local lock_timeout = 200", None, False, context)
            return execute(sql, told, many, context)

        with connection.execute_wrapper(beside):
            assert tsubaki.post(path_of(people), {**token, **talk()}).status_code == 503
        assert Contact.objects.count() == 0
        first.rollback()
    assert tsubaki.post(path_of(people), {**token, **talk()}).status_code == 302
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_talk(people: Cast) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), people.tsubaki)
    token, answers = page(client, path_of(people)), []

    def press() -> None:
        own = Client(enforce_csrf_checks=True)
        own.cookies = client.cookies
        answers.append(own.post(path_of(people), {**token, **talk()}).status_code)
        connections.close_all()

    together = [threading.Thread(target=press) for _ in range(4)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert answers == [302] * 4
    assert Contact.objects.count() == 1
