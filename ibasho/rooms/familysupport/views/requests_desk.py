"""The adviser's list of requests, one request with its visits, and typing one for who telephones."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import desk
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import requests as actions
from ibasho.rooms.familysupport.forms.requests import (
    SUGGESTIONS,
    ChangeForm,
    MemberSearch,
    PriceForm,
    RequestsFilter,
)
from ibasho.rooms.familysupport.models import Request as Asked
from ibasho.rooms.familysupport.queries import members_found, met, whereabouts
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.requests_waiting import to_telephone
from ibasho.rooms.familysupport.rules.calling_off import OFF
from ibasho.rooms.familysupport.rules.kinds import Skill
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.my_requests import price_now
from ibasho.rooms.familysupport.views.request_asking import Side, asking
from ibasho.town.people.permissions import Permission

LAYOUT = "ui/desk.html"
SHOWN_MAX = 300
FORMS = ["GET", "HEAD", "POST"]


@desk
@require_safe
def listed(request: Request) -> HttpResponse:
    require_adviser(request)
    form = RequestsFilter(request.GET)
    rows = list(queries.listed(**form.wanted())[:SHOWN_MAX])
    table = _table(request, rows, whole=bool(exports.wanted(request)))
    if exports.wanted(request):
        return exports.answer(request, table, "requests")
    context = {
        **_page(request), "form": form, "table": table, "total": len(rows), "full": len(rows) == SHOWN_MAX,
        "any": bool(rows) or Asked.objects.exists(),
        "calls": to_telephone(request.at).select_related("request__member"),
    }  # fmt: skip
    return render(request, "familysupport/requests/desk_list.html", context)


@desk
@require_http_methods(FORMS)
def new(request: Request) -> HttpResponse:
    """First who telephones, then the same form as theirs."""
    require_adviser(request)
    member = members_found.asker(request.GET.get("member", "")[:16])
    if member is None:
        form = MemberSearch(request.GET)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        context = {
            **_page(request, _("依頼を 入れる")), "form": form, "found": members_found.askers(text), "text": text,
        }  # fmt: skip
        return render(request, "familysupport/requests/desk_member.html", context)
    noted(request, member)
    again = queries.own(member, request.GET.get("again", "")[:16])
    back = reverse("familysupport:desk_requests")
    page = _page(request, _("依頼を 入れる"))
    return asking(request, member, Side(request.actor, "desk_request", back, page, by_adviser=True), again)


@desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    found = queries.occasions(row.visits.select_related("provider"), request.at)
    context = {
        **_page(request, row.member.name), "row": row, "member": row.member, "days": queries.days_words(row),
        "wished": row.wished.name if row.wished else "",
        "occasions": found, "ahead": any(each.may_cancel for each in found), "at": request.at,
        "needs": "、".join(Skill(need).label for need in row.needs),
    }  # fmt: skip
    return render(request, "familysupport/requests/desk_one.html", context)


@desk
@require_http_methods(FORMS)
def change(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    form = ChangeForm(
        request.POST or None, row=row, met=met.met(row.member), today=clock.day(request.at), by_adviser=True
    )
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.change(request=row, values=form.values(), by=request.actor, at=request.at),
            thanks=_("なおしました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("familysupport:desk_request", public_id)
    context = {
        **_page(request, _("内容を なおす"), row), "form": form, "row": row,
        "suggestions": whereabouts.offered(row.member), "suggestions_id": SUGGESTIONS, "back": address(row),
    }  # fmt: skip
    return render(request, "familysupport/requests/change.html", context)


@desk
@require_http_methods(FORMS)
def withdraw(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["yen"]
        words = _("とりさげました。両方に お知らせします。まちがえたときは もどせます。")
        done(
            request, lambda: actions.withdraw(request=row, by=request.actor, at=request.at, shown=shown), thanks=words
        )  # fmt: skip
        return redirect("familysupport:desk_request", public_id)
    ahead = [each for each in row.visits.all() if each.state in OFF and each.starts_at > request.at]
    yen = price_now(ahead, request)
    context = {
        "heading": _("この依頼を とりさげますか"), "layout": LAYOUT, "tone": "danger",
        "facts": [
            (_("会員"), row.member.name), (_("とりやめになる回"), _("{n}回").format(n=len(ahead))),
            (_("キャンセル料"), f"{yen:,}円"),
        ],
        "submit": _("ぜんぶ とりさげる"), "cancel": address(row), "form": PriceForm(initial={"yen": yen}),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@desk
@require_POST
def restore(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    words = _("もどしました。つづけて さがします。")
    done(request, lambda: actions.restore(request=row, by=request.actor, at=request.at), thanks=words)
    return redirect("familysupport:desk_request", public_id)


def find(request: Request, public_id: str) -> Asked:
    """Everybody but the adviser meets 404."""
    require_adviser(request)
    row = queries.find(public_id)
    if row is None:
        raise Http404
    noted(request, row.member)
    return row


def require_adviser(request: Request) -> None:
    try:
        policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    except NotFound as error:
        raise Http404 from error


def address(row: Asked) -> str:
    return reverse("familysupport:desk_request", args=[row.public_id])


def _page(request: Request, last: str = "", row: Asked | None = None) -> dict[str, Any]:
    trail = [(_("依頼"), reverse("familysupport:desk_requests"))]
    if row is not None:
        trail.append((row.member.name, address(row)))
    trail += [(last, "")] if last else []
    return {"layout": LAYOUT, "pages": pages("desk_requests", request), "crumbs": crumbs(*trail)}


def _table(request: Request, rows: list[Any], *, whole: bool) -> Table:
    """`whole`: as a file, which leaves the house; there the name of who is protected stays blank."""
    named = queries.nameable([row.member for row in rows], day=clock.day(request.at)) if whole else set()
    columns = [
        Column(
            _("会員"),
            lambda row: row.member.name if not whole or row.member_id in named else "",
            href=address,
        ),
        Column(_("つぎの日"), lambda row: clock.day(row.next_at).isoformat() if row.next_at else ""),
        Column(_("時間"), lambda row: f"{clock.time_label(row.starts)}～{clock.time_label(row.ends)}"),
        Column(_("くり返し"), queries.days_words),
        Column(_("援助内容"), lambda row: row.get_content_display()),
        Column(_("さがしている"), lambda row: row.open_count, number=True),
        Column(_("決まった"), lambda row: row.agreed_count, number=True),
        Column(_("見つからなかった"), lambda row: row.unmet_count, number=True),
    ]
    if whole:
        columns += [
            Column(_("回数"), lambda row: row.visits_count, number=True),
            Column(_("どこで"), lambda row: row.get_where_display()),
            Column(_("車"), lambda row: _("いる") if row.needs_car else ""),
            Column(_("申しこんだ日"), lambda row: clock.day(row.asked_at).isoformat()),
            Column(_("段階"), lambda row: row.get_state_display()),
        ]
    return Table(_("依頼"), columns, rows)
