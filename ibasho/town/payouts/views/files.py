"""What leaves the house: 支払一覧 for the city's books first, the 全銀 file for the bank second."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.payouts.actions import runs as actions
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.queries import lists
from ibasho.town.payouts.queries import runs as queries
from ibasho.town.payouts.rules import states
from ibasho.town.payouts.rules.states import Step
from ibasho.town.payouts.views import showing
from ibasho.town.payouts.views.runs import crumbs, facts, one_run, seen
from ibasho.town.payouts.views.seeing import preparing


@doors.desk
@doors.anew
@preparing
@require_safe
def run_list(request: Request, public_id: str) -> HttpResponse:
    """The 支払一覧 whole, with accounts; saved as a file (Excel, CSV, A4) it counts as taken out."""
    found = one_run(public_id)
    payments = list(queries.payments(found))
    seen(request, payments)
    table = showing.payment_list(found, payments)
    name = f"shiharai-{found.pay_on:%Y%m%d}-{found.public_id}"
    if request.GET.get("format") == "pdf":
        return _taken(request, found, _paper(request, found, payments, name))
    if exports.wanted(request):
        return _taken(request, found, exports.answer(request, table, name))
    context = {
        "run": found, "table": table, "total": found.count, "facts": facts(found),  # type: ignore[attr-defined]
        "counts": states.allows(Step.LIST, found.state), "crumbs": crumbs(found.title, _("支払一覧")),
    }  # fmt: skip
    return render(request, "payouts/list.html", context)


def _paper(request: Request, found: Run, payments: list[Payment], name: str) -> HttpResponse:
    try:
        return papers.answer(lists.paper(found, payments), name)
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect("payouts:run", public_id=found.public_id)


def _taken(request: Request, found: Run, answer: HttpResponse) -> HttpResponse:
    """What is no file (letters CP932 or the fonts lack) has not been taken out."""
    if answer.has_header("Content-Disposition") and states.allows(Step.LIST, found.state):
        actions.mark_listed(run=found, by=request.actor, at=request.at)
    return answer


@doors.desk
@doors.anew
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
@limited("payouts.send", times=30, seconds=3600)
def run_send(request: Request, public_id: str) -> HttpResponse:
    """One look, one button, the file."""
    found = one_run(public_id)
    if request.method != "POST":
        context = {
            "run": found, "facts": facts(found), "next": showing.coming(found, request), "words": showing.words(found),
            "again": found.state == Run.State.SENT, "crumbs": crumbs(found.title, _("全銀ファイル")),
        }  # fmt: skip
        return render(request, "payouts/send.html", context)
    try:
        data = actions.send(run=found, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("payouts:run", public_id=public_id)
    name = f"sofuri-{found.pay_on:%Y%m%d}-{found.public_id}.txt"
    return HttpResponse(
        data, headers={"Content-Type": "text/plain; charset=Shift_JIS", "Content-Disposition": f'attachment; filename="{name}"'}
    )  # fmt: skip


@doors.desk
@preparing
@require_POST
def run_mark_sent(request: Request, public_id: str) -> HttpResponse:
    """Paid by the city's own 財務会計 from the 支払一覧."""
    try:
        actions.mark_sent(run=one_run(public_id), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("支払いに 出したことを 書きました。結果が わかったら 読みこんでください。")
        )
    return redirect("payouts:run", public_id=public_id)
