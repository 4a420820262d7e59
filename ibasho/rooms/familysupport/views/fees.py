"""What it costs, for everybody: the table in words, and a stretch of one's own priced."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.forms.tariff import TryForm
from ibasho.rooms.familysupport.models import Centre
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import tariffs as queries
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.rooms.familysupport.rules.tariff import Body, cancellation, car_yen, price
from ibasho.rooms.familysupport.views.tariff_desk import told


@doors.child
@doors.shared()
@require_safe
def fees(request: Request) -> HttpResponse:
    centre, today = centres.centre(), clock.day(request.at)
    now = queries.tariff_on(centre, today) if centre else None
    form = TryForm(request.GET if "day" in request.GET else None, initial=TryForm.usual(today))
    context = {
        "centre": centre, "now": now, "coming": _coming(centre, today) if centre else "", "form": form,
        **(told(queries.body_of(now)) if now else {}), "tried": _tried(form, centre) if centre else None,
    }  # fmt: skip
    return render(request, "familysupport/tariff/fees.html", context)


def _coming(centre: Centre, today: date) -> str:
    """What changes next, and when; empty where nothing does."""
    row = queries.coming(centre, today)
    if row is None:
        return ""
    values = {"day": wareki.full_label(row.valid_from), "name": row.name}
    return (
        _("%(day)sから「%(name)s」に なります。その日を 入れて 計算すると、新しい 料金で 出ます。") % values
    )


def _tried(form: TryForm, centre: Centre) -> dict[str, object] | None:
    """By the fees of the day that was asked for."""
    if not form.is_bound or not form.is_valid():
        return None
    given = form.cleaned_data
    row = queries.tariff_on(centre, given["day"])
    if row is None:
        return {"unknown": given["day"]}
    return _priced(form, queries.body_of(row)) | {"by": row}


def _priced(form: TryForm, body: Body) -> dict[str, object]:
    given = form.cleaned_data
    starts, ends = form.span()
    try:
        priced = price(body, starts=starts, ends=ends, children=given["children"], content=given["content"])
    except DomainError as error:
        form.refuse(error)
        return {}
    car = car_yen(body, (given["km"] or 0) * 1_000)
    return {
        "priced": priced, "car_yen": car, "sum_yen": priced.user_yen + car,
        "same_day_yen": cancellation(body, kind=CancelKind.SAME_DAY, priced=priced),
    }  # fmt: skip
