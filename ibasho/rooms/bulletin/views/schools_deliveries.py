"""One paper at one school, at the desk: its copies, its link, what it says on the telephone, the text for its mail app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import deliveries as actions
from ibasho.rooms.bulletin.forms.handouts import CountForm, SchoolWordsForm
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries import codes, school_texts
from ibasho.rooms.bulletin.queries import deliveries as queries
from ibasho.rooms.bulletin.rules import schools as rules
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.rooms.bulletin.views.schools_pages import FORMS, handouts, page
from ibasho.town.people.permissions import Permission as P

CALLS = "calls"  # the list one rings up from


@doors.desk
@require_http_methods(FORMS)
def desk_delivery(request: Request, public_id: str) -> HttpResponse:
    posted, wish = request.method == "POST", request.POST.get("do")
    require(request, P.BULLETIN_WRITE if posted else P.BULLETIN_READ)
    row = queries.one(public_id)
    count = CountForm(
        request.POST if wish == "count" else None, initial={"classes": row.classes, "copies": row.copies}
    )
    words = SchoolWordsForm(request.POST if wish == "say" else None, initial={"words": row.school_words})
    back = reverse("bulletin:desk_handout", args=[row.handout.public_id])
    if wish == "link":
        return _link(request, row, back)
    if posted and _done(request, row, wish, count, words):
        return redirect(back if wish == "remove" else reverse("bulletin:desk_delivery", args=[public_id]))
    context = {
        **_page(request, row, back), "count_form": count, "words_form": words, "ticks": ticks(row),
        "bundles": rules.bundle_words(row.classes, row.copies), "texts": school_texts.texts(row),
        "silent": queries.told(row).silent,
    }  # fmt: skip
    return render(request, "bulletin/schools/delivery.html", context)


@doors.desk
@require_POST
def desk_delivery_call(request: Request, public_id: str) -> HttpResponse:
    """「電話した」 with one tap from the list, and back with another."""
    require(request, P.BULLETIN_WRITE)
    row, by, at = queries.one(public_id), request.actor, request.at
    undo = request.POST.get("do") == "undo"
    verb = actions.uncall if undo else actions.call
    thanks = _("とり消しました。") if undo else _("電話したことを のこしました。")
    deeds.done(request, lambda: verb(delivery=row, by=by, at=at), thanks=thanks)
    return redirect(f"{reverse('bulletin:desk_handouts')}#{CALLS}")


def ticks(row: Delivery) -> list[tuple[Said, Any]]:
    """(what a school can say, the day it said so or None), in the order in which it happens."""
    told = queries.told(row)
    days = {Said.RECEIVED: told.received_on, Said.GIVEN_OUT: told.given_out_on, Said.MAILED: told.mailed_on}
    return list(days.items())


def told_of(wish: str | None) -> tuple[bool, Said] | None:
    """`tell-received`, `untell-received`: whether it is so now, and what. None for another wish."""
    verb, _dash, name = (wish or "").partition("-")
    known = {one.value: one for one in Said}
    return (verb == "tell", known[name]) if verb in ("tell", "untell") and name in known else None


def _page(request: Request, row: Delivery, back: str) -> dict[str, Any]:
    trail = page(request, handouts(), (row.handout.title, back), (row.school.name, ""))
    return {**trail, "delivery": row, "handout": row.handout, "school": row.school, "back": back}


def _done(
    request: Request, row: Delivery, wish: str | None, count: CountForm, words: SchoolWordsForm
) -> bool:
    at, typed = request.at, Actor(request.actor.person_id, via=Via.PHONE)
    by = request.actor
    if count.is_bound:
        return count.is_valid() and bool(
            deeds.done(
                request, lambda: actions.count(delivery=row, **count.cleaned_data, by=by, at=at), form=count, thanks=_("なおしました。")
            )
        )  # fmt: skip
    if words.is_bound:
        return words.is_valid() and bool(
            deeds.done(
                request, lambda: actions.say(delivery=row, words=words.cleaned_data["words"], by=typed, at=at), form=words,
                thanks=_("ひとことを のこしました。"),
            )
        )  # fmt: skip
    if (said := told_of(wish)) is not None:
        verb = actions.tell if said[0] else actions.untell
        thanks = _("聞いたことを のこしました。") if said[0] else _("とり消しました。")
        deeds.done(request, lambda: verb(delivery=row, said=said[1], by=typed, at=at), thanks=thanks)
        return True
    return _pressed(request, row, wish)


def _pressed(request: Request, row: Delivery, wish: str | None) -> bool:
    by, at = request.actor, request.at
    told: dict[str | None, tuple[Callable[[], Any], str]] = {
        "remove": (lambda: actions.remove(delivery=row, by=by, at=at) or True, _("この学校を 一覧から 消しました。")),
        "unhand": (lambda: actions.unhand(delivery=row, by=by, at=at), _("「とどけた」を とり消しました。")),
        "call": (lambda: actions.call(delivery=row, by=by, at=at), _("電話したことを のこしました。")),
        "uncall": (lambda: actions.uncall(delivery=row, by=by, at=at), _("とり消しました。")),
    }  # fmt: skip
    if wish not in told:
        raise Http404
    deed, thanks = told[wish]
    return deeds.done(request, deed, thanks=thanks) is not None or wish != "remove"


def _link(request: Request, row: Delivery, back: str) -> HttpResponse:
    """A new link, shown once."""
    mail = request.POST.get("mail") == "yes"
    given = deeds.done(
        request, lambda: actions.give_link(delivery=row, mail=mail, by=request.actor, at=request.at)
    )
    if given is None:
        return redirect("bulletin:desk_delivery", row.public_id)
    drawn = SafeString(codes.drawn(given.address).decode())
    context = {
        **_page(request, row, back), "given": given, "qr": drawn, "site": f"{settings.PUBLIC_URL}/h/",
    }  # fmt: skip
    return render(request, "bulletin/schools/link_given.html", context)
