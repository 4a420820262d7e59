"""Honoraria month by month: しめる → 内容を 見る → わたす・起案する. For groups and for the city; only the city pays by bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster.actions import months as actions
from ibasho.rooms.roster.actions import paying, receipts
from ibasho.rooms.roster.forms.hours import HandForm, WhyForm
from ibasho.rooms.roster.models import Month
from ibasho.rooms.roster.queries import months as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.queries.months import Line, Stands
from ibasho.rooms.roster.rules import minutes
from ibasho.rooms.roster.rules.honoraria import RULES, TAX_WORDS, first_of_month
from ibasho.rooms.roster.rules.kinds import PayKind, PayWay
from ibasho.rooms.roster.views.hours_doors import DESK, OPS, Where, find_month, may, seen
from ibasho.town.payouts.forms.runs import PrepareForm
from ibasho.town.payouts.models import Run
from ibasho.town.people.permissions import Permission

SHOWN = 60
STANDS = {
    Stands.NOTHING: gettext_lazy("お金は ありません（時間だけ）"),
    Stands.PAID: gettext_lazy("はらった"),
    Stands.PLANNED: gettext_lazy("支払いに 入っている"),
    Stands.RETURNED: gettext_lazy("銀行から もどってきた。もう一度 起案できます"),
    Stands.CASH: gettext_lazy("現金で わたす"),
    Stands.NO_ACCOUNT: gettext_lazy("口座を 書くのを 待っています"),
    Stands.UNCONFIRMED: gettext_lazy("口座の 確認を 待っています"),
    Stands.READY: gettext_lazy("振りこめます"),
}


def title_of(month: Month) -> str:
    return f"{wareki.year_label(month.first)}{month.first.month}月"


@doors.operator
@require_safe
def ops_months(request: Request) -> HttpResponse:
    return _months(request, OPS)


@doors.desk
@require_safe
def desk_months(request: Request) -> HttpResponse:
    return _months(request, DESK)


def _months(request: Request, where: Where) -> HttpResponse:
    """What can be closed, and what was."""
    seen(request, Permission.ROSTER_PAY)
    found = list(queries.organisations(request.actor, request.at))
    closed, today = list(queries.months(found)[:SHOWN]), clock.day(request.at)
    coming = queries.coming(found, today)
    held = [draft.helper for one in coming for draft in one.held]
    veiled.on_screen(held, by=request.actor, at=request.at)
    context = {
        "layout": where.layout, "look": where.code, "coming": coming,
        "accounts": [(one.call_name, where.url("helper_account", one.public_id)) for one in queries.without_account(coming, day=today)],
        "table": _months_table(closed, where),
        "total": len(closed), "close": where.url("month_close"), "crumbs": where.months_crumbs(), "hours": where.url("hours"),
        "rules": [(kind.label, RULES[kind].words) for kind in PayKind], "tax": TAX_WORDS,
    }  # fmt: skip
    return render(request, "roster/hours/months.html", context)


def _months_table(rows: Sequence[Month], where: Where) -> Table:
    columns = [
        Column(_("月"), lambda row: title_of(row), href=lambda row: where.url("month", row.public_id)),
        Column(_("団体"), lambda row: row.organisation.name),
        Column(_("状態"), lambda row: row.get_state_display()),
        Column(_("しめた日"), lambda row: f"{clock.day(row.closed_at):%Y-%m-%d}" if row.closed_at else ""),
        Column(_("しめた人"), lambda row: row.closed_by.name if row.closed_by else ""),
    ]
    return Table(gettext_lazy("しめた月"), columns, rows)


@doors.operator
@require_POST
def ops_month_close(request: Request) -> HttpResponse:
    return _close(request, OPS)


@doors.desk
@require_POST
def desk_month_close(request: Request) -> HttpResponse:
    return _close(request, DESK)


def _close(request: Request, where: Where) -> HttpResponse:
    """The organisation and the month the page showed."""
    seen(request, Permission.ROSTER_PAY)
    rows = queries.organisations(request.actor, request.at)
    organisation = get_object_or_404(rows, public_id=request.POST.get("organisation", ""))
    try:
        first = first_of_month(clock.parse_day(request.POST.get("first", "")))
    except Invalid as error:
        messages.error(request, error.message)
        return redirect(where.url("months"))
    made = done(
        request,
        lambda: actions.close(organisation=organisation, first=first, by=request.actor, at=request.at),
        thanks=_("しめました。つぎは 内容を 見て、わたすか 起案します。"),
    )
    return redirect(where.url("month", made.public_id) if made else where.url("months"))


@doors.operator
@require_safe
def ops_month(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, OPS)


@doors.desk
@require_safe
def desk_month(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, DESK)


def _month(request: Request, public_id: str, where: Where) -> HttpResponse:
    """The month's lines, and the one thing that comes next."""
    found = find_month(request, public_id)
    lines = queries.lines(found, day=clock.day(request.at))
    if exports.wanted(request):
        return exports.answer(request, _lines_table(found, lines, where), f"sharei-{found.first:%Y%m}")
    return render(request, "roster/hours/month.html", _context(request, found, lines, where))


