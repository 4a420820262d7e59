"""Pages that belong to no room: help in trouble, the switches, the style guide, and the pages for errors."""

from __future__ import annotations

import sys
from zlib import crc32

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from ibasho.base.ui import context, furigana, guide_data
from ibasho.base.ui.away import is_away
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.helplines import HELPLINES

BUSY_SECONDS = 5
YEAR_SECONDS = 365 * 24 * 60 * 60


@child
@shared()
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html", {"lines": HELPLINES})


@child
@require_safe
def switch_furigana(request: HttpRequest, mode: str) -> HttpResponse:
    """A plain link, so that it works without scripts; it changes nothing but this browser's own cookie."""
    if mode not in furigana.MODES:
        raise Http404
    return _remember(request, furigana.COOKIE, mode)


@child
@require_safe
def switch_language(request: HttpRequest, code: str) -> HttpResponse:
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, code)


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    wish = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wish if safe else "/")
    response.set_cookie(
        cookie, value, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@child
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Stands at the root, because a worker rules only what lies beside or below its own address."""
    assets = [static(f"ibasho/{name}") for name in ("ibasho.css", "icons.svg", "js/quick-exit.js")]
    version = crc32(" ".join(assets).encode())
    page = {
        "assets": assets, "version": version, "static_prefix": settings.STATIC_URL,
        "icon": static("ibasho/pictures/mark.svg"),
    }  # fmt: skip
    return render(request, "ui/sw.js", page, content_type="text/javascript; charset=utf-8")


@child
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """On a home screen: a telephone that gives notifications only there asks for it."""
    name = f"{settings.IBASHO_CITY['name']} {gettext('こどもの居場所')}".strip()
    told = {
        "name": name,
        "short_name": gettext("こどもの居場所"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": get_language(),
        "icons": [{"src": static("ibasho/pictures/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@child
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """All parts on one page, for eyes and for axe; not part of a city's running copy."""
    if settings.MODE == "production":
        raise Http404
    door = request.GET.get("door", "child")
    if door not in guide_data.DOORS:
        raise Http404
    return render(request, f"ui/guide_{door}.html", {"door": door, **guide_data.page()})


@child
@require_safe
def guide_map(request: HttpRequest) -> HttpResponse:
    if settings.MODE == "production":
        raise Http404
    return JsonResponse(guide_data.city_map())


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500`: Django's own gives the template nothing; ours knows the city and still asks no database."""
    if is_away(sys.exc_info()[1]):
        return busy(request)
    return HttpResponse(render_to_string("500.html", context.page(request)), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """For maintenance and an unreachable database; a browser or a crawler may try again after two minutes."""
    page = render_to_string("503.html", context.page(request))
    return HttpResponse(page, status=503, headers={"Retry-After": "120", "Cache-Control": "no-store"})


def busy(request: HttpRequest) -> HttpResponse:
    """The database is slow or away, or a disk is full. A machine reads a code, as everywhere under /api/."""
    if request.path.startswith("/api/"):
        told = {
            "code": "busy",
            "problem": gettext("いま 混み合っています。少し待って もう一度 送ってください。"),
        }
        response: HttpResponse = JsonResponse(told, status=503, json_dumps_params={"ensure_ascii": False})
    else:
        response = HttpResponse(render_to_string("busy.html", context.page(request)), status=503)
    response.headers["Retry-After"], response.headers["Cache-Control"] = str(BUSY_SECONDS), "no-store"
    return response
