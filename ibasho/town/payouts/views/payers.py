"""支払元 at the desk: the accounts money leaves from, and how their bank wants the file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.payouts.actions import payers as actions
from ibasho.town.payouts.forms.payees import PayerForm
from ibasho.town.payouts.models import PayerAccount
from ibasho.town.payouts.views.seeing import preparing


@doors.desk
@preparing
@require_safe
def payers(request: Request) -> HttpResponse:
    rows = list(PayerAccount.objects.order_by("-is_active", "name"))
    columns = [
        Column(_("名前"), lambda row: row.name, href=lambda row: reverse("payouts:payer", args=[row.code])),
        Column(_("銀行"), lambda row: f"{row.bank_kana} {row.branch_kana}"),
        Column(_("口座番号"), lambda row: f"…{row.account_number[-3:]}"),
        Column(_("支払一覧を 先に"), lambda row: _("はい") if row.list_first else _("いいえ")),
        Column(_("使う"), lambda row: _("はい") if row.is_active else _("いいえ")),
    ]
    context = {"table": Table(gettext_lazy("支払元"), columns, rows), "total": len(rows), "crumbs": _crumbs()}
    return render(request, "payouts/payers.html", context)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def payer_new(request: Request) -> HttpResponse:
    form = PayerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(request, form, None):
        return redirect("payouts:payers")
    return _page(request, form, _("支払元を 書く"))


@doors.desk
@doors.anew
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def payer(request: Request, code: str) -> HttpResponse:
    """Where all the money leaves from: asked for the second factor again."""
    row = get_object_or_404(PayerAccount, code=code)
    names = (*actions.BANK, *actions.PLAIN, "consignor_code", "consignor_kana")
    form = PayerForm(request.POST or None, known=True, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid() and _done(request, form, row):
        return redirect("payouts:payers")
    return _page(request, form, row.name)


def _done(request: Request, form: PayerForm, row: PayerAccount | None) -> bool:
    values: dict[str, Any] = dict(form.cleaned_data)
    try:
        if row is None:
            actions.add(code=values.pop("code"), values=values, by=request.actor, at=request.at)
        else:
            actions.change(payer=row, values=values, by=request.actor, at=request.at)
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, _("支払元を ほぞんしました。"))
    return True


def _page(request: Request, form: PayerForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": _crumbs(title), "back": reverse("payouts:payers")}
    return render(request, "payouts/payee_edit.html", context)


def _crumbs(*more: str) -> list[tuple[str, str]]:
    first = [(_("支払い"), reverse("payouts:runs")), (_("支払元"), reverse("payouts:payers"))]
    return [*first, *((one, "") for one in more)]
