"""A shop's 明細: on the desk, at the shop's own door, and as paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ports import pdf
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Statement
from ibasho.rooms.mealtickets.queries import statements as queries
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import find_own, reading
from ibasho.town.payouts.models import Payment
from ibasho.town.people.permissions import Permission


@doors.desk
@reading
@require_safe
def statement(request: Request, public_id: str) -> HttpResponse:
    found = _one(public_id)
    crumbs = under(
        (_("月のしめ"), reverse("mealtickets:months")),
        (
            wareki.long_label(found.closing.cut_off_on),
            reverse("mealtickets:month", args=[found.closing.public_id]),
        ),
        (found.shop.place.name, ""),
    )
    paper = reverse("mealtickets:statement_pdf", args=[public_id])
    return _page(request, found, "ui/desk.html", crumbs, paper)


@doors.desk
@reading
@require_safe
@limited("mealtickets.statements", times=120, seconds=600, methods=("GET",))
def statement_pdf(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, _one(public_id), "mealtickets:statement")


@doors.operator
@require_safe
def ops_statements(request: Request, public_id: str) -> HttpResponse:
    """The shop's own months, the newest first."""
    shop = find_own(request, public_id, Permission.MEALS_SHOP)
    rows = list(queries.of_shop(shop))
    payments = queries.payments(rows)
    columns = [
        Column(_("しめ日"), lambda row: wareki.long_label(row.closing.cut_off_on), href=lambda row: reverse("mealtickets:ops_statement", args=[row.public_id])),
        Column(_("食数"), lambda row: row.meals, number=True),
        Column(_("合計（円）"), lambda row: row.total_yen, number=True),
        Column(_("支払い"), lambda row: _stands(payments.get(row.public_id))),
    ]  # fmt: skip
    context = {
        "shop": shop, "table": Table(gettext_lazy("支払いの明細"), columns, rows), "total": len(rows),
        "crumbs": _ops_crumbs(_("支払いの明細")),
    }  # fmt: skip
    return render(request, "mealtickets/months/ops_statements.html", context)


@doors.operator
@require_safe
def ops_statement(request: Request, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    crumbs = [
        *_ops_crumbs(_("支払いの明細"), reverse("mealtickets:ops_statements", args=[found.shop.public_id])),
        (wareki.long_label(found.closing.cut_off_on), ""),
    ]
    paper = reverse("mealtickets:ops_statement_pdf", args=[public_id])
    return _page(request, found, "ui/operator.html", crumbs, paper)


@doors.operator
@require_safe
@limited("mealtickets.statements", times=60, seconds=600, methods=("GET",))
def ops_statement_pdf(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, _own(request, public_id), "mealtickets:ops_statement")


def _page(
    request: Request, found: Statement, layout: str, crumbs: list[tuple[str, str]], paper: str
) -> HttpResponse:
    sheet = queries.sheet(found)
    columns = [
        Column(_("取引年月日"), lambda one: wareki.long_label(one.day)),
        Column(_("内容"), lambda one: _("こどもの食事 ※") if found.take_out_yen else _("こどもの食事")),
        Column(_("食数"), lambda one: one.meals, number=True),
        Column(_("金額（円・税込み）"), lambda one: one.yen, number=True),
    ]
    context = {
        "sheet": sheet, "statement": found, "shop": found.shop, "fund": found.closing.fund, "layout": layout,
        "crumbs": crumbs, "paper": paper, "table": Table(gettext_lazy("日ごとの内訳"), columns, sheet.days),
        "total": len(sheet.days), "stands": _stands(sheet.payment),
    }  # fmt: skip
    return render(request, "mealtickets/months/statement.html", context)


def _stands(payment: Payment | None) -> str:
    if payment is None:
        return _("まだ")
    if payment.state == "planned":
        return _("%(day)sの 予定") % {"day": wareki.long_label(payment.run.pay_on)}
    return str(payment.get_state_display())


def _paper(request: Request, found: Statement, back: str) -> HttpResponse:
    try:
        made = pdf.render("mealtickets/pdf/statement.typ", queries.paper(queries.sheet(found)))
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(back, public_id=found.public_id)
    return pdf_file(made, f"meisai_{found.closing.cut_off_on:%Y%m%d}_{found.shop.place.name}")


def _one(public_id: str) -> Statement:
    found = queries.one(public_id)
    if found is None:
        raise Http404
    return found


def _own(request: Request, public_id: str) -> Statement:
    found = _one(public_id)
    try:
        policies.require_shop(request.actor, Permission.MEALS_SHOP, found.shop, at=request.at)
    except NotFound as error:
        raise Http404 from error
    return found


def _ops_crumbs(label: str, href: str = "") -> list[tuple[str, str]]:
    return [(_("こどもの食事"), reverse("mealtickets:ops_shops")), (label, href)]
