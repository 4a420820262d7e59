"""What is on: the list and one event, as children and families see them."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.places.models import Event
from ibasho.town.places.queries import events as queries
from ibasho.town.places.queries.instead import instead_of
from ibasho.town.places.rules.signup import Spots
from ibasho.town.places.rules.stages import Stage


@child
@shared()
@require_safe
def events(request: Request) -> HttpResponse:
    found = queries.upcoming(request.at)
    by_day = [(day, list(group)) for day, group in groupby(found, key=lambda one: one.session.day)]
    return render(request, "places/events.html", {"by_day": by_day})


@child
@require_safe
def event(request: Request, public_id: str) -> HttpResponse:
    found = queries.shown(public_id)
    if found is None:
        raise Http404
    days = queries.coming_days(found, request.at)
    context = {
        "event": found,
        "days": days,
        "instead": instead_of(found.place, request.at) if found.place and not _any_free(days) else None,
        "groups": list(found.groups.all()),
        "stages": [Stage(code).label for code in found.stages],
        "alone": alone_words(found),
    }
    return render(request, "places/event.html", context)


def _any_free(days: list[queries.Day]) -> bool:
    """Whether one of these days still takes somebody who has not signed up."""
    return any(
        not day.off and (not day.event.signup or (day.open and day.spots in (Spots.PLENTY, Spots.FEW)))
        for day in days
    )


def alone_words(event: Event) -> tuple[str, str, str]:
    """(picture, tint, sentence): may a child come alone? Where nobody has said, we say: ask first."""
    if event.alone_from:
        words = {
            Stage.LOWER: _("ひとりで 来ていいよ"),
            Stage.UPPER: _("小学4年生から ひとりで いいよ"),
            Stage.JUNIOR: _("中学生から ひとりで いいよ"),
            Stage.HIGH: _("高校生から ひとりで いいよ"),
        }
        return "alone", "lime", words.get(Stage(event.alone_from), _("おとなと いっしょに 来てね"))
    if event.adult_needed is None:
        return "question", "sand", _("ひとりで 来ていいか、きいてから 来てね")
    if event.adult_needed:
        return "adult", "sand", _("おとなと いっしょに 来てね")
    return "alone", "lime", _("ひとりで 来ていいよ")
