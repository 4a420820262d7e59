"""Walking through the access matrix with a browser: signing in, sending, and whether anything was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.evidence import keeping
from tests.matrix import WHO, Row, expected, may_send
from tests.people import Cast
from tests.signing_in import sign_in

EVERYBODY = keeping.LONG
# What a form could be filled with by somebody who guesses its fields.
GUESS = {
    "do": "send", "confirmed": "yes", "words": "x", "answer": "x", "why": "x", "reason": "x", "today": "1",
    "first": "2026-11-24", "since": "2026-11-24", "role": "helper", "email": "x@example.test", "name": "のっとり",
    "via": "phone", "code": "1234", "of_class": "elementary", "step": "1", "signup": "x", "title": "のっとり",
    "starts_on": "2026-11-24", "ends_on": "2027-03-31", "result": "no_answer", "what": "closed", "nickname": "x",
}  # fmt: skip
_KEPT_ELSEWHERE = ("django_cache", "django_session")  # counts against limits, one's own session


def is_asked(name: str, row: Row, who: str) -> bool:
    """Whether this POST is sent. A page that opens is asked for by the last of those who see it; in a long run by all."""
    if row.get("method") == "skip":
        return False
    sees = [one for one in WHO if expected(row, one) in (200, 302)]
    if EVERYBODY or who not in sees or not may_send(row, who):
        return True
    return who == [one for one in sees if may_send(row, one)][-1]


def outcome_of(response: Any) -> Any:
    to_sign_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
    return "login" if to_sign_in else response.status_code


def browser(people: Cast, who: str) -> Client:
    """Has seen a page: what a session writes at its first is not written, and rolled back, at each address of a walk."""
    client = Client()
    if who != "anonymous":
        sign_in(client, getattr(people, who))
        client.get(reverse("ui:help"))
    return client


@contextmanager
def undrawn() -> Iterator[None]:
    """Views answer as they do, with an empty page: who may see it, and what is written, stands before it is drawn, and to
    draw it takes most of the time. Letters are written as ever."""
    page = SimpleNamespace(render=lambda *_given: "")
    empty = SimpleNamespace(render_to_string=lambda *_given, **_how: "", get_template=lambda _name: page)
    with patch("django.shortcuts.loader", empty), patch("django.views.defaults.loader", empty):
        yield


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every INSERT, UPDATE and DELETE within, but for counts against limits and the own session."""
    told: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE") and not any(
            table in sql for table in _KEPT_ELSEWHERE
        ):
            told.append(sql[:100])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield told
