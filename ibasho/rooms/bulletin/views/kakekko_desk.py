"""The desk's page: what かけっこ takes over, as a table and as plain HTML."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.bulletin.queries import kakekko, stories
from ibasho.rooms.bulletin.views.desk_pages import crumbs, pages, require
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.rules.calendar import Month

WHAT = {
    "infant": gettext_lazy("小さい子（乳幼児）"), "all": gettext_lazy("ぜんぶの 年代"), "stories": gettext_lazy("活動だより"),
}  # fmt: skip


@doors.desk
@require_safe
def desk_kakekko(request: Request) -> HttpResponse:
    """`?what=` and `?month=`; `?format=` gives the table as a file."""
    what, of = _asked(request)
    table = _stories() if what == "stories" else _lines(what, of)
    if exports.wanted(request):
        return exports.answer(request, table, f"kakekko-{what}-{of}")
    here, today = reverse("bulletin:desk_kakekko"), Month.of(clock.day(request.at))
    context: dict[str, Any] = {
        "title": _("かけっこへ"), "pages": pages("desk_stories"), "table": table, "what": what, "month": of,
        "crumbs": crumbs((_("活動だより"), reverse("bulletin:desk_stories")), (_("かけっこへ"), "")),
        "kinds": [(label, f"{here}?what={code}&month={of}", code == what) for code, label in WHAT.items()],
        "months": [(f"{one.number}月", f"{here}?what={what}&month={one}", one == of) for one in (today, today.plus(1))],
        "fragment": _fragment(what, of),
    }  # fmt: skip
    return render(request, "bulletin/kakekko/desk.html", context)


@doors.desk
@require_safe
def desk_kakekko_html(request: Request) -> HttpResponse:
    """The plain HTML as a file: headings, paragraphs, lists and links, nothing else."""
    what, of = _asked(request)
    response = HttpResponse(_fragment(what, of), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="kakekko-{what}-{of}.html"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _asked(request: Request) -> tuple[str, Month]:
    """Http404 for what is no choice, or no month."""
    require(request, P.BULLETIN_READ)
    what, told = request.GET.get("what", "infant"), request.GET.get("month", "")
    of = Month.parse(told) if told else Month.of(clock.day(request.at))
    if what not in WHAT or of is None:
        raise Http404
    return what, of


def _fragment(what: str, of: Month) -> str:
    if what == "stories":
        shown = [(one, stories.address(one), stories.photo_address(one)) for one in kakekko.open_stories()]
        return render_to_string("bulletin/kakekko/stories.html", {"stories": shown})
    lines = kakekko.lines(of, infants=what == "infant")
    return render_to_string("bulletin/kakekko/lines.html", {"lines": lines, "month": of})


def _lines(what: str, of: Month) -> Table:
    columns = [
        Column(_("種類"), lambda one: one.sort), Column(_("名前"), lambda one: one.name, href=lambda one: one.page),
        Column(_("いつ"), lambda one: one.when), Column(_("どこ"), lambda one: one.where),
        Column(_("だれが"), lambda one: one.who), Column(_("お金"), lambda one: one.fee),
        Column(_("申しこみ"), lambda one: one.booking), Column(_("電話"), lambda one: one.phone),
        Column(_("ページ"), lambda one: one.page),
    ]  # fmt: skip
    return Table(_("居場所と もよおし"), columns, kakekko.lines(of, infants=what == "infant"))


def _stories() -> Table:
    columns = [
        Column(_("だい"), lambda one: one.title, href=stories.address), Column(_("いつの こと"), lambda one: one.happened_on),
        Column(_("居場所"), lambda one: one.place.name if one.place else ""), Column(_("ことば"), lambda one: one.words),
        Column(_("書いた団体"), lambda one: one.organisation.name), Column(_("ページ"), stories.address),
        Column(_("写真"), stories.photo_address), Column(_("写真の ことば"), lambda one: one.photo_words),
    ]  # fmt: skip
    return Table(_("活動だより"), columns, kakekko.open_stories())
