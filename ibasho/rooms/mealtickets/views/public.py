"""「あつまったお金は いま どこに？」 for everybody, children among them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.queries import public
from ibasho.rooms.mealtickets.queries.public import Page


@doors.child
@doors.shared()
@require_safe
def meals(request: Request) -> HttpResponse:
    page = public.page(clock.day(request.at))
    if exports.wanted(request) and page.as_of:
        return exports.answer(request, _periods(page), "meals")
    context = {
        "page": page, "chart": _chart(page) if page.as_of else None, "given_today": public.given_today_yen(),
        "minimum": settings.SMALL_NUMBER_MIN,
    }  # fmt: skip
    return render(request, "mealtickets/books/public.html", context)


def _chart(page: Page) -> Chart:
    rows = [
        Bar(_("たべられた"), page.eaten_yen, tint="blue", note=_("おみせに はらう おかね")),
        Bar(_("いま つかえる チケット"), page.live_yen, tint="green"),
        Bar(_("これから チケットに なる"), page.unissued_yen, tint="sand"),
        Bar(_("よび"), page.reserve_yen, tint="purple", note=_("たりない ひに つかう")),
    ]
    return bars(_("おかねは いま どこに"), rows, unit=_("円"), label_head=_("どこに"))


def _periods(page: Page) -> Table:
    columns = [
        Column(_("いつ"), lambda row: row.label),
        Column(_("食べられた数"), lambda row: row.meals, number=True),
    ]
    return Table(gettext_lazy("月ごとの 食べられた数"), columns, page.periods)
