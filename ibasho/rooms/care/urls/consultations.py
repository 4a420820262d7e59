"""Addresses of care: consultations for statistics."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import consultations_desk as desk
from ibasho.rooms.care.views import consultations_figures as figures
from ibasho.rooms.care.views import consultations_import as taking
from ibasho.rooms.care.views import consultations_published as published
from ibasho.rooms.care.views import consultations_year as year

_DESK = "desk/care/consultations"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/", desk.desk_consultations, name="desk_consultations"),
    path(f"{_DESK}/year/", year.desk_consultations_year, name="desk_consultations_year"),
    path(f"{_DESK}/month/", year.desk_consultations_month, name="desk_consultations_month"),
    path(f"{_DESK}/release/", year.desk_consultations_release, name="desk_consultations_release"),
    path(f"{_DESK}/import/", taking.desk_consultations_import, name="desk_consultations_import"),
    path(
        f"{_DESK}/import/take/", taking.desk_consultations_import_take, name="desk_consultations_import_take"
    ),
    path(f"{_DESK}/published/", published.desk_consultations_published, name="desk_consultations_published"),
    path(
        f"{_DESK}/published/remove/",
        published.desk_consultations_published_remove,
        name="desk_consultations_published_remove",
    ),
    path(f"{_DESK}/<int:number>/", desk.desk_consultation, name="desk_consultation"),
    path(f"{_DESK}/<int:number>/<str:verb>/", desk.desk_consultation_do, name="desk_consultation_do"),
    path("desk/care/figures/", figures.desk_figures, name="desk_figures"),
]
