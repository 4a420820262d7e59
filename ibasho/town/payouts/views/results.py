"""The bank's result at the desk: choose a file, look at every line, take it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.tables import read_table
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.payouts.actions import results as actions
from ibasho.town.payouts.forms.runs import AllPaidForm, ResultForm
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.queries import results as queries
from ibasho.town.payouts.rules import results, states
from ibasho.town.payouts.rules.results import Found, Match, Told
from ibasho.town.payouts.rules.states import Step
from ibasho.town.payouts.views.runs import crumbs, one_run
from ibasho.town.payouts.views.seeing import preparing

SALT, LOOKED_AT_SECONDS = "payouts.results", 3600
LABELS = {
    Found.PAID: gettext_lazy("振込ずみに する"),
    Found.RETURNED: gettext_lazy("もどってきた ことにする"),
    Found.TOLD: gettext_lazy("もう 読みこんである"),
    Found.MISSING: gettext_lazy("この支払いに ない"),
    Found.SEVERAL: gettext_lazy("どれか わからない"),
    Found.DIFFERS: gettext_lazy("食いちがう"),
    Found.UNREADABLE: gettext_lazy("読めない"),
}
LOOK = (Found.MISSING, Found.SEVERAL, Found.DIFFERS, Found.UNREADABLE)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
@limited("payouts.results", times=60, seconds=3600)
def run_result(request: Request, public_id: str) -> HttpResponse:
    """Nothing is written here: the lines travel in the page, signed."""
    found = one_run(public_id)
    form = ResultForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "run": found, "form": form, "all_form": AllPaidForm(initial={"day": min(found.pay_on, clock.day(request.at))}),
        "open": found.state == Run.State.SENT and found.open, "crumbs": crumbs(found.title, _("銀行の結果")),  # type: ignore[attr-defined]
        "may_take": states.allows(Step.RESULT, found.state),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            context |= _looked_at(found, form.cleaned_data["file"])
        except DomainError as error:
            form.add_error("file", error.message)
    return render(request, "payouts/result.html", context)


def _looked_at(run: Run, file: Any) -> dict[str, Any]:
    lines = results.read(read_table(file.read(), file.name or "", known=results.KNOWN))
    matches = queries.look(run, lines)
    counts = Counter(one.found for one in matches)
    left = run.open - counts[Found.PAID] - sum(_closes(run, one) for one in matches)  # type: ignore[attr-defined]
    return {
        "lines": signing.dumps([_packed(line) for line in lines], salt=SALT, compress=True),
        "seen": _table(run, matches), "count": len(matches), "paid": counts[Found.PAID], "returned": counts[Found.RETURNED],
        "told": counts[Found.TOLD], "look": sum(counts[one] for one in LOOK), "left": max(0, left),
        "takes": counts[Found.PAID] + counts[Found.RETURNED],
    }  # fmt: skip


def _closes(run: Run, match: Match) -> bool:
    """A return of a payment that was still open."""
    return (
        match.found == Found.RETURNED
        and run.payments.filter(public_id=match.payment, state="planned").exists()
    )


def _table(run: Run, matches: Iterable[Match]) -> Table:
    names = dict(Payment.objects.filter(run=run).values_list("public_id", "name"))
    columns = [
        Column(_("行"), lambda one: one.told.row, number=True),
        Column(_("支払先"), lambda one: names.get(one.payment) or one.told.holder or one.told.account),
        Column(_("金額（円）"), lambda one: one.told.yen, number=True),
        Column(_("銀行のことば"), lambda one: one.told.words),
        Column(_("どうなるか"), lambda one: str(LABELS[one.found])),
        Column(_("わけ"), lambda one: one.why),
    ]
    return Table(gettext_lazy("結果の 1行ずつ"), columns, list(matches))


@doors.desk
@preparing
@require_POST
def run_result_take(request: Request, public_id: str) -> HttpResponse:
    """The lines just looked at, unchanged; what happened meanwhile is matched anew."""
    try:
        told = signing.loads(request.POST.get("lines", ""), salt=SALT, max_age=LOOKED_AT_SECONDS)
        matches = actions.take(
            run=one_run(public_id), lines=[_unpacked(one) for one in told], by=request.actor, at=request.at
        )
    except signing.BadSignature:
        messages.error(request, _("1時間が すぎました。ファイルを もう一度 えらんでください。"))
        return redirect("payouts:run_result", public_id=public_id)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("payouts:run", public_id=public_id)
    counts = Counter(one.found for one in matches)
    words = _("読みこみました。振込ずみ %(paid)s件、もどってきた %(returned)s件、変わらない行 %(rest)s件。")
    rest = len(matches) - counts[Found.PAID] - counts[Found.RETURNED]
    messages.success(
        request, words % {"paid": counts[Found.PAID], "returned": counts[Found.RETURNED], "rest": rest}
    )
    return redirect("payouts:run", public_id=public_id)


@doors.desk
@preparing
@require_POST
def run_result_all(request: Request, public_id: str) -> HttpResponse:
    form = AllPaidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("振りこまれた日を 入れてください。"))
        return redirect("payouts:run_result", public_id=public_id)
    try:
        count = actions.take_all(
            run=one_run(public_id), day=form.cleaned_data["day"], by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(count)s件を 振込ずみに しました。") % {"count": count})
    return redirect("payouts:run", public_id=public_id)


def _packed(line: Told) -> list[Any]:
    return [
        line.row, line.outcome and line.outcome.value, line.yen, line.reference, line.account, line.bank, line.branch,
        line.holder, line.day and line.day.isoformat(), line.words, line.problem,
    ]  # fmt: skip


def _unpacked(told: list[Any]) -> Told:
    row, outcome, yen, reference, account, bank, branch, holder, day, words, problem = told
    return Told(
        row, results.Outcome(outcome) if outcome else None, yen, reference, account, bank, branch, holder,
        clock.parse_day(day) if day else None, words, problem,
    )  # fmt: skip
