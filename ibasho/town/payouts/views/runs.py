"""Payment runs at the desk: the list, one run with its road, and the steps of two people."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.nendo import label
from ibasho.base.kernel.wareki import day_label, year_label
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.payouts.actions import runs as actions
from ibasho.town.payouts.forms.runs import WithdrawForm
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.queries import payees
from ibasho.town.payouts.queries import runs as queries
from ibasho.town.payouts.views import showing
from ibasho.town.payouts.views.seeing import approving, may, preparing, reading
from ibasho.town.people.actions import protection
from ibasho.town.people.permissions import Permission

PAGE = 50


@doors.desk
@reading
@require_safe
def runs(request: Request) -> HttpResponse:
    over = request.GET.get("show") == "over"
    page = Paginator(queries.runs(over=over), PAGE).get_page(request.GET.get("page"))
    here = reverse("payouts:runs")
    context = {
        "table": showing.runs_table(page.object_list), "paged": page, "total": page.paginator.count, "over": over,
        "tabs": [(_("進んでいる支払い"), here, not over), (_("終わった支払い"), f"{here}?show=over", over)],
        "waiting_payees": payees.waiting(), "may_prepare": may(request, Permission.PAYOUTS_PREPARE),
    }  # fmt: skip
    return render(request, "payouts/runs.html", context)


@doors.desk
@reading
@require_safe
def run(request: Request, public_id: str) -> HttpResponse:
    found = one_run(public_id)
    payments = list(queries.payments(found))
    seen(request, payments)
    table = showing.lines_table(payments)
    context = {
        "run": found, "tone": showing.TONES[Run.State(found.state)], "road": showing.milestones(found),
        "next": showing.coming(found, request), "table": table, "total": found.count, "nendo": label(found.nendo),  # type: ignore[attr-defined]
        "changed": queries.changed_payees(found) if found.state not in queries.OVER else [],
        "crumbs": crumbs(found.title),
    }  # fmt: skip
    return render(request, "payouts/run.html", context)


@doors.desk
@preparing
@require_POST
def run_ask(request: Request, public_id: str) -> HttpResponse:
    return _step(
        request,
        public_id,
        actions.ask,
        _("確認を たのみました。1人目の担当者の「わたしを待っているもの」に 出ます。"),
    )


@doors.desk
@approving
@require_POST
def run_confirm(request: Request, public_id: str) -> HttpResponse:
    return _step(request, public_id, actions.confirm, _("確認しました。つぎは もう1人の担当者の 決裁です。"))


@doors.desk
@doors.anew
@approving
@require_http_methods(["GET", "HEAD", "POST"])
def run_approve(request: Request, public_id: str) -> HttpResponse:
    """決裁: asked for the second factor again, then one look at the sums and one button."""
    found = one_run(public_id)
    if request.method == "POST":
        return _step(request, public_id, actions.approve, _("決裁しました。つぎは 支払一覧です。"))
    context = {
        "heading": _("この支払いを 決裁しますか"), "facts": facts(found), "submit": _("決裁する"),
        "cancel": reverse("payouts:run", args=[public_id]),
        "text": _("確認した人: %(name)s") % {"name": found.confirmed_by.name} if found.confirmed_by else "",
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@preparing
@require_http_methods(["GET", "HEAD", "POST"])
def run_withdraw(request: Request, public_id: str) -> HttpResponse:
    found = one_run(public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(run=found, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("取りさげました。払う分は、もう一度 起案できます。"))
            return redirect("payouts:run", public_id=public_id)
    context = {
        "heading": _("この支払いを 取りさげますか"), "facts": facts(found), "submit": _("取りさげる"), "tone": "danger",
        "cancel": reverse("payouts:run", args=[public_id]), "form": form,
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _step(request: Request, public_id: str, action: Callable[..., object], told: str) -> HttpResponse:
    try:
        action(run=one_run(public_id), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, told)
    return redirect("payouts:run", public_id=public_id)


def facts(found: Run) -> list[tuple[str, str]]:
    return [
        (_("件名"), found.title),
        (_("合計"), _("%(count)s件 %(yen)s円") % {"count": f"{found.count:,}", "yen": f"{found.yen:,}"}),  # type: ignore[attr-defined]
        (_("振込指定日"), f"{year_label(found.pay_on)}{day_label(found.pay_on)}"),
        (_("支払元"), found.payer.name),
    ]


def seen(request: Request, payments: list[Payment]) -> None:
    """A payment to a person under protection (DV・支援措置) has to be made like any other: who makes it sees the name,
    and that is written down first."""
    receivers = [one.payee.person_id for one in payments]
    protection.seen(people=receivers, where="payouts.run", by=request.actor, at=request.at)


def one_run(public_id: str) -> Run:
    found = queries.one(public_id)
    if found is None:
        raise Http404
    return found


def crumbs(*more: str) -> list[tuple[str, str]]:
    return [(_("支払い"), reverse("payouts:runs")), *((one, "") for one in more)]
