"""Addresses of candidates, plans, what-if and comparing."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.reach.views import candidates

urlpatterns: list[URLPattern] = [
    path("desk/reach/candidates/", candidates.desk_candidates, name="candidates"),
    path("desk/reach/candidates/new/", candidates.desk_candidate_new, name="candidate_new"),
    path("desk/reach/candidates/import/", candidates.desk_candidates_import, name="candidates_import"),
    path("desk/reach/candidates/take/", candidates.desk_candidates_take, name="candidates_take"),
    path("desk/reach/candidates/<str:public_id>/", candidates.desk_candidate, name="candidate"),
    path("desk/reach/candidates/<str:public_id>/switch/", candidates.desk_candidate_switch, name="candidate_switch"),
]  # fmt: skip
