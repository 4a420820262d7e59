"""A 資料 as a file: saved, never run, kept in no cache on its way. Who may is asked before."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from ibasho.rooms.network.models import Meeting

_TYPES = {"pdf": "application/pdf", "webp": "image/webp"}


def answer(meeting: Meeting, public_id: str) -> HttpResponse:
    """The file, or the way to the address. Raises Http404."""
    found = meeting.materials.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if not found.file:
        return redirect(found.url)
    ending = str(found.file.name).rpartition(".")[2]
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES.get(ending, "application/octet-stream"))
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(found.title, safe='')}.{ending}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