def _context(request: Request, found: Month, lines: list[Line], where: Where) -> dict[str, Any]:
    key, here = found.public_id, {one: [row for row in lines if row.stands == one] for one in Stands}
    pays = where is DESK and may(request, Permission.PAYOUTS_PREPARE)
    held = queries.held(found)
    veiled.on_screen([one.helper for one in held], by=request.actor, at=request.at)
    return {
        "month": found, "title": title_of(found), "layout": where.layout, "look": where.code, "table": _shown_table(found, lines, where), "total": len(lines),
        "crumbs": where.months_crumbs((f"{title_of(found)} {found.organisation.name}", "")),
        "cash": here[Stands.CASH], "handed": [one for one in here[Stands.PAID] if one.honorarium.received_on],
        "ready": [one for one in lines if one.ready], "waiting": [*here[Stands.NO_ACCOUNT], *here[Stands.UNCONFIRMED]],
        "held": held, "pays": pays, "pay_form": PrepareForm() if pays else None,
        "pay": where.url("month_pay", key) if pays else "", "do": where.url("month_do", key),
        "receipts": where.url("month_receipts", key), "hand_form": HandForm(month=found.pk, initial={"day": clock.day(request.at)}), "runs": _runs(lines) if pays else [],
        "may_open": not here[Stands.PLANNED] and not here[Stands.PAID], "why_form": WhyForm(),
        "sum_yen": sum(one.honorarium.amount_yen for one in lines), "net_yen": sum(one.net_yen for one in lines),
        "time": minutes.label(sum(one.honorarium.minutes for one in lines)),
    }  # fmt: skip


def _runs(lines: Sequence[Line]) -> list[Run]:
    keys = {one.payment.run_id for one in lines if one.payment}
    return list(Run.objects.filter(pk__in=keys).order_by("pk"))


def _lines_table(month: Month, lines: Sequence[Line], where: Where) -> Table:
    """As a file everything; the page says less and leads on to each line."""
    columns = [
        *_who(month, where),
        Column(_("時間（分）"), lambda one: one.honorarium.minutes, number=True),
        Column(_("1時間（円）"), lambda one: one.honorarium.yen_per_hour, number=True),
        Column(_("金額（円）"), lambda one: one.honorarium.amount_yen, number=True),
        Column(_("源泉徴収（円）"), lambda one: one.honorarium.tax_yen, number=True),
        Column(_("わたす額（円）"), lambda one: one.net_yen, number=True),
        Column(_("いま"), stands),
    ]
    return Table(gettext_lazy("謝礼の明細"), columns, lines)


def _shown_table(month: Month, lines: Sequence[Line], where: Where) -> Table:
    columns = [
        *_who(month, where),
        Column(_("時間"), lambda one: one.words, number=True),
        Column(_("わたす額（円）"), lambda one: one.net_yen, number=True),
        Column(_("いま"), stands),
    ]
    return Table(gettext_lazy("謝礼の明細"), columns, lines)


