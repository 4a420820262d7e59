"""支払先 at the desk: who has an account, who still needs a second look, what was written before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.payouts.actions import payees as actions
from ibasho.town.payouts.actions.payees import Outside
from ibasho.town.payouts.forms.payees import EndForm, PayeeForm
from ibasho.town.payouts.models import Payee
from ibasho.town.payouts.queries import payees as queries
from ibasho.town.payouts.views.seeing import approving, may, preparing, reading
from ibasho.town.people.actions import protection
from ibasho.town.people.permissions import Permission


@doors.desk
@reading
@require_safe
def payees(request: Request) -> HttpResponse:
    ended = request.GET.get("show") == "ended"
    rows = queries.listed(day=clock.day(request.at), state=Payee.State.ENDED if ended else "")
    here = reverse("payouts:payees")
    context = {
        "table": _table(rows), "total": len(rows), "crumbs": crumbs(),
        "may_prepare": may(request, Permission.PAYOUTS_PREPARE),
        "tabs": [(_("使っている"), here, not ended), (_("使わない"), f"{here}?show=ended", ended)],
    }  # fmt: skip
    return render(request, "payouts/payees.html", context)


def _table(rows: Any) -> Table:
    columns = [
        Column(
            _("支払先"), lambda row: row.name, href=lambda row: reverse("payouts:payee", args=[row.public_id])
        ),
        Column(_("だれ"), lambda row: row.whose),
        Column(_("銀行"), lambda row: f"{row.bank_kana} {row.branch_kana}"),
        Column(_("口座番号"), lambda row: f"…{row.account_number[-3:]}"),
        Column(_("状態"), lambda row: row.get_state_display()),
        Column(_("書いた人"), lambda row: row.written_by.name if row.written_by else ""),
        Column(_("確かめた人"), lambda row: row.confirmed_by.name if row.confirmed_by else ""),
    ]
    return Table(gettext_lazy("支払先"), columns, rows)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def payee_new(request: Request) -> HttpResponse:
    form = PayeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = _written(request, form, organisation=form.cleaned_data["organisation"])
        if row is not None:
            return redirect("payouts:payee", public_id=row.public_id)
    context = {
        "form": form,
        "title": _("支払先を 書く"),
        "crumbs": crumbs(_("書く")),
        "back": reverse("payouts:payees"),
    }
    return render(request, "payouts/payee_edit.html", context)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def payee_edit(request: Request, public_id: str) -> HttpResponse:
    """Other particulars of the same receiver: a new row, the old one is kept as history."""
    row = _shown(request, public_id)
    names = ("bank_code", "bank_kana", "branch_code", "branch_kana", "account_type", "account_number", "holder_kana", "invoice_number")  # fmt: skip
    known = {name: getattr(row, name) for name in names}
    form = PayeeForm(request.POST or None, known=True, initial=known)
    if request.method == "POST" and form.is_valid():
        outside = Outside(row.outside, row.name) if row.outside else None
        made = _written(request, form, organisation=row.organisation, person=row.person, outside=outside)
        if made is not None:
            return redirect("payouts:payee", public_id=made.public_id)
    back = reverse("payouts:payee", args=[public_id])
    context = {
        "form": form,
        "title": _("%(name)sの口座を 直す") % {"name": row.name},
        "crumbs": crumbs(row.name),
        "back": back,
    }
    return render(request, "payouts/payee_edit.html", context)


def _written(request: Request, form: PayeeForm, **whose: Any) -> Payee | None:
    try:
        row = actions.write(**whose, particulars=form.particulars(), by=request.actor, at=request.at)
    except DomainError as error:
        form.refuse(error)
        return None
    messages.success(
        request, _("書きました。もう1人の担当者が 通帳と見くらべて 確かめると、払えるように なります。")
    )
    return row


@doors.desk
@reading
@require_safe
def payee(request: Request, public_id: str) -> HttpResponse:
    row = _shown(request, public_id)
    own = row.written_by_id is not None and row.written_by_id == request.actor.person_id
    waiting = row.state == Payee.State.WAITING
    context = {
        "payee": row, "history": [one for one in queries.history(row) if one.pk != row.pk], "own": own, "waiting": waiting,
        "tone": {"waiting": "warn", "confirmed": "good", "ended": "quiet"}[row.state], "crumbs": crumbs(row.name),
        "may_confirm": waiting and not own and may(request, Permission.PAYOUTS_APPROVE),
        "may_prepare": row.state != Payee.State.ENDED and may(request, Permission.PAYOUTS_PREPARE),
    }  # fmt: skip
    return render(request, "payouts/payee.html", context)


@doors.desk
@approving
@require_POST
def payee_confirm(request: Request, public_id: str) -> HttpResponse:
    try:
        actions.confirm(payee=_one(public_id), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("確かめました。この口座へ 払えます。"))
    return redirect("payouts:payee", public_id=public_id)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def payee_end(request: Request, public_id: str) -> HttpResponse:
    row = _shown(request, public_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(payee=row, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.add_error("why", error.message)
        else:
            messages.success(request, _("この口座を 使わないことに しました。"))
            return redirect("payouts:payees")
    context = {
        "heading": _("%(name)sの口座を 使うのを やめますか") % {"name": row.name}, "submit": _("やめる"), "tone": "danger",
        "text": _("きろくは 残ります。この口座への 支払いが 進んでいるときは、その支払いも 止まります。"),
        "cancel": reverse("payouts:payee", args=[public_id]), "form": form,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _shown(request: Request, public_id: str) -> Payee:
    """Of a person under protection (DV・支援措置) the look is written down first."""
    row = _one(public_id)
    protection.seen(people=[row.person_id], where="payouts.payee", by=request.actor, at=request.at)
    return row


def _one(public_id: str) -> Payee:
    rows = Payee.objects.select_related("organisation", "person", "written_by", "confirmed_by")
    return get_object_or_404(rows, public_id=public_id)


def crumbs(*more: str) -> list[tuple[str, str]]:
    first = [(_("支払い"), reverse("payouts:runs")), (_("支払先"), reverse("payouts:payees"))]
    return [*first, *((one, "") for one in more)]
