"""R15: the table in which all processes count is gone, locked, or forbidden. A child eats, public pages open, nobody signs in and
nobody tries a PIN; when the table is back, everything goes on by itself.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlencode

import psycopg
import pytest

from config import postgres
from tests.faults import app, rig, scale
from tests.faults.rig import Rig
from tests.faults.seed import PIN, Wanted

pytestmark = pytest.mark.long

ROUNDS = scale.times(1, most=10)
BACK_SECONDS_MAX = 60.0
Answer = tuple[int, str]
Harm = Callable[[Rig], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def copy(django_db_setup: None) -> Iterator[Rig]:
    meals = 40 * ROUNDS
    app.collect(app.environment("postgresql://a@127.0.0.1:1/x", "postgresql://o@127.0.0.1:1/x"))
    with rig.standing("counts", Wanted(shops=1, cards=meals, live_meals=meals)) as standing:
        yield standing


def ask(copy: Rig, method: str, path: str, body: str = "", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("localhost", copy.app.port, timeout=60)
    try:
        connection.request(
            method, path, body or None, {name.replace("_", "-"): told for name, told in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def sign_in(copy: Rig, mail: str = "aoi@city.example.jp") -> Answer:
    """As a browser would, with the right token of the form and a password that is none."""
    secret = "a" * 32
    told = urlencode({"csrfmiddlewaretoken": secret, "login": mail, "password": "みどりの ながい ことば"})
    kind = "application/x-www-form-urlencoded"
    return ask(copy, "POST", "/accounts/login/", told, Cookie=f"csrf={secret}", Content_Type=kind)


def pin(copy: Rig) -> Answer:
    told = json.dumps({"device": copy.keys[0].device, "pin": PIN})
    return ask(copy, "POST", "/api/v1/till/session", told, Content_Type="application/json")


@contextmanager
def gone(copy: Rig) -> Iterator[None]:
    with copy.audit() as admin:
        admin.execute("alter table django_cache rename to elsewhere")
        yield
        admin.execute("alter table elsewhere rename to django_cache")


@contextmanager
def forbidden(copy: Rig) -> Iterator[None]:
    with copy.audit() as admin:
        admin.execute(f"revoke all on django_cache from {postgres.APP}")
        yield
        admin.execute(f"grant select, insert, update, delete on django_cache to {postgres.APP}")


@contextmanager
def locked(copy: Rig) -> Iterator[None]:
    with psycopg.connect(copy.server.url(postgres.SUPERUSER)) as holder:
        holder.execute("lock table django_cache in access exclusive mode")
        yield


@pytest.mark.parametrize("harm", [gone, forbidden, locked], ids=lambda harm: harm.__name__)
def test_r15_a_dead_counter_feeds_children_and_lets_nobody_in(harm: Harm, copy: Rig) -> None:
    till = copy.till()
    for _ in range(ROUNDS):
        forget(copy)
        assert sign_in(copy)[0] == 200 and pin(copy)[0] == 201
        with harm(copy):
            eaten = [till.send(till.item(copy.cards.pop()), tries=1).status for _ in range(4)]
            pages = [ask(copy, "GET", path)[0] for path in ("/", "/today/", "/help/", "/api/v1/places")]
            refused = [sign_in(copy), sign_in(copy), pin(copy)]
        assert (eaten, pages) == ([201] * 4, [200] * 4)
        assert [status for status, _ in refused] == [503] * 3
        assert all("もう一度" in words for _, words in refused)
        assert comes_back(copy), "signing in goes on by itself once the counts are back"
        scale.counted("R15", outages=1, meals=len(eaten))


def forget(copy: Rig) -> None:
    """The tries of the round before."""
    with copy.audit() as admin:
        admin.execute("delete from django_cache")


def comes_back(copy: Rig) -> bool:
    """Every process of the copy asks the table again after its rest."""
    until = time.monotonic() + BACK_SECONDS_MAX
    while time.monotonic() < until:
        if {sign_in(copy)[0] for _ in range(4)} == {200} and pin(copy)[0] == 201:
            return True
        forget(copy)
        time.sleep(1)
    return False


def test_r15_the_counts_of_the_copy_bite(copy: Rig) -> None:
    """With a living table the eleventh wrong password in a row is not even looked at."""
    forget(copy)
    told = [sign_in(copy, "fumi@city.example.jp")[1] for _ in range(11)]
    assert ["少しお休み" in words for words in told] == [False] * 10 + [True]
