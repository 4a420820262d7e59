"""One place, and the full list of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.places.forms.look import LookForm
from ibasho.town.places.models import Place
from ibasho.town.places.queries import openings, published, slots
from ibasho.town.places.queries.answers import OPEN, tell
from ibasho.town.places.queries.criteria import PAGE_SIZE_MAX
from ibasho.town.places.queries.instead import instead_of
from ibasho.town.places.queries.listing import listing
from ibasho.town.places.views import asking

SHOWN_DAYS = 14  # today and the thirteen days behind it


@child
@shared(cookies=asking.COOKIES)
@require_safe
def place(request: Request, public_id: str) -> HttpResponse:
    """First in a child's words, then everything a grown-up asks; one sheet of A4 when printed."""
    found = published.find(public_id)
    if found is None:
        raise Http404
    asked, today = asking.read(request), clock.day(request.at)
    start = asked.start.position if asked.start else None
    rules = [rule.as_opening() for rule in found.opening_rules.all()]
    these = Place.objects.filter(pk=found.pk)
    fortnight = slots.of_days(these, today, today + timedelta(days=SHOWN_DAYS - 1))
    coming = fortnight.get(found.pk, [])
    answer = tell([found], request.at, asked.criteria, start, fortnight=fortnight)[0]
    turned_away = answer.group not in OPEN
    shown = {
        "place": found,
        "asked": asked,
        "answer": answer,
        "instead": instead_of(found, request.at, asked.criteria.stage, start) if turned_away else None,
        "opening": openings.lines(rules),
        "opening_plain": openings.plain_lines(rules),
        "coming": sorted(coming, key=lambda one: (one.day, one.starts is None, one.starts)),
        "closed": [row for row in found.closed_days.all() if row.last >= today],
        "notes": published.notes_of(found),
        "fees": fees(found),
        "original": [(name, words) for name, words in found.original.items() if str(words).strip()],
    }
    return render(request, "places/place.html", shown)


@child
@shared(query=("kind", "stage", "district", "page"), cookies=asking.COOKIES)
@require_safe
def places(request: Request) -> HttpResponse:
    """The full list, narrowed by kind, age, 小学校区 and words."""
    asked, query = asking.read(request), request.GET
    day = clock.day(request.at)
    stage = query.get("stage", "")
    narrowed = asking.criteria(query, stage)
    criteria = replace(narrowed, district=query.get("district", "")[:16], size=PAGE_SIZE_MAX)
    start = asked.start.position if asked.start and not asked.start_given else None
    page = listing(criteria, request.at, start)
    asked = replace(asked, criteria=criteria)
    shown = {
        "asked": asked,
        "page": page,
        "form": LookForm({name: query.get(name, "") for name in ("q", "kind", "stage", "district")}, day=day),
        "more": asked.query(page=page.number + 1, district=criteria.district) if page.has_next else "",
        "back": asked.query(page=page.number - 1, district=criteria.district) if page.number > 1 else "",
    }
    return render(request, "places/list.html", shown)


def fees(found: Place) -> list[tuple[str, int | None]]:
    """(class, yen or None where it is not known), in the order in which notices write them."""
    return [
        ("幼児", found.fee_infant_yen),
        ("小学生", found.fee_elementary_yen),
        ("中学生", found.fee_junior_yen),
        ("高校生", found.fee_high_yen),
        ("おとな", found.fee_adult_yen),
    ]
