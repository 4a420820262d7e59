"""The city's desk: files that come in."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.places.views import imports

_ONE = "desk/imports/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("desk/imports/", imports.desk_imports, name="desk_imports"),
    path(_ONE, imports.desk_import, name="desk_import"),
    path(f"{_ONE}take/", imports.desk_import_take, name="desk_import_take"),
    path(f"{_ONE}drop/", imports.desk_import_drop, name="desk_import_drop"),
    path(f"{_ONE}undo/", imports.desk_import_undo, name="desk_import_undo"),
]
