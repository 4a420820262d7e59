"""The centre's first page: what is late, what is new, what is mine; and whether a nickname came before. Never a word."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import searching
from ibasho.rooms.care.forms.notices import SearchForm
from ibasho.rooms.care.queries import notices as queries
from ibasho.rooms.care.views import desk_pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.concerns import policies as concerns_policies
from ibasho.town.concerns.queries import concerns
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
@quietly
def inbox(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    hears = concerns_policies.may(request.actor, at=request.at)
    found = queries.inbox(request.actor, request.at)
    late = [one.notice.pk for one in found.late]
    context = {
        "inbox": found, "held": set(queries.mine(request.actor).filter(pk__in=late).values_list("pk", flat=True)),
        "pages": desk_pages.pages("desk_inbox", request), "concerns": concerns.waiting().count() if hears else None,
    }  # fmt: skip
    return render(request, "care/notices/inbox.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("care.search", times=60, seconds=600)
@quietly
def search(request: Request) -> HttpResponse:
    """By POST, so that the nickname stands in no address. What it found comes after the entry that it was asked."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    form = SearchForm(request.POST or None)
    found = None
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            found = searching.search(
                place=asked["place"], nickname=asked["nickname"], by=request.actor, at=request.at
            )
        except (Invalid, Unavailable) as refusal:
            form.refuse(refusal)
    context = {
        "form": form, "found": found, "asked": form.cleaned_data if found else None,
        "crumbs": desk_pages.crumbs((_("さがす"), "")),
    }  # fmt: skip
    return render(request, "care/notices/search.html", context)
