"""The four doors. A view carries exactly one; who may pass is decided by people.middleware."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def _through(door: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return mark


child = _through("child")  # child and citizen: no account
family = _through("family")  # /my/ : any signed-in person
operator = _through("operator")  # /ops/ : group, shop, farm
desk = _through("desk")  # /desk/ : the city
