"""Addresses of network: start-ups and what was handed on."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import starting_desk, starting_own, starting_public

_OWN, _DESK = "start-up/<str:token>/", "desk/network/starting/"
_ONE = f"{_DESK}<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("start-up/", starting_public.start, name="start"),
    path("start-up/papers/<slug:code>/", starting_public.start_paper, name="start_paper"),
    path(_OWN, starting_own.start_own, name="start_own"),
    path(f"{_OWN}step/", starting_own.start_own_step, name="start_own_step"),
    path(f"{_OWN}papers/<slug:code>/", starting_own.start_own_paper, name="start_own_paper"),
    path(_DESK, starting_desk.desk_starting, name="desk_starting"),
    path(f"{_DESK}new/", starting_desk.desk_start_new, name="desk_start_new"),
    path(_ONE, starting_desk.desk_start, name="desk_start"),
    path(f"{_ONE}edit/", starting_desk.desk_start_edit, name="desk_start_edit"),
    path(f"{_ONE}step/<slug:code>/", starting_desk.desk_start_step, name="desk_start_step"),
    path(f"{_ONE}rest/", starting_desk.desk_start_rest, name="desk_start_rest"),
    path(f"{_ONE}stop/", starting_desk.desk_start_stop, name="desk_start_stop"),
    path(f"{_ONE}opened/", starting_desk.desk_start_opened, name="desk_start_opened"),
    path(f"{_ONE}do/<slug:verb>/", starting_desk.desk_start_do, name="desk_start_do"),
    path(f"{_ONE}link/", starting_desk.desk_start_link, name="desk_start_link"),
    path(f"{_ONE}papers/<slug:code>/", starting_desk.desk_start_paper, name="desk_start_paper"),
]
