"""The month's money at the desk: しめる → みとめる → 起案する. Everybody with figures sees the sums; the names of those who are
paid stand only where the adviser or the city's payer looks, and no family stands here at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import months as actions
from ibasho.rooms.familysupport.actions import paying
from ibasho.rooms.familysupport.forms.reports import WhyForm
from ibasho.rooms.familysupport.models import Month
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import months as queries
from ibasho.rooms.familysupport.queries.months import Line, Stands
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import MonthState
from ibasho.rooms.familysupport.views.desk_pages import Crumbs, crumbs, pages
from ibasho.rooms.familysupport.views.report_pages import seen
from ibasho.town.payouts.forms.runs import PrepareForm
from ibasho.town.payouts.models import Run
from ibasho.town.people.permissions import Permission as P

SHOWN = 36
STANDS = {
    Stands.NOTHING: gettext_lazy("市から 足す分は ありません"),
    Stands.PAID: gettext_lazy("はらった"),
    Stands.PLANNED: gettext_lazy("支払いに 入っている"),
    Stands.RETURNED: gettext_lazy("銀行から もどってきた。もう一度 起案できます"),
    Stands.NO_ACCOUNT: gettext_lazy("口座が まだ 書かれていません"),
    Stands.UNCONFIRMED: gettext_lazy("口座の 確認を 待っています"),
    Stands.READY: gettext_lazy("振りこめます"),
}


def title_of(month: Month) -> str:
    return f"{wareki.year_label(month.first)}{month.first.month}月"


def may(request: Request, permission: P) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def sees_names(request: Request) -> bool:
    return may(request, P.SUPPORT_ADVISE) or may(request, P.SUPPORT_MONEY)


def month_crumbs(*more: tuple[str, str]) -> Crumbs:
    here = reverse("familysupport:desk_months") if more else ""
    return crumbs((_("月の支払い"), here), *more)


def find(request: Request, public_id: str, permission: P = P.SUPPORT_FIGURES) -> Month:
    policies.require(request.actor, permission, at=request.at)
    found = queries.one(public_id)
    if found is None:
        raise Http404
    return found


@doors.desk
@require_safe
def listed(request: Request) -> HttpResponse:
    """What can be closed, and what was."""
    policies.require(request.actor, P.SUPPORT_FIGURES, at=request.at)
    centre, today = centres.centre(), clock.day(request.at)
    closed = list(queries.months(centre)[:SHOWN]) if centre else []
    table = _months_table(closed)
    if exports.wanted(request):
        return exports.answer(request, table, "famisapo-tsuki")
    context = {
        "tabs": pages("desk_months", request), "crumbs": month_crumbs(), "centre": centre,
        "coming": queries.coming(centre, today) if centre else [], "table": table, "total": len(closed),
        "closes": may(request, P.SUPPORT_ADVISE), "today": today, "chart": _chart(closed),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_months.html", context)


def _chart(closed: Sequence[Month]) -> Chart | None:
    """What the city added, month by month."""
    if len(closed) < 2:
        return None
    rows = [Bar(f"{one.first:%Y-%m}", _city(one)) for one in reversed(closed[:12])]
    return bars(_("市が 足した額"), rows, unit=_("円"), label_head=_("月"))


def _city(month: Month) -> int:
    return sum(one.city_yen for one in month.top_ups.all())


def _months_table(rows: Sequence[Month]) -> Table:
    columns = [
        Column(_("月"), title_of, href=lambda row: reverse("familysupport:desk_month", args=[row.public_id])),
        Column(_("提供会員（人）"), lambda row: len(row.top_ups.all()), number=True),
        Column(_("件数"), lambda row: sum(one.reports_count for one in row.top_ups.all()), number=True),
        Column(_("時間（分）"), lambda row: sum(one.minutes for one in row.top_ups.all()), number=True),
        Column(_("依頼会員から（円）"), lambda row: sum(one.user_yen for one in row.top_ups.all()), number=True),
        Column(_("市から（円）"), _city, number=True),
        Column(_("段階"), lambda row: row.get_state_display()),
    ]  # fmt: skip
    return Table(gettext_lazy("しめた月"), columns, rows)


@doors.desk
@require_POST
def close(request: Request) -> HttpResponse:
    policies.require(request.actor, P.SUPPORT_ADVISE, at=request.at)
    centre = centres.centre()
    if centre is None:
        raise Http404
    try:
        first = rules.first_of_month(clock.parse_day(request.POST.get("first", "")))
    except Invalid as error:
        messages.error(request, error.message)
        return redirect("familysupport:desk_months")
    made = done(
        request,
        lambda: actions.close(centre=centre, first=first, by=request.actor, at=request.at),
        thanks=_("しめました。つぎは 市の担当者が 内容を 見て、みとめます。"),
    )
    return (
        redirect("familysupport:desk_month", made.public_id)
        if made
        else redirect("familysupport:desk_months")
    )


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """The month's lines, and the one thing that comes next."""
    month = find(request, public_id)
    lines = queries.lines(month, day=clock.day(request.at))
    if exports.wanted(request):
        return exports.answer(request, lines_table(request, month, lines), f"uwanose-{month.first:%Y%m}")
    return render(request, "familysupport/reports/desk_month.html", _context(request, month, lines))


