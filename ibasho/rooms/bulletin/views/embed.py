"""「きょう 行けるところ」 for a frame on the city's own site: no script, no cookie, nothing about who looks."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.queries import embedding
from ibasho.rooms.bulletin.rules.embedding import ancestors

KEPT_SECONDS = 300


@doors.child
@doors.shared()
@require_safe
def embed_today(request: Request, district: str = "") -> HttpResponse:
    """The same for everybody: it is written without looking at who asks, and may be kept for five minutes."""
    of = embedding.district_of(district, request.at) if district else None
    if district and of is None:
        raise Http404
    with translation.override("ja"):
        context = {
            "today": embedding.today(request.at, of), "district": of, "at": request.at, "site": settings.PUBLIC_URL,
            "city": settings.IBASHO_CITY, "furigana": "on", "door": "child",
        }  # fmt: skip
        response = HttpResponse(render_to_string("bulletin/embed/today.html", context))
    return _for_frames(response)


def _for_frames(response: HttpResponse) -> HttpResponse:
    """Of this answer alone: may stand in a frame of the city's site, and runs nothing there."""
    response._csp_replace = {  # type: ignore[attr-defined]
        "frame-ancestors": ancestors(settings.EMBED_ORIGINS), "script-src": ["'none'"], "form-action": ["'none'"],
    }  # fmt: skip
    response.xframe_options_exempt = True
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
