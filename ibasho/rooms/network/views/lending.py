"""Lending between groups: behind a group's door its own and what others lend; at the desk everybody's."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import lending as actions
from ibasho.rooms.network.forms.lending import AskForm, ItemForm
from ibasho.rooms.network.models import Loan, LoanItem
from ibasho.rooms.network.queries import lending as queries
from ibasho.rooms.network.rules.kinds import LoanState
from ibasho.rooms.network.views import desk_pages
from ibasho.rooms.network.views.supporting_pages import own_groups
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
OPS, DESK = Side.two("network")


@doors.operator
@require_safe
def ops_lending(request: Request) -> HttpResponse:
    return _lending(request, OPS)


@doors.desk
@require_safe
def desk_lending(request: Request) -> HttpResponse:
    return _lending(request, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_item_new(request: Request) -> HttpResponse:
    return _item_new(request, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_item_new(request: Request) -> HttpResponse:
    return _item_new(request, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_item(request: Request, public_id: str) -> HttpResponse:
    return _item(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_item(request: Request, public_id: str) -> HttpResponse:
    return _item(request, public_id, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_ask(request: Request, public_id: str) -> HttpResponse:
    return _ask(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_ask(request: Request, public_id: str) -> HttpResponse:
    return _ask(request, public_id, DESK)


@doors.operator
@require_POST
def ops_loan_do(request: Request, public_id: str) -> HttpResponse:
    return _do(request, public_id, OPS)


@doors.desk
@require_POST
def desk_loan_do(request: Request, public_id: str) -> HttpResponse:
    return _do(request, public_id, DESK)


def _lending(request: Request, side: Side) -> HttpResponse:
    own = [one.pk for one in _own(request, side)]
    today = clock.day(request.at)
    scope = None if side.is_desk else own
    context = {
        **_page(request, side), "own": [] if side.is_desk else queries.own(own, today), "own_ids": own, "today": today,
        "others": queries.items(today, but=[] if side.is_desk else own), "over": queries.over(scope),
        "loans": [_line(one, own, side) for one in queries.running(scope)],
        "pages": desk_pages.pages("desk_meetings", request) if side.is_desk else [],
    }  # fmt: skip
    return render(request, "network/lending/list.html", context)


def _line(loan: Loan, own: list[int], side: Side) -> tuple[Loan, bool, bool, str]:
    """(loan, speaks for the lender, speaks for the borrower, where its buttons go)."""
    lender = side.is_desk or loan.item.organisation_id in own
    borrower = side.is_desk or loan.organisation_id in own
    return loan, lender, borrower, side.url("loan_do", loan.public_id)


def _item_new(request: Request, side: Side) -> HttpResponse:
    form = ItemForm(request.POST or None, own=_writes_for(request, side))
    if form.is_bound and form.is_valid():
        group = form.cleaned_data["organisation"]
        made = deeds.done(
            request, lambda: actions.offer(organisation=group, item=form.item(), by=request.actor, at=request.at), form=form,
            thanks=_("かせるものに 入れました。ほかの団体に 見えます。"),
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("lending"))
    return _form(request, side, form, _("かせるものを 入れる"), _("入れる"))


def _item(request: Request, public_id: str, side: Side) -> HttpResponse:
    item = queries.item(public_id)
    mine = _writes_for(request, side).filter(pk=item.organisation_id)
    if not mine.exists():
        raise NotFound("network.loan_item_unknown", _("見つかりません。一覧から えらんでください。"))
    form = ItemForm(request.POST or None, own=mine, initial=ItemForm.of(item))
    if form.is_bound and form.is_valid():
        done = deeds.done(
            request, lambda: actions.change(item=item, to=form.item(), by=request.actor, at=request.at), form=form,
            thanks=_("直しました。"),
        )  # fmt: skip
        if done is not None:
            return redirect(side.url("lending"))
    return _form(request, side, form, item.name, _("保存する"), item=item)


def _ask(request: Request, public_id: str, side: Side) -> HttpResponse:
    own = _writes_for(request, side)
    item = queries.item(public_id)
    form = AskForm(request.POST or None, own=own.exclude(pk=item.organisation_id) if side.is_desk else own)
    if form.is_bound and form.is_valid():
        group = form.cleaned_data["organisation"]
        made = deeds.done(
            request,
            lambda: actions.ask(item=item, organisation=group, wish=form.wish(), by=request.actor, at=request.at),
            form=form, thanks=_("おねがいしました。返事を まってください。"),
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("lending"))
    return _form(request, side, form, item.name, _("かりたいと つたえる"), item=item, asking=True)


def _do(request: Request, public_id: str, side: Side) -> HttpResponse:
    own = {one.pk for one in _writes_for(request, side)}
    loan = queries.loan(public_id)
    if not own & {loan.organisation_id, loan.item.organisation_id}:
        raise NotFound("network.loan_unknown", _("見つかりません。一覧から えらんでください。"))
    deed, thanks = _deed(request, loan)
    deeds.done(request, deed, thanks=thanks)
    return redirect(side.url("lending"))


def _deed(request: Request, loan: Loan) -> tuple[Callable[[], object], str]:
    by, at = request.actor, request.at
    wish, words = request.POST.get("do"), request.POST.get("words", "")[:1000]
    if wish == LoanState.AGREED:
        return lambda: actions.agree(loan=loan, words=words, by=by, at=at), _("「かす」と 返事しました。")
    if wish == LoanState.DECLINED:
        return lambda: actions.decline(loan=loan, words=words, by=by, at=at), _(
            "「かせない」と 返事しました。"
        )
    if wish == LoanState.LENT:
        return lambda: actions.lent(loan=loan, by=by, at=at), _("「わたした」に しました。")
    if wish == LoanState.RETURNED:
        return lambda: actions.returned(loan=loan, by=by, at=at), _("「返ってきた」に しました。")
    if wish == LoanState.CANCELLED:
        return lambda: actions.cancel(loan=loan, by=by, at=at), _("とりやめました。相手に 知らせます。")
    raise Http404


def _form(
    request: Request, side: Side, form: ItemForm | AskForm, heading: str, submit: str, *, item: LoanItem | None = None, asking: bool = False
) -> HttpResponse:  # fmt: skip
    page = {
        **_page(request, side), "form": form, "heading": heading, "submit": submit, "item": item, "asking": asking,
        "back": side.url("lending"), "weeks": queries.calendar(item, clock.day(request.at)) if item else [],
        "crumbs": [(_("かしかり"), side.url("lending")), (heading, "")], "today": clock.day(request.at),
    }  # fmt: skip
    return render(request, "network/lending/form.html", page)


def _page(request: Request, side: Side) -> dict[str, object]:
    may_write = not side.is_desk or policies.may(request.actor, Permission.NETWORK_WRITE, at=request.at)
    return {"layout": side.layout, "is_desk": side.is_desk, "side": side, "may_write": may_write}


def _own(request: Request, side: Side) -> QuerySet[Organisation]:
    """Of a group its own organisations, or the one for which staff type in; at the desk nobody is one's own. Http404 or
    NotFound for who has none."""
    if side.is_desk:
        policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
        return Organisation.objects.none()
    return Organisation.objects.filter(pk__in=[one.pk for one in own_groups(request)])


def _writes_for(request: Request, side: Side) -> QuerySet[Organisation]:
    """In whose name one may write: staff type in for anybody."""
    if not side.is_desk:
        return _own(request, side)
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    return Organisation.objects.filter(is_active=True)
