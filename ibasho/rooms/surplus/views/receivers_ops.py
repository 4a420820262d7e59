"""A group's own side: what comes, what it wishes, its kitchen, why it got nothing, what others got; and its answer."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import proposing
from ibasho.rooms.surplus.forms.receiving import DeclineForm
from ibasho.rooms.surplus.models import Receiver, Share
from ibasho.rooms.surplus.queries import allotting, sharing
from ibasho.rooms.surplus.queries import receivers as queries
from ibasho.rooms.surplus.rules.kinds import GOING, Food, Refusal, ShareState
from ibasho.rooms.surplus.views import receiver_forms
from ibasho.rooms.surplus.views.sides import OPS
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.policies import NOBODYS

FORMS = ["GET", "HEAD", "POST"]
HOME = "surplus:ops_receive"


@doors.operator
@require_safe
def receive(request: Request) -> HttpResponse:
    people.require_seen(request.actor, Permission.SURPLUS_OWN, day=clock.day(request.at))
    today, rows = clock.day(request.at), list(queries.own(request.actor, request.at))
    levels = queries.levels(request.at, rows)
    context = {
        "coming": list(queries.coming(request.actor, request.at)), "places": list(queries.own_places(request.actor, request.at)),
        "kitchens": [
            (one, queries.wishes_of(one.receiver, today), queries.passed_of(one.receiver, request.at, limit=3)) for one in levels
        ],
        "foods": [(one.value, one.label) for one in Food], "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "surplus/receivers/receive.html", context)


@doors.operator
@require_safe
def shared(request: Request) -> HttpResponse:
    """What everybody got lately and why: places and kilos, nobody's name."""
    people.require_seen(request.actor, Permission.SURPLUS_OWN, day=clock.day(request.at))
    told = [
        (one, [(row, allotting.words(row.reasons)) for row in shares], [(row, allotting.words(row.reasons)) for row in passed])
        for one, shares, passed in sharing.told_to_all(request.at)
    ]  # fmt: skip
    context = {"told": told, "crumbs": _crumbs((_("みんなの 分け方"), ""))}
    return render(request, "surplus/receivers/shared.html", context)


@doors.operator
@require_http_methods(FORMS)
def settings(request: Request, public_id: str) -> HttpResponse:
    """Its kitchen; the first time this makes it a receiver. `public_id`: of the place."""
    place = _place(request, public_id)
    row = queries.of_place(public_id)
    return receiver_forms.settings(
        request, place, row, OPS, back=reverse(HOME), crumbs=_crumbs((place.name, ""))
    )


@doors.operator
@require_POST
def switch(request: Request, public_id: str) -> HttpResponse:
    return receiver_forms.switched(request, _receiver(request, public_id), reverse(HOME))


@doors.operator
@require_POST
def wish(request: Request, public_id: str) -> HttpResponse:
    return receiver_forms.wished(request, _receiver(request, public_id), OPS, reverse(HOME))


@doors.operator
@require_POST
def wish_drop(request: Request, public_id: str) -> HttpResponse:
    row = queries.wish(public_id)
    if row is None:
        raise Http404
    _require_own(request, row.receiver.place.organisation_id)
    return receiver_forms.dropped(request, row, reverse(HOME))


@doors.operator
@require_safe
def share(request: Request, public_id: str) -> HttpResponse:
    """What comes, from where, why so much; and the way to say no."""
    row = _share(request, public_id)
    context = {
        "share": row, "offer": row.proposal.offer, "words": allotting.words(row.reasons), "decline_form": DeclineForm(),
        "may_decline": row.state == ShareState.CONFIRMED, "may_take_back": row.state == ShareState.DECLINED,
        "photo": bool(row.proposal.offer.photo) and row.state in GOING, "days": (row.proposal.offer.use_until - clock.day(request.at)).days,
        "crumbs": _crumbs((row.proposal.offer.name, "")),
    }  # fmt: skip
    return render(request, "surplus/receivers/share.html", context)


@doors.operator
@require_POST
def decline(request: Request, public_id: str) -> HttpResponse:
    row, form = _share(request, public_id), DeclineForm(request.POST)
    if form.is_valid():
        refusal = Refusal(form.cleaned_data["refusal"])
        done(
            request, lambda: proposing.decline(share=row, refusal=refusal, by=request.actor, at=request.at),
            thanks=_("わかりました。ほかの所へ まわします。知らせてくれて ありがとうございます。"),
        )  # fmt: skip
    return redirect("surplus:ops_share", public_id)


@doors.operator
@require_POST
def take_back(request: Request, public_id: str) -> HttpResponse:
    row = _share(request, public_id)
    thanks = _("「うけとる」に もどしました。")
    done(
        request,
        lambda: proposing.take_back_decline(share=row, by=request.actor, at=request.at),
        thanks=thanks,
    )
    return redirect("surplus:ops_share", public_id)


def _require_own(request: Request, organisation_id: int | None) -> None:
    """Raises NotFound for everybody but that very group; the city has its own pages."""
    people.require_seen(
        request.actor,
        Permission.SURPLUS_OWN,
        day=clock.day(request.at),
        organisation_id=organisation_id or NOBODYS,
    )


def _place(request: Request, public_id: str) -> Place:
    found = Place.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    _require_own(request, found.organisation_id)
    return found


def _receiver(request: Request, public_id: str) -> Receiver:
    _place(request, public_id)
    found = queries.of_place(public_id)
    if found is None:
        raise Http404
    return found


def _share(request: Request, public_id: str) -> Share:
    """Before somebody confirmed it, it is nobody's yet: 404."""
    found = queries.share(public_id)
    if found is None or found.state in (ShareState.PROPOSED, ShareState.DROPPED):
        raise Http404
    _require_own(request, found.receiver.place.organisation_id)
    return found


def _crumbs(*behind: tuple[str, str]) -> list[tuple[str, str]]:
    home = reverse(HOME) if behind else ""
    return [(_("うけとる"), home), *behind]
