"""Addresses of voices: results, publishing, the council's spreadsheet."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import council, results_desk, results_public

_DESK = "desk/voices/h/<str:public_id>"
_RELEASE = f"{_DESK}/results/<str:release_id>"

urlpatterns: list[URLPattern] = [
    path("voices/ask/<str:public_id>/results/", results_public.results, name="results"),
    path(f"{_DESK}/results/", results_desk.results, name="desk_results"),
    path(f"{_DESK}/results/ask/", results_desk.ask, name="desk_results_ask"),
    path(f"{_RELEASE}/", results_desk.release, name="desk_release"),
    path(f"{_RELEASE}/approve/", results_desk.approve, name="desk_results_approve"),
    path(f"{_RELEASE}/decline/", results_desk.decline, name="desk_results_decline"),
    path(f"{_RELEASE}/withdraw/", results_desk.withdraw, name="desk_results_withdraw"),
    path(f"{_DESK}/council/", council.council, name="desk_council"),
]
