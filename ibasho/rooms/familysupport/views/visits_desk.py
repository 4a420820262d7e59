"""What the adviser does about one visit besides deciding it: off, not found, looked for again, back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import desk
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import unmet_ends
from ibasho.rooms.familysupport.actions import visits as actions
from ibasho.rooms.familysupport.actions.request_letters import when
from ibasho.rooms.familysupport.forms.requests import CancelForm, UnmetForm
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.queries import nearby
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.expected_fee import cancel_yen
from ibasho.rooms.familysupport.rules.calling_off import kind_now, unmet_reason
from ibasho.rooms.familysupport.rules.kinds import CancelKind, UnmetEnd, UnmetReason
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.requests_desk import FORMS, LAYOUT, address, require_adviser


@desk
@require_http_methods(FORMS)
def cancel(request: Request, public_id: str) -> HttpResponse:
    """Every kind with its price beside it."""
    visit = find(request, public_id)
    prices = {kind: cancel_yen(visit, kind) for kind in CancelKind}
    form = CancelForm(request.POST or None, kind=kind_now(visit.starts_at, request.at), prices=prices)

    def deed() -> Visit:
        kind, shown = form.chosen()
        form.show(prices)
        return actions.cancel(visit=visit, kind=kind, by=request.actor, at=request.at, shown=shown)

    told = [(_("{kind}：キャンセル料").format(kind=kind.label), f"{yen:,}円") for kind, yen in prices.items()]
    words = {
        "heading": _("この回を とりやめますか"), "submit": _("とりやめる"), "facts": [*_facts(visit), *told],
    }  # fmt: skip
    return _answered(request, visit, form, deed, _("とりやめました。両方に お知らせします。"), words)


@desk
@require_http_methods(FORMS)
def unmet(request: Request, public_id: str) -> HttpResponse:
    """What the family will read with it stands on the page."""
    visit = find(request, public_id)
    answers = tuple(visit.asks.values_list("answer", flat=True))
    guess = unmet_reason(answers, visit.request.asked_at, visit.starts_at)
    form = UnmetForm(request.POST or None, initial={"reason": visit.unmet_reason or guess.value})

    def deed() -> Visit:
        reason = UnmetReason(form.cleaned_data["reason"])
        return actions.mark_unmet(visit=visit, reason=reason, by=request.actor, at=request.at)

    mailed = _is_mailed(visit)
    words = {
        "heading": _("見つからなかった ことに しますか"),
        "submit": _("見つからなかったことに して、家庭に 知らせる") if mailed else _("見つからなかったことに する"),
        "facts": _facts(visit), "near": nearby.instead(visit, request.at),
    }  # fmt: skip
    return _answered(
        request,
        visit,
        form,
        deed,
        _("家庭に 知らせました。近くの 居場所も いっしょに 伝えました。")
        if mailed
        else _(
            "見つからなかったことに しました。メールが ない 家庭です。電話で、近くの 居場所も いっしょに 伝えてください。"
        ),
        words,
    )


@desk
@require_POST
def back(request: Request, public_id: str) -> HttpResponse:
    visit = find(request, public_id)
    return _tapped(
        request, visit, lambda: actions.take_back(visit=visit, by=request.actor, at=request.at), _("もどしました。")
    )  # fmt: skip


@desk
@require_POST
def end(request: Request, public_id: str) -> HttpResponse:
    """As the family said on the telephone."""
    visit, how = find(request, public_id), request.POST.get("how", "")
    if how not in set(UnmetEnd):
        return redirect("familysupport:desk_request", visit.request.public_id)
    return _tapped(
        request, visit, lambda: unmet_ends.tell(visit=visit, how=UnmetEnd(how), by=request.actor, at=request.at),
        _("書きました。「足りない時間」の 数に なります。"),
    )  # fmt: skip


@desk
@require_POST
def reopen(request: Request, public_id: str) -> HttpResponse:
    visit = find(request, public_id)
    return _tapped(
        request, visit, lambda: actions.reopen(visit=visit, by=request.actor, at=request.at),
        _("さがしなおします。家庭と 提供会員に お知らせします。"),
    )  # fmt: skip


def _is_mailed(visit: Visit) -> bool:
    """Whether the family is told by mail; who has none is rung up."""
    member = visit.request.member
    return bool(member.email or (member.person and member.person.email))


def find(request: Request, public_id: str) -> Visit:
    require_adviser(request)
    visit = queries.find_visit(public_id)
    if visit is None:
        raise Http404
    noted(request, visit.request.member, visit.provider)
    return visit


def _facts(visit: Visit) -> list[tuple[str, str]]:
    found = [
        (_("会員"), visit.request.member.name), (_("日と時間"), when(visit)),
        (_("援助内容"), visit.request.get_content_display()),
    ]  # fmt: skip
    return [*found, (_("提供会員"), visit.provider.name)] if visit.provider else found


def _answered(
    request: Request, visit: Visit, form: Form, deed: Callable[[], object], thanks: str, words: dict[str, Any]
) -> HttpResponse:
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, deed, thanks=thanks, form=form) is not None
    ):
        return redirect("familysupport:desk_request", visit.request.public_id)
    context = {"layout": LAYOUT, "form": form, "cancel": address(visit.request), **words}
    return render(request, "familysupport/requests/desk_visit.html", context)


def _tapped(request: Request, visit: Visit, deed: Callable[[], object], thanks: str) -> HttpResponse:
    done(request, deed, thanks=thanks)
    return redirect("familysupport:desk_request", visit.request.public_id)
