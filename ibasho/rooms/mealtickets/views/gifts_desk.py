"""Gifts at the desk: the list, one gift's way, its receipt, 寄附採納."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.actions import gift_searches, gifts
from ibasho.rooms.mealtickets.actions import receipts as receipt_actions
from ibasho.rooms.mealtickets.forms.desk_gifts import AcceptedFilter, GiftsFilter, NameSearch
from ibasho.rooms.mealtickets.forms.giving import ReceiptForm
from ibasho.rooms.mealtickets.models import Fund, Gift, Receipt
from ibasho.rooms.mealtickets.queries import gifts_desk as queries
from ibasho.rooms.mealtickets.queries import payments, receipt_paper, refunds
from ibasho.rooms.mealtickets.rules.kinds import Receiver
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import counter, may, may_money, money, reading
from ibasho.town.people.permissions import Permission
from ibasho.town.people.views import letters

PAGE = 50
ODD_MAX = 20


@doors.desk
@reading
@require_http_methods(["GET", "HEAD", "POST"])
def desk_gifts(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    form = GiftsFilter(request.GET, day=today)
    found = queries.gifts(form.wanted())
    named = may_money(request)
    if exports.wanted(request):
        if named:
            waits = letters.taken_out(
                request, key="mealtickets.gifts", title=_("寄付の ファイル"), ids=found.values_list("pk", flat=True),
                back=reverse("mealtickets:desk_gifts"),
            )  # fmt: skip
            if waits:
                return waits
            gift_searches.take_out(what="gifts", rows=found.count(), by=request.actor, at=request.at)
        return exports.answer(request, _table(found, named=named, whole=True), "gifts")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "table": _table(page.object_list, named=named), "paged": page, "total": page.paginator.count,
        "may_money": named, "may_counter": may(request, Permission.MEALS_COUNTER), "names": NameSearch(),
        "odd": payments.odd()[:ODD_MAX] if named else (), "any": Gift.objects.exists(), "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "mealtickets/desk_gifts/list.html", context)


def _table(rows: Iterable[Any], *, named: bool, whole: bool = False) -> Table:
    """Names only for those who keep the money."""
    columns = [
        Column(_("受付番号"), lambda row: row.reference, href=lambda row: reverse("mealtickets:desk_gift", args=[row.reference])),
        Column(_("申しこみの日"), lambda row: clock.day(row.promised_at).isoformat()),
        Column(_("状態"), lambda row: row.get_state_display()),
        Column(_("方法"), lambda row: row.get_channel_display()),
        Column(_("つかいみち"), lambda row: row.pool.name if row.pool else _("おまかせ")),
        Column(_("金額（円）"), lambda row: row.amount_yen, number=True),
        Column(_("届いた（円）"), lambda row: row.received_yen, number=True),
    ]  # fmt: skip
    if named:
        columns.append(Column(_("お名前"), lambda row: row.name))
    if whole:
        columns += [
            Column(_("基金"), lambda row: row.fund.name),
            Column(_("受けとった日"), lambda row: clock.day(row.received_at) if row.received_at else None),
            Column(_("証明書の番号"), receipt_number),
        ]
    return Table(gettext_lazy("寄附"), columns, rows)


def receipt_number(gift: Gift) -> str:
    found = getattr(gift, "receipt", None)
    return f"{nendo.label(found.nendo)} 第{found.number}号" if found else ""


@doors.desk
@money
@require_POST
@limited("mealtickets.gift_names", times=120, seconds=600)
def desk_gift_names(request: Request) -> HttpResponse:
    """Twenty at the most, and the journal keeps that somebody looked."""
    form = NameSearch(request.POST)
    shown: dict[str, Any] = {"names": form, "crumbs": _crumbs(_("名前で さがす"))}
    if form.is_valid():
        try:
            found = gift_searches.by_name(words=form.cleaned_data["name"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            shown |= {"table": _table(found, named=True), "found": found, "most": gift_searches.FOUND_MAX}
    return render(request, "mealtickets/desk_gifts/names.html", shown)


@doors.desk
@reading
@require_safe
def desk_gift(request: Request, reference: str) -> HttpResponse:
    """One gift's way: what was promised, what came, where its yen went, what went back."""
    gift = found(reference)
    named = knows(request, gift)
    rows = list(gift.refunds.select_related("asked_by", "decided_by").order_by("pk"))
    context = {
        "gift": gift, "named": named, "may_money": may_money(request), "may_counter": may(request, Permission.MEALS_COUNTER), "way": queries.way(gift),
        "lines": gift.bank_lines.order_by("day", "pk") if may_money(request) else (),
        "events": gift.events.order_by("pk") if may_money(request) else (),
        "refunds": [(row, refunds.answers([row]).get(row.pk)) for row in rows],
        "possible_yen": refunds.possible_yen(gift), "receipt": Receipt.objects.filter(gift=gift).first(),
        "receipt_form": ReceiptForm(initial={"name": gift.name, "address": gift.address}) if named else None,
        "missing_yen": gift.amount_yen - gift.received_yen, "crumbs": _crumbs(gift.reference),
    }  # fmt: skip
    return render(request, "mealtickets/desk_gifts/gift.html", context)


