"""「いま・きょう 行けるところ」: the list, where one starts from, and the data with which a page orders itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.places.queries import closures, starts
from ibasho.town.places.queries.answers import Answer, Page, answers
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.queries.happenings import happenings
from ibasho.town.places.queries.near import near
from ibasho.town.places.rules import pictures
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.views import asking, chooser

PROMISED = (Group.NOW, Group.LATER, Group.WEEK)
ANY_CODE = "CCCCCCCCCC"  # stands for a public id in an address
Groups = list[tuple[Group, int, list[Answer]]]


@child
@shared(query=asking.CHOSEN_BY, cookies=asking.COOKIES)
@require_safe
def today(request: Request) -> HttpResponse:
    asked = asking.read(request)
    start = asked.start.position if asked.start else None
    page = answers(asked.criteria, request.at, start)
    first = page.number == 1
    shown = {
        "asked": asked,
        "choose": chooser.Chooser(asked),
        "page": page,
        "groups": grouped(page),
        "happenings": happenings(asked.criteria, request.at, start) if first else (),
        "closures": closures.sudden_on(clock.day(request.at)) if first else (),
        "now": request.at,
        "more": asked.query(page=page.number + 1) if page.has_next else "",
        "back": asked.query(page=page.number - 1) if page.number > 1 else "",
        "today": asked.query(when=""),
        "week": asked.query(when=When.WEEK.value),
    }
    return render(request, "places/today.html", shown)


@child
@require_safe
def near_json(request: Request) -> HttpResponse:
    """The fitting places with their positions. It takes no position, and is the same for everybody who asks alike."""
    asked = asking.read(request)
    looks = {
        "icons": static("ibasho/icons.svg"),
        "place": reverse("places:place", args=[ANY_CODE]).replace(ANY_CODE, "ID"),
        "kinds": {
            kind.value: (kind.icon, pictures.TINTS.get(kind, pictures.OTHER_TINT)) for kind in PlaceKind
        },
    }
    response = JsonResponse(
        {**near(asked.criteria, request.at), **looks}, json_dumps_params={"ensure_ascii": False}
    )
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@child
@require_safe
def start(request: Request) -> HttpResponse:
    """Where do you start from, and which year are you in? Both stay in this browser."""
    day, text = clock.day(request.at), request.GET.get("q", "").strip()[: asking.TEXT_MAX]
    shown: dict[str, Any] = {
        "asked": asking.read(request),
        "rows": starts.districts_by_row(day),
        "towns": starts.towns(text),
        "text": text,
        "stages": [(stage.value, chooser.STAGE_WORDS[stage]) for stage in CHILD_STAGES],
    }
    return render(request, "places/start.html", shown)


@child
@require_safe
def choose_start(request: Request, kind: str, code: str) -> HttpResponse:
    """A plain link, so that it works without scripts; it changes nothing but this browser's own cookie."""
    found = starts.find(f"{kind}:{code}", clock.day(request.at))
    if found is None:
        raise Http404
    return _remembered(request, asking.START_COOKIE, found.code)


@child
@require_safe
def choose_stage(request: Request, stage: str) -> HttpResponse:
    if stage not in {one.value for one in Stage}:
        raise Http404
    return _remembered(request, asking.STAGE_COOKIE, stage)


@child
@require_safe
def forget(request: Request) -> HttpResponse:
    """This browser knows neither school nor year any more."""
    response = redirect("places:start")
    for name in (asking.START_COOKIE, asking.STAGE_COOKIE):
        asking.remember(response, name, "", request)
    response.headers["Cache-Control"] = "no-store"
    return response


def grouped(page: Page[Answer]) -> Groups:
    """The answers of one page under their headings, with how many stand under each on all pages."""
    return [
        (group, page.counts[group], found)
        for group in Group
        if (found := [answer for answer in page.items if answer.group is group])
    ]


def first_few(request: Request, size: int = 4) -> tuple[asking.Asked, Groups]:
    """For the front page: what is open now, else later today, else this week; only what is promised."""
    asked = asking.read(request)
    start = asked.start.position if asked.start else None
    for when in (When.TODAY, When.WEEK):
        criteria = Criteria(when=when, stage=asked.criteria.stage, size=size)
        found = grouped(answers(criteria, request.at, start))
        if found and found[0][0] in PROMISED:
            return asked, found[:1]
    return asked, []


def _remembered(request: Request, cookie: str, value: str) -> HttpResponse:
    to = "places:start" if cookie == asking.STAGE_COOKIE else "places:today"
    response = redirect(to)
    asking.remember(response, cookie, value, request)
    response.headers["Cache-Control"] = "no-store"
    return response
