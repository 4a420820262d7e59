"""One visit: every provider in order with reasons, those left out with why not; decide, pin, forbid and back in one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import deciding, plans, rulings
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.queries import board, board_week, meetings
from ibasho.rooms.familysupport.queries.centre import policy_on
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules.kinds import Sex, VisitState
from ibasho.rooms.familysupport.views import desk_pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.matching_board import address
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Verb:
    """`solves`: the week is solved again at once. `thanks` takes the provider's name."""

    deed: Callable[..., object]
    thanks: str
    solves: bool = False


def _undo(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> object:
    return deciding.undo(visit=visit, by=by, at=at)


def _pin(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> object:
    return rulings.pin(visit=visit, member=provider, by=by, at=at)


def _forbid(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> object:
    return rulings.forbid(visit=visit, member=provider, by=by, at=at)


def _free(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> object:
    return rulings.take_back(visit=visit, member=provider, by=by, at=at)


VERBS = {
    "decide": Verb(deciding.decide, "%(name)sさんに 決めました。両方の方に お知らせを 送ります。"),
    "undo": Verb(
        _undo,
        "%(name)sさんの 決定を とりけして、両方の方に 知らせます。この回は「さがしています」に もどりました。",
    ),
    "pin": Verb(_pin, "%(name)sさんに する、として もう一度 ときました。", solves=True),
    "forbid": Verb(_forbid, "%(name)sさんには しない、として もう一度 ときました。", solves=True),
    "free": Verb(_free, "%(name)sさんの きめを とりけして、もう一度 ときました。", solves=True),
}


@doors.desk
@require_safe
def visit(request: Request, public_id: str) -> HttpResponse:
    row = _visit(request, public_id)
    found = board.candidates(row, request.at)
    children = meetings.children_of({row.request_id}).get(row.request_id, [])
    names = board_week.district_names({row.request.member.district_code}, row.day)
    able = [one for one in found if one.is_able]
    chosen = [("member", one.member.public_id) for one in able]
    context = {
        "visit": row, "told": board_week.told(row, children, names), "able": able,
        "others": [one for one in found if not one.is_able],
        "children": [(one, ages.age_words(one.born_on, row.day), Sex(one.sex)) for one in children],
        "is_open": row.state == VisitState.OPEN and row.starts_at > request.at,
        "begun": row.starts_at <= request.at, "state": VisitState(row.state),
        "ask": f"{reverse('familysupport:desk_asks', args=[row.public_id])}?{urlencode(chosen)}",
        "board": address(row.day), "crumbs": desk_pages.crumbs((_("調整"), address(row.day)), (_("1回"), "")),
        "insured": policy_on(row.request.member.centre, row.day) is not None,
        "meeting_due": row.pk in meetings.missing([row]),
    }  # fmt: skip
    return render(request, "familysupport/matching/visit.html", context)


@doors.desk
@require_POST
def do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """POST `member`: whom it is about; `to=board` leads back to the week."""
    row = _visit(request, public_id)
    wanted = VERBS.get(verb)
    provider = Member.objects.filter(
        public_id=request.POST.get("member", "")[:16], centre=row.request.member.centre_id
    ).first()
    if wanted is None or provider is None:
        raise Http404
    made = done(
        request, lambda: wanted.deed(visit=row, provider=provider, by=request.actor, at=request.at) or True,
        thanks=_(wanted.thanks) % {"name": provider.name},
    )  # fmt: skip
    if made and wanted.solves:
        _solve_again(request, row)
    if request.POST.get("to") == "board":
        return redirect(f"{address(row.day)}#v-{row.public_id}")
    return redirect("familysupport:desk_match", public_id)


def _solve_again(request: Request, row: Visit) -> None:
    """What was ruled stands, also where the week cannot be solved now."""
    done(
        request,
        lambda: plans.solve(centre=row.request.member.centre, week=row.day, by=request.actor, at=request.at),
    )


def _visit(request: Request, public_id: str) -> Visit:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    rows = Visit.objects.select_related(
        "request__member__centre", "request__wished", "provider", "decided_by"
    )
    row = get_object_or_404(rows, public_id=public_id)
    noted(request, row.request.member, row.provider)
    return row