def found(reference: str) -> Gift:
    gift = queries.by_reference(reference)
    if gift is None:
        raise Http404
    return gift


def knows(request: Request, gift: Gift) -> bool:
    """Whether the giver's name is shown: to those who keep the money, and to whoever typed it in."""
    return may_money(request) or (
        gift.channel == Gift.Channel.COUNTER
        and gift.typed_by_id == request.actor.person_id
        and may(request, Permission.MEALS_COUNTER)
    )


@doors.desk
@counter
@require_POST
def desk_gift_receipt(request: Request, reference: str) -> HttpResponse:
    """Gives the paper its number; a second press changes nothing."""
    gift = _known(request, reference)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        try:
            receipt_actions.issue(gift=gift, by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("証明書の 番号が つきました。「印刷する」から 出せます。"))
    else:
        messages.error(request, _("お名前と 住所が そろうと、証明書を 出せます。"))
    return redirect("mealtickets:desk_gift", reference)


@doors.desk
@counter
@require_POST
def desk_gift_paper(request: Request, reference: str) -> HttpResponse:
    """The PDF: every paper is counted, and from the second on it says 再発行."""
    gift = _known(request, reference)
    receipt = Receipt.objects.filter(gift=gift).first()
    if receipt is None:
        raise Http404
    try:
        printed = receipt_actions.print_again(receipt=receipt, by=request.actor, at=request.at)
        made = pdf.render("mealtickets/pdf/receipt.typ", receipt_paper.data(printed))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:desk_gift", reference)
    return pdf_file(made, f"kifu-{receipt.nendo}-{receipt.number}", inline=True)


def _known(request: Request, reference: str) -> Gift:
    gift = found(reference)
    if not knows(request, gift):
        raise Http404
    return gift


@doors.desk
@money
@require_POST
def desk_gift_settle(request: Request, reference: str) -> HttpResponse:
    """「届いた分で 受けとる」"""
    try:
        gifts.settle(gift=found(reference), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("届いた分で 受けとりました。"))
    return redirect("mealtickets:desk_gift", reference)


@doors.desk
@money
@require_safe
def desk_accepted(request: Request) -> HttpResponse:
    """寄附採納: what a receiver took in, by month."""
    funds = list(Fund.objects.order_by("order", "pk"))
    city = next((one for one in funds if one.receiver == Receiver.CITY), None)
    shown = {"fund": city.public_id if city else "", "month": f"{clock.day(request.at):%Y-%m}"}
    form = AcceptedFilter(shown | request.GET.dict(), funds=funds)
    fund, month = _asked(form, funds, clock.day(request.at))
    rows = list(queries.accepted(fund, month))
    table = _accepted_table(rows)
    if exports.wanted(request):
        gift_searches.take_out(what="accepted", rows=len(rows), by=request.actor, at=request.at)
        return exports.answer(request, table, f"saino-{month:%Y-%m}")
    context = {
        "form": form, "table": table, "total": len(rows), "fund": fund, "month": month,
        "sum_yen": sum(row.amount_yen for row in rows), "crumbs": _crumbs(_("寄附採納")),
    }  # fmt: skip
    return render(request, "mealtickets/desk_gifts/accepted.html", context)


def _asked(form: AcceptedFilter, funds: list[Fund], today: date) -> tuple[Fund | None, date]:
    form.is_valid()
    told = form.cleaned_data
    fund = next((one for one in funds if one.public_id == told.get("fund")), None)
    try:
        month = date.fromisoformat(f"{told.get('month', '')}-01")
    except ValueError:  # a month nobody can read is this one
        month = today.replace(day=1)
    return fund, month


def _accepted_table(rows: list[Any]) -> Table:
    back = queries.refunded(rows)
    columns = [
        Column(_("受付番号"), lambda row: row.reference),
        Column(_("受けとった日"), lambda row: clock.day(row.received_at).isoformat()),
        Column(_("入金の日"), lambda row: row.bank_day),
        Column(_("氏名"), lambda row: _("匿名") if row.anonymous or not row.name else row.name),
        Column(_("金額（円）"), lambda row: row.amount_yen, number=True),
        Column(_("つかいみち"), lambda row: row.pool.name if row.pool else _("おまかせ")),
        Column(_("方法"), lambda row: row.get_channel_display()),
        Column(_("会計年度"), lambda row: nendo.label(row.book_year) if row.book_year else ""),
        Column(_("証明書の番号"), receipt_number),
        Column(_("返金（円）"), lambda row: back[row.pk] or None, number=True),
    ]
    return Table(gettext_lazy("寄附採納の一覧"), columns, rows)


def _crumbs(here: str = "") -> list[tuple[str, str]]:
    there = under((_("寄附"), reverse("mealtickets:desk_gifts")))
    return [*there, (here, "")] if here else there
