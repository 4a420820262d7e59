"""Kept pages: how old, how many, and who makes one."""

from __future__ import annotations

from threading import Event

from ibasho.base.ui.page_store import SPREAD, Page, PageStore

KEY = ("https", "ibasho.example.jp", "/today/", "")


def page(made: float = 0.0, body: bytes = b"today") -> Page:
    return Page(body, (("Content-Type", "text/html"),), '"1"', made)


def ask(store: PageStore, now: float, key: tuple[str, ...] = KEY) -> Page | Event | None:
    return store.ask(key, now, fresh=5, old=10)


def test_the_first_makes_it_and_the_next_have_it() -> None:
    store, made = PageStore(100_000), page()
    assert ask(store, 0) is None
    store.done(KEY, made)
    assert ask(store, 5) is made


def test_who_comes_while_it_is_made_waits_for_it() -> None:
    store = PageStore(100_000)
    ask(store, 0)
    waiting = ask(store, 0.1)
    assert isinstance(waiting, Event)
    assert not waiting.is_set()
    store.done(KEY, page())
    assert waiting.is_set()


def test_one_makes_an_old_page_anew_while_the_others_have_the_old_one_for_a_moment() -> None:
    store, made = PageStore(100_000), page()
    ask(store, 0)
    store.done(KEY, made)
    assert ask(store, 6) is None
    assert ask(store, 6) is made
    assert isinstance(ask(store, 11), Event), "older than ten seconds nobody gets it"


def test_old_pages_are_made_anew_one_after_the_other() -> None:
    store, other = PageStore(100_000), (*KEY, "page=2")
    for key in (KEY, other):
        ask(store, 0, key)
        store.done(key, page())
    assert ask(store, 6) is None
    assert ask(store, 6, other) == page(), "the second has its turn when the first is made"
    assert ask(store, 10.1, other) is None, "but nobody gets what is older than ten seconds"
    store.done(KEY, page(made=6))
    store.done(other, page(made=10.1))
    assert (ask(store, 11), ask(store, 11, other)) == (page(made=6), page(made=10.1))


def test_pages_made_in_one_moment_do_not_end_in_one_moment() -> None:
    ends = [page(made=7 + number / 100_000).share for number in range(100)]
    assert 1 - SPREAD < min(ends) < 1 - SPREAD * 0.9
    assert 1 - SPREAD * 0.1 < max(ends) <= 1


def test_what_may_not_be_kept_is_not_and_nobody_waits_for_ever() -> None:
    store = PageStore(100_000)
    ask(store, 0)
    waiting = ask(store, 0)
    store.done(KEY, None)
    assert isinstance(waiting, Event)
    assert waiting.is_set()
    assert (len(store), store.bytes) == (0, 0)
    assert ask(store, 0) is None


def test_a_page_that_is_no_more_goes() -> None:
    store = PageStore(100_000)
    for kept in (page(), None):
        ask(store, 20)
        store.done(KEY, kept)
    assert (len(store), store.bytes) == (0, 0)


def test_ten_thousand_addresses_do_not_fill_the_memory() -> None:
    store = PageStore(100_000)
    for number in range(10_000):
        key = (*KEY, f"page={number}")
        ask(store, 0, key)
        store.done(key, page(body=b"x" * 1_000))
    assert 0 < len(store) <= 50
    assert 0 < store.bytes <= 100_000
    assert isinstance(ask(store, 0, (*KEY, "page=9999")), Page), "the newest stays"
    assert ask(store, 0, (*KEY, "page=0")) is None


def test_what_is_asked_for_stays_longest() -> None:
    store = PageStore(10_000)
    for name in "abc":
        ask(store, 0, (name,))
        store.done((name,), page(body=b"x" * 2_000))
    ask(store, 0, ("a",))
    ask(store, 0, ("d",))
    store.done(("d",), page(body=b"x" * 2_000))
    assert isinstance(ask(store, 0, ("a",)), Page)
    assert ask(store, 0, ("b",)) is None


def test_a_page_larger_than_all_room_is_not_kept() -> None:
    store = PageStore(10_000)
    ask(store, 0)
    store.done(KEY, page(body=b"x" * 20_000))
    assert (len(store), store.bytes) == (0, 0)
