"""The addresses of a room, found by how they begin.

Django asks one pattern after the other, and a copy has some thirteen hundred: to come to a place's page took longer than two of
its queries. A room whose addresses all begin otherwise is passed by here with one look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RegexPattern, RoutePattern

Start = tuple[str, ...]
_PLAIN = re.compile(r"^(?:[\w-]+/)*")
DEPTH = 2  # `desk/` alone is half of all addresses


class Beginnings(RoutePattern):
    """Matches, and takes away, nothing; but only for a path that begins as one of `routes` does. A part of a route that is no
    plain word may be anything."""

    def __init__(self, routes: Iterable[str]) -> None:
        super().__init__("", is_endpoint=False)
        self._starts = frozenset(_start(route) for route in routes)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        words = tuple(path.split("/", DEPTH)[:DEPTH])
        begins = any(words[:length] in self._starts for length in range(DEPTH + 1))
        return (path, (), {}) if begins else None


def _start(route: str) -> Start:
    """`("desk", "meals")` of `desk/meals/<int:pk>/`, `("places",)` of `places/<str:public_id>/`, `()` of anything at all."""
    words = route.split("/", DEPTH)[:DEPTH]
    plain = next((at for at, word in enumerate(words) if "<" in word), len(words))
    return tuple(words[:plain])


def room(urls: str) -> URLResolver:
    """`path("", include(urls))`, passed by where nothing of it begins so."""
    module = import_module(urls)
    routes = [_route(each) for each in module.urlpatterns]
    return URLResolver(Beginnings(routes), module, {}, app_name=module.app_name, namespace=module.app_name)


def _route(each: URLPattern | URLResolver) -> str:
    """What stands behind the addresses of another list, or behind the plain words of an expression, may be anything."""
    if isinstance(each.pattern, RegexPattern):
        return f"{_PLAIN.findall(str(each.pattern).removeprefix('^'))[0]}<"
    return f"{each.pattern}<" if isinstance(each, URLResolver) else str(each.pattern)
