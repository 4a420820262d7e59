"""First and second step: where a child could go. By POST, so that what is looked for stands in no address and no log."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.forms.referrals import FindForm
from ibasho.rooms.care.queries import finding, finding_map
from ibasho.rooms.care.queries.finding import Finding, Found
from ibasho.rooms.care.queries.finding_map import CityPicture
from ibasho.rooms.care.views import desk_pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.areas import queries as areas
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
FAR_MINUTES = 60  # further than that a child doesn't walk; the place is still named, folded away


@doors.desk
@require_http_methods(FORMS)
@limited("care.find", times=120, seconds=600)
@quietly
def find(request: Request) -> HttpResponse:
    """Where the way begins is worked with for this one answer and written down nowhere."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    today = clock.day(request.at)
    picture = finding_map.picture(today)
    form = FindForm(_posted(request, picture), today=today)
    found, begins = None, ""
    if form.is_bound and form.is_valid():
        start, begins = _start(form)
        found = finding.places(form.wish(start), request.at)
    way = desk_pages.crumbs(
        (str(_("つなぎ")), reverse("care:desk_referrals")), (str(_("居場所を さがす")), "")
    )
    context = {
        "form": form, "found": found, "begins": begins, "city_map": picture, **_by_way(found),
        "pages": desk_pages.pages("desk_referrals", request), "crumbs": way, "towns": areas.towns(""),
    }  # fmt: skip
    return render(request, "care/referrals/find.html", context)


@doors.desk
@require_safe
@quietly
def city_map(request: Request) -> HttpResponse:
    """The picture to press on: the same for everybody and every question."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    picture = finding_map.picture(clock.day(request.at))
    if picture is None:
        raise Http404
    return render(request, "care/referrals/map.svg", {"city_map": picture}, content_type="image/svg+xml")


def _by_way(found: Finding | None) -> dict[str, list[Found]]:
    rows = found.found if found else []
    far = [one for one in rows if one.minutes and one.minutes.value > FAR_MINUTES]
    return {"far": far, "near": [one for one in rows if one not in far]}


def _posted(request: Request, city: CityPicture | None) -> Any:
    """What was sent; a press on the picture takes the place of what was chosen by name before."""
    if request.method != "POST":
        return None
    told = request.POST.copy()
    spot = _pressed(request, city)
    if spot is not None:
        told["at_lat"], told["at_lng"], told["town"] = f"{spot.lat:.5f}", f"{spot.lng:.5f}", ""
    elif told.get("town") or "by_name" in told:
        told["at_lat"], told["at_lng"] = "", ""
    return told


def _pressed(request: Request, city: CityPicture | None) -> Position | None:
    try:
        x, y = float(request.POST["spot.x"]), float(request.POST["spot.y"])
    except (KeyError, ValueError):
        return None
    return city.spot(x, y) if city else None


def _start(form: FindForm) -> tuple[Position | None, str]:
    """The position, and how the page calls it."""
    lat, lng = form.cleaned_data["at_lat"], form.cleaned_data["at_lng"]
    if lat is not None and lng is not None:
        spot = Position(lat, lng)
        district = areas.district_at(spot, form.today)
        return spot, _("地図で おした ところ（%(name)s）") % {
            "name": district.name if district else _("校区の外")
        }
    start = form.start()
    return (start.position, start.name) if start else (None, "")
