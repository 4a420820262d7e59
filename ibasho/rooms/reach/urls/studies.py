"""Addresses of studies."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.reach.views import overview, public, studies, winter

_ONE = "desk/reach/studies/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("reach/", public.public_page, name="public"),
    path("reach/map.geojson", public.public_geojson, name="public_geojson"),
    path("desk/reach/", overview.overview, name="overview"),
    path("desk/reach/map.geojson", overview.map_geojson, name="map_geojson"),
    path("desk/reach/cells.geojson", overview.cells_geojson, name="cells_geojson"),
    path("desk/reach/districts.geojson", overview.districts_geojson, name="districts_geojson"),
    path("desk/reach/district/<str:code>/", overview.district, name="district"),
    path("desk/reach/cell/<str:code>/", overview.cell, name="cell"),
    path("desk/reach/report/", overview.report, name="report"),
    path("desk/reach/winter/", winter.winter, name="winter"),
    path("desk/reach/studies/", studies.study_list, name="studies"),
    path(_ONE, studies.study, name="study"),
    path(f"{_ONE}name/", studies.study_name, name="study_name"),
    path(f"{_ONE}delete/", studies.study_delete, name="study_delete"),
]
