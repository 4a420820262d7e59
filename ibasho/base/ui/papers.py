"""A PDF as the answer to a request."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ibasho.base.kernel.errors import DomainError


def answer(made: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A file that is saved as `name`.pdf (or shown, `inline`), kept in no cache on its way and able to run nothing."""
    way = "inline" if inline else "attachment"
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}.pdf"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def shown(request: HttpRequest, printed: Callable[[], bytes], name: str, back: str) -> HttpResponse:
    """What `printed` gives; where it can't be (a name with a letter the fonts lack), `back` with the reason."""
    try:
        made = printed()
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back)
    return answer(made, name, inline=True)
