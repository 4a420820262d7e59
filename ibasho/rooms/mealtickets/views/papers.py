"""Answers that are PDF files, and the papers with which a shop begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import stub_sheets
from ibasho.rooms.mealtickets.forms.cards import PagesForm
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import papers
from ibasho.rooms.mealtickets.rules import paper_words as words
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import find_own, managing, may_manage, reading
from ibasho.town.people.permissions import Permission

PAPERS: dict[str, tuple[str, Callable[[Shop, date], bytes]]] = {
    "poster": (words.POSTER_TITLE, lambda shop, day: papers.poster(shop, day=day)),
    "howto": (words.HOWTO_TITLE, lambda shop, day: papers.howto(day=day)),
    "trial": (words.TRIAL_TITLE, lambda shop, day: papers.trial(shop, day=day)),
}


@doors.desk
@reading
@require_safe
def kit(request: Request, public_id: str) -> HttpResponse:
    """はじめセット of a shop, for the desk."""
    return _kit(request, _shop(public_id), "ui/desk.html", may_print=may_manage(request))


@doors.desk
@reading
@require_safe
def kit_paper(request: Request, public_id: str, paper: str) -> HttpResponse:
    return _paper(request, _shop(public_id), paper, "mealtickets:kit")


@doors.desk
@managing
@require_POST
def kit_stubs(request: Request, public_id: str) -> HttpResponse:
    return _stubs(request, _shop(public_id), "mealtickets:kit")


@doors.operator
@require_safe
def ops_kit(request: Request, public_id: str) -> HttpResponse:
    """はじめセット for the shop itself."""
    return _kit(
        request, find_own(request, public_id, Permission.MEALS_SHOP), "ui/operator.html", may_print=True
    )


@doors.operator
@require_safe
def ops_kit_paper(request: Request, public_id: str, paper: str) -> HttpResponse:
    return _paper(request, find_own(request, public_id, Permission.MEALS_SHOP), paper, "mealtickets:ops_kit")


@doors.operator
@require_POST
def ops_kit_stubs(request: Request, public_id: str) -> HttpResponse:
    return _stubs(request, find_own(request, public_id, Permission.MEALS_SHOP), "mealtickets:ops_kit")


def _shop(public_id: str) -> Shop:
    return get_object_or_404(Shop.objects.select_related("place"), public_id=public_id)


def _kit(request: Request, shop: Shop, layout: str, *, may_print: bool) -> HttpResponse:
    desk = layout == "ui/desk.html"
    page = "mealtickets:kit" if desk else "mealtickets:ops_kit"
    links: list[tuple[str, str]] = [
        (title, reverse(f"{page}_paper", args=[shop.public_id, code]))
        for code, (title, _make) in PAPERS.items()
    ]
    back: list[tuple[str, str]] = (
        under((_("協力飲食店"), reverse("mealtickets:desk_shops")), (shop.place.name, reverse("mealtickets:desk_shop", args=[shop.public_id])))
        if desk
        else [(_("こどもの食事"), reverse("mealtickets:ops_shops"))]
    )  # fmt: skip
    context: dict[str, Any] = {
        "layout": layout, "shop": shop, "links": links, "form": PagesForm(), "may_print": may_print,
        "a_page": papers.STUBS_A_PAGE, "stubs": reverse(f"{page}_stubs", args=[shop.public_id]),
        "crumbs": [*back, (_("はじめセット"), "")],
    }  # fmt: skip
    return render(request, "mealtickets/cards/kit.html", context)


def _paper(request: Request, shop: Shop, paper: str, back: str) -> HttpResponse:
    if paper not in PAPERS:
        raise Http404
    title, make = PAPERS[paper]
    try:
        return pdf_file(make(shop, clock.day(request.at)), f"{title}_{shop.place.name}")
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(back, public_id=shop.public_id)


def _stubs(request: Request, shop: Shop, back: str) -> HttpResponse:
    form = PagesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("何ページかを えらんでください。"))
        return redirect(back, public_id=shop.public_id)
    lines = form.cleaned_data["pages"] * papers.STUBS_A_PAGE
    first, last = stub_sheets.take_numbers(shop=shop, lines=lines, by=request.actor, at=request.at)
    made = papers.stubs(shop, first, last, day=clock.day(request.at))
    return pdf_file(made, f"{words.STUBS_TITLE}_{shop.place.name}_{first}-{last}")
