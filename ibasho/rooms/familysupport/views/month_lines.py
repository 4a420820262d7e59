"""The papers of a month, its reports one by one, and the bank book of who is paid."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import paying
from ibasho.rooms.familysupport.models import Member, Month, Report, TopUp
from ibasho.rooms.familysupport.queries import months as queries
from ibasho.rooms.familysupport.queries import report_papers, reports
from ibasho.rooms.familysupport.views.desk_pages import pages
from ibasho.rooms.familysupport.views.months_desk import find, month_crumbs, sees_names, title_of
from ibasho.rooms.familysupport.views.reports_desk import printed
from ibasho.town.payouts.forms.payees import PersonAccountForm
from ibasho.town.people.permissions import Permission as P
from ibasho.town.people.views import letters


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("support.paper", times=60, seconds=600, methods=("GET", "POST"))
def notices(request: Request, public_id: str) -> HttpResponse:
    """支払のお知らせ of everybody in the month, one page each: with the list of the day and a second pair of eyes."""
    month = _named(request, public_id)
    rows = _seen(
        request, list(month.top_ups.select_related("month", "provider__centre").order_by("provider__number"))
    )
    if not rows:
        raise Http404
    waits = letters.gate(
        request, key=f"familysupport.notices:{month.public_id}", title=_("支払のお知らせを まとめて 作る"),
        ids=[one.provider_id for one in rows], back=reverse("familysupport:desk_month", args=[month.public_id]),
    )  # fmt: skip
    return waits or _print(request, month, rows)


@doors.desk
@require_safe
@limited("support.paper", times=60, seconds=600, methods=("GET",))
def line(request: Request, public_id: str, line: str) -> HttpResponse:
    """支払のお知らせ of one."""
    month = _named(request, public_id)
    row = queries.top_up(month, line)
    if row is None:
        raise Http404
    return _print(request, month, _seen(request, [row]))


def _named(request: Request, public_id: str) -> Month:
    month = find(request, public_id)
    if not sees_names(request):
        raise Http404
    return month


def _seen(request: Request, rows: list[TopUp]) -> list[TopUp]:
    """Without people under protection, whose name stands on no list and no paper of ours."""
    seen = queries.unprotected([one.provider for one in rows], day=clock.day(request.at))
    return [one for one in rows if one.provider_id in seen]


def _print(request: Request, month: Month, rows: list[TopUp]) -> HttpResponse:
    if not rows:
        raise Http404
    data = report_papers.notice(rows, request.at)
    back = reverse("familysupport:desk_month", args=[month.public_id])
    return printed(request, "familysupport/pdf/notice.typ", data, f"shiharai-{month.first:%Y%m}", back)


@doors.desk
@require_safe
def reports_of(request: Request, public_id: str) -> HttpResponse:
    """The reports behind the month's sums, for the adviser."""
    month = find(request, public_id, P.SUPPORT_ADVISE)
    rows = list(
        reports.whole(Report.objects.filter(top_up__month=month)).order_by(
            "visit__provider__number", "visit__starts_at"
        )
    )
    table = _table(
        rows,
        queries.unprotected(
            [one.visit.provider for one in rows if one.visit.provider], day=clock.day(request.at)
        ),
    )
    if exports.wanted(request):
        return exports.answer(request, table, f"uwanose-meisai-{month.first:%Y%m}")
    back = reverse("familysupport:desk_month", args=[public_id])
    context = {
        "tabs": pages("desk_months", request), "table": table, "total": len(rows), "title": title_of(month),
        "crumbs": month_crumbs((title_of(month), back), (_("報告"), "")),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_month_reports.html", context)


def _table(rows: list[Report], seen: set[int]) -> Table:
    """`seen`: members whose name may be shown."""
    due = reports.due_days(rows[0].visit.request.member.centre if rows else None)

    def name(one: Report) -> str:
        helper = one.visit.provider
        return "" if helper is None else helper.name if helper.pk in seen else queries.HIDDEN

    columns = [
        Column(_("提供会員"), name),
        Column(_("日"), lambda one: f"{one.visit.day:%Y-%m-%d}", href=lambda one: reverse("familysupport:desk_report", args=[one.public_id])),
        Column(_("援助内容"), lambda one: one.visit.request.get_content_display()),
        Column(_("時間（分）"), lambda one: reports.as_told(one).minutes, number=True),
        Column(_("依頼会員から（円）"), lambda one: one.user_yen, number=True),
        Column(_("市から（円）"), lambda one: one.city_yen, number=True),
        Column(_("届いた日"), lambda one: f"{clock.day(one.written_at):%Y-%m-%d}"),
        Column(_("しめきり"), lambda one: _("すぎて 届いた") if due.is_late(one) else ""),
    ]  # fmt: skip
    return Table(gettext_lazy("月の 活動報告"), columns, rows)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, public_id: str) -> HttpResponse:
    """The bank book of a provider who stands in a month, written by the city; 404 for people under protection, whose account
    the city's own people keep in payouts. What stands already is not shown."""
    policies.require(request.actor, P.SUPPORT_MONEY, at=request.at)
    member = Member.objects.filter(public_id=public_id, top_ups__isnull=False, erased_at__isnull=True).first()
    if member is None or not queries.unprotected([member], day=clock.day(request.at)):
        raise Http404
    back = _back(request, member)
    form = PersonAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        particulars = form.particulars()
        made = done(
            request,
            lambda: paying.write_account(
                member=member, particulars=particulars, by=request.actor, at=request.at
            ),
            thanks=_("口座を 書きました。もう1人の担当者が 支払先の一覧で 確かめると、振りこめます。"),
            form=form,
        )
        if made:
            return redirect(back)
    context = {
        "form": form, "member": member, "back": back, "tabs": pages("desk_months", request),
        "crumbs": month_crumbs((_("口座"), "")),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_account.html", context)


def _back(request: Request, member: Member) -> str:
    """To the month one came from (`?month=`), else to the months."""
    wanted = request.GET.get("month", "")
    row = member.top_ups.filter(month__public_id=wanted).select_related("month").first()
    if row is None:
        return reverse("familysupport:desk_months")
    return reverse("familysupport:desk_month", args=[row.month.public_id])
