"""Pages that stand behind two doors: at the group's for its own helpers, at the desk for the city's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Helper, Vacancy
from ibasho.rooms.roster.queries import people, vacancies, veiled
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
PAGES = (
    "people", "person", "person_new", "person_edit", "person_interview", "person_step", "person_end", "training",
    "training_remove", "safeguard", "vacancies", "vacancy_new", "vacancy", "vacancy_close", "programme", "link",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Here:
    """The door a page is shown at: its layout, and the names of the same pages behind it."""

    layout: str
    names: dict[str, str]

    def url(self, name: str, *given: str) -> str:
        return reverse(self.names[name], args=given)

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        return [(_("手伝う人"), self.url("people")), *more]


_HERE = {
    doors.Door.OPERATOR: Here("ui/operator.html", {name: f"roster:ops_{name}" for name in PAGES}),
    doors.Door.DESK: Here("ui/desk.html", {name: f"roster:desk_{name}" for name in PAGES}),
}


def here(request: Request) -> Here:
    return _HERE[doors.door_of(request)]


def shown(request: Request, template: str, context: dict[str, Any], *crumbs: tuple[str, str]) -> HttpResponse:
    at = here(request)
    return render(
        request, template, {"layout": at.layout, "names": at.names, "crumbs": at.crumbs(*crumbs), **context}
    )


def answered(
    request: Request,
    form: Form,
    deed: Callable[[], Any],
    *,
    done: str,
    back: str,
    words: dict[str, Any],
    crumbs: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """One form on one page: `deed` with what was sent, then back with a word; what was refused stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(back)
    return shown(request, "roster/people/form.html", {"form": form, "back": back, **words}, *crumbs)


def find_helper(request: Request, public_id: str) -> Helper:
    """The helper, for who keeps the people of that organisation; everybody else meets 404."""
    helper = people.find(public_id)
    if helper is None:
        raise Http404
    require_kept(request, helper.organisation)
    try:
        veiled.require(helper, by=request.actor, at=request.at)
    except NotFound as error:
        raise Http404 from error
    return helper


def find_vacancy(request: Request, public_id: str) -> Vacancy:
    vacancy = vacancies.find(public_id)
    if vacancy is None:
        raise Http404
    require_kept(request, vacancy.organisation)
    return vacancy


def require_kept(request: Request, organisation: Organisation) -> None:
    try:
        policies.require(request.actor, Permission.ROSTER_MANAGE, organisation, at=request.at)
    except NotFound as error:
        raise Http404 from error


def kept_organisations(request: Request) -> list[Organisation]:
    """Whose people are kept here. Who keeps nobody's meets 404."""
    found = list(people.kept_organisations(request.actor, request.at))
    if not found:
        raise Http404
    return found
