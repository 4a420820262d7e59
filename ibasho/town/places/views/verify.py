"""Behind the signed link: what we show about the place and one button. Opening the page changes nothing,
because mail programs open links by themselves."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.places.actions import mistakes, verification
from ibasho.town.places.forms.verify import DifferentForm
from ibasho.town.places.models import MistakeReport, Place
from ibasho.town.places.queries import links
from ibasho.town.places.queries.changes import in_words, opening_words, openings_of, who
from ibasho.town.places.queries.desk import PUBLIC
from ibasho.town.places.rules.verification import Link, LinkState, ask_next_on, link_state

FEES = ("fee_infant_yen", "fee_elementary_yen", "fee_junior_yen", "fee_high_yen", "fee_adult_yen")


@doors.child
@limited("places.verify", times=30, seconds=3600)
def verify(request: Request) -> HttpResponse:
    link, place, signed = _opened(request)
    if request.method == "POST":
        done(request, lambda: verification.confirm_by_link(link=link, at=request.at))
        return redirect(links.path(signed))
    state = link_state(link, place.verified_on, clock.day(request.at))
    page = {LinkState.OPEN: "ask", LinkState.USED: "thanks", LinkState.EXPIRED: "expired"}[state]
    return _private(render(request, f"places/verify/{page}.html", _shown(place, signed)))


@doors.child
@limited("places.verify", times=30, seconds=3600)
def different(request: Request) -> HttpResponse:
    """「ちがうところが ある」: what is wrong, in one's own words; it reaches the desk as a report."""
    _link, place, signed = _opened(request)
    form = DifferentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mistakes.report(
            place=place, what=MistakeReport.What.OTHER, words=form.cleaned_data["words"],
            by=Actor.public(via=Via.LINK), at=request.at,
        )  # fmt: skip
        return _private(render(request, "places/verify/told.html", _shown(place, signed)))
    return _private(render(request, "places/verify/different.html", {**_shown(place, signed), "form": form}))


def _opened(request: Request) -> tuple[Link, Place, str]:
    """The key stands behind the question mark: logs keep no query."""
    signed = request.GET.get("t", "")
    try:
        link = links.read(signed)
        place = links.place_of(link)
    except NotFound as refusal:
        raise Http404 from refusal
    if place.state not in PUBLIC:
        raise Http404
    return link, place, signed


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the key: it goes to no cache, no search engine and no other site."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _shown(place: Place, signed: str) -> dict[str, object]:
    """What we publish about the place, as lines of (label, words)."""
    fees = [(name, getattr(place, name)) for name in FEES]
    asked_next = ask_next_on(place.verified_on, fresh_days=settings.FRESH_DAYS) if place.verified_on else None
    return {
        "place": place,
        "signed": signed,
        "back": links.path(signed),
        "hours": opening_words(openings_of(place)),
        "who": who(place),
        "fees": [(name, in_words(place, name, value)) for name, value in fees if value is not None],
        "asked_next": asked_next,
    }
