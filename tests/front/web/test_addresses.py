"""A room is passed by where none of its addresses begins so, and every address still leads to its page."""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver, resolve
from django.urls.resolvers import RegexPattern, URLResolver

from ibasho.front.web.addresses import Beginnings
from tests import house

PART = re.compile(r"<[^>]+>")


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("places/", True),
        ("places/KRRC7VWQC3/", True),
        ("places/KRRC7VWQC3/go/home/", True),
        ("desk/places/", True),
        ("desk/places/7/edit/", True),
        ("sw.js", True),
        ("feed/day/rss/", True),
        ("desk/", False),
        ("desk/meals/", False),
        ("place/", False),
        ("", False),
    ],
)
def test_a_room_is_known_by_how_its_addresses_begin(path: str, begins: bool) -> None:
    routes = [
        "places/",
        "places/<str:public_id>/",
        "desk/places/",
        "desk/places/<int:pk>/edit/",
        "sw.js",
        "feed/<",
    ]
    assert bool(Beginnings(routes).match(path)) is begins


def test_a_room_with_an_address_of_any_name_is_never_passed_by() -> None:
    assert Beginnings(["<slug:name>/", "today/"]).match("whatever/") == ("whatever/", (), {})


def test_every_address_of_the_copy_is_let_in_by_its_room_and_few_others_are_asked() -> None:
    rooms = [each for each in get_resolver().url_patterns if isinstance(each.pattern, Beginnings)]
    asked = []
    for name, pattern in house.url_names():
        if isinstance(pattern.pattern, RegexPattern):
            continue
        path = PART.sub("7", str(pattern.pattern))
        own = [each for each in rooms if pattern in each.url_patterns]
        assert all(each.pattern.match(path) for each in own), name
        if own:
            asked.append(sum(bool(each.pattern.match(path)) for each in rooms))
    assert len(rooms) == 18 and len(asked) > 1_000
    assert sum(asked) / len(asked) < 2 and max(asked) <= 6, (sum(asked), max(asked))


def test_whatever_is_in_no_room_is_refused() -> None:
    rooms: list[URLResolver] = [
        each for each in get_resolver().url_patterns if isinstance(each.pattern, Beginnings)
    ]
    assert not any(each.pattern.match("wp-login.php") for each in rooms)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/calendar/2026-11/", "places:calendar_month"),
        ("/calendar/2026-11-27/", "places:calendar_day"),
        ("/calendar/list/2026-11/", "places:calendar_list_month"),
        ("/accounts/2fa/webauthn/keys/7/edit/", "mfa_edit_webauthn"),
    ],
)
def test_an_address_that_is_an_expression_or_of_a_list_in_a_list_is_found(path: str, name: str) -> None:
    assert resolve(path).view_name == name
