"""The city's directory: the list with filters, one place with its history, the phone list, the printed sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.areas import queries as areas
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import states, verification
from ibasho.town.places.forms.closing import AnswerForm
from ibasho.town.places.forms.desk import PlacesFilter
from ibasho.town.places.models import Place
from ibasho.town.places.queries import changes, desk, links, ops
from ibasho.town.places.queries.desk import Call
from ibasho.town.places.queries.history import history
from ibasho.town.places.rules.states import Step, possible
from ibasho.town.places.rules.status import freshness
from ibasho.town.places.rules.verification import LINK_DAYS_MAX
from ibasho.town.places.views.where import DESK, find

PAGE = 50


@doors.desk
@require_safe
def desk_places(request: Request) -> HttpResponse:
    """Every entry, also what the public does not see."""
    today = clock.day(request.at)
    form = PlacesFilter(request.GET, day=today)
    found = desk.places(form.wanted(), today)
    if exports.wanted(request):
        return exports.answer(request, _places_table(found, today, whole=True), "places")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "table": _places_table(page.object_list, today),
        "paged": page,
        "total": page.paginator.count,
        "may_edit": people.may(request.actor, Permission.PLACES_EDIT, day=today),
    }
    return render(request, "places/desk/places.html", context)


def _places_table(rows: Any, today: date, *, whole: bool = False) -> Table:
    """`whole`: also the columns that only a file has room for."""
    districts = {row.code: row.name for row in areas.named_districts(today)}
    columns = (
        Column(_("名前"), lambda place: place.name, href=lambda place: DESK.url("place", place.public_id)),
        Column(_("種類"), lambda place: place.get_kind_display()),
        Column(_("状態"), lambda place: place.get_state_display()),
        Column(_("確認"), lambda place: freshness(place.verified_on, today, ops.limits()).words),
        Column(_("運営"), lambda place: place.organisation or place.organisation_name),
        Column(_("小学校区"), lambda place: districts.get(place.district_code, "")),
        Column(_("電話"), lambda place: place.phone),
    )
    return Table(gettext_lazy("居場所"), columns + (_file_columns() if whole else ()), rows)


def _file_columns() -> tuple[Column, ...]:
    return (
        Column(_("確かめた日"), lambda place: place.verified_on),
        Column(_("だれが確かめたか"), lambda place: place.verified_words),
        Column(_("住所"), lambda place: place.address),
        Column(_("メール"), lambda place: place.contact_email),
        Column(_("資料から消えた日"), lambda place: place.missing_since),
        Column(_("出典"), lambda place: place.source_name),
    )


@doors.desk
@require_safe
def desk_place(request: Request, public_id: str) -> HttpResponse:
    """One entry with all that may be done to it and all that was done."""
    place, at = find(public_id), request.at
    own = ops.described([place], at)[0]
    context = {
        "own": own,
        "place": place,
        "where": DESK,
        "hours": changes.opening_words(changes.openings_of(place)),
        "history": history(place, day=clock.day(at)),
        "may_edit": policies.may(request.actor, Permission.PLACES_EDIT, place, at=at),
        "may_approve": policies.in_city(request.actor, Permission.PLACES_APPROVE, at=at),
        "may_verify": policies.in_city(request.actor, Permission.PLACES_VERIFY, at=at),
        "steps": possible(place.state),
        "address": links.address_of(place),
        "call": desk.calls([place], clock.day(at))[0],
        "mistakes": place.mistakes.filter(settled_at=None),
        "answer_form": AnswerForm(),
    }
    return render(request, "places/desk/place.html", context)


STEP_THANKS = {
    Step.SUBMIT: gettext_lazy("承認を たのみました。"),
    Step.PUBLISH: gettext_lazy("公開しました。"),
    Step.REFUSE: gettext_lazy("公開を 見送りました。わけを 知らせました。"),
    Step.RESUME: gettext_lazy("再開しました。"),
    Step.END: gettext_lazy("終了にしました。一覧には 出ません。"),
}


@doors.desk
@require_POST
def desk_step(request: Request, public_id: str, step: str) -> HttpResponse:
    place = find(public_id)
    if step not in set(STEP_THANKS):
        raise Http404
    found = Step(step)
    done(request, lambda: _stepped(request, place, found), thanks=STEP_THANKS[found])
    return redirect(DESK.url("place", public_id))


def _stepped(request: Request, place: Place, step: Step) -> Place:
    by, at, answer = request.actor, request.at, request.POST.get("answer", "")
    if step == Step.SUBMIT:
        return states.submit(place=place, by=by, at=at)
    if step == Step.PUBLISH:
        return states.publish(place=place, confirmed="confirmed" in request.POST, by=by, at=at)
    if step == Step.REFUSE:
        return states.refuse(place=place, answer=answer, by=by, at=at)
    if step == Step.END:
        return states.end(place=place, reason=answer, by=by, at=at)
    return states.resume(place=place, by=by, at=at)


@doors.desk
@require_safe
def desk_calls(request: Request) -> HttpResponse:
    """Whom to telephone, longest unconfirmed first."""
    today = clock.day(request.at)
    found = desk.to_call(today)
    if exports.wanted(request):
        return exports.answer(request, _calls_table(desk.calls(found, today)), "calls")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "calls": desk.calls(list(page.object_list), today), "paged": page, "total": page.paginator.count,
        "may_verify": policies.in_city(request.actor, Permission.PLACES_VERIFY, at=request.at),
    }  # fmt: skip
    return render(request, "places/desk/calls.html", context)


def _calls_table(rows: list[Call]) -> Table:
    return Table(
        gettext_lazy("電話で確かめる場所"),
        (
            Column(_("名前"), lambda call: call.place.name),
            Column(_("電話"), lambda call: call.place.phone),
            Column(_("運営"), lambda call: call.place.organisation or call.place.organisation_name),
            Column(_("確かめた日"), lambda call: call.place.verified_on),
            Column(_("出なかった回数"), lambda call: call.tries, number=True),
            Column(_("あく時間"), lambda call: call.place.opening_words),
        ),
        rows,
    )


@doors.desk
@require_POST
def desk_called(request: Request, public_id: str) -> HttpResponse:
    """After a call: 「電話で確かめた」 or 「出なかった」."""
    place = find(public_id)
    if request.POST.get("result") == "no_answer":
        done(request, lambda: _no_answer(request, place), thanks=_("「出なかった」を 記録しました。"))
    else:
        by_phone = replace(request.actor, via=Via.PHONE)
        done(
            request, lambda: verification.confirm(place=place, by=by_phone, at=request.at),
            thanks=_("「%(name)s」を きょう 電話で確かめたことに しました。") % {"name": place.name},
        )  # fmt: skip
    to_place = request.POST.get("next") == "place"
    return redirect(DESK.url("place", public_id) if to_place else reverse("places:desk_calls"))


def _no_answer(request: Request, place: Place) -> bool:
    verification.no_answer(place=place, by=request.actor, at=request.at)
    return True


@doors.desk
@require_POST
def desk_ask(request: Request, public_id: str) -> HttpResponse:
    """Mails the signed link."""
    place = find(public_id)
    done(
        request, lambda: verification.ask(place=place, by=request.actor, at=request.at),
        thanks=_("「まだ同じですか」の メールを おくりました。"),
    )  # fmt: skip
    return redirect(DESK.url("place", public_id))


@doors.desk
@require_safe
def desk_sheet(request: Request, public_id: str) -> HttpResponse:
    """A4 to hand over or send by FAX: what we show, and one QR code with one purpose."""
    place = find(public_id)
    if place.state not in desk.PUBLIC:
        raise Http404
    if not policies.in_city(request.actor, Permission.PLACES_VERIFY, at=request.at):
        raise Http404
    address = links.address(place, clock.day(request.at))
    code = segno.make(address, error="q", micro=False, boost_error=False)
    svg = code.svg_inline(scale=1, border=4, omitsize=True, svgclass="verify-sheet__code", lineclass=None)
    context = {
        "place": place,
        "qr": mark_safe(svg),  # noqa: S308 - made by segno from our own address
        "hours": changes.opening_words(changes.openings_of(place)),
        "days": LINK_DAYS_MAX,
        "today": clock.day(request.at),
        "public_url": settings.PUBLIC_URL,
    }
    return render(request, "places/desk/sheet.html", context)
