"""One line of 「わたしを待っているもの」: rooms give them, the home pages show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor


class Kind(StrEnum):
    """Work as it comes in · what did not go as it should · what is about to, and may still be kept from going wrong."""

    WAITS = "waits"
    WRONG = "wrong"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`url` is a URL name without arguments, `anchor` a part of that page, `oldest` the day of the oldest."""

    label: str
    count: int
    url: str
    icon: str = ""
    anchor: str = ""
    oldest: date | None = None
    kind: Kind = Kind.WAITS

    @property
    def href(self) -> str:
        return reverse(self.url) + (f"#{self.anchor}" if self.anchor else "")


def sized(rows: QuerySet[Any], field: str) -> dict[str, Any]:
    """`count` and `oldest` of a Waiting in one statement; `field` is a day or a moment."""
    told = rows.order_by().aggregate(count=Count("pk"), oldest=Min(field))
    first = told["oldest"]
    return {"count": told["count"], "oldest": clock.day(first) if isinstance(first, datetime) else first}


T = TypeVar("T")


def once(request: HttpRequest, ask: Callable[[Actor, datetime], T]) -> T:
    """What waits for who asks for this page. The home page and a menu's number ask the same; the database is asked once."""
    kept: dict[Any, Any] = request.__dict__.setdefault("_waiting", {})
    if ask not in kept:
        kept[ask] = ask(request.actor, request.at)  # type: ignore[attr-defined]
    found: T = kept[ask]
    return found


def if_asked(request: HttpRequest, ask: Callable[[Actor, datetime], T]) -> T | None:
    """What `once` found earlier on this page; None where nobody has asked."""
    return request.__dict__.get("_waiting", {}).get(ask)  # type: ignore[no-any-return]
