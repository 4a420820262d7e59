"""Limits on writing: a class may, a machine may not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Unavailable
from ibasho.base.ui import limits
from ibasho.base.ui.limits import address, allow, limited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 15, 0, 30, tzinfo=JST))


def request(method: str = "POST", **headers: Any) -> HttpRequest:
    made = RequestFactory().generic(method, "/", **headers)
    made.user = AnonymousUser()
    return made


@limited("test.write", times=3, seconds=60)
def write(request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


def test_the_fourth_of_three_waits_and_another_sender_does_not() -> None:
    assert [write(request()).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert write(request(REMOTE_ADDR="203.0.113.9")).status_code == 200


def test_reading_is_never_counted() -> None:
    assert {write(request("GET")).status_code for _ in range(9)} == {200}


def test_an_address_is_kept_only_as_a_keyed_hash() -> None:
    assert allow("test.hash", "address 203.0.113.7", times=1, seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("select cache_key from django_cache where cache_key like '%test.hash%'")
        ((key,),) = cursor.fetchall()
    assert "203.0.113.7" not in key


@pytest.mark.parametrize(
    ("proxies", "found"), [(0, "127.0.0.1"), (1, "198.51.100.2"), (2, "198.51.100.1"), (3, "127.0.0.1")]
)
def test_only_our_own_proxies_are_believed(proxies: int, found: str, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert address(request(HTTP_X_FORWARDED_FOR="198.51.100.1, 198.51.100.2")) == found


def test_a_window_ends_although_somebody_goes_on_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    began = datetime(2026, 11, 24, 15, 0, tzinfo=JST)
    answers = []
    for minute in range(6):
        monkeypatch.setattr(clock, "now", lambda minute=minute: began + timedelta(minutes=minute))
        answers.append(allow("test.window", "address x", times=2, seconds=240))
    assert answers == [True, True, False, False, True, True]


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of shared counts is not there. The rest of the transaction goes on."""
    monkeypatch.setattr("ibasho.base.ui.shared_cache._COUNT", "insert into gone values (%s, %s)")
    monkeypatch.setattr(caches["default"], "_table", "gone")
    monkeypatch.setattr(limits, "_alone", limits.Counter())


def test_with_a_dead_counter_each_process_counts_for_itself(dead: None) -> None:
    assert [allow("test.dead", "address x", times=2, seconds=60) for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_what_guards_a_secret_is_closed_then(dead: None) -> None:
    with pytest.raises(Unavailable):
        allow("test.pin", "address x", times=2, seconds=60, closed=True)


def test_what_is_kept_is_lost_then_and_only_once_is_never_promised(dead: None) -> None:
    cache.set("a", 1)
    assert (cache.get("a"), cache.get("a", 7), cache.delete("a")) == (None, 7, False)
    with pytest.raises(Unavailable):
        cache.add("a", 1)


def test_one_statement_counts_and_what_has_ended_is_swept_out(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into django_cache values ('old', '1', now() - interval '1 hour')")
    monkeypatch.setattr("ibasho.base.ui.shared_cache.SWEEP_EVERY", 1)
    with django_assert_num_queries(2):  # the sweep is the second
        assert allow("test.sweep", "address x", times=1, seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from django_cache where cache_key = 'old'")
        assert cursor.fetchone() == (0,)