def _who(month: Month, where: Where) -> list[Column]:
    return [
        Column(_("名前"), lambda one: one.name, href=lambda one: where.url("line", month.public_id, one.honorarium.public_id)),
        Column(_("区分"), lambda one: one.honorarium.get_pay_kind_display()),
        Column(_("受けとり方"), lambda one: one.honorarium.get_pay_way_display()),
    ]  # fmt: skip


def stands(line: Line) -> str:
    words = str(STANDS[line.stands])
    if line.stands == Stands.PAID and line.honorarium.paid_on:
        return f"{words} {line.honorarium.paid_on:%Y-%m-%d}"
    if line.stands == Stands.PLANNED and line.payment is not None:
        return f"{words}（{line.payment.run.pay_on:%Y-%m-%d}）"
    return words


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_month_do(request: Request, public_id: str) -> HttpResponse:
    return _do(request, public_id, OPS)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_month_do(request: Request, public_id: str) -> HttpResponse:
    return _do(request, public_id, DESK)


def _do(request: Request, public_id: str, where: Where) -> HttpResponse:
    """開きなおす asks why on a page of its own; 残りを 足す and わたした come from the month's page (`do`)."""
    month = find_month(request, public_id)
    here = where.url("month", public_id)
    asked = request.POST.get("do", "reopen")
    if request.method == "POST" and asked == "complete":
        done(
            request,
            lambda: actions.complete(month=month, by=request.actor, at=request.at),
            thanks=_("残りを 足しました。"),
        )
        return redirect(here)
    if request.method == "POST" and asked == "hand":
        return _hand(request, month, here)
    return _reopen(request, month, where)


def _hand(request: Request, month: Month, here: str) -> HttpResponse:
    form = HandForm(request.POST, month=month.pk)
    if not form.is_valid():
        messages.error(request, _("わたした人を えらび、わたした日を 入れてください。"))
        return redirect(here)
    made = done(
        request,
        lambda: receipts.hand_over(
            month=month, lines=list(form.cleaned_data["lines"]), day=form.cleaned_data["day"], by=request.actor, at=request.at,
        ),
    )  # fmt: skip
    if made:
        messages.success(request, _("%(count)s人に わたしました。") % {"count": len(made)})
    return redirect(here)


def _reopen(request: Request, month: Month, where: Where) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(month=month, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("開きなおしました。時間を 直して、もう一度 しめてください。"))
            return redirect(where.url("months"))
    context = {
        "layout": where.layout, "heading": _("%(month)sを 開きなおしますか") % {"month": title_of(month)}, "form": form,
        "text": _("明細は なくなり、時間は 直せるように なります。まだ 1円も はらっていないときだけ できます。"),
        "submit": _("開きなおす"), "tone": "danger", "cancel": where.url("month", month.public_id),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@require_POST
def desk_month_pay(request: Request, public_id: str) -> HttpResponse:
    """起案: from here on payouts' own pages lead."""
    month = find_month(request, public_id)
    if not may(request, Permission.PAYOUTS_PREPARE):
        raise Http404
    form = PrepareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("支払元と 振込指定日を 入れてください。"))
        return redirect("roster:desk_month", public_id=public_id)
    given = form.cleaned_data
    run = done(
        request,
        lambda: paying.prepare(
            month=month, payer=given["payer"], pay_on=given["pay_on"], by=request.actor, at=request.at
        ),
        thanks=_("起案しました。つぎは 確認を たのみます。"),
    )
    if run is None:
        return redirect("roster:desk_month", public_id=public_id)
    return redirect("payouts:run", public_id=run.public_id)


def way_of(word: str) -> PayWay:
    """「現金に する」 or 「振込に する」; anything else is no button of ours."""
    if word not in {one.value for one in PayWay}:
        raise Http404
    return PayWay(word)
