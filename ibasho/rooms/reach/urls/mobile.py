"""Addresses of 出張開設: rotas, visits, their report."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.reach.views import rotas, visit_report, visits

_ALL, _ROTA, _VISIT = (
    "desk/reach/mobile/",
    "desk/reach/mobile/<str:public_id>/",
    "desk/reach/mobile/visits/<str:public_id>/",
)
urlpatterns: list[URLPattern] = [
    path(_ALL, rotas.rotas, name="rotas"),
    path(f"{_ALL}new/", rotas.rota_new, name="rota_new"),
    path(f"{_ALL}report/", visit_report.visit_report, name="visit_report"),
    path("desk/reach/plans/<str:public_id>/rota/", rotas.rota_from_plan, name="rota_from_plan"),
    path(_ROTA, rotas.rota, name="rota"),
    path(f"{_ROTA}add/", rotas.rota_add, name="rota_add"),
    path(f"{_ROTA}edit/", rotas.rota_edit, name="rota_edit"),
    path(f"{_ROTA}news/", rotas.rota_news, name="rota_news"),
    path(f"{_ROTA}poster/", rotas.rota_poster, name="rota_poster"),
    path(f"{_ROTA}announce/", rotas.rota_announce, name="rota_announce"),
    path(f"{_ROTA}publish/", rotas.rota_publish, name="rota_publish"),
    path(f"{_ROTA}remove/", rotas.rota_remove, name="rota_remove"),
    path(_VISIT, visits.visit, name="visit"),
    path(f"{_VISIT}pair/", visits.visit_pair, name="visit_pair"),
    path(f"{_VISIT}pack/", visits.visit_pack, name="visit_pack"),
    path(f"{_VISIT}count/", visits.visit_count, name="visit_count"),
    path(f"{_VISIT}move/", visits.visit_move, name="visit_move"),
    path(f"{_VISIT}cancel/", visits.visit_cancel, name="visit_cancel"),
    path(f"{_VISIT}restore/", visits.visit_restore, name="visit_restore"),
    path(f"{_VISIT}sheet/", visits.visit_sheet, name="visit_sheet"),
]
