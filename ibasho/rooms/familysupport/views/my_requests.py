"""A family's own requests by its link: ask, look, mend the words, call off with the price shown before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import requests as actions
from ibasho.rooms.familysupport.actions import visits
from ibasho.rooms.familysupport.actions.request_letters import when
from ibasho.rooms.familysupport.forms.requests import SUGGESTIONS, ChangeForm
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.models import Request as Asked
from ibasho.rooms.familysupport.queries import met, whereabouts
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.expected_fee import cancel_yen
from ibasho.rooms.familysupport.rules.calling_off import OFF, kind_now
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.request_asking import Side, asking

MINE = "/support/my/"
WRITES_MAX, WRITES_SECONDS = 120, 600
FORMS = ["GET", "HEAD", "POST"]


@child
@never_cache
@require_safe
@held
def listed(request: Request, member: Member) -> HttpResponse:
    _require_asks(member)
    rows = queries.of_member(member, request.at)
    pairs = [(row, queries.days_words(row), queries.occasions(row.visits.all(), request.at)) for row in rows]
    return render(
        request, "familysupport/requests/my_list.html", {**plain(member), "member": member, "pairs": pairs}
    )


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
        **plain(member), "member": member, "row": row, "days": queries.days_words(row), "occasions": found,
        "ahead": any(each.may_cancel for each in found),
    }  # fmt: skip
    return render(request, "familysupport/requests/my_one.html", context)


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.ask", times=WRITES_MAX, seconds=WRITES_SECONDS)
@held
def change(request: Request, member: Member, public_id: str) -> HttpResponse:
    row = own(member, public_id)
    form = ChangeForm(request.POST or None, row=row, met=met.met(member))
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
    if request.method == "POST":
        words = _("とりさげました。まちがえたときは「とりさげを もどす」を おしてください。")
        done(request, lambda: actions.withdraw(request=row, by=BY, at=request.at), thanks=words)
        return redirect("familysupport:my_request", public_id)
    ahead = [each for each in row.visits.all() if each.state in OFF and each.starts_at > request.at]
    context = {
        **plain(member), "heading": _("この おねがいを とりさげますか"), "tone": "danger",
        "facts": [(_("とりやめになる回"), _("{n}回").format(n=len(ahead))), (_("キャンセル料"), _yen(price_now(ahead, request)))],
        "submit": _("ぜんぶ とりさげる"), "cancel": _address(row),
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
    """A page first with the price as it is now. What was shown is sent back: if the day has turned meanwhile, it is
    asked again."""
    visit = own_visit(member, public_id)
    if request.method == "POST":
        told = request.POST.get("kind", "")
        kind = CancelKind(told) if told in set(CancelKind) else kind_now(visit.starts_at, request.at)
        words = _("とりやめました。まちがえたときは、10分までなら そのまま もどせます。")
        return _tapped(
            request, lambda: visits.cancel(visit=visit, kind=kind, by=BY, at=request.at), words, visit.request
        )
    kind = kind_now(visit.starts_at, request.at)
    context = {
        **plain(member), "visit": visit, "kind": kind, "yen": cancel_yen(visit, kind), "back": _address(visit.request),
        "when": when(visit),
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


def _yen(amount: int) -> str:
    return f"{amount:,}円"
