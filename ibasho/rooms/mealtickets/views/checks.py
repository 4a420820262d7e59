"""The desk after the counter: meals that need a look, doubles, one meal taken back; paper stubs typed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import decisions, reversals, stubs
from ibasho.rooms.mealtickets.forms.counter import DecisionForm, ReversalForm, ShopStubsForm, StubsForm
from ibasho.rooms.mealtickets.models import Redemption, Shop
from ibasho.rooms.mealtickets.queries import checks
from ibasho.rooms.mealtickets.rules.kinds import Outcome
from ibasho.rooms.mealtickets.rules.redeeming import Reason
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import counter, find_own, may_manage, reading
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@reading
@require_safe
def desk_checks(request: Request) -> HttpResponse:
    receipt = request.GET.get("receipt", "")
    if receipt and (found := checks.find(receipt)):
        return redirect("mealtickets:desk_check", found.public_id)
    today = clock.day(request.at)
    context = {
        "waiting": [(row, _why(row)) for row in checks.open_ones()],
        "doubles": checks.doubles(today), "decided": [(one, _why(one.redemption)) for one in checks.decided()],
        "receipt": receipt, "may_manage": may_manage(request), "days": checks.DOUBLES_DAYS,
        "crumbs": under((_("確認が いる食事"), "")),
    }  # fmt: skip
    return render(request, "mealtickets/checks/list.html", context)


@doors.desk
@reading
@require_http_methods(FORMS)
def desk_check(request: Request, public_id: str) -> HttpResponse:
    row = checks.find(public_id)
    if row is None:
        raise NotFound("meal.unknown", _("この受付番号は 見つかりません。番号を たしかめてください。"))
    waits = row.outcome == Outcome.CHECK and not hasattr(row, "decision")
    form = (DecisionForm if waits else ReversalForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, row, waits, form.cleaned_data["why"])
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("mealtickets:desk_checks" if waits else request.path)
    context = {
        "row": row, "why": _why(row), "waits": waits, "form": form, "may_manage": may_manage(request),
        "crumbs": under((_("確認が いる食事"), reverse("mealtickets:desk_checks")), (row.public_id, "")),
        "may_reverse": not waits and not hasattr(row, "reversal") and getattr(row, "decision", None) is None
        or (hasattr(row, "decision") and row.decision.paid and not hasattr(row, "reversal")),
    }  # fmt: skip
    return render(request, "mealtickets/checks/one.html", context)


def _do(request: Request, row: Redemption, waits: bool, why: str) -> None:
    """By the button that was pressed: 「払う」 pressed twice takes nothing back, it is told that it is decided."""
    deed = request.POST.get("deed")
    if not waits and deed not in ("pay", "leave"):
        reversals.reverse(redemption=row, why=why, by=request.actor, at=request.at)
        messages.success(request, _("とりけしました。カードは その日 また 使えます。"))
        return
    paid = deed == "pay"
    decisions.decide(redemption=row, paid=paid, why=why, by=request.actor, at=request.at)
    done = _("お店に 支払うことに しました。") if paid else _("支払わないことに しました。")
    messages.success(request, done)


def _why(row: Redemption) -> str:
    """In the words of the desk."""
    return next((one.label for one in Reason if one.value == row.reason), row.reason)


@doors.desk
@counter
@require_http_methods(FORMS)
def desk_stubs(request: Request) -> HttpResponse:
    begin = {"day": request.GET.get("day") or clock.day(request.at), "shop": request.GET.get("shop")}
    form = ShopStubsForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        shop = form.cleaned_data["shop"]
        if _typed(request, form, shop):
            told = {"shop": shop.public_id, "day": form.cleaned_data["day"].isoformat()}
            return redirect(f"{reverse('mealtickets:desk_stubs')}?{urlencode(told)}")
    context = {
        "form": form, "any": form.fields["shop"].queryset.exists(), "layout": "ui/desk.html",  # type: ignore[attr-defined]
        "crumbs": under((_("紙の半券を 打ちこむ"), "")),
    }  # fmt: skip
    return render(request, "mealtickets/checks/stubs.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_stubs(request: Request, public_id: str) -> HttpResponse:
    shop = find_own(request, public_id, Permission.MEALS_TILL)
    form = StubsForm(request.POST or None, initial={"day": clock.day(request.at)})
    if request.method == "POST" and form.is_valid() and _typed(request, form, shop):
        return redirect("mealtickets:ops_stubs", shop.public_id)
    context = {
        "form": form, "shop": shop, "any": shop.stubs_printed > 0, "layout": "ui/operator.html",
        "crumbs": [(shop.place.name, ""), (_("紙の半券を 打ちこむ"), "")],
    }  # fmt: skip
    return render(request, "mealtickets/checks/stubs.html", context)


def _typed(request: Request, form: StubsForm, shop: Shop) -> bool:
    """Whether every row was taken. What was taken stays taken: sent again with the rest it counts once."""
    told, wrong = [], False
    for place, number, code in form.stubs:
        try:
            answer = stubs.type_in(
                shop=shop,
                number=number,
                code=code,
                day=form.cleaned_data["day"],
                by=request.actor,
                at=request.at,
            )
        except NotFound:
            raise
        except DomainError as error:
            form.refuse_row(place, error)
            wrong = True
        else:
            told.append(_("%(n)s番 %(mark)s%(word)s") % {
                "n": number, "mark": answer.body["mark"], "word": "" if answer.body["answer"] == "ok" else f" {answer.body['word']}",
            })  # fmt: skip
    if told:
        messages.success(request, _("しまいました： %(told)s") % {"told": "、".join(told)})
    elif not wrong:
        form.add_error("number_0", _("半券の番号を 打ってください。"))
    return bool(told) and not wrong
