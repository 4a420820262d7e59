"""One application as its group sees it: its road, its days, its key, its permit; giving days back and leaving the room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import applications as actions
from ibasho.rooms.openhouse.actions import handbacks
from ibasho.rooms.openhouse.forms.groups import HandBackForm, WhyForm
from ibasho.rooms.openhouse.models import Application, Booking
from ibasho.rooms.openhouse.queries import applications as queries
from ibasho.rooms.openhouse.queries import group_papers as papers
from ibasho.rooms.openhouse.rules import approval
from ibasho.rooms.openhouse.views.groups_seeing import crumbs, find_own
from ibasho.town.places.rules.photos import BYTES_MAX, CONTENT_TYPE

LAYOUT = "ui/operator.html"
FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def group_application(request: Request, public_id: str) -> HttpResponse:
    row = find_own(request, public_id)
    mine = policies.may_group(request.actor, row.organisation_id, at=request.at)
    context = {
        **shown(row, request), "layout": LAYOUT, "mine": mine, "desk": False,
        "key": queries.shown_key(row, request.at) if mine else "", "crumbs": crumbs(row.title),
    }  # fmt: skip
    return render(request, "openhouse/groups/application.html", context)


def shown(row: Application, request: Request) -> dict[str, Any]:
    """What the page says at either door."""
    days = queries.use_days(row, request.at)
    return {
        "row": row, "days": days, "road": queries.road(row), "lent": queries.lent(row),
        "may_cancel": any(one.may_cancel for one in days), "living": row.state in approval.LIVING,
    }  # fmt: skip


@doors.operator
@require_safe
def group_permit(request: Request, public_id: str) -> HttpResponse:
    return permit(request, find_own(request, public_id), "openhouse:group_application")


def permit(request: Request, row: Application, back: str) -> HttpResponse:
    try:
        made = papers.permit(row)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back, public_id=row.public_id)
    return pdf_file(made, f"{papers.PERMIT}_{row.public_id}")


@doors.operator
@require_http_methods(FORMS)
def group_cancel(request: Request, public_id: str) -> HttpResponse:
    row = find_own(request, public_id)
    return cancel(request, row, LAYOUT, "openhouse:group_application")


def cancel(request: Request, row: Application, layout: str, page: str) -> HttpResponse:
    """Every day that has not begun is given back, asked at either door."""
    back = reverse(page, args=[row.public_id])
    mine = policies.may_group(request.actor, row.organisation_id, at=request.at)
    form = WhyForm(sent(request), must=not mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(application=row, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("とりけしました。ほかの団体が 使えるように なりました。"))
            return redirect(back)
    context = {
        "heading": _("「%(title)s」を とりけしますか") % {"title": row.title}, "form": form, "cancel": back,
        "text": _("まだ はじまっていない日を ぜんぶ あけます。もとには もどせません。"), "tone": "danger",
        "submit": _("とりけす"), "layout": layout,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.operator
@require_http_methods(FORMS)
def group_day_cancel(request: Request, public_id: str, booking: int) -> HttpResponse:
    row = find_own(request, public_id)
    return cancel_day(request, row, booking, LAYOUT, "openhouse:group_application")


def cancel_day(request: Request, row: Application, booking: int, layout: str, page: str) -> HttpResponse:
    day, back = one_day(row, booking), reverse(page, args=[row.public_id])
    mine = policies.may_group(request.actor, row.organisation_id, at=request.at)
    form = WhyForm(sent(request), must=not mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_day(booking=day, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("この日を とりけしました。"))
            return redirect(back)
    context = {
        "heading": _("%(day)sだけ とりけしますか") % {"day": wareki.day_label(day.day)}, "form": form, "cancel": back,
        "text": _("ほかの日は そのままです。もとには もどせません。"), "tone": "danger", "submit": _("この日を とりけす"),
        "layout": layout,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.operator
@limited("openhouse.handbacks", times=60, seconds=3600)
@require_http_methods(FORMS)
def group_back(request: Request, public_id: str, booking: int) -> HttpResponse:
    """原状回復: seven things to look at, a word, a picture."""
    row = find_own(request, public_id)
    day = one_day(row, booking)
    before = getattr(day, "hand_back", None)
    form = HandBackForm(
        sent(request), request.FILES or None,
        initial={"checked": before.checked, "note": before.note} if before else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _handed_back(request, day, form):
        messages.success(request, _("確かめました。きれいに つかってくれて ありがとうございます。"))
        return redirect("openhouse:group_application", public_id=public_id)
    context = {
        "row": row, "day": day, "form": form, "crumbs": crumbs(_("おわりの 確かめ")),
        "back": reverse("openhouse:group_application", args=[public_id]),
        "early": clock.at(day.day, day.starts) > request.at,
    }  # fmt: skip
    return render(request, "openhouse/groups/hand_back.html", context)


def _handed_back(request: Request, day: Booking, form: HandBackForm) -> bool:
    given = form.cleaned_data
    photo = given["photo"].read(BYTES_MAX + 1) if given["photo"] else None
    try:
        handbacks.write(
            booking=day,
            checked=given["checked"],
            note=given["note"],
            photo=photo,
            by=request.actor,
            at=request.at,
        )
    except DomainError as error:
        named = {"file": "photo"}
        for name, sentence in error.fields.items():
            form.add_error(named.get(name, name), sentence)
        if not error.fields:
            form.refuse(error)
        return False
    return True


@doors.operator
@require_safe
def group_photo(request: Request, public_id: str, booking: int) -> HttpResponseBase:
    return photo(one_day(find_own(request, public_id), booking))


def photo(day: Booking) -> HttpResponseBase:
    back = getattr(day, "hand_back", None)
    if back is None or not back.photo:
        raise Http404
    response = FileResponse(back.photo.open("rb"), content_type=CONTENT_TYPE)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def sent(request: Request) -> QueryDict | None:
    """What a form gets: also a form without a word in it was sent."""
    return request.POST if request.method == "POST" else None


def one_day(row: Application, booking: int) -> Booking:
    """One of this application's own days."""
    found = next((one for one in row.bookings.all() if one.pk == booking), None)
    if found is None:
        raise Http404
    return found
