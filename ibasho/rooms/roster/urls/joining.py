"""Addresses of roster: 募集 for everybody, and the helpers behind two doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.rooms.roster.views import people, programmes, safeguards, vacancies, vacancies_staff

View = Callable[..., Any]
_form = require_http_methods(["GET", "HEAD", "POST"])


def _behind(door: View, prefix: str, name: str) -> list[URLPattern]:
    """The same pages at the group's door and at the desk."""
    people_of = f"{prefix}/people/"
    one, vacancy = f"{people_of}<str:public_id>/", f"{people_of}vacancies/<str:public_id>/"
    pages: tuple[tuple[str, View, View, str], ...] = (
        (people_of, _form, people.people, "people"),
        (f"{people_of}new/", _form, people.person_new, "person_new"),
        (f"{people_of}vacancies/", require_safe, vacancies_staff.vacancies, "vacancies"),
        (f"{people_of}vacancies/new/<str:public_id>/", _form, vacancies_staff.vacancy_new, "vacancy_new"),
        (vacancy, _form, vacancies_staff.vacancy, "vacancy"),
        (f"{vacancy}close/", require_POST, vacancies_staff.vacancy_close, "vacancy_close"),
        (f"{people_of}programme/<str:public_id>/", _form, programmes.programme, "programme"),
        (one, require_safe, people.person, "person"),
        (f"{one}edit/", _form, people.person_edit, "person_edit"),
        (f"{one}interview/", _form, people.person_interview, "person_interview"),
        (f"{one}training/", _form, people.training, "training"),
        (f"{one}training/<int:training>/remove/", require_POST, people.training_remove, "training_remove"),
        (f"{one}dates/", _form, safeguards.safeguard, "safeguard"),
        (f"{one}end/", _form, people.person_end, "person_end"),
        (f"{one}step/<str:step>/", require_POST, people.person_step, "person_step"),
    )
    return [path(address, door(method(view)), name=f"{name}_{page}") for address, method, view, page in pages]


urlpatterns: list[URLPattern] = [
    path("join/", vacancies.join, name="join"),
    path("join/<str:public_id>/", vacancies.join_one, name="join_one"),
    path("join/<str:public_id>/thanks/", vacancies.join_thanks, name="join_thanks"),
    path("join/<str:public_id>/poster/", vacancies.join_poster, name="join_poster"),
    path("join/<str:public_id>/paper/", vacancies.join_paper, name="join_paper"),
    *_behind(doors.operator, "ops/roster", "ops"),
    *_behind(doors.desk, "desk/roster", "desk"),
]
