"""The bank book of a helper: written here, looked at by a second person of the city. What stands is not shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import paying
from ibasho.rooms.roster.models import Helper, Honorarium
from ibasho.rooms.roster.queries.months import unprotected
from ibasho.rooms.roster.views.hours_doors import DESK, OPS, Where
from ibasho.town.payouts.forms.payees import PersonAccountForm
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_helper_account(request: Request, public_id: str) -> HttpResponse:
    return _account(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_helper_account(request: Request, public_id: str) -> HttpResponse:
    return _account(request, public_id, DESK)


def _account(request: Request, public_id: str, where: Where) -> HttpResponse:
    helper = _helper(request, public_id)
    form, back = PersonAccountForm(request.POST or None), _back(request, helper, where)
    if request.method == "POST" and form.is_valid() and _written(request, helper, form):
        return redirect(back)
    context = {
        "layout": where.layout, "form": form, "helper": helper, "back": back,
        "crumbs": where.months_crumbs((helper.name, back), (_("口座"), "")),
    }  # fmt: skip
    return render(request, "roster/hours/account.html", context)


def _helper(request: Request, public_id: str) -> Helper:
    """A helper with a name, of an organisation whose months this person closes; 404 for a stranger, and for people under
    protection, whose account the city's own people keep in payouts."""
    found = Helper.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None or not found.name or not unprotected([found], day=clock.day(request.at)):
        raise Http404
    if not policies.may(request.actor, Permission.ROSTER_PAY, found.organisation, at=request.at):
        raise Http404
    return found


def _back(request: Request, helper: Helper, where: Where) -> str:
    """To the line one came from (`?line=`), else to the months."""
    rows = Honorarium.objects.select_related("month").filter(
        helper=helper, public_id=request.GET.get("line", "")
    )
    line = rows.first()
    return where.url("line", line.month.public_id, line.public_id) if line else where.url("months")


def _written(request: Request, helper: Helper, form: PersonAccountForm) -> bool:
    try:
        paying.write_account(helper=helper, particulars=form.particulars(), by=request.actor, at=request.at)
    except NotFound as error:
        raise Http404 from error
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(
        request, _("口座を 書きました。市の もう1人の担当者が 確かめると、振りこめるように なります。")
    )
    return True
