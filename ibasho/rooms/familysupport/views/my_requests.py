"""A family's own requests by its link: ask, look, mend the words, call off with the price shown before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.languages import amounts
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import requests as actions
from ibasho.rooms.familysupport.actions import unmet_ends, visits
from ibasho.rooms.familysupport.actions.request_letters import when
from ibasho.rooms.familysupport.forms.requests import SUGGESTIONS, ChangeForm, PriceForm
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.models import Request as Asked
from ibasho.rooms.familysupport.queries import met, whereabouts
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.called import called
from ibasho.rooms.familysupport.queries.expected_fee import cancel_yen
from ibasho.rooms.familysupport.queries.requests import Occasion
from ibasho.rooms.familysupport.rules.calling_off import OFF, kind_now
from ibasho.rooms.familysupport.rules.kinds import CancelKind, UnmetEnd
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.request_asking import Side, asking

MINE = "/support/my/"
WRITES_MAX, WRITES_SECONDS = 120, 600
CHIPS_MAX, BEFORE = 12, 2
FORMS = ["GET", "HEAD", "POST"]


@child
@never_cache
@require_safe
@held
def listed(request: Request, member: Member) -> HttpResponse:
    _require_asks(member)
    rows = queries.of_member(member, request.at)
    found = [(row, queries.occasions(row.visits.all(), request.at)) for row in rows]
    pairs = [(row, queries.days_words(row), _around(told, request.at), len(told)) for row, told in found]
    return render(
        request, "familysupport/requests/my_list.html", {**plain(member), "member": member, "pairs": pairs}
    )


def _around(found: Sequence[Occasion], at: datetime) -> Sequence[Occasion]:
    """Of a long series what comes next, with the last few before it."""
    over = sum(1 for one in found if one.visit.ends_at <= at)
    first = max(0, min(over - BEFORE, len(found) - CHIPS_MAX))
    return found[first : first + CHIPS_MAX]


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def new(request: Request, member: Member) -> HttpResponse:
    """Without a child there is nobody to look after: that page comes first. `again`: the same as an earlier one."""
    _require_asks(member)
    if not member.children.exists():
        return redirect("familysupport:my_child_new")
    again = queries.own(member, request.GET.get("again", "")[:16])
    side = Side(BY, "my_request", MINE, plain(member))
    return asking(request, member, side, again)


@child
@never_cache
@require_safe
@held
def one(request: Request, member: Member, public_id: str) -> HttpResponse:
    row = own(member, public_id)
    found = queries.occasions(row.visits.select_related("provider"), request.at)
    context = {
        **plain(member), "member": member, "row": row, "days": queries.days_words(row),
        "wished": called(row.wished, clock.day(request.at)),
        "occasions": [each for each in found if each.visit.ends_at > request.at],
        "over": [each for each in found if each.visit.ends_at <= request.at],
        "ahead": any(each.may_cancel for each in found), "may_restore": queries.may_restore(row, request.at),
    }  # fmt: skip
    return render(request, "familysupport/requests/my_one.html", context)


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def change(request: Request, member: Member, public_id: str) -> HttpResponse:
    row = own(member, public_id)
    form = ChangeForm(request.POST or None, row=row, met=met.met(member), today=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.change(request=row, values=form.values(), by=BY, at=request.at),
            thanks=_("なおしました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("familysupport:my_request", public_id)
    context = {
        **plain(member), "form": form, "row": row, "suggestions": whereabouts.offered(member),
        "suggestions_id": SUGGESTIONS, "back": _address(row),
    }  # fmt: skip
    return render(request, "familysupport/requests/change.html", context)


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def withdraw(request: Request, member: Member, public_id: str) -> HttpResponse:
    """A page first: which visits go, and what it costs."""
    row = own(member, public_id)
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["yen"]
        words = _("とりさげました。まちがえたときは、10分までなら「とりさげを もどす」で もどせます。")
        deed = partial(actions.withdraw, request=row, by=BY, at=request.at, shown=shown)
        return _tapped(request, deed, words, row)
    ahead = [each for each in row.visits.all() if each.state in OFF and each.starts_at > request.at]
    yen = price_now(ahead, request)
    context = {
        **plain(member), "heading": _("この おねがいを とりさげますか"), "tone": "danger",
        "facts": [(_("とりやめになる回"), _("{n}回").format(n=len(ahead))), (_("キャンセル料"), amounts.yen(yen))],
        "submit": _("ぜんぶ とりさげる"), "cancel": _address(row), "form": PriceForm(initial={"yen": yen}),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@child
@never_cache
@require_POST
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def restore(request: Request, member: Member, public_id: str) -> HttpResponse:
    row = own(member, public_id)
    words = _("もどしました。つづけて さがします。")
    return _tapped(request, lambda: actions.restore(request=row, by=BY, at=request.at), words, row)


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def visit_cancel(request: Request, member: Member, public_id: str) -> HttpResponse:
    """A page first with the price as it is now. What was shown is sent back: if the day has turned meanwhile, or
    somebody was found, it is asked again."""
    visit = own_visit(member, public_id)
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told, shown = request.POST.get("kind", ""), form.cleaned_data["yen"]
        kind = CancelKind(told) if told in set(CancelKind) else kind_now(visit.starts_at, request.at)
        words = _("とりやめました。まちがえたときは、10分までなら そのまま もどせます。")
        deed = partial(visits.cancel, visit=visit, kind=kind, by=BY, at=request.at, shown=shown)
        return _tapped(request, deed, words, visit.request)
    kind = kind_now(visit.starts_at, request.at)
    context = {
        **plain(member), "visit": visit, "kind": kind, "yen": cancel_yen(visit, kind), "back": _address(visit.request),
        "when": when(visit), "provider": called(visit.provider, clock.day(request.at)),
    }  # fmt: skip
    return render(request, "familysupport/requests/my_cancel.html", context)


@child
@never_cache
@require_POST
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def visit_back(request: Request, member: Member, public_id: str) -> HttpResponse:
    visit = own_visit(member, public_id)
    words = _("もどしました。")
    return _tapped(request, lambda: visits.take_back(visit=visit, by=BY, at=request.at), words, visit.request)


@child
@never_cache
@require_POST
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def visit_end(request: Request, member: Member, public_id: str) -> HttpResponse:
    """One tap: how it ended after all."""
    visit, how = own_visit(member, public_id), request.POST.get("how", "")
    if how not in set(UnmetEnd):
        return redirect("familysupport:my_request", visit.request.public_id)
    deed = partial(unmet_ends.tell, visit=visit, how=UnmetEnd(how), by=BY, at=request.at)
    return _tapped(
        request, deed, _("教えてくださって ありがとうございます。かぞえるだけに 使います。"), visit.request
    )


def plain(member: Member) -> dict[str, Any]:
    """What every page of a member needs: plain words for grown-ups, and the centre's telephone at the end."""
    return {"layout": "familysupport/asks/my_base.html", "furigana": "off", "centre": member.centre}


def own(member: Member, public_id: str) -> Asked:
    row = queries.own(member, public_id)
    if row is None:
        raise Http404
    return row


def own_visit(member: Member, public_id: str) -> Visit:
    visit = queries.own_visit(member, public_id)
    if visit is None:
        raise Http404
    return visit


def price_now(ahead: list[Visit], request: Request) -> int:
    return sum(cancel_yen(each, kind_now(each.starts_at, request.at)) for each in ahead)


def _require_asks(member: Member) -> None:
    """Who only helps has no such pages."""
    if not member.asks:
        raise Http404


def _tapped(request: Request, deed: Callable[[], object], words: str, row: Asked) -> HttpResponse:
    done(request, deed, thanks=words)
    return redirect("familysupport:my_request", row.public_id)


def _address(row: Asked) -> str:
    return f"{MINE}requests/{row.public_id}/"
