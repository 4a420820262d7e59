"""相談の数, typed in by the centre: one by one press, mended and taken back on the same page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consultations as actions
from ibasho.rooms.care.forms.consultations import ChangeForm, NoteForm
from ibasho.rooms.care.models import Consultation
from ibasho.rooms.care.queries import consultations as queries
from ibasho.rooms.care.rules.categories import CATEGORIES, LABELS
from ibasho.rooms.care.views import consultations_pages as here
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

VERBS = {"drop": actions.drop, "restore": actions.restore}
THANKS = {
    "drop": gettext_lazy("とりけしました。数えません。まちがえたときは「もどす」を おしてください。"),
    "restore": gettext_lazy("もどしました。また 数えます。"),
}


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def desk_consultations(request: Request) -> HttpResponse:
    """`?on=` and `?channel=` stay from the last one: the next press counts the next consultation."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    today = clock.day(request.at)
    kept = {"on": request.GET.get("on") or today.isoformat(), "channel": request.GET.get("channel", "")}
    form = NoteForm(here.sent(request), initial=kept)
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.note(**form.values(), by=request.actor, at=request.at), form=form, thanks=""
        )  # fmt: skip
        if made is not None:
            return redirect(_next(made))
    rows = list(queries.noted_on(today))
    just = _just(request, rows)
    context: dict[str, Any] = {
        **here.page(request, ""), "form": form, "categories": CATEGORIES,
        "rows": [(one, LABELS[one.category]) for one in rows],
        "count": sum(one.count for one in rows if one.dropped_at is None), "just": just, "just_label": LABELS[just.category] if just else "",
        "untold": queries.untold(today), "nendo": years.nendo(today),
    }  # fmt: skip
    return render(request, "care/consultations/desk.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def desk_consultation(request: Request, number: int) -> HttpResponse:
    """One line, mended: the old one stays, dropped."""
    row = _found(request, number)
    if row.dropped_at is not None:
        return redirect("care:desk_consultations")
    told = {name: getattr(row, name) for name in ("on", "channel", "category", "count", "firsts")}
    form = ChangeForm(here.sent(request), initial=told)
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.change(consultation=row, **form.values(), by=request.actor, at=request.at),
            form=form, thanks=_("なおしました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("care:desk_consultations")
    context = {**here.page(request, _("1件を なおす")), "form": form, "row": row}
    return render(request, "care/consultations/change.html", context)


@doors.desk
@require_POST
@quietly
def desk_consultation_do(request: Request, number: int, verb: str) -> HttpResponse:
    row = _found(request, number)
    if verb not in VERBS:
        raise Http404
    done(
        request, lambda: VERBS[verb](consultation=row, by=request.actor, at=request.at), thanks=THANKS[verb]
    )  # fmt: skip
    return redirect("care:desk_consultations")


def _found(request: Request, number: int) -> Consultation:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    row = queries.find(number)
    if row is None:
        raise Http404
    return row


def _next(made: Consultation) -> str:
    kept = urlencode({"on": made.on.isoformat(), "channel": str(made.channel), "just": str(made.pk)})
    return f"{reverse('care:desk_consultations')}?{kept}"


def _just(request: Request, rows: list[Consultation]) -> Consultation | None:
    """The one this page's last press counted: said above, with its undo."""
    asked = request.GET.get("just", "")
    return next((one for one in rows if str(one.pk) == asked and one.dropped_at is None), None)
