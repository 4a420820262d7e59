"""緊急の閲覧: the door, the list, one to be looked at; and who read what."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.kernel.errors import Conflict, DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import breaking, matters
from ibasho.rooms.care.forms.secrecy import BreakForm, ReadsForm, ReviewForm
from ibasho.rooms.care.models import Matter, Opening
from ibasho.rooms.care.queries import centre, having
from ibasho.rooms.care.queries import secrecy as queries
from ibasho.rooms.care.rules.kinds import Breaking, Reviewed
from ibasho.rooms.care.rules.secrecy import review_by
from ibasho.rooms.care.views import desk_pages, secrecy_parts
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

ROWS_PER_PAGE = 50


@doors.desk
@doors.anew
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
@limited("care.open", times=10, seconds=3600)
def open_one(request: Request, public_id: str) -> HttpResponse:
    """Asks for the second factor again. A form that was sent in vain begins here anew."""
    matter = secrecy_parts.matter_or_404(request, public_id)
    if policies.may_read(request.actor, matter, at=request.at):
        return redirect(secrecy_parts.home_of(matter))
    form = BreakForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        category, reason = Breaking(form.cleaned_data["category"]), form.cleaned_data["reason"]
        by, at = request.actor, request.at
        made = done(
            request,
            lambda: breaking.break_glass(matter=matter, category=category, reason=reason, by=by, at=at),
            thanks=_("開きました。1時間で とじます。ほかの人に 知らせました。"), form=form,
        )  # fmt: skip
        if made:
            return redirect(secrecy_parts.home_of(matter))
    return render(request, "care/secrecy/open.html", _door(request, matter) | {"form": form})


@doors.desk
@require_safe
@quietly
def openings(request: Request) -> HttpResponse:
    """For everybody of the centre: that it happened, by whom and of which kind. Why, a lead alone reads."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    by, at = request.actor, request.at
    lead = policies.may(by, Permission.CARE_LEAD, at=at)
    day, rows = clock.day(at), queries.openings(by)
    page = Paginator(rows.filter(reviewed_at__isnull=False), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.looks(list(rows.filter(reviewed_at__isnull=True).order_by("opened_at")), by, at)
    context = {
        "waiting": [(one, review_by(clock.day(one.opening.opened_at))) for one in waiting],
        "page": page, "reviewed": queries.looks(list(page.object_list), by, at), "is_lead": lead,
        **(_for_leads(request, day) if lead else {}), "pages": desk_pages.pages("desk_reads", request),
    }  # fmt: skip
    return render(request, "care/secrecy/openings.html", context)


@doors.desk
@doors.anew
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def opening(request: Request, opening_id: int) -> HttpResponse:
    """For a lead who did not open it. The reason comes after the entry that it was read."""
    found = _opening(request, opening_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verdict = Reviewed(form.cleaned_data["verdict"])
        made = done(
            request,
            lambda: breaking.review(opening=found, verdict=verdict, by=request.actor, at=request.at),
            thanks=_("確かめました。"),
        )  # fmt: skip
        return redirect("care:desk_openings") if made else redirect("care:desk_opening", found.pk)
    context = {
        "opening": found, "form": form, "reason": _reason(request, found),
        "look": queries.looks([found], request.actor, request.at)[0],
        "review_by": review_by(clock.day(found.opened_at)),
        "home": secrecy_parts.home_of(found.matter),
        "crumbs": desk_pages.crumbs((_("緊急の閲覧"), reverse("care:desk_openings")), (found.matter.public_id, "")),
    }  # fmt: skip
    return render(request, "care/secrecy/opening.html", context)


@doors.desk
@require_safe
@quietly
def reads(request: Request) -> HttpResponse:
    """Who read what and when, for a lead: numbers and names of the centre, never words."""
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    day = clock.day(request.at)
    form = ReadsForm(request.GET or None, day=day)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.reads(
        request.actor, number=tidy_code(asked.get("number", "")), person=asked.get("person"), day=asked.get("day"),
        jobs=asked.get("jobs", False),
    )  # fmt: skip
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines(list(page.object_list), day)
    context = {
        "form": form, "page": page, "lines": lines,
        "total": page.paginator.count, "pages": desk_pages.pages("desk_reads", request),
    }  # fmt: skip
    return render(request, "care/secrecy/reads.html", context)


def _for_leads(request: Request, day: date) -> dict[str, object]:
    """What keeps the door from working, whom a mail did not reach, what nobody has."""
    without = having.without_assignee(request.actor, day)
    return {
        "warnings": queries.warnings(day), "unsent": queries.unsent(day, request.at),
        "without": [
            {"number": one.public_id, "kind": one.get_kind_display(), "href": secrecy_parts.home_of(one)}
            for one in without
        ],
    }  # fmt: skip


def _door(request: Request, matter: Matter) -> dict[str, object]:
    """What stands before the form: who will hear of it, or that nobody is there to hear."""
    day, told, nobody = clock.day(request.at), list[int](), ""
    try:
        told = queries.to_tell(matter, request.actor.person_id or 0, day)
    except Conflict as refusal:
        nobody = refusal.message
    names, home = centre.names(told, day), secrecy_parts.home_of(matter)
    return {"matter": matter, "told": [names[one] for one in told], "nobody": nobody, "home": home}


def _opening(request: Request, opening_id: int) -> Opening:
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    found = Opening.objects.select_related("matter").defer("sealed_reason").filter(pk=opening_id).first()
    if found is None or found.person_id == request.actor.person_id:
        raise Http404
    if matters.refused(matter=found.matter, by=request.actor, at=request.at):
        raise Http404
    return found


def _reason(request: Request, found: Opening) -> str:
    """ "" where it is gone or cannot be opened; the page says which."""
    try:
        return breaking.read_reason(opening=found, by=request.actor, at=request.at)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        messages.info(request, refusal.message)
        return ""
