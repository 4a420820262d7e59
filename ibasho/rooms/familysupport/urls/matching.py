"""Addresses of family support: the adviser's board and one visit of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import matching_board, matching_visit

urlpatterns: list[URLPattern] = [
    path("desk/support/", matching_board.board, name="desk_board"),
    path("desk/support/solve/", matching_board.solve, name="desk_solve"),
    path("desk/support/plans/<str:public_id>/decide/", matching_board.decide_plan, name="desk_plan_decide"),
    path("desk/support/match/<str:public_id>/", matching_visit.visit, name="desk_match"),
    path("desk/support/match/<str:public_id>/<str:verb>/", matching_visit.do, name="desk_match_do"),
]
