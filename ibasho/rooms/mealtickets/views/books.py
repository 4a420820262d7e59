"""The books at the desk: where the yen are, entry by entry, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.forms.funds import LedgerFilter
from ibasho.rooms.mealtickets.models import Account, Fund, LedgerEntry, Shop
from ibasho.rooms.mealtickets.queries import books, pools, setup, work
from ibasho.rooms.mealtickets.queries.books import Wanted, Year
from ibasho.rooms.mealtickets.queries.proving import BROKEN, PROVEN
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.proof import Sums
from ibasho.rooms.mealtickets.views import hub
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import may_manage, may_money, reading
from ibasho.town.payouts.queries import waiting as payouts_waiting

PAGE = 100
EXPORT_MAX = 200_000
STATES: tuple[tuple[A, str], ...] = (
    (A.UNISSUED, "sand"), (A.LIVE, "green"), (A.PAYABLE, "orange"), (A.PAID, "blue"), (A.RESERVE, "purple"),
    (A.EXPIRED, "pink"),
)  # fmt: skip
NOTES = {
    A.UNISSUED: gettext_lazy("これから 出すお金"),
    A.LIVE: gettext_lazy("こどもが いま使える"),
    A.PAYABLE: gettext_lazy("食べられた・つぎの支払日に"),
    A.PAID: gettext_lazy("食べられた・支払いずみ"),
    A.RESERVE: gettext_lazy("チケットが なくなった日や 重なりの ため"),
    A.EXPIRED: gettext_lazy("すぐに 予備へ うつります"),
}


def drawn(sums: Iterable[Sums], title: str) -> Chart:
    """Where the yen are, all funds together."""
    found = list(sums)
    rows = [
        Bar(kind.label, sum(one.of(kind) for one in found), tint=tint, note=str(NOTES[kind]))
        for kind, tint in STATES
        if kind != A.EXPIRED or any(one.of(kind) for one in found)
    ]
    return bars(title, rows, unit=_("円"), label_head=_("どこに"))


@doors.desk
@reading
@require_safe
def desk_meals(request: Request) -> HttpResponse:
    funds = list(Fund.objects.order_by("order", "pk"))
    sums = books.now(funds)
    shown = pools.pictures(request.at)
    waiting = [
        *work.waiting_for(request.actor, request.at),
        *payouts_waiting.waiting_for(request.actor, request.at),
    ]
    ready = setup.ready()
    context = {
        "waiting": waiting, "doors": hub.doors(request, waiting), "steps": () if ready.whole else hub.steps(request, ready),
        "funds": funds, "sums": sums, "chart": drawn(sums, _("お金は いま どこに")) if sums else None,
        "all_tie": all(one.ties for one in sums),
        "pools": [(fund, [one for one in shown if one.pool.fund_id == fund.pk]) for fund in funds],
        "may_manage": may_manage(request), "may_money": may_money(request), "proof": _last_proof(),
        "nendo": nendo.nendo(clock.day(request.at)),
    }  # fmt: skip
    return render(request, "mealtickets/books/overview.html", context)


def _last_proof() -> Entry | None:
    """The newest word of the nightly proof."""
    found = Entry.objects.filter(noun="mealtickets.LedgerEntry", verb__in=(PROVEN, BROKEN))
    return found.order_by("-pk").first()


@doors.desk
@reading
@require_safe
def ledger(request: Request) -> HttpResponse:
    shops = list(Shop.objects.order_by("place__name").values_list("pk", "place__name"))
    form = LedgerFilter(request.GET, shops=shops)
    found = books.entries(_wanted(form))
    if exports.wanted(request):
        return exports.answer(request, _table(found[:EXPORT_MAX], whole=True), "ledger")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "table": _table(page.object_list), "paged": page, "total": page.paginator.count,
        "sums": books.now(Fund.objects.order_by("order", "pk")), "proof": _last_proof(), "crumbs": under((_("帳簿"), "")),
        "too_many": page.paginator.count > EXPORT_MAX,
    }  # fmt: skip
    return render(request, "mealtickets/books/ledger.html", context)


def _wanted(form: LedgerFilter) -> Wanted:
    """A filter that cannot be read narrows nothing."""
    form.is_valid()
    given = {key: value for key, value in form.cleaned_data.items() if key not in form.errors}
    pool = given.get("pool")
    return Wanted(
        kind=given.get("kind", ""), pool=pool.pk if pool else None, shop=int(given.get("shop") or 0) or None,
        gift=given.get("gift", ""), first=given.get("first"), last=given.get("last"),
    )  # fmt: skip


def words_of(account: Account) -> str:
    """`出ているチケット（どこでも）`"""
    whose = account.pool.name if account.pool else account.shop.place.name if account.shop else ""
    return f"{A(account.kind).label}（{whose}）" if whose else A(account.kind).label


def _table(rows: Iterable[Any], *, whole: bool = False) -> Table:
    columns = [
        Column(
            _("記帳"), lambda row: row.pk, href=lambda row: reverse("mealtickets:ledger_entry", args=[row.pk])
        ),
        Column(_("日"), lambda row: row.day.isoformat()),
        Column(_("何"), lambda row: row.get_kind_display()),
        Column(_("どこから"), lambda row: words_of(row.debit)),
        Column(_("どこへ"), lambda row: words_of(row.credit)),
        Column(_("金額（円）"), lambda row: row.amount_yen, number=True),
        Column(_("寄附"), lambda row: row.gift.reference if row.gift else ""),
    ]
    if whole:
        columns += [
            Column(_("会計年度"), lambda row: row.nendo),
            Column(_("支払い"), lambda row: row.payment),
            Column(_("きろく"), lambda row: row.journal_id),
        ]
    return Table(gettext_lazy("帳簿"), columns, rows)


@doors.desk
@reading
@require_safe
def ledger_entry(request: Request, entry: int) -> HttpResponse:
    """One entry, its deed, and its way back to the gift, the meal or the payment."""
    row = get_object_or_404(
        books.entries(Wanted()).select_related("redemption__shop__place", "fund"), pk=entry
    )
    told = books.told(row)
    context = {
        "entry": row, "from": words_of(row.debit), "to": words_of(row.credit), "told": told,
        "nendo_words": nendo.label(row.nendo),
        "beside": [(one, words_of(one.debit), words_of(one.credit)) for one in books.beside(row)],
        "same": LedgerEntry.objects.filter(redemption=row.redemption_id).order_by("pk") if row.redemption_id else (),
        "crumbs": [*_crumbs(), (_("帳簿"), reverse("mealtickets:ledger")), (f"{_('記帳')} {row.pk}", "")],
    }  # fmt: skip
    return render(request, "mealtickets/books/entry.html", context)


@doors.desk
@reading
@require_safe
def year(request: Request, nendo_of: int) -> HttpResponse:
    """会計年度: opening, what came, what went, what is carried over (基金)."""
    this = nendo.nendo(clock.day(request.at))
    if not 2000 <= nendo_of <= this:
        raise Http404
    found = books.years(nendo_of)
    if exports.wanted(request):
        return exports.answer(request, _year_table(found), f"meals-{nendo_of}")
    context = {
        "years": found, "label": nendo.label(nendo_of), "table": _year_table(found), "total": len(found),
        "others": [(one, nendo.label(one)) for one in sorted({this, *books.nendos()}, reverse=True)],
        "nendo": nendo_of, "closes": nendo.accounts_close(nendo_of),
        "open": clock.day(request.at) <= nendo.accounts_close(nendo_of), "crumbs": [*_crumbs(), (nendo.label(nendo_of), "")],
    }  # fmt: skip
    return render(request, "mealtickets/books/year.html", context)


def _year_table(rows: list[Year]) -> Table:
    yen: list[tuple[str, Any]] = [
        (_("前年度から くりこし"), lambda row: row.opening_yen), (_("寄附"), lambda row: row.gifts_yen),
        (_("返金"), lambda row: row.refunds_yen), (_("食べられた"), lambda row: row.eaten_yen),
        (_("次年度へ くりこし（基金）"), lambda row: row.closing_yen),
        (_("うち 期限切れから 予備へ"), lambda row: row.expired_yen),
        (_("お店へ 支払い"), lambda row: row.paid_yen), (_("お店へ まだ払っていない"), lambda row: row.owed_yen),
        (_("口座に あるはずの金額"), lambda row: row.cash_yen),
    ]  # fmt: skip
    columns = [
        Column(_("基金"), lambda row: row.fund.name),
        Column(_("会計年度"), lambda row: nendo.label(row.nendo)),
    ]
    columns += [Column(f"{label}（円）", read, number=True) for label, read in yen]
    columns.append(Column(_("食数"), lambda row: row.meals, number=True))
    return Table(gettext_lazy("会計年度の まとめ"), columns, rows)


def _crumbs() -> list[tuple[str, str]]:
    return under()