def _context(request: Request, month: Month, lines: Sequence[Line]) -> dict[str, Any]:
    here = {stand: [one for one in lines if one.stands == stand] for stand in Stands}
    approves, advises = may(request, P.SUPPORT_MONEY), may(request, P.SUPPORT_ADVISE)
    pays = approves and month.state in (MonthState.APPROVED, MonthState.SENT)
    untouched = not here[Stands.PLANNED] and not here[Stands.PAID]
    is_closed = month.state == MonthState.CLOSED
    return {
        "stamp": queries.stamp(one.top_up for one in lines), "accounts_close": rules.accounts_close(month.first),
        "month": month, "title": title_of(month), "tabs": pages("desk_months", request), "table": lines_table(request, month, lines),
        "total": len(lines), "crumbs": month_crumbs((title_of(month), "")), "names": sees_names(request), "advises": advises,
        "approves": approves and is_closed and month.closed_by_id != request.actor.person_id, "is_closed": is_closed,
        "pay_form": PrepareForm() if pays else None, "ready": [one for one in lines if one.ready],
        "no_account": here[Stands.NO_ACCOUNT] if approves else [], "unconfirmed": here[Stands.UNCONFIRMED],
        "runs": _runs(lines) if may(request, P.PAYOUTS_READ) else [],
        "may_open": untouched and (approves or (advises and is_closed)),
        "count": sum(one.top_up.reports_count for one in lines), "time": rules.label(sum(one.top_up.minutes for one in lines)),
        "user_yen": sum(one.top_up.user_yen for one in lines), "city_yen": sum(one.top_up.city_yen for one in lines),
    }  # fmt: skip


def _runs(lines: Sequence[Line]) -> list[Run]:
    keys = {one.payment.run_id for one in lines if one.payment}
    return list(Run.objects.filter(pk__in=keys).order_by("pk"))


def lines_table(request: Request, month: Month, lines: Sequence[Line]) -> Table:
    """Who may not see names sees numbers."""
    who = [Column(_("会員番号"), lambda one: one.top_up.provider.number or "")]
    if sees_names(request):
        paper = "familysupport:desk_month_line"
        who.append(
            Column(
                _("提供会員"), lambda one: one.name,
                href=lambda one: "" if one.hidden else reverse(paper, args=[month.public_id, one.top_up.public_id]),
            )
        )  # fmt: skip
    columns = [
        *who,
        Column(_("件数"), lambda one: one.top_up.reports_count, number=True),
        Column(_("時間（分）"), lambda one: one.top_up.minutes, number=True),
        Column(_("依頼会員から（円）"), lambda one: one.top_up.user_yen, number=True),
        Column(_("市から（円）"), lambda one: one.top_up.city_yen, number=True),
        Column(_("あわせて（円）"), lambda one: one.total_yen, number=True),
        Column(_("いま"), stands),
    ]
    return Table(gettext_lazy("提供会員ごとの 明細"), columns, lines)


def stands(line: Line) -> str:
    words = str(STANDS[line.stands])
    if line.stands == Stands.PAID and line.top_up.paid_on:
        return f"{words} {wareki.day_label(line.top_up.paid_on)}"
    if line.stands == Stands.PLANNED and line.payment is not None:
        return f"{words}：{wareki.day_label(line.payment.run.pay_on)}"
    return words


@doors.desk
@require_POST
def approve(request: Request, public_id: str) -> HttpResponse:
    month = find(request, public_id, P.SUPPORT_MONEY)
    done(
        request,
        lambda: actions.approve(month=month, seen=seen(request), by=request.actor, at=request.at),
        thanks=_("みとめました。つぎは 振込を 起案します。"),
    )
    return redirect("familysupport:desk_month", public_id)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, public_id: str) -> HttpResponse:
    """開きなおす asks why on a page of its own."""
    month = find(request, public_id)
    if not sees_names(request):
        raise Http404
    form, here = WhyForm(request.POST or None), reverse("familysupport:desk_month", args=[public_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(month=month, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("開きなおしました。報告を 直して、もう一度 しめてください。"))
            return redirect("familysupport:desk_months")
    context = {
        "heading": _("%(month)sを 開きなおしますか") % {"month": title_of(month)}, "form": form, "cancel": here,
        "text": _("明細は なくなり、報告は 直せるように なります。まだ 1円も はらっていないときだけ できます。"),
        "submit": _("開きなおす"), "tone": "danger",
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@require_POST
def pay(request: Request, public_id: str) -> HttpResponse:
    """起案: from here on payouts' own pages lead."""
    month = find(request, public_id, P.SUPPORT_MONEY)
    form = PrepareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("支払元と 振込指定日を 入れてください。"))
        return redirect("familysupport:desk_month", public_id)
    given = form.cleaned_data
    run = done(
        request,
        lambda: paying.prepare(
            month=month, payer=given["payer"], pay_on=given["pay_on"], by=request.actor, at=request.at
        ),
        thanks=_("起案しました。つぎは 確認を たのみます。"),
    )
    if run is None:
        return redirect("familysupport:desk_month", public_id)
    return redirect("payouts:run", public_id=run.public_id)
