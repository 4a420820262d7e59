"""A PDF as the answer to a request."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse


def answer(made: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A file that is saved as `name`.pdf (or shown, `inline`), kept in no cache on its way and able to run nothing."""
    way = "inline" if inline else "attachment"
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}.pdf"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
