"""A place open 15:30–20:00: whom does it help in winter, until when, and from how far?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.charts import Bar, bars
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.forms.studies import WinterForm
from ibasho.rooms.reach.queries import ground as grounds
from ibasho.rooms.reach.queries import studies
from ibasho.rooms.reach.queries import winter as queries
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.rules import scenarios, words
from ibasho.rooms.reach.rules import winter as rules
from ibasho.rooms.reach.views.seeing import reading

USUAL = (15 * 60 + 30, 20 * 60)


@doors.desk
@reading
@require_safe
def winter(request: Request) -> HttpResponse:
    found = _ground()
    places = [(spot.public_id, spot.name) for spot in found.spots] if found else []
    data = request.GET.copy()
    data.setdefault("starts", rules.clock(USUAL[0]))
    data.setdefault("ends", rules.clock(USUAL[1]))
    form = WinterForm(data, places=places)
    opens, closes = _hours(form)
    years = queries.years(opens, closes)
    hours = queries.hours(found) if found else []
    place = form.cleaned_data.get("place", "")
    context = {
        "form": form, "opens": rules.clock(opens), "closes": rules.clock(closes), "months": rules.MONTHS,
        "years": [(one, rules.strips(one.months, opens, closes)) for one in years], "hours": hours,
        "lost": sum(one.lost for one in hours), "chart": _chart(hours),
        "coming": queries.coming(found, place, opens, closes) if found and place else None,
        "place_name": dict(places).get(place, ""), "span_words": words.span_words(found.span) if found else "",
        "crumbs": [(_("空白地区"), reverse("reach:overview")), (_("冬の帰宅時刻"), "")],
        "ticks": rules.ticks(),
    }  # fmt: skip
    return render(request, "reach/winter.html", context)


def _ground() -> Ground | None:
    """The ground of the newest study of the school weeks."""
    newest = studies.latest()
    return grounds.ground(studies.span(newest), newest.population) if newest else None


def _hours(form: WinterForm) -> tuple[int, int]:
    """Hours that cannot be are the usual ones; the form says why."""
    if not form.is_valid():
        return USUAL
    return scenarios.minute(form.cleaned_data["starts"]), scenarios.minute(form.cleaned_data["ends"])


def _chart(hours: list[queries.StageHours]) -> object:
    if not hours:
        return None
    rows = [
        Bar(
            _("%(month)s月") % {"month": month}, round(sum(one.by_month[month] for one in hours)),
            tint="closed" if month in rules.WINTER else "",
        )
        for month in rules.MONTHS
    ]  # fmt: skip
    return bars(_("こどもが 自分で行ける時間（市全体・1週間）"), rows, unit=_("人×時間"), label_head=_("月"))
