"""記録 at the desk: what went from hand to hand, what it became, thanks to look at and to send."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.charts import Bar, Chart
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.surplus.actions import thanking
from ibasho.rooms.surplus.actions import uses as actions
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import figures, handing, kitchen, recalls
from ibasho.rooms.surplus.queries import uses as queries
from ibasho.rooms.surplus.queries.handing import Record
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.views import days
from ibasho.rooms.surplus.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

SPAN_DAYS = 28
TO_SEND_MAX = 30
SHOWN_MAX = 500  # lines on the page; the file and the chart hold all


@doors.desk
@require_safe
def desk_records(request: Request) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    first, last = _span(request)
    found = handing.records(first, last)
    if exports.wanted(request):
        return exports.answer(request, _table(found), f"ukewatashi_{first:%Y%m%d}_{last:%Y%m%d}")
    context = {
        "pages": pages("desk_records"), "table": _table(found[:SHOWN_MAX]), "total": len(found),
        "cut_at": SHOWN_MAX if len(found) > SHOWN_MAX else 0, "first": first, "last": last,
        "given": figures.given(None, first, last), "chart": _chart(found), "to_look": queries.to_look_at().count(), "may_manage": may(request, Permission.SURPLUS_MANAGE),
        "running": recalls.running().count(), "kitchens": kitchen.recorded(), "kg": kg,
    }  # fmt: skip
    return render(request, "surplus/uses/records.html", context)


def _table(found: list[Record]) -> Table:
    columns = [
        Column(_("日"), lambda one: clock.day(one.handover.handed_at)),
        Column(_("しなもの"), lambda one: one.offer_name, href=lambda one: _share(one)),
        Column(_("くれた人"), lambda one: one.giver),
        Column(_("うけとった所"), lambda one: one.handover.share.receiver.place.name),
        Column(_("重さ"), lambda one: kg(one.handover.grams)),
        Column(_("温度"), _degrees),
        Column(_("期限"), lambda one: one.handover.expires_on),
        Column(_("ロット"), lambda one: one.handover.lot),
        Column(
            _("箱（返った／かりた）"),
            lambda one: (
                f"{one.handover.crates_back}／{one.handover.crates_out}" if one.handover.crates_out else ""
            ),
        ),
    ]
    return Table(_("うけわたしの 記録"), columns, found)


def _share(one: Record) -> str:
    return reverse("surplus:desk_hand", args=[one.handover.share.public_id])


def _degrees(one: Record) -> str:
    tenths = one.handover.temperature_tenths
    return f"{one.band}" if tenths is None else f"{one.band} {rules.degrees(tenths)}"


def _chart(found: list[Record]) -> Chart:
    """Who got how much, the most first."""
    grams: dict[str, int] = {}
    for one in found:
        name = one.handover.share.receiver.place.name
        grams[name] = grams.get(name, 0) + one.handover.grams
    rows = [
        Bar(name, told / 1_000) for name, told in sorted(grams.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return charts.bars(_("どこが どれだけ うけとったか"), rows, unit="kg", label_head=_("居場所"), decimals=1)


@doors.desk
@require_safe
def desk_thanks(request: Request) -> HttpResponse:
    """Words nobody has read yet; offers whose giver has not heard from us."""
    require(request, Permission.SURPLUS_MANAGE)
    waiting = [
        (one, moderation.held_for(one.thanks), moderation.may_be_shown(one.thanks))
        for one in queries.to_look_at()
    ]
    unsent = queries.unthanked()[:TO_SEND_MAX]
    context = {
        "waiting": waiting, "unsent": [(one, queries.became(one)) for one in unsent], "looked": queries.looked_at(),
        "pages": pages("desk_records"), "crumbs": crumbs((_("記録"), reverse("surplus:desk_records")), (_("お礼"), "")),
    }  # fmt: skip
    return render(request, "surplus/uses/thanks.html", context)


@doors.desk
@require_POST
def desk_thanks_look(request: Request, public_id: str) -> HttpResponse:
    """`do`: show or hide."""
    require(request, Permission.SURPLUS_MANAGE)
    use = queries.find(request.actor, public_id, request.at)
    if use is None:
        raise Http404
    shown = request.POST.get("do") == "show"
    thanks = _("のせました。くれた人にも とどきます。") if shown else _("のせないことに しました。")
    done(request, lambda: actions.look(use=use, shown=shown, by=request.actor, at=request.at), thanks=thanks)
    return redirect("surplus:desk_thanks")


@doors.desk
@require_POST
def desk_thank(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_MANAGE)
    offer = get_object_or_404(Offer, public_id=public_id)
    mailed = done(request, lambda: thanking.thank(offer=offer, by=request.actor, at=request.at))
    if mailed is not None:
        told = (
            _("お礼の メールを 送りました。")
            if mailed
            else _(
                "メールの アドレスが ありません。電話で お礼を つたえてください。くれた人の ページには 出ています。"
            )
        )
        messages.success(request, told)
    return redirect("surplus:desk_thanks")


def _span(request: Request) -> tuple[date, date]:
    last = days.read(request.GET.get("last", "")) or clock.day(request.at)
    first = days.read(request.GET.get("first", "")) or last - timedelta(days=SPAN_DAYS - 1)
    return min(first, last), last
