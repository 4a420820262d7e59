"""The public page: are there places for every child of this city? No account, no script needed, no small number."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.languages.saying import say
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import reachmap, sources, studies
from ibasho.rooms.reach.rules import public, summary
from ibasho.rooms.reach.rules.public import PUBLIC_AGES, Band, Published
from ibasho.rooms.reach.views.overview import GEOJSON


@child
@shared(query=("ages",))
@require_safe
def public_page(request: Request) -> HttpResponse:
    study = studies.latest_usual()
    context: dict[str, Any] = {"study": study, "ages": _ages(request), "tabs": _tabs(request)}
    if study is not None:
        found = published(study, _ages(request))
        origins = sources.from_rows(study.summary.get("sources", []))
        context |= {
            "found": found,
            "who": say(public.stage_words(found.ages)),
            "alone": found.ages != "infant",
            "legend": [(band.code, band.words) for band in Band if band is not Band.NO_CHILDREN],
            "sources": origins,
            "straight": study.summary.get("straight"),
            "estimated": study.summary.get("counts", {}).get("estimated"),
            "minimum": settings.SMALL_NUMBER_MIN,
            "credit": " ".join(one.credit for one in origins if one.credit),
            "tiles": settings.MAP_TILES,
        }
    return render(request, "reach/public.html", context)


def _ages(request: Request) -> str:
    return public.look_of(request.GET.get("ages", "")).ages


def _tabs(request: Request) -> list[tuple[str, str, bool]]:
    here = reverse("reach:public")
    return [(public.stage_words(code), f"{here}?ages={code}", code == _ages(request)) for code in PUBLIC_AGES]


def published(study: Study, ages: str) -> Published:
    picture = summary.picture(study.summary, public.look_of(ages))
    return public.publish(picture, settings.SMALL_NUMBER_MIN)


@child
@shared(query=("ages",))
@require_safe
def public_geojson(request: Request) -> HttpResponse:
    """小学校区 by their band; what is hidden in the table is hidden here."""
    study = studies.latest_usual()
    rows = published(study, _ages(request)).rows if study else ()
    body = reachmap.public_collection(rows, clock.day(request.at))
    return JsonResponse(body, content_type=GEOJSON, json_dumps_params={"ensure_ascii": False})
