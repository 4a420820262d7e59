"""Month end at the desk: しめる → 明細と支払一覧 → 起案, each step saying what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.nendo import label
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.actions import months as actions
from ibasho.rooms.mealtickets.forms.months import CloseForm, RunForm
from ibasho.rooms.mealtickets.models import Closing, Fund
from ibasho.rooms.mealtickets.queries import months as queries
from ibasho.rooms.mealtickets.queries.months import Line, ShopMonth
from ibasho.rooms.mealtickets.rules import months as rules
from ibasho.rooms.mealtickets.rules.months import Period, Waits
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import may_money, money, reading
from ibasho.town.payouts.models import Run

CLOSINGS_SHOWN = 24
WAITS = {
    Waits.PAYEE: gettext_lazy("口座の 確認待ち。確かめると、残りを 起案できます"),
    Waits.BELOW_MIN: gettext_lazy("最低額より 少ないので、つぎの月に くりこします"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """A fund with its next period; `over` once it can be closed."""

    fund: Fund
    period: Period | None
    over: bool
    rows: list[ShopMonth]

    @property
    def yen(self) -> int:
        return sum(row.owed.total_yen for row in self.rows)

    @property
    def meals(self) -> int:
        return sum(row.meals for row in self.rows)


@doors.desk
@reading
@require_safe
def months(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    funds = [_coming(fund, today) for fund in Fund.objects.filter(is_active=True).order_by("order", "pk")]
    closings = Closing.objects.select_related("fund").annotate(
        shops=Count("statements"), yen=Sum(F("statements__amount_yen") + F("statements__carried_yen"))
    )
    context = {
        "funds": funds, "may_money": may_money(request), "today": today,
        "table": _closings_table(closings.order_by("-cut_off_on", "fund__order")[:CLOSINGS_SHOWN]),
        "total": min(Closing.objects.count(), CLOSINGS_SHOWN), "road": _road(0), "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "mealtickets/months/months.html", context)


def _coming(fund: Fund, today: date) -> Coming:
    period = queries.next_period(fund)
    over = period is not None and today > period.cut_off
    return Coming(fund, period, over, queries.owed(fund, period, today=today) if period else [])


def _closings_table(rows: Any) -> Table:
    columns = [
        Column(_("しめ日"), lambda row: f"{row.cut_off_on:%Y-%m-%d}", href=lambda row: reverse("mealtickets:month", args=[row.public_id])),
        Column(_("基金"), lambda row: row.fund.name),
        Column(_("お店"), lambda row: row.shops, number=True),
        Column(_("金額（円）"), lambda row: row.yen or 0, number=True),
        Column(_("会計年度"), lambda row: label(row.nendo)),
    ]  # fmt: skip
    return Table(gettext_lazy("しめた月"), columns, rows)


@doors.desk
@money
@require_POST
def month_close(request: Request) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("しめる月が わかりません。ページを 開きなおしてください。"))
        return redirect("mealtickets:months")
    fund = get_object_or_404(Fund, public_id=form.cleaned_data["fund"])
    try:
        closing = actions.close(
            fund=fund, cut_off_on=form.cleaned_data["cut_off_on"], by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:months")
    messages.success(request, _("しめました。お店の明細が できました。つぎは 内容を 見て、起案します。"))
    return redirect("mealtickets:month", public_id=closing.public_id)


@doors.desk
@reading
@require_safe
def month(request: Request, public_id: str) -> HttpResponse:
    """The closing's statements, that they tie out with the ledger, and the one button that comes next."""
    closing, today = _one(public_id), clock.day(request.at)
    lines = queries.lines(closing, today=today)
    table = _lines_table(lines)
    if exports.wanted(request):
        return exports.answer(request, table, f"meisai-{closing.cut_off_on:%Y%m%d}")
    current = queries.latest(closing.fund) == closing
    ready = [line for line in lines if line.ready]
    context = {
        "closing": closing, "table": table, "total": len(lines), "nendo": label(closing.nendo), "current": current,
        "ready": len(ready), "ready_yen": sum(line.due_yen for line in ready), "may_money": may_money(request),
        "waiting": [line for line in lines if line.waits == Waits.PAYEE], "crumbs": _crumbs(wareki.long_label(closing.cut_off_on)),
        "closed_on": wareki.long_label(closing.cut_off_on),
        "sum_yen": sum(line.total_yen for line in lines), "meals": sum(line.statement.meals for line in lines),
        "ties": queries.ties_out(closing, lines) if current else None, "runs": _runs(lines),
        "form": RunForm(day=_pay_on(closing, today)), "road": _road(2 if ready else 3),
        "planned": sum(line.payment is not None for line in lines),
    }  # fmt: skip
    return render(request, "mealtickets/months/month.html", context)


def _pay_on(closing: Closing, today: date) -> date:
    fund = closing.fund
    return rules.pay_on(closing.cut_off_on, fund.pay_day, before=fund.pay_before_holiday, today=today)


def _runs(lines: list[Line]) -> list[Run]:
    keys = {one.run_id for line in lines for one in (line.payment, line.returned) if one}
    return list(Run.objects.filter(pk__in=keys).order_by("pk"))


def _road(done: int) -> list[tuple[str, str]]:
    """(word, state) of the four steps; `done` are behind us."""
    words = (_("しめる"), _("明細を 見る"), _("起案する"), _("2人の 確認・決裁と 銀行"))
    return [
        (word, "done" if place < done else "here" if place == done else "")
        for place, word in enumerate(words)
    ]


def _lines_table(lines: list[Line]) -> Table:
    columns = [
        Column(_("お店"), lambda one: one.statement.shop.place.name, href=lambda one: reverse("mealtickets:statement", args=[one.statement.public_id])),
        Column(_("食数"), lambda one: one.statement.meals, number=True),
        Column(_("今月の分（円）"), lambda one: one.statement.amount_yen, number=True),
        Column(_("くりこし（円）"), lambda one: one.statement.carried_yen, number=True),
        Column(_("合計（円）"), lambda one: one.total_yen, number=True),
        Column(_("支払い"), _stands),
    ]  # fmt: skip
    return Table(gettext_lazy("お店の明細"), columns, lines)


def _stands(line: Line) -> str:
    if line.payment is not None:
        return _("%(run)s: %(state)s") % {
            "run": line.payment.run.get_state_display(), "state": line.payment.get_state_display()
        }  # fmt: skip
    if line.waits is not None:
        return str(WAITS[line.waits])
    if line.due_yen and line.returned is not None:
        return _("もどってきました（%(why)s）。もう一度 起案できます") % {"why": line.returned.result_words}
    return _("起案できます") if line.due_yen else _("つぎの月に くりこしました")


@doors.desk
@money
@require_POST
def month_pay(request: Request, public_id: str) -> HttpResponse:
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("振込指定日を 入れてください。"))
        return redirect("mealtickets:month", public_id=public_id)
    try:
        run = actions.make_run(
            closing=_one(public_id), pay_on=form.cleaned_data["pay_on"], by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:month", public_id=public_id)
    messages.success(request, _("起案しました。つぎは、内容を 見て「確認を たのむ」を おします。"))
    return redirect("payouts:run", public_id=run.public_id)


def _one(public_id: str) -> Closing:
    return get_object_or_404(Closing.objects.select_related("fund__payer"), public_id=public_id)


def _crumbs(*more: str) -> list[tuple[str, str]]:
    return under((_("月のしめ"), reverse("mealtickets:months")), *((one, "") for one in more))
