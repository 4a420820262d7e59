"""「ごはんの お店」 for children, and what a shop's own page says of its cards."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.queries.nearest import OPEN, nearest
from ibasho.rooms.mealtickets.queries.shops_today import of_place, shops_today
from ibasho.rooms.mealtickets.rules.shop_words import Today
from ibasho.town.places.models import Place
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.views import asking


@child
@shared(cookies=asking.COOKIES)
@require_safe
def shops(request: Request) -> HttpResponse:
    """Works without scripts; the start and the stage are those this browser remembers."""
    asked = asking.read(request)
    criteria = replace(Criteria(), stage=asked.criteria.stage)
    found = shops_today(criteria, request.at, asked.start.position if asked.start else None)
    none_open = bool(found) and not any(one.answer.group in OPEN for one in found)
    shown = {"shops": found, "asked": asked, "none_open": none_open}
    return render(request, "mealtickets/shops/public.html", shown)


def panel(request: Request, place: Place) -> str:
    """`{% panels "places.place" place %}`: nothing for what is no shop, or not yet one."""
    if place.kind != PlaceKind.PARTNER_SHOP:
        return ""
    one = of_place(place, request.at)
    if one is None:
        return ""
    near = nearest(one.shop, at=request.at) if one.today in (Today.OVER, Today.RESTING) else []
    shown = {"one": one, "shop": one.shop, "nearest": near}
    return render_to_string("mealtickets/shops/_place_panel.html", shown, request)
