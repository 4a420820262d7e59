"""Addresses of family support: fees for all, the tariff at the desk, unmet demand, what if."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import fees, tariff_desk, tariff_edit

_DESK = "desk/support/tariffs/"
_ONE = f"{_DESK}<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("support/fees/", fees.fees, name="fees"),
    path(_DESK, tariff_desk.desk_tariffs, name="desk_tariffs"),
    path(f"{_DESK}new/", tariff_edit.desk_tariff_new, name="desk_tariff_new"),
    path(_ONE, tariff_desk.desk_tariff, name="desk_tariff"),
    path(f"{_ONE}edit/", tariff_edit.desk_tariff_edit, name="desk_tariff_edit"),
    path(f"{_ONE}publish/", tariff_desk.desk_tariff_publish, name="desk_tariff_publish"),
    path(f"{_ONE}do/", tariff_desk.desk_tariff_do, name="desk_tariff_do"),
]
