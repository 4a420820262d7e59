"""A school's own page of one paper, opened by its link: no account, three taps, one word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import deliveries as actions
from ibasho.rooms.bulletin.forms.handouts import SchoolWordsForm
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries import deliveries as queries
from ibasho.rooms.bulletin.queries import school_texts
from ibasho.rooms.bulletin.rules import schools as rules
from ibasho.rooms.bulletin.views.schools_deliveries import ticks, told_of
from ibasho.rooms.bulletin.views.schools_pages import FORMS

TRIES_MAX, TRIES_SECONDS = 1200, 900  # all schools of a city often share one address


@doors.child
@never_cache
@require_http_methods(FORMS)
@limited("bulletin.school", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD", "POST"))
def school_link(request: Request, token: str) -> HttpResponse:
    row = queries.by_token(tidy_code(token[:60]), clock.day(request.at))
    if row is None:
        return private(render(request, "bulletin/schools/gone.html", status=404))
    request.actor = Actor.public(Via.LINK)  # the link speaks, not who may be signed in here
    form = SchoolWordsForm(
        request.POST if request.POST.get("do") == "say" else None, initial={"words": row.school_words}
    )
    if request.method == "POST" and _done(request, row, form):
        return private(redirect("bulletin:school_link", token))
    context = {
        "delivery": row, "handout": row.handout, "school": row.school, "ticks": ticks(row), "form": form, "token": token,
        "texts": school_texts.texts(row), "bundles": _bundles(row),
        "off": row.handout.dropped_on is not None and row.handed_on is None,
    }  # fmt: skip
    return private(render(request, "bulletin/schools/link.html", context))


def _bundles(row: Delivery) -> str:
    """`29まい×4たば・28まい×8たば`, in the language of the page."""
    found = Counter(rules.bundles(row.classes, row.copies))
    return "・".join(_("%(n)sまい×%(m)sたば") % {"n": size, "m": many} for size, many in found.items())


def _done(request: Request, row: Delivery, form: SchoolWordsForm) -> bool:
    by, at = request.actor, request.at
    deed: Callable[[], Delivery]
    if form.is_bound:
        if not form.is_valid():
            return False
        deed = lambda: actions.say(delivery=row, words=form.cleaned_data["words"], by=by, at=at)  # noqa: E731
        return (
            deeds.done(request, deed, form=form, thanks=_("うけとりました。ありがとうございます。"))
            is not None
        )
    said = told_of(request.POST.get("do"))
    if said is None:
        raise Http404
    verb = actions.tell if said[0] else actions.untell
    thanks = _("うけとりました。ありがとうございます。") if said[0] else _("とり消しました。")
    deeds.done(request, lambda: verb(delivery=row, said=said[1], by=by, at=at), thanks=thanks)
    return True
