"""What every page of this room does with its answer: kept nowhere, and no address of it told to another page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

View = Callable[..., HttpResponse]


def quietly(view: View) -> View:
    """Below the door: `@doors.desk @require_safe @quietly def one(…)`."""

    @wraps(view)
    def quiet(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return quiet
