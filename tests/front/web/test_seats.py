"""One thread stays free: `/healthz` is answered while all others wait, and whoever finds no seat hears it at once."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from django.test import RequestFactory

from ibasho.base.ports import patience
from ibasho.front.web import seats
from ibasho.front.web.seats import Seats


class House:
    """Every page waits until the test opens the door; what it may wait for the database is written down."""

    def __init__(self, *, waits_for_database: bool = True) -> None:
        self.waits_for_database = waits_for_database
        self.open, self.may_wait = threading.Event(), dict[str, float | None]()
        self.seats = Seats(self._answer)

    def _answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.may_wait[path] = patience.left()
        if path not in seats.PROBES:
            with patience.waiting() if self.waits_for_database else nullcontext():
                self.open.wait(20)
        start("200 OK", [])
        return [b"fine"]

    def ask(self, path: str) -> tuple[str, bytes]:
        said = []
        body = self.seats(RequestFactory().get(path).environ, lambda status, _head: said.append(status))
        return said[0], b"".join(body)

    def filled(self, threads: int) -> list[threading.Thread]:
        self.seats.furnish(threads)
        guests = [threading.Thread(target=self.ask, args=("/",)) for _ in range(threads - 1)]
        for guest in guests:
            guest.start()
        while len(self.may_wait) < 1:
            time.sleep(0.01)
        return guests


def test_health_is_answered_while_all_others_wait() -> None:
    house = House()
    guests = house.filled(3)
    assert house.ask("/healthz") == ("200 OK", b"fine")
    house.open.set()
    for guest in guests:
        guest.join()
    assert house.may_wait["/healthz"] == seats.PROBE_SECONDS
    assert house.may_wait["/"] == 5
    assert patience.left() is None


def test_who_finds_no_seat_hears_what_to_do_and_the_next_at_once() -> None:
    house = House()
    guests = house.filled(2)
    status, page = house.ask("/places/")
    began = time.monotonic()
    machine = house.ask("/api/v1/redemptions")
    assert time.monotonic() - began < seats.LOOKS * seats.LOOKS_EVERY_SECONDS, (
        "nobody waits behind somebody who has waited in vain"
    )
    house.open.set()
    for guest in guests:
        guest.join()
    assert (status, machine[0]) == ("503 Service Unavailable",) * 2
    assert "ひらいてください" in page.decode() and json.loads(machine[1])["code"] == "busy"
    assert house.ask("/")[0] == "200 OK"


def test_with_one_thread_there_is_none_to_keep_free() -> None:
    house = House()
    house.open.set()
    house.seats.furnish(1)
    assert house.ask("/")[0] == "200 OK"


def test_a_whole_table_as_a_file_may_take_its_time() -> None:
    house = House()
    house.open.set()
    house.ask("/desk/books/?format=xlsx")
    assert house.may_wait["/desk/books/"] == 30


def test_a_page_that_only_takes_its_time_is_waited_for() -> None:
    house = House(waits_for_database=False)
    guests = house.filled(2)
    threading.Timer(2 * seats.LOOKS * seats.LOOKS_EVERY_SECONDS, house.open.set).start()
    assert house.ask("/places/")[0] == "200 OK"
    for guest in guests:
        guest.join()
