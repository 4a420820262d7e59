"""The desk's page: 紙・QR. A paper is chosen, looked at and printed; below stand the codes that hang in the city."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import codes as code_actions
from ibasho.rooms.bulletin.actions import papers as actions
from ibasho.rooms.bulletin.forms.papers import PaperForm
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries import papers as queries
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.rooms.bulletin.queries.papers import Wish
from ibasho.rooms.bulletin.rules import reach
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.rooms.bulletin.views.desk_pages import may, pages, require
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.rules.calendar import Month

ROWS = 30


@doors.desk
@require_safe
def desk_papers(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    form = _form(request)
    ready = form.is_bound and form.is_valid()
    page = Paginator(codes.given(), ROWS).get_page(request.GET.get("page"))
    context = {
        "pages": pages("desk_papers"), "form": form, "ready": ready, "asked": request.GET.urlencode(), "paged": page,
        "wish": form.wish() if ready else None, "rows": [_row(one) for one in page.object_list],
        "may_write": may(request, P.BULLETIN_WRITE),
    }  # fmt: skip
    return render(request, "bulletin/papers/desk.html", context)


def _form(request: Request) -> PaperForm:
    day = clock.day(request.at)
    return PaperForm(request.GET if "paper" in request.GET else None, day=day)


def _row(code: Any) -> dict[str, Any]:
    where = [
        str(code.school or ""),
        code.place.name if code.place else "",
        code.district if not code.school else "",
        code.hangs,
    ]
    return {
        "code": code, "paper": Paper(code.paper).label, "purpose": Purpose(code.purpose).label,
        "where": "・".join(filter(None, where)), "times": reach.shown(code.times or 0),
    }  # fmt: skip


@doors.desk
@require_safe
def desk_paper_preview(request: Request) -> HttpResponse:
    """PNG of the first page, with a sample code; without choices the poster of today. 404 where they make no paper."""
    require(request, P.BULLETIN_READ)
    form, day = _form(request), clock.day(request.at)
    if form.is_bound and not form.is_valid():
        raise Http404
    wish = form.wish() if form.is_bound else Wish(Paper.POSTER, Month.of(day), Tongue())
    answer = HttpResponse(queries.preview(wish, day), content_type="image/png")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@doors.desk
@require_POST
def desk_paper_print(request: Request) -> HttpResponse:
    """The PDF. The choices stand in the address, as on the page before."""
    require(request, P.BULLETIN_READ)
    form, back = _form(request), f"{reverse('bulletin:desk_papers')}?{request.GET.urlencode()}"
    if not (form.is_bound and form.is_valid()):
        return redirect(back)
    wish = form.wish()
    return papers.shown(
        request, lambda: actions.print_out(wish=wish, by=request.actor, at=request.at), wish.name, back
    )


@doors.desk
@require_POST
def desk_code_retire(request: Request, code: str) -> HttpResponse:
    """The paper was taken down. Can be undone on the same page."""
    return _turn(
        request, code, code_actions.retire, _("はがしました。まちがえたら「もどす」を おしてください。")
    )


@doors.desk
@require_POST
def desk_code_restore(request: Request, code: str) -> HttpResponse:
    return _turn(request, code, code_actions.restore, _("もどしました。この QRは また ひらきます。"))


def _turn(request: Request, code: str, deed: Callable[..., QrCode], thanks: str) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    row = get_object_or_404(QrCode, code=code)
    done(request, lambda: deed(row=row, by=request.actor, at=request.at), thanks=thanks)
    return redirect(f"{reverse('bulletin:desk_papers')}#codes")
