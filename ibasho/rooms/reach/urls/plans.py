"""Addresses of candidates, plans, what-if and comparing."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.reach.views import candidates, comparing, plan_files, plans, whatif

_PLAN = "desk/reach/plans/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("desk/reach/candidates/", candidates.desk_candidates, name="candidates"),
    path("desk/reach/candidates/new/", candidates.desk_candidate_new, name="candidate_new"),
    path("desk/reach/candidates/import/", candidates.desk_candidates_import, name="candidates_import"),
    path("desk/reach/candidates/take/", candidates.desk_candidates_take, name="candidates_take"),
    path("desk/reach/candidates/<str:public_id>/", candidates.desk_candidate, name="candidate"),
    path("desk/reach/candidates/<str:public_id>/switch/", candidates.desk_candidate_switch, name="candidate_switch"),
    path("desk/reach/plans/", plans.desk_plans, name="plans"),
    path("desk/reach/plans/new/<str:kind>/", plans.desk_plan_new, name="plan_new"),
    path("desk/reach/plans/from-pin/", plans.desk_plan_from_pin, name="plan_from_pin"),
    path(_PLAN, plans.desk_plan, name="plan"),
    path(f"{_PLAN}ask/", plans.desk_plan_ask, name="plan_ask"),
    path(f"{_PLAN}solve/", plans.desk_plan_solve, name="plan_solve"),
    path(f"{_PLAN}wish/", plans.desk_plan_wish, name="plan_wish"),
    path(f"{_PLAN}wish/<int:opening>/", plans.desk_plan_unwish, name="plan_unwish"),
    path(f"{_PLAN}adopt/", plans.desk_plan_adopt, name="plan_adopt"),
    path(f"{_PLAN}undo/", plans.desk_plan_undo, name="plan_undo"),
    path(f"{_PLAN}remove/", plans.desk_plan_remove, name="plan_remove"),
    path(f"{_PLAN}map.json", plan_files.desk_plan_map, name="plan_map"),
    path(f"{_PLAN}openings.geojson", plan_files.desk_plan_geojson, name="plan_geojson"),
    path("desk/reach/whatif/", whatif.desk_whatif, name="whatif"),
    path("desk/reach/whatif/numbers/", whatif.desk_whatif_numbers, name="whatif_numbers"),
    path("desk/reach/whatif/ground.json", whatif.desk_whatif_ground, name="whatif_ground"),
    path("desk/reach/compare/", comparing.desk_compare, name="compare"),
    path("desk/reach/compare/map.json", comparing.desk_compare_map, name="compare_map"),
    path("desk/reach/compare/cells.geojson", comparing.desk_compare_geojson, name="compare_geojson"),
    path("desk/reach/compare/years/", comparing.desk_trend, name="trend"),
    path("desk/reach/compare/years/ask/", comparing.desk_trend_ask, name="trend_ask"),
]  # fmt: skip
