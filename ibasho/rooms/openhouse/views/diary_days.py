"""日誌: あけた and しめた with their lists, and what the next one should know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import diary as actions
from ibasho.rooms.openhouse.forms.door import ClosingForm, DayForm, OpeningForm, WordsForm
from ibasho.rooms.openhouse.models import Diary
from ibasho.rooms.openhouse.queries import diary as queries
from ibasho.rooms.openhouse.rules.diary import Check
from ibasho.rooms.openhouse.views.door_seeing import Look, both
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

_staff = both(Permission.OPENHOUSE_DOOR)


@require_safe
def _diary(request: Request, look: Look, place: Place) -> HttpResponse:
    return _page(request, look, place)


def _page(request: Request, look: Look, place: Place, **given: Any) -> HttpResponse:
    days = queries.days(place, clock.day(request.at))
    context = {
        "layout": look.layout, "place": place, "today": days.today, "earlier": [_told(row, clock.day(request.at)) for row in days.earlier],
        "opening": given.get("opening") or OpeningForm(auto_id="open_%s"), "checked": _labels(days.today),
        "closing": given.get("closing") or ClosingForm(initial={"words": days.today.words if days.today else ""}),
        "words": given.get("words") or WordsForm(initial={"words": days.today.words if days.today else ""}),
        "urls": {step: look.url("diary_step", place.public_id, step) for step in STEPS}, "left": days.left,
        "close_late": look.url("diary_step", place.public_id, "close-late"),
        "undo_open": look.url("diary_step", place.public_id, "undo-open"), "undo_close": look.url("diary_step", place.public_id, "undo-close"),
        "crumbs": look.crumbs(place, _("日誌")),
    }  # fmt: skip
    return render(request, "openhouse/door/diary.html", context)


def _told(row: Diary, today: date) -> dict[str, Any]:
    """`late`: it was opened, never closed, and may still be."""
    late = row.opened_at and not row.closed_at and (today - row.day).days <= actions.LATE_DAYS
    return {"row": row, "checked": _labels(row), "late": late}


def _labels(row: Diary | None) -> list[str]:
    done = set(row.checked) if row else set()
    return [one.label for one in Check if one.value in done]


@require_POST
def _step(request: Request, look: Look, place: Place, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    form_class, key, act, said = STEPS[step]
    form = form_class(request.POST) if form_class else None
    given = {}
    if form is not None:
        if not form.is_valid():
            return _page(request, look, place, **{key: form})
        given = form.cleaned_data
    try:
        act(place=place, by=request.actor, at=request.at, **given)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, said)
    return redirect(look.url("diary", place.public_id))


# What a button of the page asks for: its form, that form's name on the page, the action, what is said afterwards.
STEPS: dict[str, tuple[Any, str, Callable[..., Diary], str]] = {
    "open": (OpeningForm, "opening", actions.open_day, "「あけた」を 記録しました。"),
    "close": (ClosingForm, "closing", actions.close_day, "「しめた」を 記録しました。おつかれさまでした。"),
    "write": (WordsForm, "words", actions.write, "書きました。"),
    "close-late": (DayForm, "late", actions.close_late, "「しめた」を 記録しました。"),
    "undo-open": (None, "", actions.undo_open, "「あけた」を とりけしました。"),
    "undo-close": (None, "", actions.undo_close, "「しめた」を とりけしました。"),
}
ops_diary, desk_diary = _staff(_diary)
ops_diary_step, desk_diary_step = _staff(_step)
