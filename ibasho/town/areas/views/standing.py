"""What the pages of this room share: who may change, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

View = Callable[..., HttpResponse]


def for_managers(view: View) -> View:
    """Who may not change areas does not learn that these pages exist."""

    @wraps(view)
    def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        people.require_seen(request.actor, Permission.AREAS_MANAGE, day=clock.day(request.at))
        return view(request, *args, **kwargs)

    return passed


def manages(request: Request) -> bool:
    return people.may(request.actor, Permission.AREAS_MANAGE, day=clock.day(request.at))


def crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """まちの資料, and what lies below it."""
    return [(_("まちの資料"), reverse("areas:desk_overview")), *further]
