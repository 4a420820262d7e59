"""Seats for a child without an account: the picture of the tables, one's own slip, 「おしえて」.

The browser that took a seat remembers it in a signed cookie until the seat is free again; 「つぎの人へ」 forgets it. The
tablet at the door (`door` in the address or the form) remembers nothing: it shows the slip once and goes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import asking
from ibasho.rooms.openhouse.actions import seats as actions
from ibasho.rooms.openhouse.forms.seats import AskForm, SlipForm
from ibasho.rooms.openhouse.models import SeatUse, Space
from ibasho.rooms.openhouse.queries import seats as queries
from ibasho.rooms.openhouse.rules.seats import Subject
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.instead import instead_of

COOKIE = "seat"
PICTURES = {
    Subject.JAPANESE: "book", Subject.MATH: "plus", Subject.ENGLISH: "globe", Subject.SCIENCE: "sprout",
    Subject.SOCIAL: "map", Subject.HOMEWORK: "pencil", Subject.OTHER: "question",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mine:
    """The seat this browser holds, with the digits of its slip."""

    use: SeatUse
    is_away: bool


@doors.child
@never_cache
@require_safe
def seats(request: Request, public_id: str) -> HttpResponse:
    space = _space(public_id)
    return _page(request, space, SlipForm())


@doors.child
@limited("seats", times=120, seconds=600)
@require_POST
def seats_take(request: Request, public_id: str) -> HttpResponse:
    space, number = _space(public_id), request.POST.get("number", "")
    if _mine(request, space) is not None:
        messages.info(
            request, _("もう 席を とっています。かわるときは さきに「席を 立つ」を おしてください。")
        )
        return _back(request, space)
    try:
        use = actions.take(
            space=space, number=int(number) if number.isdecimal() else 0, by=request.actor, at=request.at
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return _back(request, space)
    if _is_door(request):
        return _page(request, space, SlipForm(), Mine(use, is_away=False))
    return _remember(_back(request, space), request, use)


@doors.child
@limited("seats", times=120, seconds=600)
@require_POST
def seats_mine(request: Request, public_id: str) -> HttpResponse:
    """`do` = go_on, away, back, leave (with number and slip), forget (this screen alone)."""
    space = _space(public_id)
    answer = _back(request, space)
    if request.POST.get("do") == "forget":
        answer.delete_cookie(COOKIE, path=_path(space))
        return answer
    if request.POST.get("do") not in DEEDS:
        raise Http404
    form = SlipForm(request.POST)
    if not form.is_valid():
        return _page(request, space, form)
    deed, thanks = DEEDS[request.POST["do"]]
    told = form.cleaned_data
    try:
        use = deed(space=space, number=told["number"], slip=told["slip"], by=request.actor, at=request.at)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return answer
    messages.success(request, thanks())
    if use.left_at is not None or _is_door(request):
        answer.delete_cookie(COOKIE, path=_path(space))
        return answer
    return _remember(answer, request, use)


DEEDS: dict[str, tuple[Callable[..., SeatUse], Callable[[], str]]] = {
    "go_on": (actions.go_on, lambda: _("のばしました。")),
    "away": (actions.step_away, lambda: _("いってらっしゃい。もどったら「もどりました」を おしてください。")),
    "back": (actions.come_back, lambda: _("おかえりなさい。")),
    "leave": (actions.leave, lambda: _("席を あけました。ありがとう。")),
}


@doors.child
@never_cache
@limited("asks", times=60, seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """Big buttons, one for each subject. Nobody is asked for a name."""
    place = published.find(public_id)
    if place is None:
        raise Http404
    most = max((room.seats for room in queries.rooms_of(place)), default=0)
    given = request.GET.get("seat", "")
    form = AskForm(request.POST or None, seats=most, initial={"seat": given})
    told = False
    if request.method == "POST" and form.is_valid():
        told = _asked(request, place, form)
    subjects = [(one.value, one.label, PICTURES[one]) for one in Subject]
    context = {
        "place": place, "form": form, "subjects": subjects, "told": told,
        "is_open": queries.promised(place, request.at),
    }  # fmt: skip
    return render(request, "openhouse/seats/ask.html", context)


def _asked(request: Request, place: Place, form: AskForm) -> bool:
    told = form.cleaned_data
    try:
        asking.ask(
            place=place, subject=told["subject"], stage=told["stage"], seat=told.get("seat"), by=request.actor,
            at=request.at,
        )  # fmt: skip
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(request: Request, space: Space, form: SlipForm, mine: Mine | None = None) -> HttpResponse:
    mine, plan = mine or _mine(request, space), queries.plan(space, request.at)
    turned_away = mine is None and not _is_door(request) and (plan.room is None or not plan.free)
    context = {
        "is_door": _is_door(request),
        "space": space, "plan": plan, "mine": mine, "form": form,
        "instead": instead_of(space.place, request.at) if turned_away else None,
        "limits": queries.limits(space.place),
        "ask": reverse("openhouse:ask", args=[space.place.public_id]) + (f"?seat={mine.use.number}" if mine else ""),
    }  # fmt: skip
    return render(request, "openhouse/seats/space.html", context)


def _is_door(request: Request) -> bool:
    return "door" in request.GET or "door" in request.POST


def _back(request: Request, space: Space) -> HttpResponse:
    return redirect(_path(space) + ("?door=1" if _is_door(request) else ""))


def _space(public_id: str) -> Space:
    found = queries.find(public_id)
    if found is None or not found.seats:
        raise Http404
    return found


def _mine(request: Request, space: Space) -> Mine | None:
    """None for a forged cookie, once the seat has freed itself, and always at the door."""
    if _is_door(request):
        return None
    told = request.get_signed_cookie(COOKIE, default="", salt=space.public_id)
    number, _colon, slip = (told or "").partition(":")
    if not number.isdecimal():
        return None
    use = queries.uses(space, request.at).filter(number=int(number), slip=slip).first()
    return None if use is None else Mine(use, use.back_to is not None)


def _remember(answer: HttpResponse, request: Request, use: SeatUse) -> HttpResponse:
    answer.set_signed_cookie(
        COOKIE, f"{use.number}:{use.slip}", salt=use.space.public_id, path=_path(use.space), httponly=True,
        samesite="Lax", secure=request.is_secure(),
        max_age=max(int(((use.back_to or use.until) - request.at).total_seconds()), 60),
    )  # fmt: skip
    return answer


def _path(space: Space) -> str:
    return reverse("openhouse:seats", args=[space.public_id])
